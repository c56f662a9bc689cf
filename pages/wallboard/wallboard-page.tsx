import Alert from '@cloudscape-design/components/alert';
import Button from '@cloudscape-design/components/button';
import { type ReactNode, useEffect, useMemo, useState, useSyncExternalStore } from 'react';
import { browserClock } from '../page/browser-ports';
import { useSpeech } from '../page/speech-context';
import { useNow } from '../page/use-now';
import type { BoardAccess, BoardServer } from './board-api';
import { type BoardPoll, boardPoll } from './board-poll';
import { DeskView } from './desk-view';
import { WallView } from './wall-view';

type Look = 'desk' | 'wall';

export function WallboardPage(props: {
  readonly server: BoardServer;
  readonly access: BoardAccess;
  readonly environment: string;
  readonly signInAgain: () => void;
  readonly settings: ReactNode;
}) {
  const { server, access, environment, signInAgain, settings } = props;
  const { groups, operator } = access;
  const { say } = useSpeech();
  const asked = new URLSearchParams(window.location.hash.slice(1));
  const [group, setGroup] = useState(asked.get('group') ?? groups[0] ?? null);
  const [look, setLook] = useState<Look>(asked.get('view') === 'wall' ? 'wall' : 'desk');
  const poll = useMemo(() => (group === null ? null : boardPoll(server, group, browserClock)), [server, group]);
  useEffect(() => {
    if (group !== null) window.history.replaceState(null, '', `#${new URLSearchParams({ group, view: look })}`);
  }, [group, look]);

  return (
    <div className={`board board-${look}`}>
      <header className="page-head">
        <h1>
          {say('board.name')} · {environment}
          {group !== null && ` · ${group}`}
        </h1>
        <div className="choices">
          <label>
            {say('board.group')}{' '}
            <select value={group ?? ''} onChange={({ target }) => setGroup(target.value)}>
              {[...new Set([...(group === null ? [] : [group]), ...groups])].map((name) => (
                <option key={name}>{name}</option>
              ))}
            </select>
          </label>
          <Button onClick={() => setLook(look === 'desk' ? 'wall' : 'desk')}>
            {say(look === 'desk' ? 'board.wall' : 'board.desk')}
          </Button>
          {settings}
        </div>
      </header>
      <main>
        {poll === null || group === null ? (
          <NoAccess sentence={say('board.no-groups.do')} />
        ) : (
          <Board key={group} {...{ poll, group, look, server, operator, signInAgain }} />
        )}
      </main>
    </div>
  );
}

/** Who may not see a page reads this. */
function NoAccess({ sentence }: { readonly sentence: string }) {
  const { say } = useSpeech();
  return (
    <div role="alert">
      <Alert type="error" header={say('board.no-access')}>
        {sentence}
      </Alert>
    </div>
  );
}

function Board(props: {
  readonly poll: BoardPoll;
  readonly group: string;
  readonly look: Look;
  readonly server: BoardServer;
  readonly operator: boolean;
  readonly signInAgain: () => void;
}) {
  const { poll, group, look, server, operator, signInAgain } = props;
  const { say } = useSpeech();
  const view = useSyncExternalStore(poll.subscribe, poll.view);
  const now = useNow(1000) + view.offset;
  const { state, snapshot, moves, seenAt } = view;
  if (state === 'no-access') return <NoAccess sentence={say('board.no-access.do', { group })} />;
  if (state === 'refused') return <Alert type="error">{say('link.refused', { problem: view.problem })}</Alert>;
  const ageMs = seenAt === null ? 0 : Math.max(0, now - seenAt);
  return (
    <>
      {state === 'lost' && <Alert type="error">{say('board.lost')}</Alert>}
      {state === 'signed-out' && (
        <Alert type="error" action={<Button onClick={signInAgain}>{say('link.sign-in')}</Button>}>
          {say('board.signed-out')}
        </Alert>
      )}
      {snapshot === null ? (
        <p>{say('board.loading')}</p>
      ) : look === 'wall' ? (
        <WallView snapshot={snapshot} now={now} ageMs={ageMs} />
      ) : (
        <DeskView
          snapshot={snapshot}
          moves={moves}
          now={now}
          ageMs={ageMs}
          operator={operator}
          send={(request) => server.move(group, request)}
          throwSwitch={(request) => server.throwSwitch(group, request)}
        />
      )}
    </>
  );
}
