import Box from '@cloudscape-design/components/box';
import Container from '@cloudscape-design/components/container';
import type { PageSnapshot } from '../../core/agent-page/agent-page';
import { useSpeech } from '../page/speech-context';

export type TetherColour = 'green' | 'grey' | 'red' | 'off';

export const colourOf = (snapshot: PageSnapshot | null): TetherColour =>
  snapshot === null || snapshot.indicator === 'none' ? 'off' : snapshot.indicator;

/** Colour, shape and word say the same, so that nobody needs the colour. */
export function TetherIcon({ snapshot }: { readonly snapshot: PageSnapshot | null }) {
  const { say } = useSpeech();
  const colour = colourOf(snapshot);
  return (
    <Container>
      <div className="tether">
        <svg
          role="img"
          aria-label={`${say('tether.name')}: ${say(`colour.${colour}`)}`}
          className={`tether-icon tether-${colour}`}
          viewBox="0 0 32 32"
        >
          {shapes[colour]}
        </svg>
        <div>
          <Box variant="h2">
            {say('tether.name')}: {say(`colour.${colour}`)}
          </Box>
          <div>{say(`tether.${colour}`)}</div>
          {snapshot !== null && <div>{say(`side.${snapshot.side}`)}</div>}
        </div>
      </div>
    </Container>
  );
}

/** A tick, three dots, a cross, a dash: told apart without colour. */
const shapes: Readonly<Record<TetherColour, React.ReactNode>> = {
  green: (
    <>
      <circle cx="16" cy="16" r="15" />
      <path d="M8 17l5 5 11-12" />
    </>
  ),
  grey: (
    <>
      <circle cx="16" cy="16" r="15" />
      <path d="M8 16h1M16 16h1M24 16h1" />
    </>
  ),
  red: (
    <>
      <path className="tether-outline" d="M10 1h12l9 9v12l-9 9H10l-9-9V10z" />
      <path d="M10 10l12 12M22 10L10 22" />
    </>
  ),
  off: (
    <>
      <circle className="tether-outline" cx="16" cy="16" r="14" />
      <path d="M9 16h14" />
    </>
  ),
};
