import { useState } from 'react';
import type { SwitchTile } from '../../core/wallboard/snapshot';
import { useSpeech } from '../page/speech-context';
import type { SwitchAsk, SwitchReply } from './board-api';
import { type DialogAnswer, RequestDialog } from './request-dialog';

const offMinutes = [15, 30, 60, 240, 480] as const;

/**
 * An operator switches something off until a time, or on again, and confirms what follows. The time of return is set when the request
 * is first sent. `tile`: as it was when the dialog was opened; `now`: ms, by the server's clock.
 */
export function SwitchDialog(props: {
  readonly tile: SwitchTile;
  readonly now: number;
  readonly send: (request: SwitchAsk) => Promise<SwitchReply>;
  readonly close: () => void;
}) {
  const { tile, now, send, close } = props;
  const { say, time } = useSpeech();
  const turnsOff = tile.on;
  const [minutes, setMinutes] = useState<number>(offMinutes[0]);
  const [sentUntil, setSentUntil] = useState<number | null>(null);
  const [confirmed, setConfirmed] = useState(false);
  const [reply, setReply] = useState<SwitchReply | null>(null);

  const what = say(`switches.what.${tile.switch}`);
  const answerOf = (said: SwitchReply): DialogAnswer => {
    switch (said.kind) {
      case 'thrown': {
        const off = said.until === null ? null : { what, time: time(said.until) };
        return { kind: 'done', sentence: off ? say('switches.done-off', off) : say('switches.done-on', { what }) };
      }
      case 'refused':
        return { kind: 'refused', sentence: said.problem };
      case 'unreachable':
        return said;
    }
  };
  const answer = reply && answerOf(reply);
  const done = answer?.kind === 'done';
  return (
    <RequestDialog
      id="switch"
      title={say(turnsOff ? 'switches.turn-off' : 'switches.turn-on', { what })}
      sendLabel={say(turnsOff ? 'switches.send-off' : 'switches.send-on')}
      answer={answer}
      ready={confirmed}
      send={async (asked) => {
        const until = turnsOff ? (sentUntil ?? Math.round(now) + minutes * 60_000) : null;
        setSentUntil(until);
        setReply(await send({ ...asked, switch: tile.switch, until }));
      }}
      close={close}
      confirmation={
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
      }
    >
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
    </RequestDialog>
  );
}
