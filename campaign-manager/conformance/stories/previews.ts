import type { CampaignEventOf } from '../../../core/campaign-contract/events';
import type { PreviewOutcome } from '../../../core/campaign-contract/identifiers';
import { reasonOf, resultOf, type Told, wordsOf } from '../kit/command-line';
import type { Kit, Story } from '../kit/kit';
import type { RowId } from '../kit/rows';
import type { TestAgent } from '../kit/test-agent';
import { patience } from '../kit/time';

type Offer = CampaignEventOf<'PreviewOffered'>;

/** How late a reservation may be found to have ended. */
const reservationSlackMs = 5_000;

const previewAgent = (kit: Kit, name: string): TestAgent =>
  kit.agent(name, kit.setup.previewCampaign === null ? [] : [kit.setup.previewCampaign]);

/** The reply, and whether it is the one expected. */
function answers({ findings }: Kit, row: RowId, told: Told, result: string, what: string, reason?: string): boolean {
  const right = resultOf(told) === result && (reason === undefined || reasonOf(told) === reason);
  return findings.check(row, right, () => {
    return `${what} and ${wordsOf(told)}; ${result}${reason ? ` (${reason})` : ''} is expected`;
  });
}

async function decides(kit: Kit, agent: TestAgent, offer: Offer, outcome: PreviewOutcome, row: RowId): Promise<void> {
  if (outcome === 'accept') agent.limits.allow(offer.contact);
  else agent.limits.forbid(offer.contact, row);
  const told = await agent.decide(offer.previewId, outcome);
  answers(kit, row, told, 'accepted', `${outcome} was decided`);
}

export const acceptedPreview: Story = {
  name: 'a preview that is accepted',
  rows: ['preview-offered', 'preview-waits', 'preview-busy', 'preview-accept'],
  async play(kit) {
    const { findings, time } = kit;
    const agent = previewAgent(kit, 'preview-accept');
    await agent.comeReady();
    const offer = await agent.nextOffer();
    findings.holds('preview-offered');
    const shown = await agent.find('AgentWork', ({ state }) => state === 'preview', patience.promptMs);
    findings.check('preview-offered', shown?.contact === offer.contact, () =>
      shown
        ? `AgentWork preview named ${shown.contact} and PreviewOffered ${offer.contact}`
        : 'PreviewOffered came without AgentWork preview',
    );
    answers(
      kit,
      'preview-busy',
      await agent.release('now'),
      'refused',
      'an agent with a preview was asked for',
      'preview',
    );
    await time.sleep(patience.beforeReadyMs);
    findings.check('preview-waits', agent.state !== 'dialling' && agent.state !== 'talking', () => {
      return `AgentWork said ${agent.state} while nothing had been decided`;
    });
    await decides(kit, agent, offer, 'accept', 'preview-accept');
    const talking = await agent.find(
      'AgentWork',
      ({ state, contact }) => state === 'talking' && contact === offer.contact,
      patience.customerMs,
    );
    findings.check('preview-accept', talking !== null, () => `${offer.contact} was accepted and not talked to`);
    await agent.tetherChanged('ended');
  },
};

export const turnedDown: Story = {
  name: 'previews that are turned down',
  rows: ['preview-reject', 'preview-close', 'preview-twice'],
  async play(kit) {
    const { findings } = kit;
    const agent = previewAgent(kit, 'preview-reject');
    await agent.comeReady();
    for (const outcome of ['reject', 'reject-and-reschedule'] as const) {
      const offer = await agent.nextOffer();
      await decides(kit, agent, offer, outcome, 'preview-reject');
      await isFreed(kit, agent, 'preview-reject', outcome);
    }

    for (const outcome of ['close', 'reject-and-close'] as const) {
      const offer = await agent.nextOffer();
      neverComesAgain(kit, offer);
      await decides(kit, agent, offer, outcome, 'preview-close');
      await isFreed(kit, agent, 'preview-close', outcome);
    }

    agent.limits.undecidedRow = 'preview-twice';
    const rejected = await agent.nextOffer();
    await decides(kit, agent, rejected, 'reject', 'preview-twice');
    const second = await agent.decide(rejected.previewId, 'accept');
    const taken = resultOf(second) === 'accepted' || resultOf(second) === 'released';
    findings.check('preview-twice', !taken, () => {
      return `a preview was rejected and then accepted under another commandId, and ${wordsOf(second)}`;
    });
    await kit.time.sleep(patience.quietMs);
    await agent.tetherChanged('ended');
  },
};

