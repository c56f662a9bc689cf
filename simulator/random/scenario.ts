import fc from 'fast-check';
import { agent, agentOf, denseAgent } from './agents';
import { campaign, campaignOf, denseCampaign } from './campaigns';
import { faultOf, type LevelName, levels, weather } from './levels';
import { requires } from './skills';
import { denseEdits, denseThresholds, thresholdEdits, thresholds } from './thresholds';
import { index, type Json, many, oftenLeftOut, pick, present, secondsIn, timesAround, upTo } from './values';

const callTimes = {
  talkSeconds: oftenLeftOut(timesAround(60), 2),
  patienceSeconds: oftenLeftOut(timesAround(120)),
  voicemailSeconds: oftenLeftOut(timesAround(10), 7),
  requires: oftenLeftOut(requires, 8),
  transfer: oftenLeftOut(fc.record({ afterSeconds: secondsIn(0, 60), queue: index }), 8),
};

const closed = upTo(2, fc.tuple(fc.nat({ max: 1000 }), fc.integer({ min: 1, max: 150 })), 1);
const group = {
  queues: fc.integer({ min: 1, max: 3 }),
  thresholds,
  requires: oftenLeftOut(requires, 9),
  priorities: oftenLeftOut(upTo(2, fc.tuple(index, fc.integer({ min: 1, max: 3 })), 1), 7),
  closed: oftenLeftOut(closed, 8),
};

const share = fc.nat({ max: 999 });
/** `count` of them, each `spread` seconds after the one before. */
const callsAt = { share, queue: index, count: fc.constant<number>(1), spread: fc.constant<number>(0), ...callTimes };
const arrivalsAt = { queue: index, perHour: fc.integer({ min: 1, max: 150 }), ...callTimes };

/** The people, calls and campaigns of a scenario; latency, switches and faults follow from its level. */
const usual = {
  groups: upTo(2, fc.record(group), 1),
  agents: many(10, agent),
  people: oftenLeftOut(fc.record({ count: fc.integer({ min: 1, max: 8 }), template: agent }), 8),
  campaigns: many(3, campaign),
  calls: many(12, fc.record(callsAt)),
  arrivals: upTo(2, fc.record(arrivalsAt)),
  edits: thresholdEdits,
  mostEdits: 2,
};

const denseTimes = {
  ...callTimes,
  talkSeconds: timesAround(15),
  patienceSeconds: oftenLeftOut(timesAround(60), 6),
  requires: oftenLeftOut(requires, 9),
  transfer: oftenLeftOut(fc.record({ afterSeconds: secondsIn(0, 20), queue: index }), 8),
};

/**
 * Few agents, many callers, several of them at one moment, refusals, thresholds that change, and all of it within seconds: what
 * is decided meets what happens meanwhile.
 */
const dense: typeof usual = {
  groups: upTo(1, fc.record({ ...group, thresholds: denseThresholds, closed: oftenLeftOut(closed, 9) }), 1),
  agents: many(4, denseAgent),
  people: oftenLeftOut(fc.record({ count: fc.integer({ min: 1, max: 5 }), template: denseAgent })),
  campaigns: upTo(2, denseCampaign),
  calls: upTo(
    4,
    fc.record({
      ...{ ...callsAt, ...denseTimes },
      count: fc.integer({ min: 1, max: 8 }),
      spread: fc.constantFrom<number>(0, 0, 0.1, 1),
    }),
  ),
  arrivals: many(2, fc.record({ ...arrivalsAt, ...denseTimes, perHour: fc.integer({ min: 60, max: 600 }) })),
  edits: denseEdits,
  mostEdits: 3,
};

/**
 * Random scenario files over all fields and values of docs/scenarios.md, as rough as the level; every other one is dense.
 * Everything in it that refers to something else does so by a number, so that any part may be left out when a failing file is
 * shrunk.
 */
export function scenarioFiles(level: LevelName): fc.Arbitrary<Json> {
  const { durationSeconds, denseSeconds } = levels[level];
  return fc.oneof(filesOf(level, usual, durationSeconds), filesOf(level, dense, denseSeconds));
}

