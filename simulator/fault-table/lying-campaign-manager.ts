import type { CampaignEvent } from '../../core/campaign-contract/events';
import type { BuildApplication } from '../run/running-application';

/** What a Campaign Manager sends besides the truth, made from one true event. Ids of its own, so that none is a repeat. */
export type Falsehood = (event: CampaignEvent, nth: number) => readonly CampaignEvent[];

const hourMs = 3_600_000;

/**
 * Facts that can be refuted: of tethers there never were, of agents nobody knows, told before and overtaken long ago, of an
 * hour ahead. What only the Campaign Manager can know is believed by contract and is no subject here.
 */
export const lies: Falsehood = (event, nth) => {
  const id = (what: string) => ({ eventId: `lie-${what}-${nth}` });
  switch (event.type) {
    case 'AgentWork':
      return [
        { ...event, ...id('tether'), tetherId: `never-${nth}`, state: 'talking' },
        { ...event, ...id('agent'), agentId: `nobody-${nth}`, state: 'idle' },
        { ...event, ...id('old'), seq: 1, state: 'talking', at: event.at - hourMs },
      ];
    case 'TetherProgress':
      return [
        { ...event, ...id('tether'), tetherId: `never-${nth}`, state: 'failed', why: 'busy' },
        { ...event, ...id('agent'), agentId: `nobody-${nth}`, state: 'ended', why: 'hung-up' },
      ];
    case 'PreviewOffered':
      return [
        { ...event, ...id('tether'), tetherId: `never-${nth}`, previewId: `never-${nth}/1` },
        { ...event, ...id('agent'), agentId: `nobody-${nth}`, previewId: `nobody-${nth}/1` },
      ];
    case 'CampaignWork':
      return [{ ...event, ...id('old'), seq: 1, callsAvailable: 1_000_000, agentsNeeded: 1_000_000 }];
    case 'ReleaseResult':
      return [{ ...event, ...id('command'), commandId: `never-${nth}`, result: 'released' }];
    default:
      return [];
  }
};

/** The same again, many times: as it was, and under new ids. */
export const flood: Falsehood = (event, nth) =>
  Array.from({ length: 20 }, (_, copy) => (copy % 2 === 0 ? event : { ...event, eventId: `flood-${nth}-${copy}` }));

/** An application whose Campaign Manager also tells things that did not happen. */
export function told(build: BuildApplication, falsehood: Falsehood, sent: (count: number) => void): BuildApplication {
  return async (context) => {
    const application = await build(context);
    let nth = 0;
    return {
      ...application,
      async takeEvents(events) {
        const more = events.flatMap((event) => falsehood(event, ++nth));
        sent(more.length);
        await application.takeEvents(events);
        for (let start = 0; start < more.length; start += perRequest) {
          await application.takeEvents(more.slice(start, start + perRequest));
        }
      },
    };
  };
}

const perRequest = 50;
