import type { Invariant } from './checker';

/** Invariant 4: no agent is on two voice contacts, a ringing one included. */
export const oneVoiceContact: Invariant = (line, view) => {
  if (line.type !== 'offer.ringing' && line.type !== 'call.answered') return [];
  const agent = view.agent(line.agent);
  const doing = line.type === 'offer.ringing' ? 'is rung by' : 'answers';
  const other = agent.talking ?? (agent.ringing === line.call ? null : agent.ringing);
  if (other === null) return [];
  return [
    {
      invariant: 4,
      message: `agent ${line.agent} ${doing} call ${line.call} while ${agent.talking === null ? 'rung by' : 'talking with'} call ${other}`,
      lines: [line],
    },
  ];
};
