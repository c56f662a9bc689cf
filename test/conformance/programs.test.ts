/** The two programs: what they refuse to begin with, and that the reference answers. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sign } from '../../adapters/campaign-manager/signature';
import { judge } from '../../conformance/judge-command';
import { serveReference } from '../../conformance/reference-command';

const current = 'the key of today, 32 letters long';
let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'conformance-'));
  writeFileSync(join(folder, 'secret.json'), JSON.stringify({ current, previous: 'the key of yesterday' }));
  writeFileSync(join(folder, 'short.json'), '{"current":"short"}');
  writeFileSync(join(folder, 'text.json'), 'hello');
});
afterAll(() => rmSync(folder, { recursive: true }));

const listening = () => {
  const said = { out: '', err: '' };
  const output = {
    out: (text: string) => {
      said.out += text;
    },
    err: (text: string) => {
      said.err += text;
    },
    colour: false,
    typedIn: folder,
  };
  return { said, output };
};

/** A port nobody has at the moment. */
const freePort = (): Promise<number> =>
  new Promise((resolve) => {
    const server = createServer();
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });

describe('the kit', () => {
  const good = { url: 'http://127.0.0.1:9', secret: 'secret.json', 'callback-port': '8182' };
  const run = async (changes: Readonly<Record<string, string | undefined>>) => {
    const { said, output } = listening();
    const options = Object.entries({ ...good, ...changes }).flatMap(([name, value]) =>
      value === undefined ? [] : [`--${name}`, value],
    );
    return { code: await judge(options, output), ...said };
  };

  it.each([
    [{ url: undefined }, "required option '--url <url>' not specified"],
    [{ url: 'http://campaign-manager.example.com' }, 'is not encrypted (http is for loopback only)'],
    [{ 'callback-port': '70000' }, 'It must be a port from 1 to 65535.'],
    [{ campaign: 'Sales!' }, 'It must be a name like "renewals"'],
    [{ number: '0301234' }, 'It must be a number in E.164'],
    [{ secret: 'none.json' }, '--secret: none.json cannot be read (ENOENT)'],
    [{ secret: 'text.json' }, '--secret: text.json is not JSON; it must be JSON like {"current":'],
    [{ secret: 'short.json' }, '--secret: short.json is not right at current; it must be JSON like'],
  ])('refuses %j with exit code 2', async (changes, sentence) => {
    const { code, out, err } = await run(changes);
    expect([code, out]).toEqual([2, '']);
    expect(err).toContain(sentence);
    expect(err).not.toContain('short"');
  });

  it('says so when nobody is there', async () => {
    const port = await freePort();
    const { code, err } = await run({ url: `http://127.0.0.1:${port}`, 'callback-port': String(await freePort()) });
    expect([code, err]).toEqual([
      2,
      `--url: the Campaign Manager could not be reached (ECONNREFUSED) at http://127.0.0.1:${port}/commands\n`,
    ]);
  });

  it('says so when its port is taken', async () => {
    const server = createServer();
    const port = await new Promise<number>((resolve) => {
      server.listen(0, '127.0.0.1', () => resolve((server.address() as AddressInfo).port));
    });
    const { code, err } = await run({ 'callback-port': String(port) });
    server.close();
    expect([code, err]).toEqual([2, `--callback-port: nothing can wait at 127.0.0.1:${port} (EADDRINUSE)\n`]);
  });

  it('explains itself', async () => {
    const { said, output } = listening();
    expect(await judge(['--help'], output)).toBe(0);
    expect(said.out).toContain('--callback-port <n>');
  });
});

describe('the reference', () => {
  it('answers commands until it is stopped, and says what it is', async () => {
    const { said, output } = listening();
    const port = String(await freePort());
    const callback = `http://127.0.0.1:${await freePort()}/somewhere`;
    let stop = () => {};
    const stopped = new Promise<void>((resolve) => {
      stop = resolve;
    });
    const options = ['--port', port, '--callback-url', callback, '--secret', 'secret.json'];
    const run = serveReference(options, output, stopped);
    while (!said.out.includes('Ctrl-C')) await new Promise((resolve) => setImmediate(resolve));
    expect(said.out).toContain('it dials nobody');
    expect(said.out).toContain(`events to ${callback}/campaign-manager/events`);
    const command = {
      type: 'ReportAgentWork',
      commandId: 'k',
      agentFence: 1,
      deadline: 1e15,
      agentId: 'a',
      tetherId: 't',
    };
    const body = JSON.stringify({ version: '1', command });
    const by = { secret: current, nowMs: Date.now(), nonce: 'nonce-0123456789' };
    const headers = sign({ method: 'POST', path: '/commands', body }, by);
    const response = await fetch(`http://127.0.0.1:${port}/commands`, { method: 'POST', headers, body });
    expect(await response.json()).toMatchObject({ commandId: 'k', result: 'refused', reason: 'unknown-agent' });
    stop();
    expect(await run).toBe(0);
  });

  it('refuses what it cannot begin with', async () => {
    const { said, output } = listening();
    const options = ['--port', '8181', '--callback-url', 'nowhere', '--secret', 'secret.json'];
    expect(await serveReference(options, output, Promise.resolve())).toBe(2);
    expect(said.err).toContain('is no URL');
  });
});
