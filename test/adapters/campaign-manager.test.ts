import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { commandsAddress, httpsCampaignManager } from '../../adapters/campaign-manager/https-exchange';
import { signatureHeaders, verifySignature } from '../../adapters/campaign-manager/signature';
import { NoAnswerError } from '../../adapters/campaign-manager/signed-campaign-manager';
import { campaignManagerInProcess } from '../../adapters/memory/campaign-manager';
import type { CampaignCommand } from '../../core/campaign-contract/commands';
import { handClock, start } from './contract/builders';

const secret = 'current-0123456789';
const token = '04711893';
const command: CampaignCommand = {
  type: 'ChangeAgentState',
  commandId: 'ann:7',
  agentFence: 7,
  deadline: start + 10_000,
  agentId: 'ann',
  username: 'ann',
  group: 'sales',
  state: 'available',
  tether: { tetherId: 'ann:7', number: '+4930123456', token, attempt: 1, expiresAt: start + 30_000 },
  campaigns: ['spring'],
  reason: 'Ännchen is available',
};
const clock = handClock();

type Received = { readonly request: IncomingMessage; readonly body: string; readonly socket: Socket };
let answer: (received: Received, response: ServerResponse) => void;
let received: Received[] = [];
let server: Server;
let address: string;

beforeAll(async () => {
  server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      const one = { request, body: Buffer.concat(parts).toString(), socket: request.socket };
      received.push(one);
      answer(one, response);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
  address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(async () => {
  server.closeAllConnections();
  await new Promise<void>((resolve) => server.close(() => resolve()));
});
beforeEach(() => {
  received = [];
});

const manager = (path = '', withinMs?: number) =>
  httpsCampaignManager(`${address}${path}`, { secrets: async () => [secret, 'previous-0123456789'], clock }, withinMs);
const accepted = { commandId: 'ann:7', result: 'accepted' };
const answering = (body: unknown, status = 200) => {
  answer = (_, response) => response.writeHead(status).end(typeof body === 'string' ? body : JSON.stringify(body));
};
const unreachable = (why: string) => ({
  kind: 'unreachable',
  message: `the Campaign Manager ${why} (ChangeAgentState ann:7)`,
});

describe('a command over HTTPS', () => {
  it('is posted in an envelope, signed so that it verifies as sent', async () => {
    answering(accepted);
    expect(await manager('/blending/').send(command)).toEqual({ kind: 'reply', reply: accepted });
    const [{ request, body } = { request: null, body: '' }] = received;
    expect([request?.method, request?.url]).toEqual(['POST', '/blending/commands']);
    expect(JSON.parse(body)).toEqual({ version: '1', command });
    const headers = Object.fromEntries(
      Object.entries(request?.headers ?? {}).map(([name, value]) => [name, String(value)]),
    );
    expect(headers).toMatchObject({
      'content-type': 'application/json',
      'content-length': String(Buffer.byteLength(body)),
    });
    const signed = { method: 'POST', path: '/blending/commands', body, headers };
    expect(verifySignature(signed, { secrets: [secret], nowMs: start })).toMatchObject({ ok: true });
  });

  it('bears a new nonce each time, on one connection', async () => {
    answering(accepted);
    const one = manager();
    await one.send(command);
    await one.send(command);
    expect(new Set(received.map(({ request }) => request.headers[signatureHeaders.nonce])).size).toBe(2);
    expect(new Set(received.map(({ socket }) => socket)).size).toBe(1);
  });

  it.each([{ result: 'released', message: 'idle' }, { result: 'refused', reason: 'talking' }, { result: 'ignored' }])(
    'is answered $result',
    async (told) => {
      answering({ commandId: 'ann:7', ...told });
      expect(await manager().send(command)).toEqual({ kind: 'reply', reply: { commandId: 'ann:7', ...told } });
    },
  );

  it.each([
    ['a status that is not 200', accepted, 503, 'answered with status 503; it must be 200'],
    ['a redirect', '', 302, 'answered with status 302; it must be 200'],
    ['no JSON', `<html>${token}</html>`, 200, 'gave an answer that is no reply: the event: Invalid input'],
    [
      'another shape',
      { ...accepted, result: token },
      200,
      'gave an answer that is no reply: result: Invalid discriminator value',
    ],
    ['a refusal without its reason', { ...accepted, result: 'refused' }, 200, 'no reply: reason: Invalid option'],
    ['the answer to another command', { ...accepted, commandId: token }, 200, 'gave the answer to another command'],
    ['more than 64 kB', `"${token.repeat(8_200)}"`, 200, 'answered with more than 64 kB'],
  ])('is unreachable with %s, which is not repeated', async (_, body, status, why) => {
    answering(body, status);
    const outcome = await manager().send(command);
    expect(outcome).toEqual({ kind: 'unreachable', message: expect.stringContaining(why) });
    expect(JSON.stringify(outcome)).not.toContain(token);
  });

  it('has no token in its answer, whoever repeats it', async () => {
    answering({ ...accepted, message: `will send ${token}` });
    const outcome = await manager().send(command);
    expect(outcome).toMatchObject({ kind: 'reply', reply: accepted });
    expect(JSON.stringify(outcome)).not.toContain(token);
  });

  it.each([
    ['nothing comes', () => {}],
    ['only headers come', (response: ServerResponse) => response.writeHead(200).flushHeaders()],
    [
      'the answer trickles in',
      (response: ServerResponse) => {
        const drip = setInterval(() => response.write(' '), 10);
        response.on('close', () => clearInterval(drip));
      },
    ],
  ])('is given up in time when %s, and its kept connection is closed', async (_, behave) => {
    answering(accepted);
    const one = manager('', 120);
    await one.send(command);
    const closed = new Promise<void>((resolve) => {
      answer = ({ socket }, response) => {
        socket.once('close', () => resolve());
        behave(response);
      };
    });
    const before = performance.now();
    expect(await one.send(command)).toEqual(unreachable('did not answer within 0.12 s'));
    expect(performance.now() - before).toBeLessThan(1_000);
    await closed;
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(received).toHaveLength(2);
  });

  it('goes out once more when a kept connection turns out to be closed', async () => {
    answering(accepted);
    const one = manager();
    await one.send(command);
    const [first] = received;
    answer = ({ socket }, response) => {
      if (socket === first?.socket) socket.resetAndDestroy();
      else response.end(JSON.stringify(accepted));
    };
    expect(await one.send(command)).toEqual({ kind: 'reply', reply: accepted });
    expect(received).toHaveLength(3);
  });

  it('is unreachable when a new connection breaks, or none is to be had', async () => {
    answer = ({ socket }) => socket.resetAndDestroy();
    expect(await manager().send(command)).toEqual(unreachable('could not be reached (ECONNRESET)'));
    expect(received).toHaveLength(1);
    const nobody = httpsCampaignManager('http://127.0.0.1:9', { secrets: async () => [secret], clock });
    expect(await nobody.send(command)).toEqual(unreachable('could not be reached (ECONNREFUSED)'));
  });

  it('is not sent without a secret, nor with one that cannot be read', async () => {
    const without = (secrets: () => Promise<readonly string[]>) => httpsCampaignManager(address, { secrets, clock });
    await expect(without(async () => []).send(command)).rejects.toThrow('there is no secret to sign commands');
    const denied = without(() => Promise.reject(new Error('denied')));
    await expect(denied.send(command)).rejects.toThrow('denied');
    expect(received).toHaveLength(0);
  });
});

describe('the address of the Campaign Manager', () => {
  it.each([
    ['https://cm.example.com', 'https://cm.example.com/commands'],
    ['https://cm.example.com:8443/a/b/', 'https://cm.example.com:8443/a/b/commands'],
    ['http://127.0.0.1:9000', 'http://127.0.0.1:9000/commands'],
    ['http://127.1.2.3', 'http://127.1.2.3/commands'],
    ['http://localhost:9000', 'http://localhost:9000/commands'],
    ['http://[::1]:9000', 'http://[::1]:9000/commands'],
  ])('%s takes commands at %s', (url, commands) => {
    expect(commandsAddress(url).href).toBe(commands);
  });

  it.each([
    ['cm.example.com', 'is no URL'],
    ['http://cm.example.com', 'is not encrypted'],
    ['http://127.0.0.1.example.com', 'is not encrypted'],
    ['http://10.0.0.1', 'is not encrypted'],
    ['ftp://127.0.0.1', 'is not encrypted'],
    ['https://me:you@cm.example.com', 'holds a name or password'],
    ['https://cm.example.com?a=1', 'has a query'],
  ])('%s is refused: it %s', (url, why) => {
    expect(() => commandsAddress(url)).toThrow(why);
    expect(() => commandsAddress(url)).toThrow('it must be like https://');
  });
});

describe('a Campaign Manager in this process', () => {
  const ports = { secrets: async () => [secret], clock };

  it('gets what it would get over HTTPS, with nonces that repeat in every run', async () => {
    const requests: {
      readonly method: string;
      readonly path: string;
      readonly headers: object;
      readonly body: string;
    }[] = [];
    const send = () =>
      campaignManagerInProcess(async (request) => {
        requests.push(request);
        return { status: 200, body: JSON.stringify(accepted) };
      }, ports).send(command);
    expect(await send()).toEqual({ kind: 'reply', reply: accepted });
    await send();
    const [first, again] = requests;
    expect(first).toEqual(again);
    answering(accepted);
    await manager().send(command);
    expect([first?.method, first?.path, first?.body]).toEqual(['POST', '/commands', received[0]?.body]);
    const headers = { ...first?.headers } as Record<string, string>;
    const signed = { method: 'POST', path: '/commands', body: first?.body ?? '', headers };
    expect(verifySignature(signed, { secrets: [secret], nowMs: start })).toMatchObject({ ok: true });
  });

  it('that is out of reach is unreachable, and one that fails is a failure', async () => {
    const away = campaignManagerInProcess(() => Promise.reject(new NoAnswerError('is down')), ports);
    expect(await away.send(command)).toEqual(unreachable('is down'));
    const broken = campaignManagerInProcess(() => Promise.reject(new Error('a bug')), ports);
    await expect(broken.send(command)).rejects.toThrow('a bug');
  });
});
