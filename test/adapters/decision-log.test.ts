import { PowertoolsDecisionLog } from '../../adapters/aws/decision-log';
import type { Decision } from '../../core/decisions/decision';
import { metrics } from '../../lambdas/shared/contract';
import { aVoicemail } from './contract/builders';

function recordingLog() {
  const lines: unknown[] = [];
  const counted: string[] = [];
  const log = new PowertoolsDecisionLog(
    { info: (message, extra) => void lines.push([message, extra]) },
    { addMetric: (name, unit, value) => void counted.push(`${name} ${value} ${unit}`) },
    metrics,
  );
  return { log, lines, counted };
}
const said = { reason: 'because', inputs: { waitedSeconds: 3 } };
const move = { at: 1, group: 'g', moveId: 'm', agentId: 'a', to: 'inbound', callId: null, ...said } as const;
const tether = { at: 1, agentId: 'a', tetherId: 't', ...said };
const replied = { type: 'campaign.replied', agentId: 'a', commandId: 'c', command: 'ReleaseAgent', ...said } as const;

describe('the decision log', () => {
  it.each<[Decision, string[]]>([
    [{ type: 'offer.repeated', callId: 'c', agentId: 'a', ...said }, ['SameAgentOfferedTwice 1 Count']],
    [{ type: 'criteria.late', callId: 'c', ...said }, ['CriteriaLate 1 Count']],
    [{ type: 'entry.mistaken', callId: 'c', what: 'unknown-queue', ...said }, ['EntriesMistaken 1 Count']],
    [{ type: 'offer.open', callId: 'c', queueId: 'q', candidates: [], ...said }, ['NativeOffers 1 Count']],
    [{ type: 'offer.held', callId: 'c', queueId: 'q', candidates: [], ...said }, []],
    [{ type: 'command.dropped', commandId: 'x', ...said }, ['CommandsDropped 1 Count']],
    [{ type: 'state.repaired', what: 'agent', id: 'a', ...said }, ['StatesRepairedAgent 1 Count']],
    [
      { type: 'state.repaired', what: 'calls-in-progress', id: 'c', ...said },
      ['StatesRepairedCallsInProgress 1 Count'],
    ],
    [{ type: 'thresholds.rejected', group: 'g', version: 1, problems: ['p'], ...said }, ['ThresholdsRejected 1 Count']],
    [{ type: 'input.ignored', why: 'malformed', ...said }, ['InputIgnoredMalformed 1 Count']],
    [{ type: 'input.ignored', why: 'malformed-part', ...said }, ['InputIgnoredMalformedPart 1 Count']],
    [{ type: 'input.ignored', why: 'unknown-type', ...said }, ['InputIgnoredUnknownType 1 Count']],
    [{ type: 'input.ignored', why: 'stale', ...said }, ['InputIgnoredStale 1 Count']],
    [{ type: 'input.ignored', why: 'duplicate', ...said }, ['InputIgnoredDuplicate 1 Count']],
    [
      { type: 'move.decided', rule: 'caller-waiting', when: 'now', deadline: 9, ...move },
      ['MovesDecidedCallerWaiting 1 Count'],
    ],
    [{ type: 'move.decided', rule: 'idle', when: 'now', deadline: 9, ...move }, ['MovesDecidedIdle 1 Count']],
    [{ type: 'move.completed', seconds: 3, ...move }, ['MovesCompleted 1 Count']],
    [{ type: 'move.failed', seconds: 3, ...move }, ['MovesFailed 1 Count']],
    [{ type: 'move.refused', at: 1, group: 'g', agentId: 'a', to: 'inbound', ...said }, ['MovesRefused 1 Count']],
    [{ type: 'tether.requested', attempt: 1, ...tether }, []],
    [{ type: 'tether.connected', ...tether }, ['TethersConnected 1 Count']],
    [{ type: 'tether.failed', ...tether }, ['TethersFailed 1 Count']],
    [{ type: 'tether.token-refused', at: 1, contactId: 'c', why: 'wrong', ...said }, ['TetherTokensRefused 1 Count']],
    [{ type: 'tether.held', at: 1, agentId: 'a', ...said }, ['TethersHeld 1 Count']],
    [{ type: 'campaign-link.lost', at: 1, ...said }, ['CampaignLinkLost 1 Count']],
    [{ type: 'campaign-link.restored', at: 1, ...said }, []],
    [{ ...replied, result: 'accepted' }, []],
    [{ ...replied, result: 'released' }, []],
    [{ ...replied, result: 'refused' }, ['CampaignCommandsRefused 1 Count']],
    [{ ...replied, result: 'ignored' }, ['CampaignCommandsIgnored 1 Count']],
    [{ ...replied, result: 'expired' }, ['CampaignCommandsExpired 1 Count']],
    [{ ...replied, result: 'unreachable' }, ['CampaignManagerUnreachable 1 Count']],
    [{ type: 'call.answered', callId: 'c', agentId: 'a', ...said }, []],
  ])('writes one line of %j and counts %j', (decision, metrics) => {
    const { log, lines, counted } = recordingLog();
    log.record(decision);
    expect(lines).toEqual([['decision', { decision }]]);
    expect(counted).toEqual(metrics);
  });

  it('never writes a token, even one among the figures', () => {
    const { log, lines } = recordingLog();
    const inputs = { attempt: 1, token: '04711893' };
    log.record({ type: 'tether.requested', attempt: 1, ...tether, inputs });
    expect(JSON.stringify(lines)).not.toContain('04711893');
    expect(lines).toEqual([
      ['decision', { decision: { type: 'tether.requested', attempt: 1, ...tether, inputs: { attempt: 1 } } }],
    ]);
  });

  it('counts a voicemail that is overdue', () => {
    const { log, lines, counted } = recordingLog();
    log.voicemailOverdue(aVoicemail('c-1'));
    expect(counted).toEqual(['VoicemailOverdue 1 Count']);
    expect(lines).toEqual([['voicemail overdue', { voicemail: aVoicemail('c-1') }]]);
  });
});
