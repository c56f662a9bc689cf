import type { AgentRecord } from '../../../../core/agent/agent';
import type { OutboundState } from '../../../../core/agent/outbound';
import type { Preview } from '../../../../core/agent/preview-record';
import {
  decidePreview,
  noteActedOn,
  offerPreview,
  onPreviewTimer,
  overdueSince,
  takeBack,
  tellOvertaken,
  withdrawPreview,
} from '../../../../core/agent/steps/preview';
import type { AgentWork } from '../../../../core/agent/work-record';
import { endedPreview, previewView } from '../../../../core/agent-page/preview-on-page';
import type { CampaignCommandOf } from '../../../../core/campaign-contract/commands';
import type { CampaignEventOf } from '../../../../core/campaign-contract/events';
import { anAgent, aTether, onTether, start } from '../../../adapters/contract/builders';
import { aPreview, commandsOf, linesOf, seconds } from './outbound-steps';

const { card } = aPreview();

const ann = (over: Partial<OutboundState> = {}, changes: Partial<AgentRecord> = {}): AgentRecord =>
  anAgent('ann', { idle: false, outbound: onTether('ann', over), ...changes });

const shown = (over: Partial<Preview> = {}, state: Partial<OutboundState> = {}) =>
  ann({ preview: aPreview({ onTimeout: 'accept', ...over }), ...state });
const rejected = { outcome: 'reject', by: 'agent', at: seconds(5), final: false } as const;

const offer = (over: Partial<CampaignEventOf<'PreviewOffered'>> = {}): CampaignEventOf<'PreviewOffered'> => ({
  ...{ type: 'PreviewOffered', eventId: 'e-1', at: seconds(1), agentId: 'ann', tetherId: 'tether-ann' },
  ...{ previewId: 'p-2', campaign: 'autumn', contact: 'c-2', card, seconds: 30, reservationSeconds: 60 },
  ...{ onTimeout: 'reject' },
  ...over,
});

describe('a contact that is offered', () => {
  it('is shown from now on for its seconds, with a timer of ours and a line in the log', () => {
    const { agent, effects } = offerPreview(ann(), offer(), seconds(2));
    expect(agent.outbound.preview).toEqual({
      ...{ previewId: 'p-2', tetherId: 'tether-ann', campaign: 'autumn', contact: 'c-2', card, seconds: 30 },
      ...{ onTimeout: 'reject', offeredAt: seconds(2), toldAt: seconds(1), deadline: seconds(32), decided: null },
      reservedUntil: seconds(61),
    });
    expect(effects).toEqual([
      { kind: 'timer', timer: { kind: 'preview', agentId: 'ann', previewId: 'p-2' }, dueAt: seconds(32) },
      {
        kind: 'decision',
        decision: {
          ...{ type: 'preview.offered', at: seconds(2), agentId: 'ann', previewId: 'p-2', campaign: 'autumn' },
          ...{ contact: 'c-2', seconds: 30 },
          reason: 'ann is shown a contact of autumn for 30 s; on time-out: reject',
          inputs: { attempts: 2, onTimeout: 'reject' },
        },
      },
    ]);
  });

  it.each<[string, AgentRecord, Partial<CampaignEventOf<'PreviewOffered'>>]>([
    ['without a tether', ann({ tether: null }), {}],
    ['on a tether that is ending', ann({ tether: aTether('tether-ann', { state: 'ending' }) }), {}],
    ['on another tether', ann(), { tetherId: 'tether-before' }],
    ['after it was taken back', ann({ notToShow: ['p-2'] }), {}],
    ['a second time', shown({ previewId: 'p-2' }), {}],
    ['later than a newer one', shown({ toldAt: seconds(1) + 1 }), {}],
  ])('is not shown %s', (_, agent, over) => {
    expect(offerPreview(agent, offer(over), seconds(2))).toEqual({ agent, effects: [] });
  });

  it('takes the place of one that is open; only one of the same moment is kept from being shown again', () => {
    const newer = offerPreview(shown(), offer(), seconds(2));
    expect(newer.agent.outbound).toMatchObject({ preview: { previewId: 'p-2' }, notToShow: [] });
    expect(linesOf(newer.effects).map(({ reason }) => reason)).toEqual([
      'the Campaign Manager shows another contact',
      'ann is shown a contact of autumn for 30 s; on time-out: reject',
    ]);
    expect(commandsOf(newer.effects)).toMatchObject([{ previewId: 'p-1', outcome: 'withdrawn', by: 'system' }]);
    const sameMoment = offerPreview(shown({ toldAt: seconds(1) }), offer(), seconds(2));
    expect(sameMoment.agent.outbound).toMatchObject({ preview: { previewId: 'p-2' }, notToShow: ['p-1'] });
  });

  it.each([
    ['gives the tether back', ann({ giveBack: { why: 'not-ready', since: start } })],
    ['goes on a break after this', ann({}, { nextStatus: 'Break' })],
  ])('is withdrawn at once where the agent %s', (_, agent) => {
    const step = offerPreview(agent, offer(), seconds(2));
    expect(step.agent.outbound.preview?.decided).toEqual({
      ...{ outcome: 'withdrawn', by: 'system', at: seconds(2), final: true },
    });
    expect(commandsOf(step.effects)).toMatchObject([
      { previewId: 'p-2', outcome: 'withdrawn', reason: 'ann is leaving' },
    ]);
  });
});

