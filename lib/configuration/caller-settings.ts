import { isDeepStrictEqual } from 'node:util';
import * as z from 'zod';
import type { CallerSettings, Recording, Spoken } from '../../contact-flows/caller-settings';
import type { Environment, Queue } from '../environments/schema';
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

type Own = Pick<Queue, keyof typeof ofQueue>;

const recordsNobody = { agent: false, customer: false, analytics: 'off' } as const;

/**
 * How the callers of a queue are spoken to: as it says itself, else as the environment does. As soon as one queue is recorded,
 * each says whether it is: a caller who is sent on is not to be recorded by what the queue before had set.
 */
export function settingsOf(environment: Environment, own: Own): CallerSettings {
  const { texts } = environment;
  const said = (name: 'greeting' | 'closed' | 'busy' | 'hold' | 'voicemail'): Spoken =>
    own.texts?.[name] ?? texts[name];
  const anybody = environment.groups.some((group) => group.queues.some((queue) => queue.recording !== undefined));
  const wanted = own.recording ?? environment.recording ?? (anybody ? recordsNobody : null);
  const spokenLanguage = own.language ?? environment.language ?? null;
  return {
    spoken: {
      Greeting: said('greeting'),
      ClosedMessage: said('closed'),
      BusyMessage: said('busy'),
      HoldMessage: said('hold'),
      VoicemailPrompt: said('voicemail'),
    },
    voice: own.voice ?? environment.voice ?? null,
    language: spokenLanguage,
    holdMusic: (own.holdMusic ?? environment.holdMusic)?.promptArn ?? null,
    recording:
      wanted &&
      recordingOf(wanted, spokenLanguage ?? transcriptionOf(environment), own.texts?.consent ?? texts.consent ?? null),
  };
}

/** Those that are heard from the queue on. */
const whileWaiting = ({ spoken: { HoldMessage, VoicemailPrompt }, voice, language, holdMusic }: CallerSettings) => ({
  HoldMessage,
  VoicemailPrompt,
  voice,
  language,
  holdMusic,
});

/**
 * What the names of the flows `inbound-queue` and `voicemail-queue` end in that the callers of a queue wait by: nothing where it
 * says nothing of its own that is heard there.
 */
export const waitingFlowsOf = (environment: Environment, queue: Own & Pick<Queue, 'name'>): string =>
  isDeepStrictEqual(whileWaiting(settingsOf(environment, queue)), whileWaiting(settingsOf(environment, {})))
    ? ''
    : `-of-${queue.name}`;

function recordingOf(
  { agent, customer, analytics }: z.output<typeof recording>,
  analysed: string | null,
  consent: Spoken | null,
): Recording {
  return {
    participants: [...(agent ? (['Agent'] as const) : []), ...(customer ? (['Customer'] as const) : [])],
    analytics:
      analytics === 'off' || analysed === null
        ? null
        : { mode: analytics === 'real-time' ? 'RealTime' : 'PostContact', language: analysed },
    consent,
  };
}

const transcriptionOf = ({ voicemail: { transcription } }: Environment): string | null =>
  transcription.enabled ? transcription.languageCode : null;

/** Queues whose callers are recorded without having been told, a warning for each. */
export const recordingWarnings = (
  environment: Environment,
): readonly { readonly id: string; readonly message: string }[] =>
  environment.groups
    .flatMap((group) => group.queues)
    .flatMap((queue) => {
      const { recording: wanted } = settingsOf(environment, queue);
      if (wanted === null || wanted.participants.length === 0 || wanted.consent !== null) return [];
      const whom = wanted.participants.map((participant) => participant.toLowerCase()).join(' and ');
      return [
        {
          id: `ccb:recording-without-consent-${queue.name}`,
          message: `Queue ${queue.name} records ${whom}, and nothing tells the caller before. To do: write texts.consent, of the queue or of the environment; or acknowledge this where your own flow announces it.`,
        },
      ];
    });
