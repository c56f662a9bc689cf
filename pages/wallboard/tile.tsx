import type { ReactNode } from 'react';
import { useSpeech } from '../page/speech-context';
import { staleMs } from './board-poll';

/** A part of the board that tells how old it is, and greys when that is more than it should be. */
export function Tile(props: {
  readonly title: string;
  /** Of the newest thing shown, ms. */
  readonly ageMs: number;
  readonly children: ReactNode;
  readonly className?: string;
}) {
  const { title, ageMs, children, className } = props;
  const { say } = useSpeech();
  const stale = ageMs > staleMs;
  const seconds = Math.max(0, Math.round(ageMs / 1000));
  return (
    <section className={`tile ${stale ? 'tile-stale' : ''} ${className ?? ''}`}>
      <header className="tile-head">
        <h2>{title}</h2>
        <span className="tile-age">{say(stale ? 'board.stale' : 'board.age', { seconds })}</span>
      </header>
      {children}
    </section>
  );
}
