import fc from 'fast-check';
import { observeAgent } from '../../../core/events/observe-agent';
import { planOffer } from '../../../core/offering/plan-offer';
import { CallCentre, start } from '../call-centre/call-centre';
import { dyingAt, untilKilled } from '../call-centre/dying-ports';

/** What matters afterwards: versions and causes may differ, the world must not. */
async function outcome(centre: CallCentre) {
  const call = await centre.calls.load('c1');
  return {
    tried: call?.tried,
    state: call?.state,
    plan: call?.plan && { kind: call.plan.kind, agentId: call.plan.agentId },
    criteria: centre.lastCriteria('c1'),
    claims: await Promise.all(
      ['ana', 'bo', 'cy'].map(async (id) => (await centre.agents.load(id))?.claim?.callId ?? null),
    ),
    timers: [...new Set(centre.armed.map(({ timer }) => JSON.stringify(timer)))],
  };
}

async function rungByAna(): Promise<CallCentre> {
  const centre = new CallCentre();
  await centre.observe('ana', { since: -100 });
  await centre.observe('bo', { since: -50 });
  await centre.observe('cy', { since: -10 });
  await centre.ask('c1');
  await centre.shows('ana', 'c1', 'CONNECTING');
  return centre.at(20);
}

const steps = Array.from({ length: 24 }, (_, index) => index + 1);

describe.each(['before', 'after'] as const)('a function that dies %s its n-th effect and is run again', (when) => {
  it.each(steps)('n = %i: a miss ends as if nothing had happened', async (step) => {
    const calm = await rungByAna();
    await observeAgent(calm, calm.seen('ana', { contacts: [calm.contact('c1', 'MISSED')] }));
    const centre = await rungByAna();
    const missed = centre.seen('ana', { contacts: [centre.contact('c1', 'MISSED')] });
    await untilKilled(observeAgent(dyingAt(centre, step, when), missed));
    await observeAgent(centre, missed);
    expect(await outcome(centre)).toEqual(await outcome(calm));
  });

  it.each(steps)('n = %i: a planned agent who goes on a break ends as if nothing had happened', async (step) => {
    const missedBy = async (centre: CallCentre) => {
      await centre.shows('ana', 'c1', 'MISSED');
      return centre.at(23).seen('bo', { status: { name: 'Break', type: 'CUSTOM', since: centre.now } });
    };
    const calm = await rungByAna();
    await observeAgent(calm, await missedBy(calm));
    const centre = await rungByAna();
    const leaves = await missedBy(centre);
    await untilKilled(observeAgent(dyingAt(centre, step, when), leaves));
    await observeAgent(centre, leaves);
    expect(await outcome(centre)).toEqual(await outcome(calm));
  });

  it.each(steps)('n = %i: a wish for voicemail is on record once the flow hears of it', async (step) => {
    const centre = await rungByAna();
    centre.at(130);
    const ask = (ports: CallCentre) =>
      planOffer(ports, { stage: 'tick', callId: 'c1', initialContactId: 'c1', queueId: 'q1', required: [] });
    const first = await untilKilled(ask(dyingAt(centre, step, when)));
    expect(first ?? (await ask(centre))).toMatchObject({ action: 'voicemail' });
    expect(await centre.voicemails.load('c1')).toMatchObject({ state: { kind: 'waiting' }, queueId: 'q1' });
    expect(centre.armed).toContainEqual({
      timer: { kind: 'voicemail', initialContactId: 'c1' },
      dueAt: centre.now + 300_000,
    });
  });
});

/** Every port call gives way first, in an order fast-check chooses: two functions meet at every pair of steps. */
function yielding(centre: CallCentre, scheduler: fc.Scheduler): CallCentre {
  const gate = (name: 'agents' | 'calls') =>
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
  return Object.assign(Object.create(centre), { agents: gate('agents'), calls: gate('calls') });
}

describe.each([11, 12, 13])('functions that meet (seed %i)', (seed) => {
  it('never promise one agent to two calls, whatever the order of their steps', async () => {
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), async (scheduler) => {
        const centre = new CallCentre();
        await centre.observe('ana', { since: -100 });
        await centre.observe('bo', { since: -50 });
        const ports = yielding(centre, scheduler);
        const ask = (callId: string) =>
          planOffer(ports, { stage: 'arrival', callId, initialContactId: callId, queueId: 'q1', required: [] });
        const asked = Promise.all([ask('c1'), ask('c2'), ask('c3')]);
        await scheduler.waitFor(asked);
        const planned = await Promise.all(
          ['c1', 'c2', 'c3'].map(async (id) => (await centre.calls.load(id))?.plan?.agentId),
        );
        expect(planned.filter(Boolean).sort()).toEqual(['ana', 'bo']);
        for (const id of ['ana', 'bo']) {
          const claim = (await centre.agents.load(id))?.claim;
          expect((await centre.calls.load(claim?.callId ?? ''))?.plan?.agentId).toBe(id);
        }
      }),
      { seed, numRuns: 60 },
    );
  });

  it('a miss and a tick at once leave one plan, whose criteria Connect was told last', async () => {
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), async (scheduler) => {
        const centre = await rungByAna();
        centre.at(31);
        const ports = yielding(centre, scheduler);
        const missed = observeAgent(
          ports,
          centre.seen('ana', { contacts: [{ ...centre.contact('c1', 'MISSED'), since: start + 20_000 }] }),
        );
        const tick = planOffer(ports, {
          stage: 'tick',
          callId: 'c1',
          initialContactId: 'c1',
          queueId: 'q1',
          required: [],
        });
        await scheduler.waitFor(Promise.all([missed, tick]));
        const call = await centre.calls.load('c1');
        expect(call?.tried).toEqual(['ana']);
        expect(call?.plan?.agentId).toBe('bo');
        expect((await centre.agents.load('bo'))?.claim?.callId).toBe('c1');
        expect((await centre.agents.load('cy'))?.claim ?? null).toBeNull();
      }),
      { seed, numRuns: 60 },
    );
  });
});
