import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import { useSpeech } from '../page/speech-context';

/** How an agent calls the emergency services: a tether takes the one line there is, so it has to go first. Always on the page. */
export function EmergencyCall(props: {
  /** One is up. */
  readonly tether: boolean;
  readonly mayEnd: boolean;
  readonly end: () => void;
}) {
  const { tether, mayEnd, end } = props;
  const { say } = useSpeech();
  return (
    <section aria-label={say('emergency.name')} className="emergency">
      <Box variant="h2">{say('emergency.name')}</Box>
      <ol>
        <li>{say('emergency.end')}</li>
        <li>{say('emergency.dial')}</li>
        <li>{say('emergency.otherwise')}</li>
      </ol>
      <Button disabled={!tether || !mayEnd} onClick={end}>
        {say('emergency.end-tether')}
      </Button>
    </section>
  );
}
