import type { AgentView } from '../agent-logic';
import { useSpeech } from '../page/speech-context';
import { useNow } from '../page/use-now';
import { secondsUntil } from './preview-card';
import { colourOf } from './tether-icon';

/** From here on the seconds are read out. */
const lastSeconds = 5;

/** For screen readers: a new contact, the last seconds, a change of the tether's colour. */
export function Announcer({ view }: { readonly view: AgentView }) {
  const { say } = useSpeech();
  const now = useNow(500);
  const { preview, snapshot } = view;
  const left = preview && secondsUntil(preview.endsAt, now);
  return (
    <>
      <div aria-live="polite" className="visually-hidden">
        {snapshot && say('live.tether', { colour: say(`colour.${colourOf(snapshot)}`) })}
      </div>
      <div aria-live="assertive" className="visually-hidden">
        {preview &&
          left !== null &&
          (left > lastSeconds || preview.answering !== null
            ? say('live.preview', { name: preview.card.name, seconds: preview.seconds })
            : say('live.last-seconds', { seconds: left }))}
      </div>
    </>
  );
}
