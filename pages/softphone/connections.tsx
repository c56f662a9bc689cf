import Alert from '@cloudscape-design/components/alert';
import Button from '@cloudscape-design/components/button';
import SpaceBetween from '@cloudscape-design/components/space-between';
import type { AgentView } from '../agent-logic';
import { useSpeech } from '../page/speech-context';

/** What is wrong with the connections, and what to do; nothing where all is well. */
export function Connections(props: {
  readonly view: AgentView;
  readonly signInAgain: () => void;
  readonly logInToConnect: () => void;
  readonly workHere: () => void;
}) {
  const { view, signInAgain, logInToConnect, workHere } = props;
  const { server, softphone, otherUser, role } = view;
  const { say, time } = useSpeech();
  const inCall = softphone.view?.contacts.some(({ phase, voice }) => voice && phase === 'connected') ?? false;
  return (
    <section aria-label={say('link.name')}>
      <SpaceBetween size="xs">
        {server.state === 'lost' && (
          <Alert type="error">
            {server.receivedAt === null ? say('link.lost-never') : say('link.lost', { time: time(server.receivedAt) })}
          </Alert>
        )}
        {server.state === 'signed-out' && (
          <Alert type="error" action={<Button onClick={signInAgain}>{say('link.sign-in')}</Button>}>
            {say('link.signed-out')}
          </Alert>
        )}
        {server.state === 'refused' && (
          <Alert type="error" header={say('page.no-access')}>
            {say('link.refused', { problem: server.problem ?? '' })}
          </Alert>
        )}
        {softphone.state === 'connection' && <Alert type="error">{say('phone.connection')}</Alert>}
        {softphone.state === 'login' && (
          <Alert type="error" action={<Button onClick={logInToConnect}>{say('phone.log-in')}</Button>}>
            {say(inCall ? 'phone.login-in-call' : 'phone.login')}
          </Alert>
        )}
        {softphone.view?.inBrowser === false && <Alert type="error">{say('phone.desk-phone')}</Alert>}
        {otherUser && <Alert type="error">{say('phone.other-user', { ...otherUser })}</Alert>}
        {role === 'elsewhere' && (
          <Alert type="warning" action={<Button onClick={workHere}>{say('role.work-here')}</Button>}>
            {say('role.elsewhere')}
          </Alert>
        )}
        {role === 'watching' && <Alert type="warning">{say('role.watching')}</Alert>}
      </SpaceBetween>
    </section>
  );
}
