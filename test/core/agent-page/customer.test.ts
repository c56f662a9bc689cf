import { workOver } from '../../../core/agent/steps/agent-work';
import { requestAboutCustomer } from '../../../core/agent-page/customer-request';
import { aCustomerDesk, allAbilities, type CustomerDesk } from './customer-desk';

const first = 'tether-ann/2';

/** Ann talks to c-1. */
async function talking(abilities?: readonly string[]): Promise<CustomerDesk> {
  const desk = await aCustomerDesk(abilities);
  await desk.work('talking');
  return desk;
}

/** Ann is in wrap-up after c-1. */
async function wrappingUp(abilities?: readonly string[]): Promise<CustomerDesk> {
  const desk = await talking(abilities);
  desk.ports.clock.advance(4_000);
  await desk.work('wrap-up');
  return desk;
}

describe('the customer of a snapshot', () => {
  it('is there while they talk, and what the agent can ask for', async () => {
    const desk = await aCustomerDesk();
    const at = desk.ports.clock.now();
    expect(await desk.customer()).toBeNull();
    await desk.work('dialling');
    expect(await desk.customer()).toBeNull();
    await desk.work('talking');
    desk.ports.clock.advance(2_500);
    expect(await desk.customer()).toEqual({
      ...{
        customerId: 'tether-ann/3',
        campaign: 'renewals',
        contact: 'c-1',
        phase: 'talking',
        since: at,
        phaseSince: at,
      },
      outcomes: [
        { outcome: 'sold', label: 'Renewed' },
        { outcome: 'no', label: 'no' },
      ],
      end: { possible: true },
      finish: { possible: false, why: 'still-talking', figures: { talkingSeconds: 2.5 } },
      request: null,
    });
  });

  it('is the same in the wrap-up, and gone after it', async () => {
    const desk = await wrappingUp();
    const now = desk.ports.clock.now();
    desk.ports.clock.advance(1_000);
    expect(await desk.customer()).toMatchObject({
      ...{ customerId: first, phase: 'wrap-up', since: now - 4_000, phaseSince: now },
      end: { possible: false, why: 'already-gone', figures: { wrapUpSeconds: 1 } },
      finish: { possible: true },
    });
    await desk.work('idle', null);
    expect(await desk.customer()).toBeNull();
  });

  it('is another one after them, though it be the same contact, and the same one when it is told again', async () => {
    const desk = await talking();
    const since = (await desk.customer())?.since;
    desk.ports.clock.advance(1_000);
    await desk.work('talking');
    expect(await desk.customer()).toMatchObject({ customerId: first, since });
    await desk.work('wrap-up');
    await desk.work('talking');
    expect(await desk.customer()).toMatchObject({ customerId: 'tether-ann/5', phase: 'talking' });
    await desk.work('talking', 'c-2');
    expect(await desk.customer()).toMatchObject({ customerId: 'tether-ann/6', contact: 'c-2' });
    await desk.work('idle', null);
    await desk.work('talking', 'c-2');
    expect(await desk.customer()).toMatchObject({ customerId: 'tether-ann/8' });
  });

  it('goes by the number of what is told, not by its arrival', async () => {
    const desk = await aCustomerDesk();
    await desk.work('wrap-up', 'c-1', 4);
    await desk.work('talking', 'c-1', 3);
    expect(await desk.customer()).toMatchObject({ phase: 'wrap-up' });
    await desk.work('idle', null, 6);
    await desk.work('wrap-up', 'c-1', 5);
    expect(await desk.customer()).toBeNull();
  });

  it('is shown without a contact that is not named', async () => {
    const desk = await aCustomerDesk();
    await desk.work('talking', null);
    expect(await desk.customer()).toMatchObject({
      campaign: null,
      contact: null,
      outcomes: [],
      end: { possible: true },
    });
  });

  it.each([
    ['a tether that ends', { state: 'ending', endingFor: 'released' }],
    ['another tether', { tetherId: 'another' }],
  ])('is not there on %s', async (_, change) => {
    const desk = await talking();
    const agent = await desk.ports.agents.load('ann');
    if (agent?.outbound.tether?.state !== 'ready') throw new Error('ann is on a tether');
    const tether = { ...agent.outbound.tether, ...change } as typeof agent.outbound.tether;
    const changed = { ...agent, version: agent.version + 1, outbound: { ...agent.outbound, tether } };
    await desk.ports.agents.save(changed, agent.version, { dropClaim: false });
    expect(await desk.customer()).toBeNull();
    expect(await desk.end(first)).toMatchObject({ kind: 'impossible', obstacle: { why: 'no-customer' } });
  });

  it.each([
    ['end', 'end-customer', ['hold-agents', 'finish-work']],
    ['finish', 'finish-work', ['hold-agents', 'end-customer']],
  ] as const)('cannot be asked to %s of a Campaign Manager without %s', async (what, capability, abilities) => {
    const desk = what === 'end' ? await talking(abilities) : await wrappingUp(abilities);
    const obstacle = { why: 'not-able', figures: { capability } };
    expect(await desk.customer()).toMatchObject({ [what]: { possible: false, ...obstacle } });
    expect(await desk[what](first)).toEqual({ kind: 'impossible', obstacle });
    expect(desk.commanded).toEqual([]);
  });

  it.each(['end', 'finish'] as const)('cannot be asked to %s before anything of abilities was heard', async (what) => {
    const desk = what === 'end' ? await talking([]) : await wrappingUp([]);
    expect(await desk[what](first)).toMatchObject({ kind: 'impossible', obstacle: { why: 'not-able' } });
    expect(desk.commanded).toEqual([]);
  });
});

