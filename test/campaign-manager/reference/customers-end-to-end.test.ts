/** Our side and the reference, wire and Connect left out: an agent presses on their page, and what becomes of customers. */
import { memoryPorts } from '../../../adapters/memory/memory-ports';
import type { CampaignScript } from '../../../campaign-manager/reference/campaign-script';
import type { CustomerResult } from '../../../core/agent/customer-record';
import { pageSnapshot } from '../../../core/agent-page/agent-page';
import { requestAboutCustomer } from '../../../core/agent-page/customer-request';
import type { CampaignCommand } from '../../../core/campaign-contract/commands';
import type { CampaignManagerClient } from '../../../core/campaign-contract/ports';
import { runCampaignCommand } from '../../../core/campaign-link/run-campaign-command';
import { takeCampaignEvent } from '../../../core/campaign-link/take-campaign-event';
import { anAgent, aTether, onTether } from '../../adapters/contract/builders';
import { directory } from '../../lambdas/world';
import { aCampaign, anOffice, startMs } from './office';

/** Ana's customers come after 2 s, talk for 60 s and leave 5 s of work: from 3 to 63 and 68, from 70 to 130 and 135. */
async function working(more: Partial<CampaignScript> = {}) {
  const office = anOffice({
    campaigns: [aCampaign('renewals', { ringSeconds: () => 2, ...more })],
    async send(events) {
      for (const event of events) await takeCampaignEvent(ports, event);
    },
  });
  const { clock, campaignManager } = office;
  const deliver = async (command: CampaignCommand): Promise<void> => {
    const outcome = await runCampaignCommand({ ...ports, campaignManager: line }, command);
    if (outcome.kind === 'later') clock.after(outcome.retryAfterMs, () => deliver(command));
  };
  const line: CampaignManagerClient = {
    async send(command) {
      if (campaignManager.isDown()) return { kind: 'unreachable', message: 'no answer within 3 s' };
      return { kind: 'reply', reply: campaignManager.receive({ version: '1', command }) };
    },
  };
  const stopped: string[] = [];
  const memory = memoryPorts({
    ...{ clock, directory, draw: () => 0 },
    outlets: { campaignCommand: (command) => void clock.after(0, () => deliver(command)) },
  });
  const ports = {
    ...memory,
    centre: {
      stop: async (contactId: string) => {
        stopped.push(contactId);
        return 'stopped' as const;
      },
    },
  };
  const tether = aTether('t-ana', { readyAt: startMs + 1_000, requestedAt: startMs });
  // The commands by which the office gave her the tether had lower fences.
  const outbound = onTether('ana', { tether, work: null, fence: 100 });
  await ports.agents.save(anAgent('id-ana', { username: 'ana', idle: false, outbound }), null, { dropClaim: false });
  campaignManager.start();
  office.hire('ana');
  const customer = async () => (await pageSnapshot(ports, 'id-ana'))?.customer ?? null;
  const idNow = async () => (await customer())?.customerId ?? 'nobody';
  return {
    ...office,
    stopped,
    customer,
    idNow,
    snapshot: () => pageSnapshot(ports, 'id-ana'),
    end: async (customerId?: string) =>
      requestAboutCustomer(ports, 'id-ana', { what: 'end', customerId: customerId ?? (await idNow()), result: null }),
    finish: async (said: Partial<CustomerResult> = {}) => {
      const result = { outcome: null, doNotCall: false, callBackAt: null, ...said };
      return requestAboutCustomer(ports, 'id-ana', { what: 'finish', customerId: await idNow(), result });
    },
    ended: () => office.told('dial.ended'),
    contact: (name: string) => campaignManager.contacts('renewals').find((one) => one.name === name),
  };
}

it('takes the customer off and ends the wrap-up: the agent is on the same tether, and free for the next dial', async () => {
  const desk = await working();
  desk.at(20, async () => expect(await desk.end()).toMatchObject({ kind: 'asked' }));
  desk.at(21, async () => {
    expect(await desk.customer()).toMatchObject({ phase: 'wrap-up', contact: 'renewals-1', request: null });
    expect((await desk.customer())?.outcomes).toContainEqual({ outcome: 'voicemail', label: 'Voicemail or machine' });
    expect(await desk.finish({ outcome: 'voicemail' })).toMatchObject({ kind: 'asked' });
  });
  await desk.to(25);
  expect(desk.work('ana').slice(-4)).toEqual([
    '20 wrap-up renewals-1',
    '21 idle',
    '21 dialling renewals-2',
    '23 talking renewals-2',
  ]);
  expect(await desk.snapshot()).toMatchObject({
    ...{ side: 'outbound', indicator: 'green', tether: { tetherId: 't-ana', state: 'ready' } },
    customer: { contact: 'renewals-2', end: { possible: true } },
  });
  expect(desk.tethers()).toEqual(['0 ana dialling', '1 ana answered']);
  expect(desk.stopped).toEqual([]);
  expect(desk.contact('renewals-1')).toMatchObject({ agentOutcome: 'voicemail' });
});

