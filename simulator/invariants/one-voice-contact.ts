import type { TraceLine } from '../trace/lines';
import type { Finding, Invariant } from './invariant';

const calling = 'on a call of their own';

/** Invariant 4, first half: no agent is on two voice contacts, a ringing one and the tether included. */
export const oneVoiceContact: Invariant = (line, view) => {
  if (line.type === 'tether.connected') {
    const { talking, ringing, callingOut } = view.agent(line.agent);
    if (callingOut)
      return [{ invariant: 4, message: `agent ${line.agent} is on a tether while ${calling}`, lines: [line] }];
    const other = talking ?? ringing;
    if (other === null) return [];
    const what = talking === null ? 'rung by' : 'talking with';
    return [{ invariant: 4, message: `agent ${line.agent} is on a tether while ${what} call ${other}`, lines: [line] }];
  }
  if (line.type !== 'offer.ringing' && line.type !== 'call.answered') return [];
  const agent = view.agent(line.agent);
  const doing = line.type === 'offer.ringing' ? 'is rung by' : 'answers';
  const found = (meanwhile: string, ...more: TraceLine[]): readonly Finding[] => [
    {
      invariant: 4,
      message: `agent ${line.agent} ${doing} call ${line.call} while ${meanwhile}`,
      lines: [...more, line],
    },
  ];
  if (agent.callingOut) return found(calling);
  const { tether } = view.outbound.agent(line.agent);
  // The end of a tether may be told a moment after the status that shows it.
  if (tether !== null && agent.status === 'Busy' && agent.talking === null) return found('on a tether', tether);
  const other = agent.talking ?? (agent.ringing === line.call ? null : agent.ringing);
  if (other === null) return [];
  return found(`${agent.talking === null ? 'rung by' : 'talking with'} call ${other}`);
};

/** Invariant 4, second half: an outbound customer reaches only an agent with a connected tether. */
export const customersOnTethersOnly: Invariant = (line, view, judgement) => {
  if (line.type !== 'dial.connected') return [];
  const found = (message: string): readonly Finding[] => [{ invariant: 4, message, lines: [line] }];
  if (line.agent === undefined) return found(`customer ${line.contact} is connected to nobody`);
  const { tether, tetherEndedAt, dials } = view.outbound.agent(line.agent);
  for (const dial of dials) {
    if (!dial.connected || dial.started.contact === line.contact) continue;
    return found(`customer ${line.contact} reaches ${line.agent}, who talks with ${dial.started.contact}`);
  }
  if (tether !== null || tetherEndedAt >= line.t) return [];
  // A function killed before it said so may have brought the agent onto the tether all the same.
  const { status, talking } = view.agent(line.agent);
  if (judgement.killDelaySeconds(0) > 0 && status === 'Busy' && talking === null) return [];
  return found(`customer ${line.contact} reaches ${line.agent}, who is on no tether`);
};