describe('"End customer"', () => {
  it('tells the Campaign Manager which conversation, and for 10 s', async () => {
    const desk = await talking();
    const now = desk.ports.clock.now();
    expect(await desk.end(first)).toMatchObject({ kind: 'asked' });
    expect(desk.commanded).toEqual([
      {
        ...{ type: 'EndCustomer', commandId: 'ann:3', agentFence: 3, deadline: now + 10_000, agentId: 'ann' },
        ...{ tetherId: 'tether-ann', workSeq: 2, campaign: 'renewals', contact: 'c-1' },
        reason: 'ann wants the customer off the tether',
      },
    ]);
    desk.ports.clock.advance(3_000);
    expect(await desk.customer()).toMatchObject({
      end: { possible: false, why: 'under-way', figures: { seconds: 3, ofSeconds: 10 } },
      request: { what: 'end', at: now, state: 'under-way', refused: null },
    });
    expect(desk.ports.decisions.decisions.at(-1)).toMatchObject({ type: 'customer.end-asked', customerId: first });
  });

  it('leaves tether, side and icon as they are, and the agent is free once the Campaign Manager says so', async () => {
    const desk = await talking();
    await desk.end(first);
    await desk.deliver();
    await desk.work('wrap-up');
    expect(await desk.snapshot()).toMatchObject({
      ...{ side: 'outbound', indicator: 'green', tether: { tetherId: 'tether-ann', state: 'ready' } },
      customer: { phase: 'wrap-up', request: null },
    });
    await desk.work('idle', null);
    expect(await desk.snapshot()).toMatchObject({ tether: { state: 'ready' }, customer: null });
    expect(desk.stopped).toEqual([]);
  });

  it('pressed twice is one command, also where the function died before it was sent', async () => {
    const desk = await talking();
    const send = jest.spyOn(desk.ports.campaignCommands, 'send').mockRejectedValueOnce(new Error('the function died'));
    await expect(desk.end(first)).rejects.toThrow('the function died');
    // Something else happens to the agent meanwhile.
    await desk.work('talking');
    expect(await desk.end(first)).toMatchObject({ kind: 'asked' });
    expect(await desk.end(first)).toMatchObject({ kind: 'asked' });
    expect(desk.commanded).toMatchObject([{ commandId: 'ann:3', workSeq: 2 }]);
    expect(send).toHaveBeenCalledTimes(3);
  });

  it('pressed by two tabs in the same moment is one command', async () => {
    const desk = await talking();
    const answers = await Promise.all([desk.end(first), desk.end(first)]);
    expect(answers.map((answer) => answer?.kind)).toEqual(['asked', 'asked']);
    expect(new Set(desk.commanded.map(({ commandId }) => commandId))).toEqual(new Set(['ann:3']));
  });

  it('is answered as before once the customer is gone, and nothing is sent', async () => {
    const desk = await talking();
    await desk.end(first);
    await desk.deliver();
    await desk.work('wrap-up');
    expect(await desk.end(first)).toMatchObject({ kind: 'asked' });
    await desk.work('idle', null);
    await desk.work('talking', 'c-2');
    expect(await desk.end(first)).toMatchObject({ kind: 'asked' });
    expect(desk.commanded).toEqual([]);
    expect(await desk.customer()).toMatchObject({ contact: 'c-2', end: { possible: true } });
  });

  it('of a customer who has hung up in the same moment is done, and nothing is sent', async () => {
    const desk = await wrappingUp();
    expect(await desk.end(first)).toMatchObject({ kind: 'asked' });
    expect(desk.commanded).toEqual([]);
  });

  it('that comes late never concerns the next customer', async () => {
    const desk = await wrappingUp();
    await desk.work('idle', null);
    await desk.work('talking', 'c-2');
    expect(await desk.end(first)).toEqual({ kind: 'impossible', obstacle: { why: 'no-customer', figures: {} } });
    expect(await desk.end('tether-bob/2')).toMatchObject({ kind: 'impossible' });
    expect(desk.commanded).toEqual([]);
  });

  it('of a customer who gives way to the next one while it is written concerns neither', async () => {
    const desk = await talking();
    const { agents } = desk.ports;
    const save = agents.save.bind(agents);
    jest.spyOn(agents, 'save').mockImplementationOnce(async (...given) => {
      await desk.work('idle', null);
      await desk.work('talking', 'c-2');
      return save(...given);
    });
    expect(await desk.end(first)).toMatchObject({ kind: 'impossible', obstacle: { why: 'no-customer' } });
    expect(desk.commanded).toEqual([]);
    expect(await desk.customer()).toMatchObject({ contact: 'c-2', request: null });
  });

  it('that was refused is shown with its reason, and can be pressed again', async () => {
    const desk = await talking();
    desk.replies.push({ result: 'refused', reason: 'no-customer', message: 'c-1 has hung up' });
    await desk.end(first);
    await desk.deliver();
    const refused = { reason: 'no-customer', message: 'c-1 has hung up' };
    expect(await desk.customer()).toMatchObject({ end: { possible: true }, request: { state: 'refused', refused } });
    await desk.end(first);
    expect(desk.commanded).toMatchObject([{ type: 'EndCustomer', agentFence: 4 }]);
    expect(await desk.customer()).toMatchObject({ request: { state: 'under-way', refused: null } });
  });

  it('is tried for 10 s while the Campaign Manager is down, and can be pressed again then', async () => {
    const desk = await talking();
    await desk.end(first);
    desk.replies.push('silence', 'silence');
    await desk.deliver();
    desk.ports.clock.advance(10_000);
    expect(await desk.customer()).toMatchObject({ request: { state: 'under-way' } });
    desk.ports.clock.advance(1);
    desk.replies.length = 0;
    await desk.deliver();
    expect(desk.posted).toHaveLength(1);
    expect(await desk.customer()).toMatchObject({ end: { possible: true }, request: { state: 'unanswered' } });
    await desk.end(first);
    await desk.deliver();
    expect(desk.posted.map(({ commandId }) => commandId)).toEqual(['ann:3', 'ann:4']);
  });

  it('that the Campaign Manager took for an old message is told again as the latest word, while it is worth it', async () => {
    const desk = await talking();
    await desk.end(first);
    const agent = await desk.ports.agents.load('ann');
    if (agent === null) throw new Error('ann is known');
    const overtaken = { ...agent, version: agent.version + 1, outbound: { ...agent.outbound, fence: 7 } };
    await desk.ports.agents.save(overtaken, agent.version, { dropClaim: false });
    // As the latest word it is not told a third time.
    desk.replies.push({ result: 'ignored' }, { result: 'ignored' });
    await desk.deliver();
    expect(desk.posted).toMatchObject([
      { type: 'EndCustomer', agentFence: 3 },
      { type: 'EndCustomer', agentFence: 8, workSeq: 2 },
    ]);
  });

  it('that was taken for an old message is not told again once its time is over', async () => {
    const desk = await talking();
    await desk.end(first);
    const agent = await desk.ports.agents.load('ann');
    if (agent === null) throw new Error('ann is known');
    const overtaken = { ...agent, version: agent.version + 1, outbound: { ...agent.outbound, fence: 7 } };
    await desk.ports.agents.save(overtaken, agent.version, { dropClaim: false });
    jest.spyOn(desk.ports.campaignManager, 'send').mockImplementationOnce(async ({ commandId }) => {
      desk.ports.clock.advance(10_001);
      return { kind: 'reply', reply: { commandId, result: 'ignored' } };
    });
    await desk.deliver();
    expect(desk.posted).toEqual([]);
    expect(await desk.outbound()).toMatchObject({ fence: 7, customerRequest: { fence: 3 } });
    expect(await desk.customer()).toMatchObject({ request: { state: 'unanswered' } });
  });

  it('of an unknown agent is nothing', async () => {
    const desk = await talking();
    const ask = { what: 'end', customerId: first, result: null } as const;
    expect(await requestAboutCustomer(desk.ports, 'eve', ask)).toBeNull();
  });
});

