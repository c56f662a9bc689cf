/** The kit and the reference: what the reference does holds, in every row; and why a row may stay open. */
import { httpsExchange } from '../../../adapters/campaign-manager/https-exchange';
import { serveIngress } from '../../../campaign-manager/conformance/http-ingress';
import { eventsPath } from '../../../campaign-manager/conformance/kit/ingress';
import { createKit } from '../../../campaign-manager/conformance/kit/kit';
import { previewRows, rows } from '../../../campaign-manager/conformance/kit/rows';
import { runConformance } from '../../../campaign-manager/conformance/kit/run';
import { timeOf } from '../../../campaign-manager/conformance/kit/time';
import { httpExchange, serveCommands } from '../../../campaign-manager/reference/http';
import { demoCampaign, demoPreviewCampaign } from '../../../campaign-manager/reference/program/demo-campaigns';
import { startReference } from '../../../campaign-manager/reference/program/reference';
import { EventClock } from '../../../clock/event-clock';
import { exitCodeOf, table } from '../../../commands/terminal/conformance-table';
import { runSimulated, type SimulatedRun } from './in-one-process';

const byVerdict = ({ findings }: SimulatedRun, verdict: string) =>
  findings.filter((finding) => finding.verdict === verdict);

describe('the reference', () => {
  it('holds in every row, within two minutes', async () => {
    const run = await runSimulated();
    expect(run.findings.filter(({ verdict }) => verdict !== 'holds')).toEqual([]);
    expect(run.findings.map(({ row }) => row.id)).toEqual(rows.map(({ id }) => id));
    expect(run.seconds).toBeLessThanOrEqual(120);
    expect(exitCodeOf(run.findings)).toBe(0);
  });

  it('is not judged by previews when nobody wants to know', async () => {
    const run = await runSimulated({ previews: false });
    expect(byVerdict(run, 'skipped').map(({ row }) => row.id)).toEqual([...previewRows]);
    expect(byVerdict(run, 'holds')).toHaveLength(rows.length - previewRows.length);
    expect(exitCodeOf(run.findings)).toBe(0);
  });

  it('cannot be judged by a second key nobody has given the kit', async () => {
    const run = await runSimulated({ keys: { current: 'the key of today, 32 letters long', previous: null } });
    expect(byVerdict(run, 'open').map(({ row }) => row.id)).toEqual(['second-key']);
    expect(byVerdict(run, 'fails')).toEqual([]);
    expect(exitCodeOf(run.findings)).toBe(1);
  });
});

it('says so where it could see nothing: no command is answered, and no event comes', async () => {
  const run = await runSimulated({
    seams: () => ({ request: () => [500, { problem: 'out of order' }], event: () => [] }),
  });
  expect(byVerdict(run, 'holds').map(({ row }) => row.id)).toEqual(['answers-in-time']);
  expect(byVerdict(run, 'fails').map(({ row }) => row.id)).toEqual([
    'signed-command',
    'wrong-signature',
    'old-timestamp',
    'replayed-nonce',
    'second-key',
    'unknown-agent',
  ]);
  expect(table(run.findings, false)).toContain(
    'a tether from call to end: a tether was asked for and it answered with status 500',
  );
  expect(exitCodeOf(run.findings)).toBe(1);
});

/** The wire itself: both sides over HTTP on loopback, the clock standing still while anything is under way. */
it('holds over HTTP, too', async () => {
  const startMs = Date.UTC(2026, 0, 5, 9, 0, 0);
  const keys = { current: 'the key of today, 32 letters long', previous: 'the key of yesterday, also as long' };
  let underWay = 0;
  const clock = new EventClock(startMs, async () => {
    do await new Promise((resolve) => setImmediate(resolve));
    while (underWay > 0);
  });
  let nonces = 0;
  const nonce = () => {
    nonces += 1;
    return `nonce-${String(nonces).padStart(16, '0')}`;
  };
  const eventWay = { exchange: httpExchange(new URL('http://127.0.0.1')) };
  const reference = startReference({
    scheduler: clock,
    secrets: keys,
    eventsPath,
    exchange: (request) => eventWay.exchange.exchange(request),
    nonce,
    refused: () => {},
  });
  const { campaignManager } = reference;
  const server = await serveCommands({ campaignManager, secrets: () => keys, now: () => clock.now() });
  const post = httpsExchange(new URL(server.url), 30_000);
  const kit = createKit({
    async exchange(request) {
      underWay += 1;
      try {
        return await post(request);
      } finally {
        underWay -= 1;
      }
    },
    commandsPath: '/commands',
    keys,
    time: timeOf(clock),
    nonce,
    run: 'http',
    campaign: demoCampaign,
    previewCampaign: demoPreviewCampaign,
    tetherNumber: '+12025550199',
  });
  const ingress = await serveIngress((request) => kit.ingress.receive(request), { host: '127.0.0.1', port: 0 });
  eventWay.exchange = httpExchange(new URL(`http://127.0.0.1:${ingress.port}${eventsPath}`));
  const run = runConformance(kit, () => {}).then((findings) => {
    clock.stop();
    return findings;
  });
  await clock.run(startMs + 600_000);
  const findings = await run;
  reference.close();
  eventWay.exchange.close();
  await server.close();
  await ingress.close();
  expect(findings.filter(({ verdict }) => verdict !== 'holds')).toEqual([]);
}, 30_000);
