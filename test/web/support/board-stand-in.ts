import { createHash } from 'node:crypto';
import { defaultThresholds } from '../../../core/thresholds/thresholds';
import type { AgentRow, MoveLine, WallboardSnapshot } from '../../../core/wallboard/snapshot';
import { allowOrigins, bodyOf, type Served, serve } from './serve';

const serviceLevel: WallboardSnapshot['serviceLevel'] = {
  ...{ ended: 20, inTime: 18, late: 1, left: 1, percent: 90 },
  target: { percent: 80, seconds: 20 },
  windowMinutes: 30,
};

export interface BoardStandIn extends Served {
  readonly show: (change: Partial<WallboardSnapshot>) => void;
  readonly snapshot: () => WallboardSnapshot;
  /** Bodies of requests for moves and switches. */
  readonly asked: () => readonly Record<string, unknown>[];
  /** How often 304 was enough. */
  readonly unchanged: () => number;
  /** Groups the person supervises. */
  groups: readonly string[];
  moveAnswer: readonly [number, object];
  switchAnswer: readonly [number, object];
  /** Whether the person has the claim `operator`. */
  operator: boolean;
  mood: 'ok' | 500;
}

/** Of agents named `agent-0001` and so on, every third on a tether. */
export function agentRow(number: number, now: number): AgentRow {
  const agent = `agent-${String(number).padStart(4, '0')}`;
  const side = number % 3 === 0 ? 'outbound' : 'inbound';
  const moveId = `sales:${agent}:1` as MoveLine['moveId'];
  return {
    ...{ agentId: agent as AgentRow['agentId'], agent, kind: 'blended', side, takenOff: null },
    doing: side === 'outbound' ? 'tether-idle' : 'available',
    status: 'Available',
    indicator: side === 'outbound' ? 'green' : 'none',
    campaign: side === 'outbound' ? 'renewals' : null,
    figures: {
      doingSince: now - number * 1000,
      sideSince: now - 600_000,
      heardAt: now - 5_000,
      lastMove: {
        ...{ moveId, rule: 'supervisor', from: 'inbound', to: 'outbound', decidedAt: now - 600_000 },
        because: { code: 'supervisor', figures: { by: 'eva', agent, work: null, comes: 'goes-out' } },
        ended: { how: 'completed', at: now - 590_000, because: null },
      },
      next: { movableFrom: 0, until: null, fetchedAfterSeconds: 10 },
    },
  };
}

/** The API of the wallboard (docs/wallboard-api.md), of the group `sales`, whose snapshot the test sets. */
export async function boardStandIn(): Promise<BoardStandIn> {
  const now = Date.now();
  let snapshot: Omit<WallboardSnapshot, 'computedAt'> = {
    group: 'sales' as WallboardSnapshot['group'],
    mode: 'live',
    queues: [
      {
        ...{ queue: 'sales-inbound', priority: 1, waiting: 2, ringing: 1, more: false, oldestSince: now - 8_000 },
        next: {
          callId: 'call-1' as never,
          waitingSince: now - 8_000,
          dueAt: now + 60_000,
          fetches: {
            agentId: 'agent-0003' as AgentRow['agentId'],
            agent: 'agent-0003',
            comes: 'now',
            because: { code: 'caller-served', figures: {} },
          },
          unless: null,
        },
        serviceLevel,
        onTheWay: [],
      },
    ],
    serviceLevel,
    counts: { inbound: { available: 2, talking: 5 }, outbound: { 'tether-idle': 1 }, moving: {} },
    agents: [1, 2, 3].map((number) => agentRow(number, now)),
    campaigns: [
      {
        campaign: 'renewals',
        toldAt: now - 1_000,
        work: {
          ...{ priority: 1, callsAvailable: 40, dialsInFlight: 3, agentsWanted: 8, agentsNeeded: 8 },
          ...{ minAgents: null, maxAgents: null },
        },
        agentsThere: 1,
        agentsAtWork: 1,
      },
    ],
    campaignManager: { heardAt: now - 1_000, alive: true },
    moves: [],
    requests: [],
    switches: [
      { switch: 'offer/enabled', on: true, offUntil: null, last: null },
      { switch: 'blend/enabled', on: true, offUntil: null, last: null },
      {
        ...{ switch: 'rollout/mode', on: false, offUntil: now + 600_000 },
        last: { by: 'olga', why: 'first day', at: now - 60_000, off: true },
      },
    ],
    thresholds: { version: 4, values: defaultThresholds, refused: null },
    notKnown: ['abandon-rate'],
  };
  const asked: Record<string, unknown>[] = [];
  let unchanged = 0;

  const served = await serve(async (request, response) => {
    response.setHeader('access-control-expose-headers', 'etag,ccb-computed-at');
    if (allowOrigins(request, response)) return;
    const { pathname } = new URL(request.url ?? '/', 'http://localhost');
    const body = await bodyOf(request);
    const reply = (status: number, said: object): void =>
      void response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(said));
    if (board.mood !== 'ok') return reply(board.mood, {});
    if (pathname === '/wallboard/groups') return reply(200, { groups: board.groups, operator: board.operator });
    const [, group, what] = /^\/wallboard\/groups\/([^/]+)(\/moves|\/switches)?$/.exec(pathname) ?? [];
    if (group === undefined || !board.groups.includes(group)) {
      return reply(403, { code: 'no-access', problem: `you may not see the group ${group}` });
    }
    if (what !== undefined) {
      asked.push(JSON.parse(body) as Record<string, unknown>);
      return reply(...(what === '/moves' ? board.moveAnswer : board.switchAnswer));
    }
    const etag = `"${createHash('sha256').update(JSON.stringify(snapshot)).digest('hex').slice(0, 12)}"`;
    response.setHeader('etag', etag).setHeader('ccb-computed-at', String(Date.now()));
    if (request.headers['if-none-match'] === etag) {
      unchanged += 1;
      response.writeHead(304).end();
      return;
    }
    reply(200, { ...snapshot, computedAt: Date.now() });
  });
  const board: BoardStandIn = {
    ...served,
    show(change) {
      snapshot = { ...snapshot, ...change };
    },
    snapshot: () => ({ ...snapshot, computedAt: Date.now() }),
    asked: () => asked,
    unchanged: () => unchanged,
    groups: ['sales'],
    moveAnswer: [202, { outcome: 'asked' }],
    switchAnswer: [200, {}],
    operator: false,
    mood: 'ok',
  };
  return board;
}