function filesOf(
  level: LevelName,
  { edits, mostEdits, ...parts }: typeof usual,
  [least, most]: readonly [least: number, most: number],
): fc.Arbitrary<Json> {
  return fc
    .record({
      ...parts,
      seed: fc.nat({ max: 999_999 }),
      durationSeconds: fc.integer({ min: least, max: most }),
      thresholdChanges: upTo(
        mostEdits,
        fc.record({ share: fc.oneof(fc.constant(0), share), group: index, set: edits }),
      ),
      manualMoves: upTo(2, fc.record({ share, agent: index, to: fc.constantFrom('inbound', 'outbound') })),
      quotas: oftenLeftOut(
        fc.record({
          concurrentCalls: oftenLeftOut(fc.integer({ min: 1, max: 20 })),
          reservedInboundCalls: oftenLeftOut(fc.integer({ min: 0, max: 4 })),
        }),
        8,
      ),
      weather: weather(level),
    })
    .map((given) => {
      const { durationSeconds } = given;
      const at = (share: number) => tenths((share / 1000) * durationSeconds);
      const groups = given.groups.map((_, number) => `g${number}`);
      const campaignsOf = new Map<string, string[]>(groups.map((name) => [name, []]));
      const campaigns = given.campaigns.map((one, number) => {
        campaignsOf.get(pick(groups, one.group) ?? '')?.push(`camp${number}`);
        return campaignOf(one, `camp${number}`, durationSeconds);
      });
      const queues = given.groups.flatMap((one, number) => queuesOf(one.queues, number));
      const onTo = (transfer: { readonly afterSeconds: number; readonly queue: number } | undefined) =>
        transfer && { ...transfer, queue: pick(queues, transfer.queue) };
      const agents = given.agents.map((one, number) => ({
        username: `a${number}`,
        ...agentOf(one, groups, durationSeconds),
      }));
      const people = given.people && {
        count: given.people.count,
        prefix: 'p',
        template: agentOf(given.people.template, groups, durationSeconds),
      };
      const usernames = [
        ...agents.map(({ username }) => username),
        ...Array.from({ length: people?.count ?? 0 }, (_, n) => `p${n + 1}`),
      ];
      const { latency, platform, faults } = given.weather;
      return present({
        name: `random-${level}`,
        seed: given.seed,
        durationSeconds,
        latency,
        groups: given.groups.map((one, number) =>
          present({
            name: groups[number],
            queues: queuesOf(one.queues, number),
            campaigns: campaignsOf.get(groups[number] ?? ''),
            thresholds: one.thresholds,
            requires: one.requires,
            queuePriorities:
              one.priorities &&
              Object.fromEntries(one.priorities.map(([of, rank]) => [pick(queuesOf(one.queues, number), of), rank])),
            closed: one.closed?.map(([share, seconds]) => [at(share), at(share) + seconds]),
          }),
        ),
        agents,
        people: people ? [people] : undefined,
        calls: given.calls
          .flatMap(({ count, spread, ...one }) =>
            Array.from({ length: count }, (_, place) => ({ ...one, after: place * spread })),
          )
          .map(({ share, after, queue, transfer, ...times }, number) =>
            present({
              ...{ id: `k${number}`, at: tenths(at(share) + after), queue: pick(queues, queue), ...times },
              transfer: onTo(transfer),
            }),
          ),
        arrivals: given.arrivals.map(({ queue, transfer, ...rest }) =>
          present({ queue: pick(queues, queue), ...rest, transfer: onTo(transfer) }),
        ),
        campaigns,
        thresholdChanges: given.thresholdChanges.map(({ share, group: of, set }) => ({
          ...{ at: at(share), group: pick(groups, of), set },
        })),
        manualMoves:
          usernames.length === 0
            ? undefined
            : given.manualMoves.map(({ share, agent: of, to }) => ({ at: at(share), agent: pick(usernames, of), to })),
        quotas: given.quotas && present(given.quotas),
        platform,
        faults: faults.flatMap((one) => faultOf(one, level, usernames, durationSeconds) ?? []),
      });
    });
}

const queuesOf = (count: number, groupNumber: number): readonly string[] =>
  Array.from({ length: count }, (_, number) => `q${groupNumber}-${number}`);

const tenths = (seconds: number): number => Math.round(seconds * 10) / 10;
