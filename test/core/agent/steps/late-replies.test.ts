import fc from 'fast-check';
import { pageVerdict } from '../../../../core/agent-page/agent-page';
import type { CriteriaStep } from '../../../../core/connect/routing-steps';
import { fireTimer } from '../../../../core/events/fire-timer';
import { observeAgent } from '../../../../core/events/observe-agent';
import { planOffer } from '../../../../core/offering/plan-offer';
import { CallCentre, short, start } from '../../call-centre/call-centre';

/* What answers a tick is set by the flow a moment later: it may come after criteria that were written in between. */

const tick = { stage: 'tick', callId: 'c1', initialContactId: 'c1', queueId: 'q1', required: [] } as const;
const asked = { agentId: 'bo', contactId: 'c1', shown: 'declined' } as const;

/**
 * Nothing was heard of ana in her slot, which is over at 30: from then on Connect rings bo by the criteria of c1, and at that
 * moment the flow asks.
 */
async function atTheTick(): Promise<CallCentre> {
  const centre = new CallCentre();
  for (const [agentId, since] of [
    ['ana', -100],
    ['bo', -50],
    ['cy', -20],
  ] as const)
    await centre.observe(agentId, { since });
  await centre.ask('c1');
  return centre.at(30);
}

/** The flow has the answer and sets its criteria. */
function set(centre: CallCentre, reply: Awaited<ReturnType<typeof planOffer>>): void {
  if (reply.action === 'plan') centre.criteria.push({ callId: 'c1', steps: reply.steps });
}

const inForce = (centre: CallCentre): readonly CriteriaStep[] =>
  centre.criteria.filter(({ callId }) => callId === 'c1').at(-1)?.steps ?? [];
const mayRing = (centre: CallCentre, agentId: string): boolean =>
  inForce(centre).some(({ who }) => who.kind === 'anyone' || (who.kind === 'agents' && who.agentIds.includes(agentId)));

/** Everything about criteria that is due by then. */
async function pass(centre: CallCentre, seconds: number): Promise<void> {
  for (;;) {
    const index = centre.armed.findIndex(
      ({ timer, dueAt }) => timer.kind === 'criteria' && dueAt <= start + seconds * 1000,
    );
    const [due] = index < 0 ? [] : centre.armed.splice(index, 1);
    if (due === undefined) break;
    centre.now = Math.max(centre.now, due.dueAt);
    await fireTimer(centre, due);
  }
  centre.at(seconds);
}

it('an answer that comes after the criteria of a refusal rings nobody again', async () => {
  const centre = await atTheTick();
  const reply = await planOffer(centre, tick);
  expect(reply).toMatchObject({ action: 'plan', steps: [{ who: { agentIds: ['bo'] } }, {}, {}, {}] });
  await centre.at(30.1).shows('bo', 'c1', 'CONNECTING');
  await centre.at(30.4).shows('bo', 'c1', 'REJECTED');
  expect(centre.lastCriteria('c1')).toMatch(/^cy 22 /);
  set(centre, reply);
  // bo is among those whom Connect may ring: the page is to hold them.
  expect([mayRing(centre, 'bo'), (await pageVerdict(centre, asked))?.criteriaWrittenAt]).toEqual([true, null]);
  await pass(centre, 33);
  expect(centre.lastCriteria('c1')).toMatch(/^cy 22 /);
  expect((await pageVerdict(centre, asked))?.criteriaWrittenAt).toBe(start + 32_500);
});

it('a plan that follows at once is no surer of its criteria; one that is made later is', async () => {
  const centre = await atTheTick();
  await planOffer(centre, tick);
  await centre.at(30.1).shows('bo', 'c1', 'CONNECTING');
  await centre.at(30.4).shows('bo', 'c1', 'REJECTED');
  await centre.at(31).observe('cy', { status: { name: 'Break', type: 'CUSTOM', since: centre.now } });
  expect(await centre.calls.load('c1')).toMatchObject({ plan: { overtakenUntil: start + 32_000 } });
  await centre.at(32.1).observe('dan', { since: 32 });
  expect((await centre.calls.load('c1'))?.plan).toMatchObject({ agentId: 'dan' });
  expect((await centre.calls.load('c1'))?.plan?.overtakenUntil).toBeUndefined();
});

it('an answer given again counts from then', async () => {
  const centre = await atTheTick();
  await planOffer(centre, tick);
  await planOffer(centre.at(36), tick);
  await centre.at(36.1).shows('bo', 'c1', 'CONNECTING');
  await centre.at(36.4).shows('bo', 'c1', 'REJECTED');
  expect(await centre.calls.load('c1')).toMatchObject({ plan: { overtakenUntil: start + 38_000 } });
});

it('an answer that took long is not given: its criteria are written by the API', async () => {
  const centre = await atTheTick();
  const slow = Object.assign(Object.create(centre), {
    decisions: {
      record: (decision: Parameters<CallCentre['decisions']['record']>[0]) => {
        centre.decisions.record(decision);
        centre.at(31.2);
      },
    },
  });
  expect(await planOffer(slow, tick)).toMatchObject({ action: 'wait' });
  await pass(centre, 32);
  expect(centre.lastCriteria('c1')).toMatch(/^bo 22 /);
});

describe.each([21, 22, 23])('a tick, its answer and a refusal in any order (seed %i)', (seed) => {
  /** Every call of a store or of Connect gives way first, in an order fast-check chooses. */
  function yielding(centre: CallCentre, scheduler: fc.Scheduler): CallCentre {
    const gate = (name: 'agents' | 'calls' | 'centre') =>
      new Proxy(centre[name], {
        get(target, key) {
          const member: unknown = Reflect.get(target, key, target);
          if (typeof member !== 'function') return member;
          return async (...given: readonly unknown[]) => {
            await scheduler.schedule(Promise.resolve(), `${name}.${String(key)}`);
            return member.apply(target, given);
          };
        },
      });
    return Object.assign(Object.create(centre), {
      agents: gate('agents'),
      calls: gate('calls'),
      centre: gate('centre'),
    });
  }

  it('let nobody go whom the criteria in force, or those on their way, may ring', async () => {
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), async (scheduler) => {
        const centre = await atTheTick();
        const ports = yielding(centre, scheduler);
        let letGo = false;
        const answered = planOffer(ports, tick).then(async (reply) => {
          await scheduler.schedule(Promise.resolve(), 'the flow');
          set(centre, reply);
          expect(letGo && mayRing(centre, 'bo')).toBe(false);
        });
        const refused = (async () => {
          await observeAgent(ports, centre.seen('bo', { contacts: [centre.contact('c1', 'CONNECTING')] }));
          await observeAgent(ports, {
            ...centre.seen('bo', { contacts: [{ ...centre.contact('c1', 'REJECTED'), since: start + 30_300 }] }),
            observedAt: start + 30_300,
          });
          letGo = (await pageVerdict(centre, asked))?.criteriaWrittenAt != null;
          expect(letGo && mayRing(centre, 'bo')).toBe(false);
        })();
        await scheduler.waitFor(Promise.all([answered, refused]));
        await pass(centre, 33);
        expect(mayRing(centre, 'bo')).toBe(false);
        expect((await pageVerdict(centre, asked))?.criteriaWrittenAt).not.toBeNull();
        expect(short(inForce(centre))).toMatch(/^(hold \d+ \| )?cy 22 /);
      }),
      { seed, numRuns: 60 },
    );
  });
});
