import { isDeepStrictEqual } from 'node:util';
import type * as z from 'zod';
import type { CallerSettings, Recording, Spoken } from '../../contact-flows/caller-settings';
import type { Environment, Queue } from '../environments/schema';
import type { ofQueue, recording } from './caller-settings';

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
