import Box from '@cloudscape-design/components/box';
import Container from '@cloudscape-design/components/container';
import type { Check } from '../agent-logic';
import { useSpeech } from '../page/speech-context';

/** What stands between the agent and the next call, each with what to do. */
export function CanIBeRung({ checks }: { readonly checks: readonly Check[] }) {
  const { say } = useSpeech();
  const amiss = checks.filter(({ ok }) => !ok);
  return (
    <section aria-label={say('checks.name')}>
      <Container>
        <Box variant="h2">{say('checks.name')}</Box>
        <p>{say(amiss.length === 0 ? 'checks.yes' : 'checks.no')}</p>
        <ul className="checks">
          {checks.map(({ code, ok }) => (
            <li key={code}>
              <span aria-hidden="true">{ok ? '✓' : '✗'}</span> {say(`check.${code}`)}:{' '}
              {say(ok ? 'check.ok' : 'check.not-ok')}
              {!ok && <div>{say(`check.${code}.do`)}</div>}
            </li>
          ))}
        </ul>
      </Container>
    </section>
  );
}
