import Box from '@cloudscape-design/components/box';
import Container from '@cloudscape-design/components/container';
import type { PageSnapshot } from '../../core/agent-page/agent-page';
import { because } from '../messages/because';
import { useSpeech } from '../page/speech-context';

/** Why the agent was last moved, with the figures, and what became of it. */
export function LastMoved({ move }: { readonly move: NonNullable<PageSnapshot['lastMove']> }) {
  const { say, time, language } = useSpeech();
  const { rule, to, decidedAt, ended } = move;
  const why = because(language, move.because) ?? say(`rule.${rule}`);
  const end = ended?.because ? because(language, ended.because) : null;
  return (
    <section aria-label={say('moves.name')}>
      <Container>
        <Box variant="h2">
          {time(decidedAt)}: {say(`side.name.${to}`)} ({say(ended === null ? 'moves.under-way' : `moves.${ended.how}`)})
        </Box>
        <div>{why}</div>
        {end !== null && <div>{end}</div>}
      </Container>
    </section>
  );
}
