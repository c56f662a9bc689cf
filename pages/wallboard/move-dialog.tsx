import Alert from '@cloudscape-design/components/alert';
import Button from '@cloudscape-design/components/button';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import type { AgentRow } from '../../core/wallboard/snapshot';
import { because } from '../messages/because';
import { useSpeech } from '../page/speech-context';
import type { MoveReply, MoveRequest } from './board-api';

const holdMinutes = [0, 5, 15, 30, 60] as const;

/** A supervisor moves an agent, or holds one on a side. One dialog is one request, however often it is sent. */
export function MoveDialog(props: {
  readonly agent: AgentRow;
  readonly send: (request: MoveRequest) => Promise<MoveReply>;
  readonly close: () => void;
}) {
  const { agent, send, close } = props;
  const { say, language } = useSpeech();
  const dialog = useRef<HTMLDialogElement>(null);
  const [requestId] = useState(() => crypto.randomUUID());
  const [to, setTo] = useState<MoveRequest['to']>(agent.side === 'inbound' ? 'outbound' : 'inbound');
  const [minutes, setMinutes] = useState(0);
  const [why, setWhy] = useState('');
  const [sending, setSending] = useState(false);
  const [reply, setReply] = useState<MoveReply | null>(null);
  useEffect(() => dialog.current?.showModal(), []);

  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    setSending(true);
    const held = minutes > 0 ? { holdSeconds: minutes * 60 } : {};
    setReply(await send({ requestId, agentId: agent.agentId, to, why: why.trim(), ...held }));
    setSending(false);
  };
  const done = reply?.kind === 'asked' || reply?.kind === 'held';
  return (
    <dialog ref={dialog} aria-labelledby="move-title" onClose={close} className="move">
      <h2 id="move-title">{say('move.title', { agent: agent.agent })}</h2>
      <form onSubmit={(event) => void submit(event)}>
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
        <label>
          {say('move.why')}
          <input
            required
            minLength={3}
            maxLength={200}
            value={why}
            disabled={done}
            aria-describedby="move-why-hint"
            onChange={({ target }) => setWhy(target.value)}
          />
        </label>
        <small id="move-why-hint">{say('move.why.hint')}</small>
        <div role="status">
          {done && <Alert type="success">{say(`move.${reply.kind}`, { agent: agent.agent })}</Alert>}
          {reply?.kind === 'unreachable' && <Alert type="error">{say('move.unreachable')}</Alert>}
          {reply?.kind === 'refused' && (
            <Alert type="error">
              {say('move.refused', {
                problem: (reply.because && because(language, reply.because)) ?? reply.problem,
              })}
            </Alert>
          )}
        </div>
        <div className="choices">
          {!done && (
            <Button variant="primary" formAction="submit" disabled={sending}>
              {say('move.send')}
            </Button>
          )}
          <Button formAction="none" onClick={() => dialog.current?.close()}>
            {say('move.cancel')}
          </Button>
        </div>
      </form>
    </dialog>
  );
}