/** The agent is told as doing something else than looking at the preview. */
async function isFreed({ findings }: Kit, agent: TestAgent, row: RowId, outcome: string): Promise<void> {
  const shown = agent.works().findLast(({ state }) => state === 'preview')?.seq ?? 0;
  const freed = await agent.find('AgentWork', ({ seq }) => seq > shown, patience.promptMs);
  findings.check(row, freed !== null, () => `${outcome} was decided and AgentWork still says preview`);
}

/** Kept for this preview, the contact cannot be in another: whatever comes of it from now on is after it was closed. */
function neverComesAgain({ record, findings }: Kit, { contact, campaign, previewId }: Offer): void {
  record.listen(({ event }) => {
    if (!('contact' in event) || event.contact !== contact || event.campaign !== campaign) return;
    if (event.type === 'PreviewOffered' && event.previewId !== previewId) {
      findings.fails('preview-close', `${contact} was closed and is offered again`);
    }
    if (event.type === 'AgentWork' && event.state === 'dialling') {
      findings.fails('preview-close', `${contact} was closed and is dialled`);
    }
  });
}

export const unansweredPreview: Story = {
  name: 'a preview nobody answers',
  rows: ['preview-reservation', 'preview-late'],
  async play(kit) {
    const { findings, record, time } = kit;
    const agent = previewAgent(kit, 'preview-silent');
    await agent.comeReady();
    const offer = await agent.nextOffer();
    const toldAt = record.of('PreviewOffered').findLast(({ event }) => event === offer)?.arrivedAt ?? time.now();
    const endsAt = toldAt + offer.reservationSeconds * 1000;
    const withdrawn = await agent.find(
      'PreviewWithdrawn',
      ({ previewId }) => previewId === offer.previewId,
      endsAt + reservationSlackMs - time.now(),
    );
    const after = Math.round((time.now() - toldAt) / 1000);
    findings.check('preview-reservation', withdrawn !== null, () => {
      return `nothing was said of a preview reserved for ${offer.reservationSeconds} s, and ${after} s later it was not withdrawn`;
    });
    if (!withdrawn) {
      findings.open('preview-late', 'no preview was withdrawn');
      await agent.tetherChanged('ended');
      return;
    }
    findings.check('preview-reservation', time.now() >= endsAt - reservationSlackMs, () => {
      return `a preview reserved for ${offer.reservationSeconds} s was withdrawn after ${after} s: ${withdrawn.why}`;
    });
    agent.limits.undecidedRow = 'preview-late';
    agent.limits.forbid(offer.contact, 'preview-late');
    const told = await agent.decide(offer.previewId, 'accept');
    answers(kit, 'preview-late', told, 'refused', 'a preview that was withdrawn was accepted', 'withdrawn');
    await time.sleep(patience.quietMs);
    await agent.tetherChanged('ended');
  },
};

export const withdrawnPreview: Story = {
  name: 'previews that are withdrawn',
  rows: ['preview-withdrawn', 'preview-unknown', 'preview-tether-lost'],
  async play(kit) {
    const { findings, time } = kit;
    const agent = previewAgent(kit, 'preview-withdrawn');
    await agent.comeReady();
    const offer = await agent.nextOffer();
    keepsItsAttempts(kit, offer);
    await decides(kit, agent, offer, 'withdrawn', 'preview-withdrawn');
    await isFreed(kit, agent, 'preview-withdrawn', 'withdrawn');

    agent.limits.undecidedRow = 'preview-unknown';
    const shown = await agent.nextOffer();
    const never = await agent.decide(`${shown.previewId}-never`, 'accept');
    answers(kit, 'preview-unknown', never, 'refused', 'a preview that never was, was accepted', 'unknown-preview');

    await agent.tetherChanged('ended');
    agent.limits.forbid(shown.contact, 'preview-tether-lost');
    const late = await agent.decide(shown.previewId, 'accept');
    findings.check('preview-tether-lost', resultOf(late) !== 'accepted' && resultOf(late) !== 'released', () => {
      return `the tether had ended, its preview was accepted, and ${wordsOf(late)}`;
    });
    await time.sleep(patience.quietMs);
  },
};

/** Until it is dialled, a contact that was withdrawn is offered with the attempts it had. */
function keepsItsAttempts({ record, findings }: Kit, { contact, campaign, card, previewId }: Offer): void {
  let dialled = false;
  record.listen(({ event }) => {
    if (!('contact' in event) || event.contact !== contact || event.campaign !== campaign) return;
    if (event.type === 'DialOutcome' || (event.type === 'AgentWork' && event.state === 'dialling')) dialled = true;
    if (dialled || event.type !== 'PreviewOffered' || event.previewId === previewId) return;
    findings.check('preview-withdrawn', event.card.attempts === card.attempts, () => {
      return `${contact} was withdrawn with ${card.attempts} attempts and comes again with ${event.card.attempts}`;
    });
  });
}