describe('an outcome', () => {
  it('is kept, logged, and told for as long as it is worth something', () => {
    const { agent, effects } = decidePreview(shown(), 'p-1', 'reject', 'agent', seconds(5), 'no, thanks');
    expect(agent.outbound.preview?.decided).toEqual(rejected);
    expect(effects).toEqual([
      {
        kind: 'decision',
        decision: {
          ...{ type: 'preview.decided', at: seconds(5), agentId: 'ann', previewId: 'p-1', outcome: 'reject' },
          ...{ by: 'agent', reason: 'no, thanks' },
          inputs: { campaign: 'spring', seconds: 5, 'of seconds': 20 },
        },
      },
      {
        kind: 'command',
        command: {
          ...{ type: 'PreviewDecided', commandId: 'ann:3', agentFence: 3, agentId: 'ann', tetherId: 'tether-ann' },
          ...{ previewId: 'p-1', outcome: 'reject', by: 'agent', reason: 'no, thanks', deadline: seconds(305) },
        },
      },
    ]);
  });

  it('is the first one: another, or one of another contact, changes nothing', () => {
    for (const agent of [shown({ decided: rejected }), shown({ previewId: 'p-0' }), ann()]) {
      expect(decidePreview(agent, 'p-1', 'accept', 'agent', seconds(6), '')).toEqual({ agent, effects: [] });
    }
  });

  it('of the Campaign Manager is not told to it', () => {
    expect(commandsOf(decidePreview(shown(), 'p-1', 'withdrawn', 'campaign-manager', start, '').effects)).toEqual([]);
  });

  it.each([
    ['timeout', 'reject', 3],
    ['timeout', 'reject-and-close', 3],
    ['timeout', 'accept', 0],
    ['agent', 'reject', 0],
    ['system', 'withdrawn', 0],
  ] as const)('by %s, %s, leaves %i unanswered in a row', (by, outcome, previews) => {
    const agent = shown({}, { unanswered: { tethers: [start], previews: 2 } });
    const { unanswered } = decidePreview(agent, 'p-1', outcome, by, start, '').agent.outbound;
    expect(unanswered).toEqual({ tethers: [start], previews });
  });

  it('is seen by the page once it is there', () => {
    expect(endedPreview(ann())).toBeNull();
    expect(endedPreview(shown())).toBeNull();
    expect(endedPreview(shown({ decided: rejected }))).toEqual({
      ...{ previewId: 'p-1', outcome: 'reject', by: 'agent', final: false },
    });
  });
});