describe('"Done"', () => {
  it('tells what came of the conversation, for 5 minutes', async () => {
    const desk = await wrappingUp();
    const now = desk.ports.clock.now();
    expect(await desk.finish(first, { outcome: 'sold', callBackAt: now + 60_000 })).toMatchObject({ kind: 'asked' });
    expect(desk.commanded).toEqual([
      {
        ...{ type: 'FinishWork', commandId: 'ann:3', agentFence: 3, deadline: now + 300_000, agentId: 'ann' },
        ...{ tetherId: 'tether-ann', workSeq: 3, campaign: 'renewals', contact: 'c-1', outcome: 'sold' },
        ...{ doNotCall: false, callBackAt: now + 60_000, reason: 'ann is done with the customer' },
      },
    ]);
    expect(desk.ports.decisions.decisions.at(-1)).toMatchObject({ type: 'customer.finish-asked', contact: 'c-1' });
  });

  it('needs nothing to be said', async () => {
    const desk = await wrappingUp();
    await desk.finish(first);
    expect(desk.commanded).toMatchObject([{ type: 'FinishWork', doNotCall: false }]);
    expect(Object.keys(desk.commanded[0] ?? {})).not.toEqual(expect.arrayContaining(['outcome', 'callBackAt']));
  });

  it('is not possible while the customer is there', async () => {
    const desk = await talking();
    expect(await desk.finish(first)).toMatchObject({ kind: 'impossible', obstacle: { why: 'still-talking' } });
    expect(desk.commanded).toEqual([]);
  });

  it('that comes after the wrap-up was ended is sent on all the same, about that customer and not the next', async () => {
    const desk = await wrappingUp();
    await desk.work('idle', null);
    desk.ports.clock.advance(10_000);
    await desk.work('talking', 'c-2');
    expect(await desk.finish(first, { doNotCall: true })).toMatchObject({ kind: 'asked' });
    expect(desk.commanded).toMatchObject([
      { type: 'FinishWork', tetherId: 'tether-ann', workSeq: 3, contact: 'c-1', campaign: 'renewals', doNotCall: true },
    ]);
    expect(await desk.customer()).toMatchObject({ contact: 'c-2', phase: 'talking', request: null });
  });

  it('counts for five minutes after the end, and for an outcome of that campaign', async () => {
    const desk = await wrappingUp();
    await desk.work('idle', null);
    desk.ports.clock.advance(300_000);
    expect(await desk.finish(first, { outcome: 'nothing' })).toMatchObject({ kind: 'unusable' });
    expect(await desk.finish('tether-ann/99')).toMatchObject({ kind: 'impossible', obstacle: { why: 'no-customer' } });
    expect(await desk.end(first)).toMatchObject({ kind: 'impossible', obstacle: { why: 'no-customer' } });
    expect(await desk.finish(first, { outcome: 'sold' })).toMatchObject({ kind: 'asked' });
    desk.ports.clock.advance(1);
    const late = await wrappingUp();
    await late.work('idle', null);
    late.ports.clock.advance(300_001);
    expect(await late.finish(first)).toMatchObject({ kind: 'impossible', obstacle: { why: 'no-customer' } });
    expect(late.commanded).toEqual([]);
  });

  it('that comes after the tether ended is sent on as well', async () => {
    const desk = await wrappingUp();
    const agent = await desk.ports.agents.load('ann');
    const at = desk.ports.clock.now();
    const outbound = agent && { ...agent.outbound, tether: null, work: workOver(agent, 'tether-ann', at) };
    if (agent && outbound) {
      await desk.ports.agents.save({ ...agent, outbound, version: agent.version + 1 }, agent.version, {
        dropClaim: false,
      });
    }
    desk.ports.clock.advance(5_000);
    expect(await desk.finish(first, { doNotCall: true })).toMatchObject({ kind: 'asked' });
    expect(desk.commanded).toMatchObject([{ type: 'FinishWork', contact: 'c-1', doNotCall: true }]);
  });

  it('says twice what it said, and something else of the same customer never', async () => {
    const desk = await wrappingUp();
    await desk.finish(first, { doNotCall: true });
    const [command] = desk.commanded.splice(0);
    for (const said of [{}, { outcome: 'sold' }, { doNotCall: true, outcome: 'no' }]) {
      expect(await desk.finish(first, said)).toEqual({ kind: 'said-otherwise' });
    }
    expect(desk.commanded).toEqual([]);
    const send = jest.spyOn(desk.ports.campaignCommands, 'send');
    await desk.finish(first, { doNotCall: true });
    expect(send.mock.calls).toEqual([[command]]);
    await desk.work('idle', null);
    expect(await desk.finish(first, { doNotCall: true })).toMatchObject({ kind: 'asked' });
    expect(await desk.finish(first)).toEqual({ kind: 'said-otherwise' });
    expect(desk.commanded).toEqual([]);
  });

  it('of two tabs that say different things in the same moment one counts, and the other is told so', async () => {
    const desk = await wrappingUp();
    const answers = await Promise.all([desk.finish(first, { doNotCall: true }), desk.finish(first)]);
    expect(answers.map((answer) => answer?.kind).sort()).toEqual(['asked', 'said-otherwise']);
    expect(new Set(desk.commanded.map(({ commandId }) => commandId)).size).toBe(1);
  });

  it('that was refused leaves the wrap-up open, for something else to be said', async () => {
    const desk = await wrappingUp();
    desk.replies.push({ result: 'refused', reason: 'no-call-back', message: 'the number is barred' });
    await desk.finish(first, { callBackAt: desk.ports.clock.now() + 60_000 });
    await desk.deliver();
    expect(await desk.customer()).toMatchObject({ finish: { possible: true }, request: { state: 'refused' } });
    await desk.finish(first, { doNotCall: true });
    expect(desk.commanded).toMatchObject([{ type: 'FinishWork', doNotCall: true }]);
  });

  it('that was refused before the wrap-up was over is told anew after it, and not as done', async () => {
    const desk = await wrappingUp();
    desk.replies.push({ result: 'refused', reason: 'no-call-back' });
    const said = { callBackAt: desk.ports.clock.now() + 60_000 };
    await desk.finish(first, said);
    await desk.deliver();
    await desk.work('idle', null);
    expect(await desk.finish(first, said)).toMatchObject({ kind: 'asked' });
    expect(desk.commanded).toMatchObject([{ type: 'FinishWork', callBackAt: said.callBackAt }]);
  });

  it('is not refused by what is answered to "End customer", pressed in the moment the customer hung up', async () => {
    const desk = await talking();
    await desk.end(first);
    await desk.work('wrap-up');
    await desk.finish(first, { doNotCall: true });
    desk.replies.push({ result: 'refused', reason: 'no-customer' }, { result: 'accepted' });
    await desk.deliver();
    expect(desk.posted.map(({ type }) => type)).toEqual(['EndCustomer', 'FinishWork']);
    expect(await desk.customer()).toMatchObject({ request: { what: 'finish', state: 'under-way', refused: null } });
  });

  it('is told until it arrives, though the Campaign Manager be down for minutes', async () => {
    const desk = await wrappingUp();
    await desk.finish(first, { doNotCall: true });
    desk.replies.push('silence', 'silence');
    await desk.deliver();
    desk.ports.clock.advance(240_000);
    await desk.deliver();
    await desk.deliver();
    expect(desk.posted.map(({ commandId }) => commandId)).toEqual(['ann:3', 'ann:3', 'ann:3']);
    expect(desk.commanded).toEqual([]);
  });

  it.each([
    [{ outcome: 'lost' }, ['outcome must be "sold" or "no"']],
    [{ callBackAt: 0 }, ['callBackAt must lie ahead, by 366 days at the most']],
    [{ callBackAt: 1e15 }, ['callBackAt must lie ahead, by 366 days at the most']],
  ])('with %j is refused in sentences', async (said, problems) => {
    const desk = await wrappingUp(allAbilities);
    expect(await desk.finish(first, said)).toEqual({ kind: 'unusable', problems });
    expect(desk.commanded).toEqual([]);
  });

  it('with several things that cannot be is told of all of them', async () => {
    const desk = await aCustomerDesk();
    await desk.work('wrap-up', null);
    const said = { outcome: 'sold', doNotCall: true, callBackAt: desk.ports.clock.now() };
    expect(await desk.finish(first, said)).toEqual({
      kind: 'unusable',
      problems: [
        'outcome must be left out: the campaign has no list of outcomes',
        'callBackAt must lie ahead, by 366 days at the most',
        'callBackAt must be left out where doNotCall is true: nobody is called who does not want to be',
      ],
    });
  });
});
