import { PowertoolsDecisionLog } from '../../adapters/aws/decision-log';
import type { Decision } from '../../core/domain/decision';
import { aVoicemail } from '../contract/builders';

function recordingLog() {
  const lines: unknown[] = [];
  const counted: string[] = [];
  const log = new PowertoolsDecisionLog(
    { info: (message, extra) => void lines.push([message, extra]) },
    { addMetric: (name, unit, value) => void counted.push(`${name} ${value} ${unit}`) },
    { voicemailOverdue: 'VoicemailOverdue', sameAgentOfferedTwice: 'SameAgentOfferedTwice' },
  );
  return { log, lines, counted };
}
const said = { reason: 'because', inputs: { waitedSeconds: 3 } };

describe('the decision log', () => {
  it.each<[Decision, string[]]>([
    [{ type: 'offer.repeated', callId: 'c', agentId: 'a', ...said }, ['SameAgentOfferedTwice 1 Count']],
    [{ type: 'offer.open', callId: 'c', queueId: 'q', candidates: [], ...said }, ['NativeOffers 1 Count']],
    [{ type: 'offer.held', callId: 'c', queueId: 'q', candidates: [], ...said }, []],
    [{ type: 'command.dropped', commandId: 'x', ...said }, ['CommandsDropped 1 Count']],
    [{ type: 'state.repaired', what: 'agent', id: 'a', ...said }, ['StatesRepaired 1 Count']],
    [{ type: 'thresholds.rejected', group: 'g', version: 1, problems: ['p'], ...said }, ['ThresholdsRejected 1 Count']],
    [{ type: 'input.ignored', why: 'malformed', ...said }, ['InputIgnoredMalformed 1 Count']],
    [{ type: 'input.ignored', why: 'unknown-type', ...said }, ['InputIgnoredUnknownType 1 Count']],
    [{ type: 'input.ignored', why: 'stale', ...said }, ['InputIgnoredStale 1 Count']],
    [{ type: 'input.ignored', why: 'duplicate', ...said }, ['InputIgnoredDuplicate 1 Count']],
    [{ type: 'call.answered', callId: 'c', agentId: 'a', ...said }, []],
  ])('writes one line of %j and counts %j', (decision, metrics) => {
    const { log, lines, counted } = recordingLog();
    log.record(decision);
    expect(lines).toEqual([['decision', { decision }]]);
    expect(counted).toEqual(metrics);
  });

  it('counts a voicemail that is overdue', () => {
    const { log, lines, counted } = recordingLog();
    log.voicemailOverdue(aVoicemail('c-1'));
    expect(counted).toEqual(['VoicemailOverdue 1 Count']);
    expect(lines).toEqual([['voicemail overdue', { voicemail: aVoicemail('c-1') }]]);
  });
});