describe('a preview whose time is out', () => {
  const due = seconds(20);
  const outcome = (over: Partial<Preview>, now: number, pageSeenAt: number | null) => {
    const { agent, effects } = onPreviewTimer(shown(over), 'p-1', now, pageSeenAt);
    return [agent.outbound.preview?.decided?.outcome, linesOf(effects)[0]?.reason];
  };

  it('is decided then and not before', () => {
    expect(outcome({}, due - 1, due)).toEqual([undefined, undefined]);
    expect(outcome({}, due, due)).toEqual(['accept', 'ann did not answer within 20 s']);
    expect(onPreviewTimer(shown(), 'p-0', due, due).effects).toEqual([]);
  });

  it('is accepted only with a page that was heard of within 10 s', () => {
    expect(outcome({}, due, due - 10_000)).toEqual(['accept', 'ann did not answer within 20 s']);
    const why = 'the time was out and the page of ann is not watched: not dialled';
    expect(outcome({}, due, due - 10_001)).toEqual(['reject', why]);
    expect(outcome({}, due, null)).toEqual(['reject', why]);
  });

  it('needs no page for anything else', () => {
    expect(outcome({ onTimeout: 'reject-and-close' }, due, null)).toEqual([
      'reject-and-close',
      'ann did not answer within 20 s',
    ]);
  });
});

describe('an outcome the Campaign Manager may not know', () => {
  const lookingAt = (over: Partial<AgentWork> = {}): AgentWork => ({
    ...{ tetherId: 'tether-ann', seq: 2, state: 'preview', campaign: 'spring', contact: 'c-1', at: start },
    ...{ served: false, gap: null, over: null },
    ...over,
  });
  const decided = (over: Partial<AgentWork> = {}, by: 'agent' | 'campaign-manager' = 'agent') =>
    shown({ decided: { ...rejected, by } }, { work: lookingAt(over) });

  it('is told once more, as the latest word', () => {
    const { agent, effects } = onPreviewTimer(decided(), 'p-1', seconds(20), null);
    expect(agent.outbound.preview?.decided).toEqual(rejected);
    expect(effects).toEqual([
      {
        kind: 'command',
        command: {
          ...{ type: 'PreviewDecided', commandId: 'ann:3', agentFence: 3, agentId: 'ann', tetherId: 'tether-ann' },
          ...{ previewId: 'p-1', outcome: 'reject', by: 'agent', deadline: seconds(320) },
          reason: 'decided before, and the contact still counts as shown',
        },
      },
    ]);
  });

  it.each<[string, AgentRecord]>([
    ['nothing was said of the work', shown({ decided: rejected }, { work: null })],
    ['the agent does something else', decided({ state: 'dialling' })],
    ['it is about another tether', decided({ tetherId: 'tether-before' })],
    ['it is about another campaign', decided({ campaign: 'autumn' })],
    ['it is about another contact', decided({ contact: 'c-0' })],
    ['it decided itself', decided({}, 'campaign-manager')],
    ['there is none', ann()],
  ])('is known where %s', (_, agent) => {
    expect(onPreviewTimer(agent, 'p-1', seconds(20), null)).toEqual({ agent, effects: [] });
    expect(overdueSince(agent)).toBeNull();
  });

  it('is not that of another contact', () => {
    const agent = decided();
    expect(onPreviewTimer(agent, 'p-0', seconds(20), null)).toEqual({ agent, effects: [] });
  });

  it('is overdue from the end of its time, or from the decision where that came later; open, from its end', () => {
    expect(overdueSince(decided())).toBe(seconds(20));
    const late = shown({ decided: { ...rejected, at: seconds(25) } }, { work: lookingAt() });
    expect(overdueSince(late)).toBe(seconds(25));
    expect(overdueSince(shown())).toBe(seconds(20));
  });
});

