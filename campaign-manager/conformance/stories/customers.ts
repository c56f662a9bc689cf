import type { CampaignCommandOf } from '../../../core/campaign-contract/commands';
import type { CampaignEventOf } from '../../../core/campaign-contract/events';
import { reasonOf, resultOf, type Told, wordsOf } from '../kit/command-line';
import type { Kit, Story } from '../kit/kit';
import type { TestAgent } from '../kit/test-agent';
import { patience } from '../kit/time';

type Work = CampaignEventOf<'AgentWork'>;

/** Sooner than a customer of the kit's campaign hangs up, or a wrap-up ends, by itself. */
const atOnceMs = patience.onTheWayMs;

const aboutOf = ({ seq, campaign, contact }: Work) => ({
  ...{ workSeq: seq, reason: 'conformance' },
  ...(campaign && { campaign }),
  ...(contact && { contact }),
});

const end = (agent: TestAgent, work: Work): Promise<Told> => agent.send('EndCustomer', aboutOf(work));

const finish = (
  agent: TestAgent,
  work: Work,
  said: Partial<Pick<CampaignCommandOf<'FinishWork'>, 'outcome' | 'doNotCall'>> = {},
): Promise<Told> => agent.send('FinishWork', { ...aboutOf(work), doNotCall: false, ...said });

/** The first work of another kind after this, if it comes at once. */
const changeAfter = (agent: TestAgent, work: Work): Promise<Work | null> =>
  agent.find('AgentWork', ({ seq, state }) => seq > work.seq && state !== work.state, atOnceMs);

const nextTalk = (agent: TestAgent, after: Work): Promise<Work> =>
  agent.until(['talking'], ({ seq }) => seq > after.seq);

/** The tether is over with the customer. */
const hungUp = (agent: TestAgent): boolean => agent.progress().some(({ state }) => state === 'ended');

export const customerTakenOff: Story = {
  name: 'a customer taken off the tether',
  rows: ['end-customer', 'end-customer-old'],
  needs: 'end-customer',
  async play({ findings, agent: newAgent }) {
    const agent = newAgent('taken-off');
    await agent.comeReady();
    const talking = await agent.until(['talking']);
    const told = await end(agent, talking);
    findings.check('end-customer', resultOf(told) === 'accepted', () => {
      return `a customer was to be taken off and ${wordsOf(told)}; accepted is expected`;
    });
    const gone = await changeAfter(agent, talking);
    findings.check('end-customer', gone !== null, () => {
      return `a customer was to be taken off, and AgentWork said nothing but talking for ${atOnceMs / 1000} s`;
    });
    const next = await nextTalk(agent, gone ?? talking);
    findings.check('end-customer', !hungUp(agent), () => 'a customer was taken off, and the tether ended with them');

    const late = await end(agent, talking);
    findings.check('end-customer-old', reasonOf(late) === 'no-customer', () => {
      return `the customer before was to be taken off and ${wordsOf(late)}; refused (no-customer) is expected`;
    });
    const cut = await changeAfter(agent, next);
    findings.check('end-customer-old', cut === null, () => {
      return `the customer before was to be taken off, and the next one was: AgentWork said ${cut?.state}`;
    });
    await agent.tetherChanged('ended');
  },
};

export const wrapUpFinished: Story = {
  name: 'a wrap-up finished by the agent',
  rows: ['finish-work', 'finish-work-late'],
  needs: 'finish-work',
  async play(kit) {
    const { findings } = kit;
    const agent = kit.agent('finished');
    await agent.comeReady();
    await agent.until(['talking']);
    const wrapUp = await agent.until(['wrap-up']);
    const unknown = await finish(agent, wrapUp, { outcome: 'no outcome of any campaign' });
    findings.check('finish-work', reasonOf(unknown) === 'unknown-outcome', () => {
      return `an outcome nobody has was said and ${wordsOf(unknown)}; refused (unknown-outcome) is expected`;
    });
    const [outcome] = outcomesOf(kit, wrapUp.campaign ?? '');
    const told = await finish(agent, wrapUp, outcome === undefined ? {} : { outcome });
    findings.check('finish-work', resultOf(told) === 'accepted', () => {
      return `a wrap-up was finished and ${wordsOf(told)}; accepted is expected`;
    });
    const done = await changeAfter(agent, wrapUp);
    findings.check('finish-work', done !== null, () => {
      return `a wrap-up was finished, and AgentWork said nothing but wrap-up for ${atOnceMs / 1000} s`;
    });
    findings.check('finish-work', !hungUp(agent), () => 'a wrap-up was finished, and the tether ended with it');

    await nextTalk(agent, done ?? wrapUp);
    const next = await agent.until(['wrap-up']);
    const late = await finish(agent, wrapUp, { doNotCall: true });
    findings.check('finish-work-late', resultOf(late) === 'accepted', () => {
      return `something was said of the customer before and ${wordsOf(late)}; accepted is expected`;
    });
    const cut = await changeAfter(agent, next);
    findings.check('finish-work-late', cut === null, () => {
      return `the wrap-up before was finished, and the next one ended: AgentWork said ${cut?.state}`;
    });
    await agent.tetherChanged('ended');
  },
};

/** What agents may say of customers of a campaign. */
const outcomesOf = ({ record }: Kit, campaign: string): readonly string[] => {
  const told = record.of('CampaignWork').findLast(({ event }) => event.campaign === campaign);
  return (told?.event.outcomes ?? []).map(({ outcome }) => outcome);
};
