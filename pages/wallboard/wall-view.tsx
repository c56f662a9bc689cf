import type { WallboardSnapshot } from '../../core/wallboard/snapshot';
import { useSpeech } from '../page/speech-context';
import { staleMs } from './board-poll';
import { type WallFigureName, wallFiguresOf } from './wall-figures';

/** A few figures to be read across a room, without names. Word and mark say what the colour says. */
export function WallView(props: {
  readonly snapshot: WallboardSnapshot;
  readonly now: number;
  readonly ageMs: number;
}) {
  const { snapshot, now, ageMs } = props;
  const { say, minutes } = useSpeech();
  const stale = ageMs > staleMs;
  const said = (name: WallFigureName, value: number | null): string => {
    if (value === null) return '–';
    return name === 'oldest' ? minutes(value) : name === 'service' ? `${value} %` : String(value);
  };
  return (
    <div className="wall">
      {wallFiguresOf(snapshot, now).map(({ name, value, target, ok }) => (
        <section
          key={name}
          aria-label={say(`wall.${name}`)}
          className={`figure ${stale ? 'tile-stale' : ok ? 'figure-ok' : 'figure-amiss'}`}
        >
          <h2>{say(`wall.${name}`)}</h2>
          <div className="figure-value">{said(name, value)}</div>
          <div className="figure-target">{say(`wall.target.${name}`, target)}</div>
          <div className="figure-do">
            {stale
              ? say('board.stale', { seconds: Math.round(ageMs / 1000) })
              : ok
                ? `✓ ${say('wall.ok')}`
                : `⚠ ${say(`wall.act.${name}`)}`}
          </div>
        </section>
      ))}
    </div>
  );
}
