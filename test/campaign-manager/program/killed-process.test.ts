/** The program itself, with a journal on a disk: killed while it calls somebody, and started again. */
import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sign } from '../../../adapters/campaign-manager/signature';
import type { CampaignEvent } from '../../../core/campaign-contract/events';

const root = join(__dirname, '../../..');
const current = 'the key of today, 32 letters long';
const names = ['r-1', 'r-2', 'r-3'];

/** Rings longer than the test takes. */
const campaign = {
  name: 'renewals',
  pacing: { mode: 'progressive' },
  list: 'renewals.csv',
  timeZone: 'Europe/London',
  attempts: 3,
  retrySeconds: 3600,
  ringSeconds: 300,
};

let folder: string;
let ingress: Server;
let events: CampaignEvent[];
const running = new Set<ChildProcessWithoutNullStreams>();
/** Called whenever something was said or told. */
let looks: (() => void)[] = [];
const look = () => {
  for (const again of looks) again();
};

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'killed-'));
  const people = names.map((name, index) => `${name},Person ${index},+1202555010${index}`);
  writeFileSync(join(folder, 'renewals.csv'), ['contact id,name,number', ...people, 'r-4,Nobody,0301234'].join('\n'));
  writeFileSync(join(folder, 'campaigns.json'), JSON.stringify({ campaigns: [campaign] }));
  writeFileSync(join(folder, 'secret.json'), JSON.stringify({ current }));
  events = [];
  looks = [];
  ingress = createServer((request, answer) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      const { events: sent } = JSON.parse(Buffer.concat(parts).toString()) as { readonly events: CampaignEvent[] };
      events.push(...sent);
      answer.writeHead(202).end(JSON.stringify({ accepted: sent.length, refused: [] }));
      look();
    });
  });
  ingress.listen(0, '127.0.0.1');
  await once(ingress, 'listening');
});
afterEach(() => {
  for (const child of running) child.kill('SIGKILL');
  running.clear();
  ingress.close();
  ingress.closeAllConnections();
  rmSync(folder, { recursive: true });
});

/** Resolves with the first answer that is not `null`, asked for whenever something has happened. */
const until = <T>(found: () => T | null): Promise<T> =>
  new Promise((resolve) => {
    const again = () => {
      const answer = found();
      if (answer === null) return;
      looks = looks.filter((known) => known !== again);
      resolve(answer);
    };
    looks.push(again);
    again();
  });

const portOf = (server: Server) => (server.address() as AddressInfo).port;

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const port = portOf(server);
  server.close();
  await once(server, 'close');
  return port;
}

async function start(kept = 'kept', command: readonly string[] = []) {
  const port = await freePort();
  const options = [
    ...['--port', String(port), '--callback-url', `http://127.0.0.1:${portOf(ingress)}`],
    ...['--secret', 'secret.json', '--campaigns', 'campaigns.json', '--journal', kept],
  ];
  const program = [
    process.execPath,
    '--import',
    'tsx',
    join(root, 'commands/campaign-manager-reference.ts'),
    ...options,
  ];
  const [file = '', ...args] = [...command, ...program];
  const child = spawn(file, args, { cwd: root, env: { ...process.env, TYPED_IN: folder } });
  // Whoever ends does not read on.
  child.stdin.on('error', () => {});
  running.add(child);
  const said = { out: '', err: '' };
  child.stdout.on('data', (text) => {
    said.out += text;
    look();
  });
  child.stderr.on('data', (text) => {
    said.err += text;
    look();
  });
  const ended = once(child, 'exit').then(([code]) => {
    running.delete(child);
    return code as number | null;
  });
  let commands = 0;
  const send = async (command: object) => {
    commands += 1;
    const about = {
      commandId: `${port}-${commands}`,
      agentFence: commands,
      deadline: Date.now() + 60_000,
      agentId: 'id-ana',
    };
    const body = JSON.stringify({ version: '1', command: { ...about, ...command } });
    const by = { secret: current, nowMs: Date.now(), nonce: `nonce-${port}-000000${commands}` };
    const headers = sign({ method: 'POST', path: '/commands', body }, by);
    const response = await fetch(`http://127.0.0.1:${port}/commands`, { method: 'POST', headers, body });
    return (await response.json()) as { readonly result: string };
  };
  return {
    said,
    ended,
    kill: (signal: NodeJS.Signals) => child.kill(signal),
    write: (text: string) => child.stdin.write(text),
    /** What comes after a line was typed. */
    async type(line: string, answered: RegExp): Promise<string> {
      const before = said.out.length;
      child.stdin.write(`${line}\n`);
      return until(() => answered.exec(said.out.slice(before))?.[0] ?? null);
    },
    ready: () => until(() => (said.out.includes('Ctrl-C') ? said.out : null)),
    /** Gets an agent on a tether; answers whom they are then waiting for. */
    async hire(tetherId: string): Promise<string> {
      const tether = {
        tetherId,
        number: '+12025550199',
        token: '12345678',
        attempt: 1,
        expiresAt: Date.now() + 60_000,
      };
      const asked = { username: 'ana', group: 'sales', state: 'available', campaigns: ['renewals'], reason: 'test' };
      expect(await send({ type: 'ChangeAgentState', ...asked, tether })).toMatchObject({ result: 'accepted' });
      await until(
        () =>
          events.find(
            (event) => event.type === 'TetherProgress' && event.tetherId === tetherId && event.state === 'answered',
          ) ?? null,
      );
      await send({ type: 'TetherStateChanged', tetherId, state: 'ready', why: 'test' });
      const dialling = await until(
        () =>
          events.flatMap((event) =>
            event.type === 'AgentWork' && event.tetherId === tetherId && event.state === 'dialling' ? [event] : [],
          )[0] ?? null,
      );
      return dialling.contact ?? 'nobody';
    },
  };
}

