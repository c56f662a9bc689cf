import './softphone.css';
import { createAgentLogic, httpServer, type Softphone } from '../agent-logic';
import { browserClock, browserId, browserLock, browserStorage, browserSurroundings } from '../page/browser-ports';
import { startPage } from '../page/start-page';
import { loginWindow } from './login-window';
import { SoftphonePage } from './softphone-page';
import { controlOf, type TakeOver } from './take-over';

void startPage('softphone', (config, signedIn) => {
  const { apiUrl, ccpUrl, region, environment, local, loginUrl, vdiPlatform } = config;
  // The softphone needs its frame in the page from the start: a frame that moves in the document loads anew.
  const phone = document.createElement('div');
  phone.className = 'ccp';

  const softphone: Softphone = {
    ...laterSoftphone(async () => {
      const { streamsSoftphone } = await import('../streams/streams-softphone');
      return streamsSoftphone({ container: phone, ccpUrl, region, title: 'Amazon Connect', vdiPlatform });
    }),
  };
  // The scenario's script acts for a simulated agent until a person takes over.
  const surroundings = browserSurroundings(local === null && vdiPlatform === null, local === null);
  const logic = createAgentLogic({
    browser: browserId(),
    softphone,
    server: httpServer({ apiUrl, token: signedIn.token, renew: signedIn.renew, fetch: window.fetch.bind(window) }),
    clock: browserClock,
    storage: browserStorage,
    lock: browserLock(`ccb-softphone:${apiUrl}`),
    surroundings,
  });
  const logInToConnect = loginWindow(loginUrl ?? `${new URL(ccpUrl).origin}/login`, logic);
  const control = local && controlOf(local.controlUrl, signedIn.token);
  const takeOver: TakeOver | null =
    control &&
    (async (username, what) => {
      const answer = await control(username, what);
      if ('takenOver' in answer) surroundings.act(answer.takenOver);
      return answer;
    });
  return (settings) => (
    <SoftphonePage
      logic={logic}
      environment={environment}
      signInAgain={() => void signedIn.again().then(logic.refresh, () => undefined)}
      logInToConnect={logInToConnect}
      takeOver={takeOver}
      phone={phone}
      settings={settings}
    />
  );
});

/** A softphone that is still being loaded. */
function laterSoftphone(load: () => Promise<Softphone>): Softphone {
  const loaded = load();
  return {
    watch(see) {
      let stop = (): void => undefined;
      let stopped = false;
      loaded.then(
        (softphone) => {
          if (!stopped) stop = softphone.watch(see);
        },
        () => see({ kind: 'lost', why: 'connection' }),
      );
      return () => {
        stopped = true;
        stop();
      };
    },
    accept: async (contactId) => (await loaded).accept(contactId),
    clear: async (contactId) => (await loaded).clear(contactId),
    hangUp: async (contactId) => (await loaded).hangUp(contactId),
    setStatus: async (status, when) => (await loaded).setStatus(status, when),
  };
}
