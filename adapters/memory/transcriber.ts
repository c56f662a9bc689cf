import type { InitialContactId } from '../../core/ids';
import type { Transcriber } from '../../core/voicemail/ports';

/**
 * Transcripts in memory. `started` hears of each job once; whoever it is calls `finish` later, and then tells the
 * application as Transcribe's event would.
 */
export class MemoryTranscriber implements Transcriber {
  private readonly jobs = new Map<string, string | null>();

  constructor(
    private readonly enabled: boolean,
    private readonly started: (
      initialContactId: InitialContactId,
      recordingKey: string,
      language: string | null,
    ) => void = () => {},
  ) {}

  async start(
    initialContactId: InitialContactId,
    recordingKey: string,
    language: string | null,
  ): Promise<'started' | 'off'> {
    if (!this.enabled) return 'off';
    if (!this.jobs.has(initialContactId)) {
      this.jobs.set(initialContactId, null);
      this.started(initialContactId, recordingKey, language);
    }
    return 'started';
  }

  async read(initialContactId: InitialContactId): Promise<string | null> {
    return this.jobs.get(initialContactId)?.trim() || null;
  }

  /** `null`: the job failed. */
  finish(initialContactId: InitialContactId, transcript: string | null): void {
    this.jobs.set(initialContactId, transcript);
  }
}
