import './wallboard.css';
import { type ReactNode, useEffect, useState } from 'react';
import { useSpeech } from '../page/speech-context';
import { startPage } from '../page/start-page';
import type { BoardAccess, BoardServer } from './board-api';
import { boardServer } from './board-server';
import { WallboardPage } from './wallboard-page';

/** How long to wait before the server is asked again which groups there are, ms. */
const askAgainMs = 2_000;

void startPage('wallboard', ({ apiUrl, environment }, signedIn) => {
  const server = boardServer(apiUrl, signedIn);
  const signInAgain = (): void => void signedIn.again().catch(() => undefined);
  return (settings) => (
    <OfGroups server={server} environment={environment} signInAgain={signInAgain} settings={settings} />
  );
});

/** Asks which groups the person may see, until the server says. */
function OfGroups(props: {
  readonly server: BoardServer;
  readonly environment: string;
  readonly signInAgain: () => void;
  readonly settings: ReactNode;
}) {
  const { server } = props;
  const { say } = useSpeech();
  const [access, setAccess] = useState<BoardAccess | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  useEffect(() => {
    let timer = 0;
    const ask = async (): Promise<void> => {
      const reply = await server.access();
      if (reply.kind === 'ok') setAccess(reply.value);
      else if (reply.kind === 'no-access') setAccess({ groups: [], operator: false });
      else if (reply.kind === 'refused') setProblem(reply.problem);
      else timer = window.setTimeout(() => void ask(), askAgainMs);
    };
    void ask();
    return () => window.clearTimeout(timer);
  }, [server]);
  if (problem !== null) {
    return (
      <p role="alert" className="page-note">
        {say('link.refused', { problem })}
      </p>
    );
  }
  return access === null ? (
    <p className="page-note">{say('board.loading')}</p>
  ) : (
    <WallboardPage {...props} access={access} />
  );
}
