import { buildInProcess } from '../../../simulator/in-process/application';
import type { BuildApplication } from '../../../simulator/run/running-application';

/** What a campaign has to do from a moment on: a CampaignWork message, in the scenario's seconds. */
export interface FiguresTold {
  readonly at: number;
  readonly campaign: string;
  readonly callsAvailable: number;
  /** The campaign's own limits; left out, it has none. */
  readonly minAgents?: number;
  readonly maxAgents?: number;
}

/** The contract: on every change, and at least every minute. */
const atLeastEverySeconds = 60;

/**
 * The application in process, and a Campaign Manager whose campaigns have what the test says: the reference one places
 * tethers and lets agents go, and in place of its own CampaignWork these figures are told.
 */
export const tellingFigures =
  (told: readonly FiguresTold[]): BuildApplication =>
  async (context) => {
    const { scenario, scheduler } = context;
    const stage = await buildInProcess(context);
    const counted = new Map<string, number>();
    for (const { at: seconds, campaign, ...figures } of withRepeats(told, scenario.durationSeconds)) {
      const at = scenario.startMs + seconds * 1000;
      const seq = (counted.get(campaign) ?? 0) + 1;
      counted.set(campaign, seq);
      const work = { campaign, seq, dialsInFlight: 0, agentsNeeded: 0, priority: 1, ...figures };
      const event = { type: 'CampaignWork', eventId: `told-${campaign}-${seq}`, at, ...work } as const;
      scheduler.at(at, () => stage.takeEvents([event]), 'hop');
    }
    return {
      ...stage,
      async takeEvents(events) {
        const others = events.filter(({ type }) => type !== 'CampaignWork');
        if (others.length > 0) await stage.takeEvents(others);
      },
    };
  };

function withRepeats(told: readonly FiguresTold[], endSeconds: number): readonly FiguresTold[] {
  return told.flatMap((figures, index) => {
    const next = told.slice(index + 1).find(({ campaign }) => campaign === figures.campaign)?.at ?? endSeconds;
    const times = Math.max(1, Math.ceil((next - figures.at) / atLeastEverySeconds));
    return Array.from({ length: times }, (_, n) => ({ ...figures, at: figures.at + n * atLeastEverySeconds }));
  });
}