it('pressed by two tabs, and again later, ends one call', async () => {
  const desk = await working({ wrapUpSeconds: () => 0 });
  desk.at(20, async () => {
    const customerId = await desk.idNow();
    await Promise.all([desk.end(customerId), desk.end(customerId)]);
    desk.at(24, async () => {
      expect(await desk.customer()).toMatchObject({ contact: 'renewals-2', phase: 'talking' });
      expect(await desk.end(customerId)).toMatchObject({ kind: 'asked' });
    });
  });
  await desk.to(60);
  expect(desk.ended()).toEqual(['20 ended renewals-1 ana completed']);
});

it('pressed in the moment the customer hangs up ends no other call', async () => {
  const desk = await working({ wrapUpSeconds: () => 0, ringSeconds: () => 0 });
  desk.at(61, async () => {
    const customerId = await desk.idNow();
    desk.clock.at(startMs + 61_000, () => void desk.end(customerId));
  });
  await desk.to(100);
  expect(desk.ended()).toEqual(['61 ended renewals-1 ana completed']);
});

it('is carried out when the Campaign Manager is back within 10 s', async () => {
  const desk = await working();
  desk.at(19, () => desk.campaignManager.setDown(true));
  desk.at(20, () => desk.end());
  desk.at(25, () => desk.campaignManager.setDown(false));
  await desk.to(28);
  expect(desk.ended()).toEqual(['26 ended renewals-1 ana completed']);
});

it('is given up after 10 s without it: the customer stays, and the agent presses again', async () => {
  const desk = await working();
  desk.at(19, () => desk.campaignManager.setDown(true));
  desk.at(20, () => desk.end());
  desk.at(35, async () => {
    desk.campaignManager.setDown(false);
    expect(await desk.customer()).toMatchObject({
      ...{ contact: 'renewals-1', end: { possible: true } },
      request: { what: 'end', state: 'unanswered' },
    });
  });
  desk.at(40, async () => {
    expect(desk.ended()).toEqual([]);
    await desk.end();
  });
  await desk.to(42);
  expect(desk.ended()).toEqual(['40 ended renewals-1 ana completed']);
});

it('that reaches the Campaign Manager when the agent has the next customer leaves that one alone', async () => {
  const desk = await working({ wrapUpSeconds: () => 0 });
  desk.at(62, () => desk.campaignManager.setDown(true));
  desk.at(62.5, () => desk.end());
  desk.at(67, () => {
    expect(desk.told('dial.connected').at(-1)).toBe('65 connected renewals-2 ana');
    desk.campaignManager.setDown(false);
  });
  await desk.to(100);
  expect(desk.ended()).toEqual(['63 ended renewals-1 ana completed']);
  expect(await desk.customer()).toMatchObject({ contact: 'renewals-2', end: { possible: true }, request: null });
});

it('loses nothing that was said while the Campaign Manager was down, whatever the agent does by then', async () => {
  const desk = await working({ contacts: 2 });
  desk.at(64, () => desk.campaignManager.setDown(true));
  desk.at(65, async () => {
    const said = { outcome: 'not-interested', callBackAt: startMs + 3_600_000 };
    expect(await desk.finish(said)).toMatchObject({ kind: 'asked' });
  });
  desk.at(120, () => {
    expect(desk.told('dial.connected').at(-1)).toBe('70 connected renewals-2 ana');
    desk.campaignManager.setDown(false);
  });
  await desk.to(125);
  expect(desk.contact('renewals-1')).toMatchObject({
    ...{ state: 'rescheduled', retryAt: startMs + 3_600_000, agentOutcome: 'not-interested' },
  });
  expect(desk.ended()).toEqual(['63 ended renewals-1 ana completed']);
});
