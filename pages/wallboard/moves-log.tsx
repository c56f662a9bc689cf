import type { MoveLine } from '../../core/wallboard/snapshot';
import { because } from '../messages/because';
import { useSpeech } from '../page/speech-context';

/** Why somebody was moved, and why a move did not come to its end. */
export function useWhy(): (move: Pick<MoveLine, 'rule' | 'because' | 'ended'>) => string {
  const { say, language } = useSpeech();
  return ({ rule, because: reason, ended }) => {
    const why = because(language, reason) ?? say(`rule.${rule}`);
    const end = ended?.because ? because(language, ended.because) : null;
    return end === null ? why : `${why} – ${end}`;
  };
}

/** Every move this page saw, the latest first. */
export function MovesLog({ moves }: { readonly moves: readonly MoveLine[] }) {
  const { say, time } = useSpeech();
  const why = useWhy();
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a list that scrolls must be reached by the keyboard
    <div role="log" aria-label={say('moves.name')} tabIndex={0} className="moves">
      {moves.length === 0 && <p>{say('moves.none')}</p>}
      {moves.map((move) => (
        <p key={move.moveId}>
          <time dateTime={new Date(move.decidedAt).toISOString()}>{time(move.decidedAt)}</time>{' '}
          <strong>{say('moves.line', { agent: move.agent, side: say(`side.name.${move.to}`) })}</strong> (
          {say(`rule.${move.rule}`)}, {say(move.ended === null ? 'moves.under-way' : `moves.${move.ended.how}`)}):{' '}
          {why(move)}
        </p>
      ))}
    </div>
  );
}
