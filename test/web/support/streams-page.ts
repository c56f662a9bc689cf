import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Served, serve } from './serve';

const library = readFileSync(
  join(__dirname, '../../../node_modules/amazon-connect-streams/release/connect-streams-min.js'),
);

const page = `<!doctype html><meta charset="utf-8"><title>a page with Streams</title>
<script src="/connect-streams.js"></script><div id="phone" style="height:300px"></div>
<script>
const told = [];
const tell = (what) => told.push(what);
function begin(ccpUrl) {
  connect.core.initCCP(document.getElementById('phone'), {
    ccpUrl, loginPopup: false, softphone: { allowFramedSoftphone: true },
  });
  connect.core.getEventBus().subscribe(connect.EventType.AUTH_FAIL, () => tell('auth_fail'));
  connect.agent((agent) => {
    tell('agent ' + agent.getName() + ' ' + agent.getState().name);
    agent.onStateChange(({ oldState, newState }) => tell('state ' + oldState + ' -> ' + newState));
    agent.onEnqueuedNextState((agent) => tell('next ' + agent.getNextState().name));
    agent.onWebSocketConnectionLost(() => tell('line lost'));
    agent.onWebSocketConnectionGained(() => tell('line gained'));
    agent.onNetworkConnectionStatusChanged(({ status }) => tell('network ' + status));
  });
  connect.contact((contact) => {
    const id = contact.getContactId();
    contact.onConnecting((contact) => tell('connecting ' + JSON.stringify(Object.fromEntries(
      Object.entries(contact.getAttributes()).map(([name, { value }]) => [name, value])))));
    contact.onAccepted(() => tell('accepted'));
    contact.onConnected(() => tell('connected'));
    contact.onMissed(() => tell('missed ' + connect.core.getAgentDataProvider().getContactData(id).state.type));
    contact.onACW(() => tell('wrap-up'));
    contact.onDestroy(() => tell('gone'));
  });
}
const current = () => new connect.Agent().getContacts()[0];
const done = (call) => new Promise((resolve) =>
  call({ success: () => resolve('done'), failure: (problem) => resolve(String(problem)) }));
const choose = (name, later) => done((callbacks) => {
  const agent = new connect.Agent();
  agent.setState(agent.getAgentStates().find((state) => state.name === name), callbacks, { enqueueNextState: later });
});
</script>`;

/** A page of somebody else's that uses the real Streams library, and tells in `told` what it hears. */
export async function streamsPage(): Promise<Served> {
  const served = await serve((request, response) => {
    const script = request.url === '/connect-streams.js';
    response.writeHead(200, { 'content-type': script ? 'text/javascript' : 'text/html; charset=utf-8' });
    response.end(script ? library : page);
  });
  // Of the softphone's own site, as a browser sees it: else it would keep the softphone's cookie from its frame.
  return { ...served, url: served.url.replace('localhost', '127.0.0.1') };
}
