import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { sign, verifySignature } from '../../../adapters/campaign-manager/signature';
import { type CommandServer, httpEventSender, serveCommands } from '../../../campaign-manager/reference/http';
import { EventsNotTakenError } from '../../../campaign-manager/reference/outbox';
import type { CampaignEvent } from '../../../core/campaign-contract/events';
import { anOffice, type Office, startMs } from './office';

const current = 'secret of today';
const previous = 'secret of yesterday';
const nonces = { used: 0 };
const nonce = () => {
  nonces.used += 1;
  return `nonce-${String(nonces.used).padStart(16, '0')}`;
};

describe('commands', () => {
  let office: Office;
  let server: CommandServer;
  let live = { current, previous: previous as string | null };
  beforeEach(async () => {
    office = anOffice({ campaigns: [] });
    live = { current, previous };
    const now = () => office.clock.now();
    server = await serveCommands({ campaignManager: office.campaignManager, secrets: () => live, now });
  });
  afterEach(() => server.close());

  const post = async (
    body: string,
    by: { secret?: string; nowMs?: number; nonce?: string; path?: string; method?: string } = {},
  ): Promise<readonly [number, unknown]> => {
    const { secret = current, nowMs = startMs, path = '/commands', method = 'POST' } = by;
    const headers = sign({ method, path: '/commands', body }, { secret, nowMs, nonce: by.nonce ?? nonce() });
    const response = await fetch(`${server.url}${path}`, { method, headers, ...(method === 'POST' && { body }) });
    return [response.status, await response.json()];
  };
  const aCommand = () => JSON.stringify(office.command('ChangeAgentState', 'ana'));

  it('are answered, signed with either live secret', async () => {
    const answer = { result: 'accepted', message: 'ana has no tether, and none is asked for' };
    expect(await post(aCommand())).toEqual([200, { commandId: 'k1', ...answer }]);
    expect(await post(aCommand(), { secret: previous })).toEqual([200, { commandId: 'k2', ...answer }]);
    live = { current, previous: null };
    expect(await post(aCommand(), { secret: previous })).toEqual([
      401,
      { problem: expect.stringMatching(/no live secret/) },
    ]);
  });

  it('that make no sense are answered as ignored', async () => {
    expect(await post('{"version":"7"}')).toEqual([200, expect.objectContaining({ result: 'ignored' })]);
  });

  it.each([
    ['no JSON', 400, 'hello', {}, /^the body is not JSON: /],
    ['a signature of two minutes ago', 401, '{}', { nowMs: startMs - 120_000 }, /^the request was signed 120 s ago/],
    ['more than 64 kB', 413, 'x'.repeat(65_537), {}, /^the body is larger than 65536 bytes$/],
    ['another path', 404, '{}', { path: '/' }, /^there is nothing at \/; commands go to \/commands$/],
    ['another method', 405, '', { method: 'GET' }, /^commands are sent with POST, not GET$/],
  ])('with %s are answered %i', async (_what, status, body, by, problem) => {
    expect(await post(body, by)).toEqual([status, { problem: expect.stringMatching(problem) }]);
  });

  /** `fetch` would mend the target first. */
  const targeting = (path: string, method = 'POST') =>
    new Promise<readonly [number | undefined, unknown]>((resolve, reject) => {
      request(server.url, { method, path }, async (response) => {
        const parts: Buffer[] = [];
        for await (const part of response) parts.push(part as Buffer);
        resolve([response.statusCode, JSON.parse(Buffer.concat(parts).toString())]);
      })
        .on('error', reject)
        .end();
    });

  it.each(['//', '///commands', '//[/commands', '/%', 'http://[', '/x/../commands', '/?/commands'])(
    'with the target %s are answered 404, with a sentence',
    async (target) => {
      const problem = expect.stringMatching(/^there is nothing at .+; commands go to \/commands$/);
      expect(await targeting(target)).toEqual([404, { problem }]);
    },
  );

  it('with a whole URL as their target are answered as with its path', async () => {
    expect((await targeting(`${server.url}/commands`))[0]).toBe(401);
  });

  it('without a signature are answered 401', async () => {
    const response = await fetch(`${server.url}/commands`, { method: 'POST', body: aCommand() });
    expect(response.status).toBe(401);
  });

  it('sent a second time, nonce and all, are answered 401', async () => {
    const body = aCommand();
    const by = { nonce: nonce() };
    expect((await post(body, by))[0]).toBe(200);
    expect(await post(body, by)).toEqual([401, { problem: 'the request came before: its nonce was used' }]);
  });

  it('are answered 503 while the Campaign Manager is down', async () => {
    office.campaignManager.setDown(true);
    expect(await post(aCommand())).toEqual([503, { problem: 'the Campaign Manager is down' }]);
    office.campaignManager.setDown(false);
    expect((await post(aCommand()))[0]).toBe(200);
  });
});

describe('events', () => {
  const heartbeat: CampaignEvent = { type: 'Heartbeat', eventId: 'e1', at: startMs, seq: 1 };

  /** An ingress that keeps what it is sent, and a sender to it. */
  async function anIngress(answer: { status: number; headers?: Record<string, string>; body?: unknown }) {
    const received: { body: string; verified: boolean }[] = [];
    const ingress = createServer(async (incoming, outgoing) => {
      let body = '';
      for await (const part of incoming) body += part;
      const headers = incoming.headers as Record<string, string>;
      const request = { method: 'POST', path: '/campaign-manager/events', body, headers };
      received.push({ body, verified: verifySignature(request, { secrets: [current], nowMs: startMs }).ok });
      outgoing.writeHead(answer.status, answer.headers).end(JSON.stringify(answer.body ?? {}));
    });
    await new Promise<void>((listening) => ingress.listen(0, '127.0.0.1', listening));
    const refused: string[] = [];
    const sender = httpEventSender({
      endpoint: `http://127.0.0.1:${(ingress.address() as AddressInfo).port}/campaign-manager/events`,
      secret: () => current,
      now: () => startMs,
      nonce,
      refused: (sentences) => refused.push(...sentences),
    });
    const close = async () => {
      sender.close();
      await new Promise((closed) => ingress.close(closed));
    };
    return { sender, received, refused, close };
  }

  it('are sent signed, and what is refused of them is told', async () => {
    const { sender, received, refused, close } = await anIngress({
      status: 202,
      body: { accepted: 1, refused: ['no'] },
    });
    await sender.send([heartbeat]);
    await sender.send([heartbeat]);
    await close();
    expect(received).toEqual(
      Array(2).fill({ verified: true, body: JSON.stringify({ version: '1', events: [heartbeat] }) }),
    );
    expect(refused).toEqual(['no', 'no']);
  });

  it.each([
    [500, {}, null],
    [429, { 'retry-after': '7' }, 7],
    [429, {}, 1],
    [503, { 'retry-after': '7' }, null],
  ])('answered %i %j are not taken', async (status, headers, retryAfterSeconds) => {
    const { sender, close } = await anIngress({ status, headers, body: { problem: 'too much' } });
    const failed = await sender.send([heartbeat]).catch((error: unknown) => error);
    await close();
    expect(failed).toBeInstanceOf(EventsNotTakenError);
    expect(failed).toMatchObject({
      status,
      retryAfterSeconds,
      message: `the events were answered ${status}: {"problem":"too much"}`,
    });
  });

  it('to nobody are not taken either', async () => {
    const { sender, close } = await anIngress({ status: 202 });
    await close();
    await expect(sender.send([heartbeat])).rejects.toMatchObject({ status: null, message: /could not be sent: / });
  });
});
