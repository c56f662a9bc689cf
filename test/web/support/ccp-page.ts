/**
 * A stand-in for Connect's softphone, which the real Streams library talks to: it answers `synchronize`, shows what the test
 * says, and hands what it is asked to do to the test. It says `acknowledge` by itself once it is there. Nothing of it is taken from Connect.
 */
export const ccpPage = `<!doctype html><meta charset="utf-8"><title>softphone of the test</title>
<p>softphone of the test</p>
<script type="module">
const send = (event, data) => window.parent.postMessage({ event, data }, '*');
let shown = null;
const dated = (text) => JSON.parse(text, (key, value) => (/[tT]imestamp$|timeStamp$/.test(key) ? new Date(value) : value));
const show = () => shown && send('agent::update', shown);
const changes = new EventSource('/ccp-v2/changes');
changes.onmessage = ({ data }) => { shown = dated(data); show(); };
window.addEventListener('message', async ({ data }) => {
  if (data?.event === 'synchronize') { send('acknowledge', { id: 'test' }); show(); }
  if (data?.event === 'configure') {
    const body = JSON.stringify({ method: 'configure', params: data.data ?? data });
    fetch('/ccp-v2/requests', { method: 'POST', body });
  }
  if (data?.event !== 'api_request') return;
  const { requestId, method, params } = data.data ?? data;
  const body = JSON.stringify({ method, params });
  const { err } = await (await fetch('/ccp-v2/requests', { method: 'POST', body })).json();
  send('api_response', { event: 'api_response', requestId, err, data: {} });
});
send('acknowledge', { id: 'test' });
</script>`;
