import Alert from '@cloudscape-design/components/alert';
import type { AgentView } from '../agent-logic';
import { useSpeech } from '../page/speech-context';
import { useNow } from '../page/use-now';
import { secondsUntil } from './preview-card';

/** Who rings and for how long, and what becomes of a call that was refused. */
export function Caller({ view }: { readonly view: AgentView }) {
  const { say } = useSpeech();
  const now = useNow(500);
  const { ringing, refusals } = view;
  return (
    <section aria-label={say('ring.name')}>
      {ringing && (
        <Alert type="warning" header={say('ring.rings', { queue: ringing.contact.queue ?? '–' })}>
          <div role="timer" aria-live="off">
            {ringing.endsAt === null
              ? say('ring.since', { seconds: Math.max(0, Math.floor((now - ringing.since) / 1000)) })
              : say('ring.left', { seconds: secondsUntil(ringing.endsAt, now) })}
          </div>
          {ringing.slotEndsAt !== null && (
            <div>{say('ring.slot', { seconds: secondsUntil(ringing.slotEndsAt, now) })}</div>
          )}
          {ringing.contact.caller} {say('ring.answer')}
        </Alert>
      )}
      {refusals
        .filter(({ listed }) => listed)
        .map(({ contactId, how }) => (
          <Alert key={contactId} type="info">
            {say(`refused.${how}`)}
          </Alert>
        ))}
    </section>
  );
}
