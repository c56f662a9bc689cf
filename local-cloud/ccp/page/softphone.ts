/** The simulated softphone in a browser: in a frame of Streams, or by itself. */
import { Conduit } from './conduit';
import { Controls } from './controls';
import { SdkSubject } from './sdk-subject';
import { ServerLink } from './server-link';

const root = document.getElementById('softphone');
if (root === null) throw new Error('the page has no place for the softphone');

const link = new ServerLink();
const framed = window.parent !== window;
const conduit = framed ? new Conduit(link, window.parent) : null;
const sdk = framed ? new SdkSubject(window.parent) : null;
const controls = new Controls(root, link);
let up: boolean | null = null;

link.listen({
  agent(news) {
    conduit?.agent(news);
    controls.agent(news);
  },
  open: (count) => conduit?.send('update_connected_ccps', count),
  master: (data) => conduit?.send('master_response', { event: 'master_response', requestId: null, data, err: null }),
  connection(isUp) {
    if (isUp === up) return;
    // The first time it is up is no news.
    if (up !== null || !isUp) {
      conduit?.send(isUp ? 'agent::websocket_connection_gained' : 'agent::websocket_connection_lost');
      conduit?.send(isUp ? 'webSocket::connection_gain' : 'webSocket::connection_lost');
    }
    up = isUp;
    sdk?.connection(isUp);
    controls.connection(isUp);
  },
  signedOut() {
    conduit?.send('auth_fail');
    // The server shows the sign-in instead.
    window.location.reload();
  },
});
