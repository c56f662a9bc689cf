import { maxBodyBytes, sign, signatureHeaders } from '../../adapters/campaign-manager/signature';
import { ingressRate } from '../../adapters/connect/token-bucket';
import { makeHandler } from '../../lambdas/campaign-ingress/handler';
import { start } from '../adapters/contract/builders';
import { fixture, ingressSecrets, world } from './world';

const [current, previous] = ingressSecrets;
const now = start + 30_000;
const path = '/campaign-manager/events';
const template = fixture('campaign-ingress-request');
const heartbeat = { type: 'Heartbeat', eventId: 'e-1', at: start, seq: 1 };
const envelope = (...events: readonly unknown[]) => ({ version: '1', events });

let nonces = 0;
interface Signing {
  readonly secret?: string;
  readonly nowMs?: number;
  readonly nonce?: string;
  readonly path?: string;
}

/** A request as the HTTP API hands it over, signed by the Campaign Manager. */
function request(body: unknown, signing: Signing = {}) {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  const by = { secret: current, nowMs: now, nonce: `nonce-${String(++nonces).padStart(12, '0')}`, ...signing };
  const signed = sign({ method: 'POST', path: signing.path ?? path, body: text }, by);
  return { ...template, body: text, headers: { ...(template['headers'] as object), ...signed } };
}

function handling() {
  const here = world();
  const handle = makeHandler(here.ports);
  const post = async (event: unknown) => {
    const { statusCode, headers, body } = await handle(event);
    expect(headers?.['content-type']).toBe('application/json');
    return { statusCode, headers, body: JSON.parse(body ?? '') };
  };
  return { ...here, post };
}

