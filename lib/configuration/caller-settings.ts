import * as z from 'zod';
import { named, ofInstance, text } from './fields';
import { transcribeLanguages } from './transcribe-languages';

const promptArn = ofInstance('prompt');

/** What callers hear: a text that Connect reads, or a prompt of the instance. */
export const spoken = z.union([text, z.strictObject({ promptArn })], {
  error: ({ input }) => {
    const right = 'a text, or { promptArn } with an ARN such as arn:aws:connect:REGION:ACCOUNT:instance/ID/prompt/ID';
    if (input === undefined) return `is missing; give ${right}`;
    return typeof input === 'string' ? 'must not be empty: Connect refuses empty texts' : `must be ${right}`;
  },
});

/** Of Amazon Polly; which voice has which engine and style is Polly's to say. */
export const voice = z.strictObject({
  name: named(/^[A-Z][A-Za-z]{1,31}$/, 'must be the name of a voice of Amazon Polly, such as Joanna'),
  engine: z.enum(['Standard', 'Neural', 'Generative', 'Long-form']).optional(),
  style: z.enum(['None', 'Conversational', 'Newscaster']).optional(),
});

export const language = z.string().refine((code) => transcribeLanguages.has(code), {
  error: () => 'must be a language code that Amazon Transcribe knows, such as en-US',
});

/** Music or anything else between two hold messages; silence when left out. */
export const holdMusic = z.strictObject({ promptArn });

/** Of the conversation with an agent. */
export const recording = z
  .strictObject({
    agent: z.boolean(),
    customer: z.boolean(),
    /** By Contact Lens, which costs by the minute; real time includes what is made afterwards. */
    analytics: z.enum(['off', 'post-contact', 'real-time']).default('off'),
  })
  .refine(({ agent, customer, analytics }) => analytics === 'off' || (agent && customer), {
    path: ['analytics'],
    error: () => "needs both agent: true and customer: true, which is what Connect analyses; or write 'off'",
  });

/** What a queue may say otherwise than the environment. */
export const ofQueue = {
  /** Of the contact, of its analysis and of the transcripts of its voicemails. */
  language: language.optional(),
  voice: voice.optional(),
  holdMusic: holdMusic.optional(),
  recording: recording.optional(),
  texts: z
    .strictObject({
      greeting: spoken.optional(),
      closed: spoken.optional(),
      hold: spoken.optional(),
      voicemail: spoken.optional(),
      busy: spoken.optional(),
      consent: spoken.optional(),
    })
    .optional(),
};
