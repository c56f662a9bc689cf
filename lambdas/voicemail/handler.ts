import * as z from 'zod';
import { problemsOf, shortened } from '../../core/tolerant';
import { type DeliverVoicemailPorts, handleRecording, handleTranscript } from '../../core/voicemail/deliver-voicemail';
import { recordingStored, transcriptionChanged } from './contract';

export interface VoicemailPorts extends DeliverVoicemailPorts {
  /** Jobs of this environment are named `<jobPrefix><initial contact id>`. */
  readonly jobPrefix: string;
}

const storedEvent = z.object({
  detail: z.object({
    object: z.object({
      /** `<prefix>/ivr/<yyyy>/<mm>/<dd>/<contact id>_<time>_UTC.wav` */
      key: z.string().regex(/(^|\/)[^/_]+_[^/]*\.wav$/, 'must end in <contact id>_<time>_UTC.wav'),
      size: z.number(),
    }),
  }),
});
const jobEvent = z.object({ detail: z.object({ TranscriptionJobName: z.string() }) });
const eventKind = z.object({ source: z.string() });

/** An IVR recording was stored, or a transcription job ended. */
export const makeHandler =
  (ports: VoicemailPorts) =>
  async (event: unknown): Promise<void> => {
    const kind = eventKind.safeParse(event);
    const source = kind.success ? kind.data.source : 'nobody';
    if (source === recordingStored.source) return takeRecording(ports, event);
    if (source === transcriptionChanged.source) return takeTranscript(ports, event);
    ignore(ports, 'unknown-type', [`events of ${shortened(source)} are not known here`]);
  };

async function takeRecording(ports: VoicemailPorts, event: unknown): Promise<void> {
  const parsed = storedEvent.safeParse(event);
  if (!parsed.success) return ignore(ports, 'malformed', problemsOf(parsed.error));
  const { key, size } = parsed.data.detail.object;
  const file = key.slice(key.lastIndexOf('/') + 1);
  await handleRecording(ports, { contactId: file.slice(0, file.indexOf('_')), key, bytes: size });
}

async function takeTranscript(ports: VoicemailPorts, event: unknown): Promise<void> {
  const parsed = jobEvent.safeParse(event);
  if (!parsed.success) return ignore(ports, 'malformed', problemsOf(parsed.error));
  const job = parsed.data.detail.TranscriptionJobName;
  if (!job.startsWith(ports.jobPrefix)) {
    return ignore(ports, 'malformed', [
      `job ${shortened(job, 300)} is none of this environment's, which begin with ${ports.jobPrefix}`,
    ]);
  }
  await handleTranscript(ports, job.slice(ports.jobPrefix.length));
}

function ignore(ports: VoicemailPorts, why: 'malformed' | 'unknown-type', problems: readonly string[]): void {
  const reason = `an event for voicemails cannot be used: ${problems.join('; ')}`;
  ports.decisions.record({ type: 'input.ignored', why, reason, inputs: { problems } });
}
