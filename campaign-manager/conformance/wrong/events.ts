import { sign } from '../../../adapters/campaign-manager/signature';
import type { CampaignEvent } from '../../../core/campaign-contract/events';
import type { EventExchange } from '../../reference/http';
import type { Surroundings } from '../../reference/program/reference';
import type { Wrong } from './wrong';

type Told = readonly object[];

/** Other events of one type; the rest as they are. */
const instead =
  <T extends CampaignEvent['type']>(type: T, tell: (event: Extract<CampaignEvent, { type: T }>) => Told) =>
  (event: CampaignEvent): Told =>
    event.type === type ? tell(event as Extract<CampaignEvent, { type: T }>) : [event];

export const wrongAtEvents: readonly Wrong[] = [
  {
    name: 'has a state of its own',
    fails: ['events-valid', 'end-customer'],
    seams: () => ({
      event: instead('AgentWork', (work) => [work.state === 'wrap-up' ? { ...work, state: 'having a break' } : work]),
    }),
  },
  {
    name: 'uses one eventId for several events',
    fails: ['event-ids'],
    seams: () => ({
      event: instead('AgentWork', (work) => [work.state === 'wrap-up' ? { ...work, eventId: 'wrap-up' } : work]),
    }),
  },
  {
    name: 'does not count',
    fails: ['sequence-numbers'],
    seams: () => ({ event: instead('CampaignWork', (work) => [{ ...work, seq: 1 }]) }),
  },
  { name: 'has no heartbeat', fails: ['heartbeat'], seams: () => ({ event: instead('Heartbeat', () => []) }) },
  {
    name: 'has a heartbeat every minute',
    fails: ['heartbeat'],
    seams: () => ({ event: instead('Heartbeat', (beat) => (beat.seq % 2 === 1 ? [beat] : [])) }),
  },
  {
    name: 'says nothing of its campaigns',
    fails: ['campaign-work'],
    seams: () => ({ event: instead('CampaignWork', () => []) }),
  },
  {
    name: 'tells of its campaigns several times a second',
    fails: ['campaign-work'],
    seams: () => ({
      event: instead('CampaignWork', (work) => [
        { ...work, seq: 2 * work.seq },
        { ...work, seq: 2 * work.seq + 1, eventId: `${work.eventId}-again` },
      ]),
    }),
  },
  {
    name: 'always tells the same of its campaigns',
    fails: ['campaign-work'],
    seams: () => ({ event: instead('CampaignWork', (work) => [{ ...work, callsAvailable: 7, dialsInFlight: 0 }]) }),
  },
  {
    name: 'names contacts by their telephone numbers',
    fails: ['no-numbers', 'end-customer', 'finish-work', 'finish-work-late'],
    seams: () => ({
      event(event) {
        if (!('contact' in event) || !event.contact) return [event];
        const place = event.contact.slice(event.contact.lastIndexOf('-') + 1).padStart(4, '0');
        return [{ ...event, contact: `+49301${event.campaign?.length ?? 0}${place}` }];
      },
    }),
  },
  {
    name: 'does not tell of its dialling a tether',
    fails: ['tether-progress'],
    seams: () => ({ event: instead('TetherProgress', (told) => (told.state === 'dialling' ? [] : [told])) }),
  },
  {
    name: 'says nothing after ready',
    fails: ['work-after-ready'],
    seams: () => ({ event: instead('AgentWork', (work) => (work.seq === 1 ? [] : [work])) }),
  },
  {
    name: 'does not tell that it dials',
    fails: ['work-on-change'],
    seams: () => ({
      event: instead('AgentWork', (work) =>
        work.state === 'dialling' && work.campaign === 'conformance' ? [] : [work],
      ),
    }),
  },
  {
    name: 'does not tell how dials end',
    fails: ['dial-outcome'],
    seams: () => ({ event: instead('DialOutcome', () => []) }),
  },
  {
    name: 'takes 503 for an answer',
    fails: ['nothing-lost'],
    seams: () => ({
      async post(request, next) {
        const reply = await next(request);
        return reply.status === 503 ? { ...reply, status: 202, body: '{}' } : reply;
      },
    }),
  },
  {
    name: 'gives events new ids when it sends them again',
    fails: ['nothing-lost'],
    seams: (around) => {
      const refused = new Set<unknown>();
      return {
        async post(request, next) {
          const changed = withEvents(request, around, (events) =>
            events.map((event) =>
              refused.has(event['eventId']) ? { ...event, eventId: `${event['eventId']}-again` } : event,
            ),
          );
          const reply = await next(changed);
          if (reply.status !== 202) for (const { eventId } of eventsIn(request)) refused.add(eventId);
          return reply;
        },
      };
    },
  },
  {
    name: 'sends the latest first after a pause',
    fails: ['order-kept'],
    seams: (around) => {
      let paused = false;
      return {
        async post(request, next) {
          const changed = paused ? withEvents(request, around, (events) => [...events].reverse()) : request;
          const reply = await next(changed);
          paused = reply.status !== 202;
          return reply;
        },
      };
    },
  },
];

type Request = Parameters<EventExchange>[0];
type Events = readonly Readonly<Record<string, unknown>>[];

const eventsIn = ({ body }: Request): Events => (JSON.parse(body) as { readonly events: Events }).events;

/** The same request with other events, signed anew. */
function withEvents(request: Request, around: Surroundings, change: (events: Events) => Events): Request {
  const envelope = JSON.parse(request.body) as { readonly events: Events };
  const body = JSON.stringify({ ...envelope, events: change(envelope.events) });
  const by = { secret: around.secrets.current, nowMs: around.scheduler.now(), nonce: around.nonce() };
  const headers = sign({ method: 'POST', path: request.path, body }, by);
  return { ...request, body, headers: { ...request.headers, ...headers } };
}