describe('campaign-ingress', () => {
  it('puts what the Campaign Manager says onto our bus', async () => {
    const { post, published, ignored } = handling();
    const answer = await post(request(envelope(heartbeat, { ...heartbeat, eventId: 'e-2', seq: 2, later: 'field' })));
    expect(answer).toMatchObject({ statusCode: 202, body: { accepted: 2, refused: [] } });
    expect(published.map(({ eventId }) => eventId)).toEqual(['e-1', 'e-2']);
    expect(ignored()).toEqual([]);
  });

  it('takes the good ones and says what is wrong with each of the others', async () => {
    const { post, published, ports } = handling();
    const answer = await post(request(envelope({ type: 'Dance' }, heartbeat, { ...heartbeat, seq: 0 })));
    expect(answer.statusCode).toBe(202);
    expect(answer.body).toEqual({
      accepted: 1,
      refused: [expect.stringMatching(/^events\[0\]: type is "Dance"; /), expect.stringMatching(/^events\[2\]: .*seq/)],
    });
    expect(published).toEqual([heartbeat]);
    expect(ports.decisions.decisions).toMatchObject([
      { type: 'input.ignored', why: 'malformed', inputs: { count: 2 } },
    ]);
  });

  it.each([
    ['no JSON', Buffer.from('hello'), 'the body is not JSON; it must be {"version":"1","events":[...]}'],
    ['nothing', Buffer.from(''), 'the body is empty; it must be {"version":"1","events":[...]}'],
    ['a list', Buffer.from('[]'), 'the body: Invalid input: expected object, received array'],
    [
      'Latin-1',
      Buffer.from(JSON.stringify(envelope({ ...heartbeat, eventId: 'J\xf6rg' })), 'latin1'),
      'the body is not UTF-8; write JSON in UTF-8',
    ],
  ])('says what is wrong with a body of %s', async (_, bytes, problem) => {
    const { post, published } = handling();
    const by = { secret: current, nowMs: now, nonce: `nonce-${String(++nonces).padStart(12, '0')}` };
    const signed = sign({ method: 'POST', path, body: bytes }, by);
    const headers = { ...(template['headers'] as object), ...signed };
    const answer = await post({ ...template, headers, body: bytes.toString('base64'), isBase64Encoded: true });
    expect(answer).toMatchObject({ statusCode: 400, body: { problems: [problem] } });
    expect(published).toEqual([]);
  });

  it('publishes the neighbours of an event that is nested or huge, and says what is wrong with it in a few words', async () => {
    const { post, published, ports } = handling();
    const deep = `${'['.repeat(20_000)}${']'.repeat(20_000)}`;
    const text = JSON.stringify(heartbeat);
    const nested = await post(
      request(`{"version":"1","events":[{"type":${deep}},${text},{"type":"Heartbeat","seq":1}]}`),
    );
    expect(nested).toMatchObject({ statusCode: 202, body: { accepted: 1 } });
    expect(nested.body.refused[0]).toMatch(/^events\[0\]: type is a list; it must be one of /);
    const word = 'x'.repeat(20_000);
    const card = { name: 'c', number: '1', attempts: 0, fields: { [word]: word, a: 1 } };
    const huge = [{ type: word }, { ...heartbeat, type: 'PreviewOffered', card }, { ...heartbeat, eventId: 'e-3' }];
    const answer = await post(request(envelope(...huge)));
    expect(answer).toMatchObject({ statusCode: 202, body: { accepted: 1 } });
    for (const sentence of answer.body.refused) expect(sentence.length).toBeLessThan(2_000);
    expect(published.map(({ eventId }) => eventId)).toEqual(['e-1', 'e-3']);
    expect(JSON.stringify(ports.decisions.decisions).length).toBeLessThan(10_000);
    const whole = await post(request(deep));
    expect(whole).toMatchObject({ statusCode: 400, body: { problems: [expect.stringMatching(/^the body: /)] } });
  });

  it('takes a card of thirty fields and no larger one', async () => {
    const { post } = handling();
    const offered = (count: number) => ({
      ...{ type: 'PreviewOffered', eventId: 'e-1', at: start, agentId: 'ann', tetherId: 't', previewId: 'p-1' },
      ...{ campaign: 'renewals', contact: 'c-1', seconds: 20, reservationSeconds: 60, onTimeout: 'reject' },
      card: {
        ...{ name: 'C. Ustomer', number: '89', attempts: 0 },
        fields: Object.fromEntries(Array.from({ length: count }, (_, index) => [`f${index}`, 'x'.repeat(500)])),
      },
    });
    expect((await post(request(envelope(offered(30))))).body).toEqual({ accepted: 1, refused: [] });
    expect((await post(request(envelope(offered(31))))).body).toEqual({
      accepted: 0,
      refused: ['events[0]: PreviewOffered: card.fields: at most 30 fields are shown'],
    });
  });

  it('reads a body in base64, by its bytes', async () => {
    const { post } = handling();
    const plain = request(envelope({ ...heartbeat, eventId: 'straße' }));
    const coded = { ...plain, body: Buffer.from(plain.body).toString('base64'), isBase64Encoded: true };
    expect((await post(coded)).body).toEqual({ accepted: 1, refused: [] });
  });

  it('believes the key before the current one while it is live, and no other', async () => {
    const { post } = handling();
    expect((await post(request(envelope(heartbeat), { secret: previous }))).statusCode).toBe(202);
    const stranger = await post(request(envelope(heartbeat), { secret: 'a key that nobody gave out' }));
    expect(stranger).toMatchObject({ statusCode: 401, body: { problem: expect.stringContaining('no live secret') } });
  });

  it.each([
    ['without a signature', { ...template, body: JSON.stringify(envelope(heartbeat)) }, /not signed/],
    ['signed too long ago', request(envelope(heartbeat), { nowMs: now - 60_001 }), /signed 61 s ago/],
    ['signed for another path', request(envelope(heartbeat), { path: '/commands' }), /signature is wrong/],
    ['whose body was changed', { ...request(envelope(heartbeat)), body: '{}' }, /signature is wrong/],
  ])('refuses a request %s, and says why', async (_, event, problem) => {
    const { post, published, ignored } = handling();
    expect(await post(event)).toMatchObject({ statusCode: 401, body: { problem: expect.stringMatching(problem) } });
    expect(published).toEqual([]);
    expect(ignored()).toEqual(['malformed']);
  });

  it('takes a nonce once, as long as its signature holds', async () => {
    const { post, ports } = handling();
    const once = request(envelope(heartbeat), { nowMs: now + 30_000 });
    expect((await post(once)).statusCode).toBe(202);
    const replayed = { statusCode: 401, body: { problem: expect.stringContaining('was used before') } };
    expect(await post(once)).toMatchObject(replayed);
    // To the last moment of the window.
    ports.clock.advance(90_000);
    expect(await post(once)).toMatchObject(replayed);
    ports.clock.advance(1);
    expect(await post(once)).toMatchObject({ statusCode: 401, body: { problem: expect.stringContaining('s ago') } });
  });

  it.each([null, undefined])('takes a body of %s for an empty one', async (body) => {
    const { post } = handling();
    expect(await post({ ...request(''), body })).toMatchObject({
      statusCode: 400,
      body: { problems: [expect.stringMatching(/^the body is empty; /)] },
    });
  });

  it('refuses what is too big before anything else', async () => {
    const { post } = handling();
    const big = request('x'.repeat(maxBodyBytes + 1));
    const { [signatureHeaders.signature]: _, ...unsigned } = big.headers as Record<string, string>;
    expect(await post({ ...big, headers: unsigned })).toMatchObject({
      statusCode: 413,
      body: { problem: `the body has ${maxBodyBytes + 1} bytes; at most ${maxBodyBytes} are taken` },
    });
    expect((await post(request('x'.repeat(maxBodyBytes)))).statusCode).toBe(400);
  });

  it('says when to come again to a key that sends too much, without a word to the other key', async () => {
    const { post, ports } = handling();
    for (let count = 0; count < ingressRate.burst; count++) {
      expect((await post(request(envelope(heartbeat)))).statusCode).toBe(202);
    }
    const late = await post(request(envelope(heartbeat)));
    expect(late).toMatchObject({ statusCode: 429, headers: { 'retry-after': '1' } });
    expect((await post(request(envelope(heartbeat), { secret: previous }))).statusCode).toBe(202);
    ports.clock.advance(1_000);
    expect((await post(request(envelope(heartbeat), { nowMs: now + 1_000 }))).statusCode).toBe(202);
  });

  it.each([
    ['no JSON', 'Heartbeat'],
    ['no events', { version: '1' }],
    ['an empty list', envelope()],
    ['too long a list', envelope(...Array.from({ length: 101 }, () => heartbeat))],
  ])('refuses %s with every problem', async (_, body) => {
    const { post, published } = handling();
    const answer = await post(request(body));
    expect(answer).toMatchObject({ statusCode: 400, body: { problems: [expect.stringMatching(/\w/)] } });
    expect(published).toEqual([]);
  });

  it('fails when the bus is away, so that the Campaign Manager comes again', async () => {
    const { ports } = handling();
    const publish = () => Promise.reject(new Error('the bus is away'));
    await expect(makeHandler({ ...ports, bus: { publish } })(request(envelope(heartbeat)))).rejects.toThrow('away');
  });
});