it('after kill -9 during a call it goes on from its journal: nobody is dialled twice, nobody is lost', async () => {
  const first = await start();
  await first.ready();
  await until(() => /^renewals\.csv: line 5, column "number": "0301234" has no country/.exec(first.said.err));
  const [called, second] = await Promise.all([first.hire('t1'), start()]);
  expect(await second.ended).toBe(2);
  expect(second.said).toMatchObject({
    out: '',
    err: expect.stringMatching(/^--journal: kept is in use by process \d+/),
  });
  first.kill('SIGKILL');
  expect(await first.ended).toBeNull();

  const again = await start();
  await again.ready();
  expect(await again.type(`contact renewals ${called}`, /dialled 1 time, last unknown/)).not.toBe('');
  expect(again.said.out).toMatch(/: rescheduled for \d{4}-/);
  const next = await again.hire('t2');
  expect(names.filter((name) => name !== called)).toContain(next);
  const figures = await again.type('status', /renewals( +\d+){6}/);
  // Open, dialling, rescheduled, closed, completed; calls dialled.
  expect(figures.split(/ +/).slice(1)).toEqual(['1', '1', '1', '0', '0', '2']);
  again.kill('SIGTERM');
  expect(await again.ended).toBe(0);
  expect(existsSync(join(folder, 'kept/in-use.lock'))).toBe(false);
}, 60_000);

it('ends with a sentence when another has taken its folder while it stood still, and dials nobody further', async () => {
  const first = await start();
  await first.ready();
  rmSync(join(folder, 'kept/in-use.lock'));
  first.type('do-not-call +12025550100', /never/);
  expect(await first.ended).toBe(1);
  expect(first.said.err).toMatch(
    /--journal: kept: (all\.do-not-call is not kept by this process any more: another has taken the folder|another process has taken the folder)/,
  );
}, 60_000);

it('a disk that takes no more is a sentence, the exit code 1, and nothing that is forgotten', async () => {
  const first = await start('kept', ['bash', '-c', 'ulimit -f 64 && exec "$@"', '--']);
  await first.ready();
  for (let number = 0; number < 1500; number++) first.write(`do-not-call +4420794${String(60_000 + number)} asked\n`);
  expect(await first.ended).toBe(1);
  expect(first.said.err).toMatch(
    /--journal: kept: all\.do-not-call cannot be written: the file is as large as files may be \(EFBIG\); .*\n$/,
  );
  const written = readFileSync(join(folder, 'kept/all.do-not-call.journal.jsonl'), 'utf8').split('\n').length - 1;
  const again = await start();
  await again.ready();
  // It is said on another pipe than `ready` is read from, which may come later.
  await until(() => (again.said.err.includes('was not written to its end') ? true : null));
  const bars = readFileSync(join(folder, 'kept/all.do-not-call.snapshot.jsonl'), 'utf8').match(/\+4420794/g);
  expect(bars).toHaveLength(written);
  again.kill('SIGTERM');
  expect(await again.ended).toBe(0);
}, 60_000);
