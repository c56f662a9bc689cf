/** The kit and the reference in one process on one simulated clock: a whole run takes a second or less. */

import type { Finding } from '../../../campaign-manager/conformance/kit/findings';
import { eventsPath } from '../../../campaign-manager/conformance/kit/ingress';
import { createKit } from '../../../campaign-manager/conformance/kit/kit';
import { runConformance } from '../../../campaign-manager/conformance/kit/run';
import { timeOf } from '../../../campaign-manager/conformance/kit/time';
import { demoCampaign, demoPreviewCampaign } from '../../../campaign-manager/reference/program/demo-campaigns';
import { type ReferenceOptions, startReference } from '../../../campaign-manager/reference/program/reference';
import { EventClock } from '../../../clock/event-clock';

const commandsPath = '/commands';
const startMs = Date.UTC(2026, 0, 5, 9, 0, 0);
const longestMs = 15 * 60_000;

export interface SimulatedRun {
  readonly findings: readonly Finding[];
  /** Simulated, from beginning to end. */
  readonly seconds: number;
}

export interface SimulatedOptions {
  /** What is judged instead of the reference itself. */
  readonly seams?: ReferenceOptions['seams'];
  readonly previews?: boolean;
  readonly keys?: { readonly current: string; readonly previous: string | null };
}

/** Judges the reference, or what a wrapper makes of it. Rejects when the run does not come to an end. */
export async function runSimulated({
  seams,
  previews = true,
  keys = defaultKeys,
}: SimulatedOptions = {}): Promise<SimulatedRun> {
  // Everything that follows from a task without time passing is done before the clock goes on.
  const clock = new EventClock(startMs, () => new Promise((resolve) => setImmediate(resolve)));
  let nonces = 0;
  const nonce = () => {
    nonces += 1;
    return `nonce-${String(nonces).padStart(16, '0')}`;
  };
  const kit = createKit({
    async exchange({ method, path, headers, body }) {
      const [status, answer] = await reference.answer({ method, url: path, headers, body: Buffer.from(body) });
      return { status, body: JSON.stringify(answer) };
    },
    commandsPath,
    keys,
    time: timeOf(clock),
    nonce,
    run: 'test',
    campaign: demoCampaign,
    previewCampaign: previews ? demoPreviewCampaign : null,
    tetherNumber: '+12025550199',
  });
  const reference = startReference({
    scheduler: clock,
    secrets: defaultKeys,
    eventsPath,
    async exchange({ path, headers, body }) {
      const answer = kit.ingress.receive({ method: 'POST', path, headers, body: Buffer.from(body) });
      return {
        status: answer.status,
        retryAfter: answer.headers['retry-after'] ?? null,
        body: JSON.stringify(answer.body),
      };
    },
    nonce,
    refused: () => {},
    ...(seams && { seams }),
  });
  let findings: readonly Finding[] | null = null;
  const run = runConformance(kit, () => {}).then((found) => {
    findings = found;
    clock.stop();
  });
  await Promise.race([run, clock.run(startMs + longestMs)]);
  reference.close();
  if (findings === null)
    throw new Error(`the run did not come to an end within ${longestMs / 60_000} min of simulated time`);
  return { findings, seconds: (clock.now() - startMs) / 1000 };
}

const defaultKeys = { current: 'the key of today, 32 letters long', previous: 'the key of yesterday, also as long' };
