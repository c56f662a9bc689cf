import fc from 'fast-check';
import type { BlendView } from '../../../core/blending/blend-view';
import { workStates } from '../../../core/campaign-contract/identifiers';
import { crossRules, type Thresholds } from '../../../core/thresholds/thresholds';
import { aView, caller, campaigns, inbound, inFlight, inSeconds, limits, outbound, secondsAgo } from './blend-views';

const seconds = (min: number, max: number) => fc.integer({ min, max });
/** In steps of ten seconds, so that ties are common. */
const aWhileAgo = seconds(0, 9).map((tens) => secondsAgo(tens * 10));
const oneIn = (of: number) => fc.integer({ min: 1, max: of }).map((one) => one === 1);
/** Everything in one half of the cases, and nothing now and then. */
const someCampaigns = fc.oneof(fc.constant<readonly string[]>(campaigns), fc.subarray([...campaigns]));
const movable = {
  campaigns: someCampaigns,
  sideSince: seconds(0, 90).map(secondsAgo),
  movedAt: fc.array(seconds(1, 4000), { maxLength: 4 }).map((list) => list.sort((a, b) => b - a).map(secondsAgo)),
  leftAloneUntil: fc.option(seconds(-30, 30).map(inSeconds), { freq: 4 }),
};

/** Thresholds small enough to matter in small views, and never contradicting each other. */
export const someLimits: fc.Arbitrary<Thresholds> = fc
  .record({
    'blend-to-inbound/wait-seconds': seconds(0, 40),
    'blend-to-outbound/idle-seconds': seconds(0, 90),
    'blend-to-outbound/min-idle-inbound-agents': seconds(0, 3),
    'side/min-inbound-agents': seconds(0, 5),
    'side/min-outbound-agents': seconds(0, 5),
    'side/dwell-seconds': seconds(0, 60),
    'side/max-moves-per-agent-hour': seconds(1, 4),
    'blend/moves-per-decision': seconds(1, 20),
    'campaigns/calls-per-agent': seconds(1, 5),
    'campaigns/acquire-at-calls': fc.constantFrom(0, 5, 20),
    'campaigns/release-below-calls': seconds(0, 5),
  })
  .map((over) => limits({ 'queue/max-wait-seconds': 600, ...over }));

const names = (prefix: string, count: number) => Array.from({ length: count }, (_, index) => `${prefix}${index + 1}`);

/**
 * Views as the application may meet them: agents are on one side and in one list, at most one move per agent, counts as
 * the lists have it plus agents who are busy. What callers and moves point at may be gone.
 */
export const someView: fc.Arbitrary<BlendView> = fc
  .record({
    inboundAgents: seconds(0, 6),
    outboundAgents: seconds(0, 6),
    movers: seconds(0, 4),
    callers: seconds(0, 6),
  })
  .chain(({ inboundAgents, outboundAgents, movers, callers }) => {
    const outboundNames = names('o', outboundAgents);
    const callIds = names('c', callers);
    const list = <T>(of: readonly string[], make: (name: string) => fc.Arbitrary<T>) => fc.tuple(...of.map(make));
    return fc
      .record({
        idleInbound: list(names('i', inboundAgents), (name) =>
          fc.record({ ...movable, idleOnSideSince: aWhileAgo }).map((over) => inbound(name, over)),
        ),
        outbound: list(outboundNames, (name) =>
          fc
            .record({
              ...movable,
              availableSince: aWhileAgo,
              work: fc.oneof(fc.constant('idle' as const), fc.constantFrom(null, ...workStates)),
            })
            .map((over) => outbound(name, over)),
        ),
        callers: list(callIds, (name) =>
          fc
            .record({
              waited: seconds(0, 60),
              ringing: oneIn(4),
              idleAgentCanTake: oneIn(4),
              eligible: fc.subarray(outboundNames),
              tried: fc.subarray(outboundNames).map((some) => some.slice(0, 1)),
            })
            .map(({ waited, eligible, tried, ...over }) =>
              caller(name, waited, eligible, { ...over, tried: tried.map((one) => `id-${one}`) }),
            ),
        ),
        moves: list(names('m', movers), (name) =>
          fc
            .record({
              callId: fc.constantFrom('c9', ...callIds),
              kind: fc.constantFrom('caller', 'caller', 'after-work', 'minimum', 'out'),
              decidedAt: seconds(0, 20).map(secondsAgo),
              campaigns: someCampaigns,
            })
            .map(({ callId, kind, ...over }) =>
              inFlight(name, {
                ...over,
                ...(kind === 'out' ? { to: 'outbound', rule: 'idle' } : {}),
                ...(kind === 'minimum' ? { rule: 'minimum-inbound', when: 'after-work', deadline: null } : {}),
                ...(kind === 'after-work' ? { callId, when: 'after-work', deadline: null } : {}),
                ...(kind === 'caller' ? { callId } : {}),
              }),
            ),
        ),
        busyInbound: seconds(0, 3),
        claimed: seconds(0, 2),
        campaigns: fc.uniqueArray(
          fc.record({
            campaign: fc.constantFrom(...campaigns),
            priority: seconds(1, 3),
            callsAvailable: seconds(0, 15),
            minAgents: fc.option(seconds(0, 3)),
            maxAgents: fc.option(seconds(0, 6)),
          }),
          { maxLength: 3, selector: ({ campaign }) => campaign },
        ),
        callRoom: seconds(0, 8),
        linkAlive: oneIn(6).map((dead) => !dead),
        manual: fc.array(
          fc.record({
            agentId: fc.constantFrom('id-i1', 'id-i2', 'id-o1', 'id-o2', 'id-m1', 'id-nobody'),
            to: fc.constantFrom('inbound' as const, 'outbound' as const),
            by: fc.constant('sam'),
          }),
          { maxLength: 2 },
        ),
      })
      .map(({ busyInbound, claimed, ...over }) => {
        const view = aView(over);
        return {
          ...view,
          idleInboundCount: view.idleInboundCount + claimed,
          staffed: { ...view.staffed, inbound: view.staffed.inbound + claimed + busyInbound },
        };
      });
  });

/** What `someLimits` never breaks; checked once, so that properties speak of thresholds that could be set. */
export const contradictions = (thresholds: Thresholds): readonly (string | null)[] =>
  crossRules.map((rule) => rule.check(thresholds)).filter((problem) => problem !== null);
