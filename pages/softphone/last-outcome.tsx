import Alert from '@cloudscape-design/components/alert';
import type { PreviewOver } from '../agent-logic';
import { en, type MessageKey } from '../messages/en';
import { useSpeech } from '../page/speech-context';

const known = (key: string): key is MessageKey => Object.hasOwn(en, key);

/** How the last contact ended, and who decided. */
export function LastOutcome({ ended }: { readonly ended: PreviewOver }) {
  const { say } = useSpeech();
  const final = ended.outcome === 'accept' && ended.final ? 'outcome.accept.final' : `outcome.${ended.outcome}`;
  const by = `by.${ended.by}`;
  return (
    <Alert type="info">
      {known(final) ? say(final) : ended.outcome} {known(by) ? say(by) : ended.by}
    </Alert>
  );
}
