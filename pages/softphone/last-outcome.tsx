import Alert from '@cloudscape-design/components/alert';
import type { PreviewOver } from '../agent-logic';
import { isMessageKey } from '../messages/en';
import { useSpeech } from '../page/speech-context';

/** How the last contact ended, and who decided. */
export function LastOutcome({ ended }: { readonly ended: PreviewOver }) {
  const { say } = useSpeech();
  const final = ended.outcome === 'accept' && ended.final ? 'outcome.accept.final' : `outcome.${ended.outcome}`;
  const by = `by.${ended.by}`;
  return (
    <Alert type="info">
      {isMessageKey(final) ? say(final) : ended.outcome} {isMessageKey(by) ? say(by) : ended.by}
    </Alert>
  );
}