describe('what the page shows', () => {
  it('is an open contact with the seconds left, never below 0', () => {
    const view = {
      ...{ previewId: 'p-1', campaign: 'spring', contact: 'c-1', card, seconds: 20, onTimeout: 'accept' },
    };
    expect(previewView(shown(), seconds(5))).toEqual({ ...view, secondsLeft: 15 });
    expect(previewView(shown(), seconds(21))).toEqual({ ...view, secondsLeft: 0 });
  });

  it('is nothing without one', () => {
    expect(previewView(shown({ decided: rejected }), start)).toBeNull();
    expect(previewView(ann(), start)).toBeNull();
  });
});

describe('a contact that goes', () => {
  it('with what it hung on is withdrawn, if it is open', () => {
    const { agent, effects } = withdrawPreview(shown(), seconds(3), 'a caller waits');
    expect(agent.outbound.preview?.decided).toEqual({
      ...{ outcome: 'withdrawn', by: 'system', at: seconds(3), final: true },
    });
    expect(commandsOf(effects)).toMatchObject([{ outcome: 'withdrawn', reason: 'a caller waits' }]);
    for (const other of [ann(), shown({ decided: rejected })]) {
      expect(withdrawPreview(other, seconds(3), 'a caller waits')).toEqual({ agent: other, effects: [] });
    }
  });

  it('is taken back by the Campaign Manager, whatever was decided here', () => {
    for (const agent of [shown(), shown({ decided: rejected })]) {
      const step = takeBack(agent, 'p-1', seconds(6), 'lists closed');
      expect(step.agent.outbound.preview?.decided).toEqual({
        ...{ outcome: 'withdrawn', by: 'campaign-manager', at: seconds(6), final: true },
      });
      expect(linesOf(step.effects)).toMatchObject([{ outcome: 'withdrawn', reason: 'lists closed' }]);
      expect(commandsOf(step.effects)).toEqual([]);
    }
  });

  it('and was withdrawn before stays as it was', () => {
    const agent = shown({ decided: { outcome: 'withdrawn', by: 'system', at: seconds(5), final: true } });
    expect(takeBack(agent, 'p-1', seconds(6), '')).toEqual({ agent, effects: [] });
  });

  it('but was dialled already, by its own word, is no news', () => {
    const agent = shown({ decided: { ...rejected, outcome: 'accept', final: true } });
    expect(takeBack(agent, 'p-1', seconds(6), '')).toEqual({ agent, effects: [] });
    const unsure = shown({ decided: { ...rejected, outcome: 'accept' } });
    expect(takeBack(unsure, 'p-1', seconds(6), '').agent.outbound.preview?.decided?.outcome).toBe('withdrawn');
    const known = shown({ decided: { ...rejected, final: true } });
    expect(takeBack(known, 'p-1', seconds(6), '').agent.outbound.preview?.decided?.outcome).toBe('withdrawn');
  });

  it('leaves the last ten to be remembered', () => {
    const ten = Array.from({ length: 10 }, (_, index) => `p-${index + 10}`);
    const { notToShow } = takeBack(ann({ notToShow: ten }), 'p-2', seconds(6), '').agent.outbound;
    expect(notToShow).toEqual([...ten.slice(1), 'p-2']);
  });

  it('before it was offered is remembered, once', () => {
    const early = takeBack(shown(), 'p-2', seconds(6), '');
    expect(early.agent.outbound).toMatchObject({
      ...{ notToShow: ['p-2'], preview: { previewId: 'p-1', decided: null } },
    });
    expect(takeBack(ann(), 'p-2', seconds(6), '').agent.outbound.notToShow).toEqual(['p-2']);
    expect(takeBack(early.agent, 'p-2', seconds(7), '')).toEqual({ agent: early.agent, effects: [] });
    expect(takeBack(early.agent, 'p-2', seconds(7), '').agent).toBe(early.agent);
  });
});

