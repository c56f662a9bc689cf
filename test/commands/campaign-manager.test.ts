/** The two programs: what they refuse to begin with, and that the reference answers. */
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sign } from '../../adapters/campaign-manager/signature';
import { judge } from '../../commands/campaign-manager-conformance';
import { serveReference } from '../../commands/campaign-manager-reference';

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
      `--url: the Campaign Manager could not be reached (ECONNREFUSED) at http://127.0.0.1:${port}/commands [command.unreachable]\n`,
    ]);
  });

  it('says so when its port is taken', async () => {
    const server = createServer();
    const port = await new Promise<number>((resolve) => {
      server.listen(0, '127.0.0.1', () => resolve((server.address() as AddressInfo).port));
    });
    const { code, err } = await run({ 'callback-port': String(port) });
    server.close();
    expect([code, err]).toEqual([
      2,
      `--callback-port: nothing can wait at 127.0.0.1:${port} (EADDRINUSE) [command.port-taken]\n`,
    ]);
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

  /** Runs it with more options; `typed` are lines of a person, and what comes of each must match before the next. */
  const run = async (more: readonly string[], typed: readonly (readonly [line: string, answer: RegExp])[] = []) => {
    const { said, output } = listening();
    const port = String(await freePort());
    const options = ['--port', port, '--callback-url', 'http://127.0.0.1:9', '--secret', 'secret.json', ...more];
    let stop = () => {};
    const stopped = new Promise<void>((resolve) => {
      stop = resolve;
    });
    const code = serveReference(options, output, stopped, (line) => {
      for (const [text, answer] of typed) {
        const before = said.out.length;
        line(text);
        expect(said.out.slice(before)).toMatch(answer);
      }
      stop();
      return () => {};
    });
    return { code: await code, ...said };
  };

  it('says that nothing is kept without a journal, and takes lines of a person', async () => {
    const { code, out, err } = await run(
      [],
      [
        ['status', /conformance-preview {2}500/],
        ['contact conformance conformance-7', /\+1 \*\*\* \*\*\* 07: open/],
        ['', /^$/],
        ['dance', /^there is no command "dance"/],
      ],
    );
    expect([code, err]).toEqual([0, '']);
    expect(out).toContain('nobody on a list is called');
    expect(out).toContain('what becomes of them ends with this process');
  });

  it('dials lists from a file, says what it leaves out, and goes on from its journal', async () => {
    writeFileSync(join(folder, 'list.csv'), 'name,number\nAda,+12025550101\nBen,0301234\n');
    const campaign = { name: 'sales', pacing: { mode: 'progressive' }, list: 'list.csv', timeZone: 'Europe/London' };
    writeFileSync(join(folder, 'campaigns.json'), JSON.stringify({ campaigns: [campaign] }));
    const options = ['--campaigns', 'campaigns.json', '--journal', 'kept'];
    const first = await run(options, [
      ['stop sales', /^sales is stopped/],
      ['do-not-call +12025550101 asked by letter', /closed: sales-1 of sales/],
    ]);
    expect(first.code).toBe(0);
    expect(first.err).toMatch(/^list\.csv: line 3, column "number": "0301234" has no country/);
    expect(first.out).toContain('what becomes of them is kept in kept');
    writeFileSync(join(folder, 'list.csv'), 'contact id,name,number\nagain,Ada,+12025550101\nnew,Cleo,+12025550103\n');
    const second = await run(options, [
      ['contact sales sales-1', /closed\n.*do not call: asked by letter/],
      ['contact sales new', /open/],
    ]);
    expect(second.err).toBe('sales: again is not added: the number is on the list as sales-1\n');
    expect(second.out).toMatch(/sales \(stopped\) {2}1 +0 +0 +1 /);
  });

  it('shows of a number what the campaign lets be seen', async () => {
    writeFileSync(join(folder, 'list.csv'), 'contact id,name,number\nada,Ada,+12025550101\n');
    const campaign = { pacing: { mode: 'preview' }, list: 'list.csv', timeZone: 'Europe/London' };
    const policies = {
      usual: undefined,
      open: { show: 'all' },
      shut: { show: 'nothing' },
      four: { show: 'masked', lastDigits: 4 },
    };
    const campaigns = Object.entries(policies).map(([name, numberPolicy]) => ({ ...campaign, name, numberPolicy }));
    writeFileSync(join(folder, 'campaigns.json'), JSON.stringify({ campaigns }));
    const { code } = await run(
      ['--campaigns', 'campaigns.json'],
      [
        ['contact usual ada', /\+1 \*\*\* \*\*\* 01: open/],
        ['contact open ada', /\+12025550101: open/],
        ['contact shut ada', /hidden: open/],
        ['contact four ada', /\+1 \*\*\* \*\*\* 0101: open/],
      ],
    );
    expect(code).toBe(0);
  });

  it.each([
    [['--journal', 'kept'], '--journal: give --campaigns too; the two lists of the demonstration are made up anew'],
    [['--campaigns', 'none.json'], 'none.json: $: cannot be read (ENOENT); give the path of a campaigns file'],
    [['--campaigns', 'text.json'], 'text.json: $: not JSON at line 1, column 1'],
    [['--campaigns', 'short.json'], 'short.json: $.campaigns: is missing; give a list of campaigns'],
  ])('does not begin with %j', async (more, sentence) => {
    const { code, out, err } = await run(more);
    expect([code, out]).toEqual([2, '']);
    expect(err).toContain(sentence);
  });

  it('does not begin, and makes no journal, with a number that must not be called and cannot be read', async () => {
    writeFileSync(join(folder, 'list.csv'), 'name,number\nAda,+12025550101\nBen,0301234\n');
    writeFileSync(join(folder, 'barred.csv'), 'number,reason\n2025550101,asked by letter\n');
    const campaign = { name: 'sales', pacing: { mode: 'preview' }, list: 'list.csv', timeZone: 'Europe/London' };
    writeFileSync(
      join(folder, 'campaigns.json'),
      JSON.stringify({ campaigns: [{ ...campaign, doNotCall: 'barred.csv' }] }),
    );
    const { code, out, err } = await run(['--campaigns', 'campaigns.json', '--journal', 'unmade']);
    expect([code, out]).toEqual([2, '']);
    expect(err).toContain('barred.csv: line 2, column "number": "2025550101" has no country; write a plus');
    expect(existsSync(join(folder, 'unmade'))).toBe(false);
  });

  it('does not begin with a journal that somebody has changed', async () => {
    writeFileSync(join(folder, 'list.csv'), 'name,number\nAda,+12025550101\n');
    const campaign = { name: 'sales', pacing: { mode: 'progressive' }, list: 'list.csv', timeZone: 'Europe/London' };
    writeFileSync(join(folder, 'campaigns.json'), JSON.stringify({ campaigns: [campaign] }));
    const options = ['--campaigns', 'campaigns.json', '--journal', 'changed'];
    expect((await run(options)).code).toBe(0);
    writeFileSync(join(folder, 'changed/sales.snapshot.jsonl'), '{"format":1}\n');
    const { code, err } = await run(options);
    expect(code).toBe(2);
    expect(err).toMatch(
      /^--journal: changed: sales: line 1 of the snapshot cannot be read .* begin anew in another folder \[journal\.unusable\]\n$/,
    );
    expect(readdirSync(join(folder, 'changed'))).not.toContain('in-use.lock');
  });
});
