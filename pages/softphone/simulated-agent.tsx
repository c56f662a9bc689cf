import Alert from '@cloudscape-design/components/alert';
import Button from '@cloudscape-design/components/button';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useCallback, useEffect, useState } from 'react';
import { useSpeech } from '../page/speech-context';
import type { TakeOver } from './take-over';

/** In runs on one's own machine: who acts for this agent, the person at this page or the scenario's script. */
export function SimulatedAgent({ username, takeOver }: { readonly username: string; readonly takeOver: TakeOver }) {
  const { say } = useSpeech();
  const [taken, setTaken] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const ask = useCallback(
    async (what: 'take-over' | 'let-go' | null): Promise<void> => {
      const answer = await takeOver(username, what);
      setProblem('problem' in answer ? answer.problem : null);
      if ('takenOver' in answer) setTaken(answer.takenOver);
    },
    [username, takeOver],
  );
  useEffect(() => {
    void ask(null);
    // Another window of this agent, or the next run, may change it.
    const again = window.setInterval(() => void ask(null), 5_000);
    return () => window.clearInterval(again);
  }, [ask]);
  return (
    <section aria-label={say('local.name')}>
      <SpaceBetween size="xs">
        <div>
          {say('local.is')} {say(taken ? 'local.taken' : 'local.scripted')}
        </div>
        <SpaceBetween direction="horizontal" size="xs">
          <Button disabled={taken} onClick={() => void ask('take-over')}>
            {say('local.take-over')}
          </Button>
          <Button disabled={!taken} onClick={() => void ask('let-go')}>
            {say('local.let-go')}
          </Button>
        </SpaceBetween>
        {problem !== null && <Alert type="error">{say('local.failed', { problem })}</Alert>}
      </SpaceBetween>
    </section>
  );
}