describe('what the Campaign Manager says the agent does', () => {
  const accepted = shown({ decided: { ...rejected, outcome: 'accept' } });
  const said = (over: Partial<CampaignEventOf<'AgentWork'>>): CampaignEventOf<'AgentWork'> => ({
    ...{ type: 'AgentWork', eventId: 'e-9', agentId: 'ann', tetherId: 'tether-ann', at: seconds(8), seq: 9 },
    ...{ state: 'dialling', campaign: 'spring', contact: 'c-1' },
    ...over,
  });
  const isFinal = (agent: AgentRecord, over: Partial<CampaignEventOf<'AgentWork'>>) =>
    noteActedOn(agent, said(over)).agent.outbound.preview?.decided?.final;

  it('shows that it acts on an accept once the contact is dialled', () => {
    for (const state of ['dialling', 'talking', 'wrap-up'] as const) expect(isFinal(accepted, { state })).toBe(true);
    expect(isFinal(accepted, { at: start })).toBe(true);
    expect(isFinal(accepted, { state: 'preview' })).toBe(false);
    expect(isFinal(accepted, { campaign: 'autumn' })).toBe(false);
    expect(isFinal(accepted, { contact: 'c-2' })).toBe(false);
  });

  it('shows that it acts on another outcome where the agent is free before it stopped waiting', () => {
    const agent = shown({ decided: rejected });
    expect(isFinal(agent, { state: 'idle', at: seconds(60) - 1 })).toBe(true);
    expect(isFinal(agent, { state: 'idle', at: start + 1 })).toBe(true);
    expect(isFinal(agent, { state: 'idle', at: seconds(60) })).toBe(false);
    expect(isFinal(agent, { state: 'idle', at: start })).toBe(false);
    expect(isFinal(agent, { state: 'dialling' })).toBe(false);
  });

  it('says nothing of another tether, of before the offer, or where nothing is open to doubt', () => {
    expect(isFinal(accepted, { tetherId: 'tether-before' })).toBe(false);
    expect(isFinal(accepted, { at: start - 1 })).toBe(false);
    for (const agent of [ann(), shown(), shown({ decided: { ...rejected, final: true } })])
      expect(noteActedOn(agent, said({ state: 'idle' }))).toEqual({ agent, effects: [] });
  });
});

describe('an outcome that was taken for an old message', () => {
  const command: CampaignCommandOf<'PreviewDecided'> = {
    ...{ type: 'PreviewDecided', commandId: 'ann:2', agentFence: 2, agentId: 'ann', tetherId: 'tether-ann' },
    ...{ previewId: 'p-1', outcome: 'reject', by: 'agent', reason: 'no, thanks', deadline: seconds(305) },
  };
  const decided = shown({ decided: rejected }, { fence: 3 });

  it('is told again as the latest word, until the same deadline and at it', () => {
    expect(tellOvertaken(decided, command, seconds(305)).effects).toEqual([
      {
        kind: 'command',
        command: {
          ...{ ...command, commandId: 'ann:4', agentFence: 4 },
          reason: 'decided before, and overtaken by another message',
        },
      },
    ]);
  });

  it.each<[string, AgentRecord, Partial<typeof command>, number]>([
    ['it is the latest', decided, { agentFence: 3 }, 6],
    ['it is another contact by now', shown({ previewId: 'p-2', decided: rejected }, { fence: 3 }), {}, 6],
    ['there is none any more', ann({ fence: 3 }), {}, 6],
    ['it is open', shown({}, { fence: 3 }), {}, 6],
    ['another outcome holds by now', decided, { outcome: 'accept' }, 6],
    ['it is worth nothing any more', decided, {}, 305.001],
  ])('is not where %s', (_, agent, over, at) => {
    expect(tellOvertaken(agent, { ...command, ...over }, seconds(at))).toEqual({ agent, effects: [] });
  });
});
