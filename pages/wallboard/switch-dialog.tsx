import Alert from '@cloudscape-design/components/alert';
import Button from '@cloudscape-design/components/button';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import type { SwitchTile } from '../../core/wallboard/snapshot';
import { useSpeech } from '../page/speech-context';
import type { SwitchAsk, SwitchReply } from './board-api';

const offMinutes = [15, 30, 60, 240, 480] as const;

/**
 * An operator switches something off until a time, or on again, and confirms what follows. One dialog is one request, however often it
 * is sent: the time of return is set when it is first sent. `now`: ms, by the server's clock.
 */
export function SwitchDialog(props: {
  readonly tile: SwitchTile;
  readonly now: number;
  readonly send: (request: SwitchAsk) => Promise<SwitchReply>;
  readonly close: () => void;
}) {
  const { tile, now, send, close } = props;
  const { say, time } = useSpeech();
  const dialog = useRef<HTMLDialogElement>(null);
  // What the button said; the tile changes while the dialog is open.
  const [turnsOff] = useState(tile.on);
  const [requestId] = useState(() => crypto.randomUUID());
  const [minutes, setMinutes] = useState<number>(offMinutes[0]);
  const [sentUntil, setSentUntil] = useState<number | null>(null);
  const [why, setWhy] = useState('');
  const [confirmed, setConfirmed] = useState(false);
  const [sending, setSending] = useState(false);
  const [reply, setReply] = useState<SwitchReply | null>(null);
  useEffect(() => dialog.current?.showModal(), []);

  const what = say(`switches.what.${tile.switch}`);
  const done = reply?.kind === 'thrown';
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    const until = turnsOff ? (sentUntil ?? Math.round(now) + minutes * 60_000) : null;
    setSentUntil(until);
    setSending(true);
    setReply(await send({ requestId, switch: tile.switch, until, why: why.trim() }));
    setSending(false);
  };
  return (
    <dialog ref={dialog} aria-labelledby="switch-title" onClose={close} className="move">
      <h2 id="switch-title">{say(turnsOff ? 'switches.turn-off' : 'switches.turn-on', { what })}</h2>
      <form onSubmit={(event) => void submit(event)}>
        {turnsOff && (
          <label>
            {say('switches.for')}
            <select
              value={minutes}
              disabled={done || sentUntil !== null}
              onChange={({ target }) => setMinutes(Number(target.value))}
            >
              {offMinutes.map((length) => (
                <option key={length} value={length}>
                  {say('switches.for.minutes', { minutes: length, time: time(now + length * 60_000) })}
                </option>
              ))}
            </select>
          </label>
        )}
        <label>
          {say('move.why')}
          <input
            required
            minLength={3}
            maxLength={200}
            value={why}
            disabled={done}
            aria-describedby="switch-why-hint"
            onChange={({ target }) => setWhy(target.value)}
          />
        </label>
        <small id="switch-why-hint">{say('move.why.hint')}</small>
        <label className="confirm">
          <input
            type="checkbox"
            required
            checked={confirmed}
            disabled={done}
            onChange={({ target }) => setConfirmed(target.checked)}
          />{' '}
          {say(turnsOff ? `switches.confirm.${tile.switch}` : 'switches.confirm-on')}
        </label>
        <div role="status">
          {reply?.kind === 'thrown' && (
            <Alert type="success">
              {reply.until === null
                ? say('switches.done-on', { what })
                : say('switches.done-off', { what, time: time(reply.until) })}
            </Alert>
          )}
          {reply?.kind === 'unreachable' && <Alert type="error">{say('move.unreachable')}</Alert>}
          {reply?.kind === 'refused' && <Alert type="error">{say('move.refused', { problem: reply.problem })}</Alert>}
        </div>
        <div className="choices">
          {!done && (
            <Button variant="primary" formAction="submit" disabled={sending || !confirmed}>
              {say(turnsOff ? 'switches.send-off' : 'switches.send-on')}
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
