import Button from '@cloudscape-design/components/button';
import { useState } from 'react';
import type { SwitchTile } from '../../core/wallboard/snapshot';
import { useSpeech } from '../page/speech-context';
import type { SwitchAsk, SwitchReply } from './board-api';
import { SwitchDialog } from './switch-dialog';

/** The kill switches of a group: what is off, until when, who said so. Buttons only for who may press them; the server asks again. */
export function SwitchesTile(props: {
  readonly switches: readonly SwitchTile[];
  readonly operator: boolean;
  /** ms, by the server's clock. */
  readonly now: number;
  readonly send: (request: SwitchAsk) => Promise<SwitchReply>;
}) {
  const { switches, operator, now, send } = props;
  const { say, time } = useSpeech();
  const [throwing, setThrowing] = useState<SwitchTile | null>(null);
  const state = ({ on, offUntil }: SwitchTile): string => {
    if (on) return `✓ ${say('switches.on')}`;
    return `⚠ ${offUntil === null ? say('switches.off-by-threshold') : say('switches.off-until', { time: time(offUntil) })}`;
  };
  return (
    <>
      <ul aria-label={say('switches.name')}>
        {switches.map((tile) => (
          <li key={tile.switch}>
            <strong>{say(`switches.what.${tile.switch}`)}</strong>: {state(tile)}
            {tile.last !== null &&
              ` – ${say(tile.last.off ? 'switches.last.off' : 'switches.last.on', { by: tile.last.by, time: time(tile.last.at), why: tile.last.why })}`}{' '}
            {operator && (tile.on || tile.offUntil !== null) && (
              <Button onClick={() => setThrowing(tile)}>
                {say(tile.on ? 'switches.turn-off' : 'switches.turn-on', {
                  what: say(`switches.what.${tile.switch}`),
                })}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {!operator && <small>{say('switches.not-yours')}</small>}
      {throwing !== null && (
        <SwitchDialog key={throwing.switch} tile={throwing} now={now} send={send} close={() => setThrowing(null)} />
      )}
    </>
  );
}
