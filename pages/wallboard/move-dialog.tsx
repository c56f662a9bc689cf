import { useState } from 'react';
import type { AgentRow } from '../../core/wallboard/snapshot';
import { because } from '../messages/because';
import { useSpeech } from '../page/speech-context';
import type { MoveReply, MoveRequest } from './board-api';
import { type DialogAnswer, RequestDialog } from './request-dialog';

const holdMinutes = [0, 5, 15, 30, 60] as const;

/** A supervisor moves an agent, or holds one on a side. */
export function MoveDialog(props: {
  readonly agent: AgentRow;
  readonly send: (request: MoveRequest) => Promise<MoveReply>;
  readonly close: () => void;
}) {
  const { agent, send, close } = props;
  const { say, language } = useSpeech();
  const [to, setTo] = useState<MoveRequest['to']>(agent.side === 'inbound' ? 'outbound' : 'inbound');
  const [minutes, setMinutes] = useState(0);
  const [reply, setReply] = useState<MoveReply | null>(null);
  const answerOf = (said: MoveReply): DialogAnswer => {
    switch (said.kind) {
      case 'asked':
      case 'held':
        return { kind: 'done', sentence: say(`move.${said.kind}`, { agent: agent.agent }) };
      case 'refused':
        return { kind: 'refused', sentence: (said.because && because(language, said.because)) ?? said.problem };
      case 'unreachable':
        return said;
    }
  };
  const answer = reply && answerOf(reply);
  const done = answer?.kind === 'done';
  return (
    <RequestDialog
      id="move"
      title={say('move.title', { agent: agent.agent })}
      sendLabel={say('move.send')}
      answer={answer}
      send={async (asked) => {
        const held = minutes > 0 ? { holdSeconds: minutes * 60 } : {};
        setReply(await send({ ...asked, agentId: agent.agentId, to, ...held }));
      }}
      close={close}
    >
      <label>
        {say('move.to')}
        <select value={to} disabled={done} onChange={({ target }) => setTo(target.value as MoveRequest['to'])}>
          <option value="inbound">{say('side.name.inbound')}</option>
          <option value="outbound">{say('side.name.outbound')}</option>
        </select>
      </label>
      <label>
        {say('move.hold')}
        <select value={minutes} disabled={done} onChange={({ target }) => setMinutes(Number(target.value))}>
          {holdMinutes.map((length) => (
            <option key={length} value={length}>
              {length === 0 ? say('move.hold.none') : say('move.hold.minutes', { minutes: length })}
            </option>
          ))}
        </select>
      </label>
    </RequestDialog>
  );
}
