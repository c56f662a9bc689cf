import fc from 'fast-check';
import type { KillAt } from '../../call-centre/mortality';
import { OutboundOffice } from '../../call-centre/outbound-office';
import { unsoundAfter, untoldMoves } from '../../call-centre/outbound-soundness';

const agents = ['ana', 'bo', 'cy'] as const;
type Agent = (typeof agents)[number];

/** One thing that happens, to one agent or to the world. */
type Happening = (office: OutboundOffice) => void | Promise<void>;
interface Named {
  readonly what: string;
  readonly happen: Happening;
}

const anyAgent = fc.constantFrom(...agents);
const work = fc.constantFrom(...(['reserved', 'dialling', 'preview', 'talking', 'wrap-up', 'idle', 'idle'] as const));

/** A caller has the agent, if Connect could have rung them. */
const call =
  (agentId: Agent, callId: string): Happening =>
  async (office) => {
    const phone = office.phone(agentId);
    if (phone.status.type !== 'ROUTABLE' || phone.next !== null || phone.contacts.length > 0) return;
    office.shows(agentId, callId, 'CONNECTING');
    await office.pass(1);
    office.shows(agentId, callId, 'CONNECTED');
    office.after(8_000, async () => office.shows(agentId, callId, null));
  };

const named = (what: string, happen: Happening): Named => ({ what, happen });

const toAnAgent = fc.oneof(
  fc
    .tuple(anyAgent, fc.constantFrom('Available' as const, 'Break' as const, 'Offline' as const, 'Available' as const))
    .map(([a, name]) => named(`${a} chooses ${name}`, (office) => office.choose(a, name))),
  fc.tuple(anyAgent, work).map(([a, w]) => named(`${a} is ${w}`, (office) => office.campaignManager.work(a, w))),
  anyAgent.map((a) => named(`the tether of ${a} is cut off`, (office) => office.campaignManager.drop(a))),
  anyAgent.map((a) => named(`the tether of ${a} is renewed`, (office) => office.campaignManager.drop(a, 'renewed'))),
  fc.tuple(anyAgent, fc.nat(99)).map(([a, n]) => named(`call n${n} has ${a}`, call(a, `n${n}`))),
  fc
    .tuple(anyAgent, fc.constantFrom('inbound' as const, 'outbound' as const), fc.nat(999))
    .map(([a, to, n]) => named(`${a} is to go ${to}`, (office) => office.wish(a, to, `w${n}`))),
  anyAgent.map((a) =>
    named(`${a} closes the page`, (office) => {
      office.phone(a).page = 'closed';
    }),
  ),
  anyAgent.map((a) =>
    named(`${a} logs out and in`, (office) => {
      office.logout(a);
      office.login(a, 'blended-out');
    }),
  ),
);

const toTheWorld = fc.oneof(
  fc.nat(99).map((n) => named(`caller c${n} comes`, (office) => office.caller(`c${n}`))),
  fc.nat(30).map((n) => named(`${n} calls to make`, (office) => office.campaignHas(n))),
  fc.boolean().map((on) => named(`blending ${on ? 'on' : 'off'}`, (office) => blending(office, on))),
  fc.constantFrom('right-token' as const, 'wrong-token' as const, 'unanswered' as const).map((how) =>
    named(`calls to agents: ${how}`, (office) => {
      office.campaignManager.tetherCalls = how;
    }),
  ),
  fc.tuple(fc.constantFrom('down' as const, 'mute' as const), fc.boolean()).map(([what, is]) =>
    named(`Campaign Manager ${what}: ${is}`, (office) => {
      office.campaignManager[what] = is;
    }),
  ),
  fc.tuple(fc.constantFrom('losing' as const, 'connectActs' as const), fc.boolean()).map(([what, is]) =>
    named(`${what}: ${is}`, (office) => {
      office[what] = is;
    }),
  ),
  fc.array(fc.nat(20_000), { maxLength: 2 }).map((delays) =>
    named(`events after ${JSON.stringify(delays)} ms`, (office) => {
      office.deliveriesOfEvent = () => delays;
    }),
  ),
);

async function blending(office: OutboundOffice, on: boolean): Promise<void> {
  const { now } = office.centre;
  await office.centre.set({ ...thresholds, 'blend/enabled': on }, 'blend');
  office.centre.now = now;
  await office.decide();
}

const thresholds = {
  'blend-to-outbound/min-idle-inbound-agents': 0,
  'blend-to-outbound/idle-seconds': 5,
  'blend-to-inbound/wait-seconds': 5,
  'side/dwell-seconds': 2,
  'tether/timeout-seconds': 20,
} as const;

const happenings = fc.array(
  fc.tuple(fc.oneof({ weight: 3, arbitrary: toAnAgent }, { weight: 1, arbitrary: toTheWorld }), fc.nat(80)),
  { minLength: 5, maxLength: 25 },
);
const kills: fc.Arbitrary<KillAt | null> = fc.option(
  fc.record({ call: fc.integer({ min: 1, max: 600 }), when: fc.constantFrom('before' as const, 'after' as const) }),
  { nil: null },
);

/** Everything is as it should be again, and everybody has put the phone down. */
async function calmDown(office: OutboundOffice): Promise<void> {
  Object.assign(office, { losing: false, connectActs: true, deliveriesOfEvent: () => [0] });
  Object.assign(office.campaignManager, { down: false, mute: false, tetherCalls: 'right-token' });
  await blending(office, true);
  for (const agentId of agents) {
    office.campaignManager.work(agentId, 'idle');
    office.phone(agentId).page = 'ours';
  }
}

describe.each([1, 2])('whatever happens, in whatever order (seed %i)', (seed) => {
  test('ends soundly once everything has had its time', async () => {
    const log: string[] = [];
    await fc.assert(
      fc.asyncProperty(happenings, kills, async (steps, kill) => {
        const office = await new OutboundOffice(kill).open(thresholds);
        log.length = 0;
        for (const [index, agent] of agents.entries()) office.login(agent, index === 0 ? 'blended-out' : 'blended-in');
        for (const [{ what, happen }, tenths] of steps) {
          await office.pass(tenths / 10);
          log.push(`${office.elapsed} ${what}`);
          await happen(office);
          for (const problem of await atOnce(office)) throw new Error(`${log.join('\n')}\n${problem}`);
        }
        await calmDown(office);
        await office.passRedelivery();
        await office.pass(30);
        const wrong = [...(await unsoundAfter(office, 400)), ...(kill === null ? await untoldMoves(office) : [])];
        if (wrong.length > 0) throw new Error(`${log.join('\n')}\n${wrong.join('\n')}`);
      }),
      { seed, numRuns: 30 },
    );
  });
});

/** What may not be so for a moment. */
async function atOnce(office: OutboundOffice): Promise<readonly string[]> {
  const wrong: string[] = [];
  for (const agentId of agents) {
    const outbound = await office.outbound(agentId);
    if (outbound === undefined) continue;
    const { move, tether, side } = outbound;
    if (move?.to === side) wrong.push(`${agentId} moves to ${side}, and is there`);
    if (move?.phase === 'tethering' && tether === null) wrong.push(`${agentId} is on the way out without a tether`);
    if (tether?.state === 'ready' && side === 'inbound') wrong.push(`${agentId} is tethered on inbound`);
    const calls = office.phone(agentId).contacts.filter(({ state }) => state === 'CONNECTED').length;
    if (calls > 1) wrong.push(`${agentId} is on ${calls} contacts`);
  }
  return wrong;
}
