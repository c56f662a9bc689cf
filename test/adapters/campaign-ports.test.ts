import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import {
  GetSecretValueCommand,
  SecretsManagerClient,
  SecretsManagerServiceException,
} from '@aws-sdk/client-secrets-manager';
import { mockClient } from 'aws-sdk-client-mock';
import { CampaignKeys, CampaignSecretUnusableError } from '../../adapters/aws/campaign-secret';
import { makeEventBridgeClient, makeSecretsManagerClient } from '../../adapters/aws/clients';
import { EventBridgeFactBus, FactsNotTakenError } from '../../adapters/aws/fact-bus';
import { CryptoTokens } from '../../adapters/campaign-manager/tether-tokens';
import { MemoryFactBus } from '../../adapters/memory/fact-bus';
import { MemoryTokens } from '../../adapters/memory/tether-tokens';
import type { CampaignEvent } from '../../core/campaign-contract/events';
import { handClock, start } from './contract/builders';

describe('the secret shared with the Campaign Manager', () => {
  const secrets = mockClient(SecretsManagerClient);
  beforeEach(() => secrets.reset());
  const arn = 'arn:aws:secretsmanager:eu-central-1:111122223333:secret:ccb-dev-campaign-abc123';
  const made = (clock = handClock()) =>
    new CampaignKeys(makeSecretsManagerClient({ region: 'eu-central-1' }), arn, clock);
  const holds = (SecretString: string) => secrets.on(GetSecretValueCommand).resolves({ SecretString });
  const [current, previous] = ['current-0123456789', 'previous-0123456789'];
  const denied = () =>
    new SecretsManagerServiceException({
      name: 'AccessDeniedException',
      $fault: 'client',
      message: 'no',
      $metadata: {},
    });

  it('is the current key first, then the one before it', async () => {
    holds(JSON.stringify({ current, previous }));
    expect(await made().read()).toEqual([current, previous]);
    holds(JSON.stringify({ current }));
    expect(await made().read()).toEqual([current]);
    holds(JSON.stringify({ current, previous: null }));
    expect(await made().read()).toEqual([current]);
    expect(secrets.commandCalls(GetSecretValueCommand)[0]?.args[0].input).toEqual({ SecretId: arn });
  });

  it('is asked for once a minute, however many ask', async () => {
    holds(JSON.stringify({ current }));
    const clock = handClock();
    const secret = made(clock);
    await Promise.all([secret.read(), secret.read()]);
    clock.advance(59_999);
    await secret.read();
    expect(secrets.calls()).toHaveLength(1);
    holds(JSON.stringify({ current: 'rotated-0123456789', previous: current }));
    clock.advance(1);
    expect(await secret.read()).toEqual(['rotated-0123456789', current]);
  });

  it('serves on as last read while Secrets Manager does not answer, and is a failure before that', async () => {
    secrets
      .on(GetSecretValueCommand)
      .rejectsOnce(denied())
      .resolvesOnce({ SecretString: JSON.stringify({ current }) });
    secrets.on(GetSecretValueCommand).rejects(denied());
    const clock = handClock();
    const secret = made(clock);
    await expect(secret.read()).rejects.toThrow(SecretsManagerServiceException);
    holds(JSON.stringify({ current }));
    await secret.read();
    clock.advance(60_000);
    secrets.on(GetSecretValueCommand).rejects(denied());
    expect(await secret.read()).toEqual([current]);
  });

  it.each([
    ['not json at all', 'the secret: Invalid input'],
    ['{"current":"too-short"}', 'current: Too small'],
    [`{"current":"${current}","previous":7}`, 'previous: Invalid input'],
    ['{}', 'current: Invalid input'],
  ])('that is %s is a sentence that quotes nothing of it', async (text, problem) => {
    holds(text);
    const read = made().read();
    await expect(read).rejects.toThrow(CampaignSecretUnusableError);
    await expect(read).rejects.toThrow(problem);
    await expect(read).rejects.toThrow('it must be JSON {"current": "...", "previous": "..."}');
    await expect(read).rejects.not.toThrow(/too-short|0123456789|not json/);
  });

  it('of bytes is said to be so', async () => {
    secrets.on(GetSecretValueCommand).resolves({ SecretBinary: new Uint8Array([1]) });
    await expect(made().read()).rejects.toThrow('it holds bytes, not text');
  });
});

describe('facts on the bus', () => {
  const bridge = mockClient(EventBridgeClient);
  beforeEach(() => bridge.reset());
  const bus = new EventBridgeFactBus(makeEventBridgeClient({ region: 'eu-central-1' }), {
    name: 'ccb-dev',
    source: 'ccb.campaign-manager',
  });
  const heartbeat = (seq: number): CampaignEvent => ({ type: 'Heartbeat', eventId: `e-${seq}`, at: start, seq });
  const taken = (count: number) => Array.from({ length: count }, (_, index) => ({ EventId: `id-${index}` }));

  it('are events of their own type, ten a request', async () => {
    bridge.on(PutEventsCommand).resolves({ FailedEntryCount: 0, Entries: taken(10) });
    await bus.publish(Array.from({ length: 21 }, (_, index) => heartbeat(index + 1)));
    const requests = bridge.commandCalls(PutEventsCommand).map((call) => call.args[0].input.Entries);
    expect(requests.map((entries) => entries?.length)).toEqual([10, 10, 1]);
    expect(requests[2]).toEqual([
      {
        EventBusName: 'ccb-dev',
        Source: 'ccb.campaign-manager',
        DetailType: 'Heartbeat',
        Detail: JSON.stringify(heartbeat(21)),
      },
    ]);
    await bus.publish([]);
    expect(bridge.calls()).toHaveLength(3);
  });

  it('that were not taken are named, after the others were tried', async () => {
    bridge
      .on(PutEventsCommand)
      .resolvesOnce({
        FailedEntryCount: 2,
        Entries: [{ ErrorCode: 'ThrottlingException' }, {}, ...taken(8)],
      })
      .resolves({ FailedEntryCount: 0, Entries: taken(1) });
    const published = bus.publish(Array.from({ length: 11 }, (_, index) => heartbeat(index + 1)));
    await expect(published).rejects.toEqual(
      new FactsNotTakenError(['Heartbeat e-1 (ThrottlingException)', 'Heartbeat e-2 (without a reason)']),
    );
    expect(bridge.calls()).toHaveLength(2);
  });

  it('are handed over one by one in memory', async () => {
    const handed: CampaignEvent[] = [];
    await new MemoryFactBus((event) => handed.push(event)).publish([heartbeat(1), heartbeat(2)]);
    expect(handed).toEqual([heartbeat(1), heartbeat(2)]);
  });
});

describe('tokens', () => {
  it('are eight digits by chance, and never the same for long', () => {
    const tokens = new CryptoTokens();
    const issued = Array.from({ length: 200 }, () => tokens.issue());
    for (const token of issued) expect(token).toMatch(/^\d{8}$/);
    expect(new Set(issued).size).toBeGreaterThan(195);
  });

  it('are drawn from the whole range in memory, zeros in front kept', () => {
    const draws = [0, 0.000_000_07, 0.5, 0.999_999_999];
    const tokens = new MemoryTokens(() => draws.shift() ?? 0);
    expect([1, 2, 3, 4].map(() => tokens.issue())).toEqual(['00000000', '00000007', '50000000', '99999999']);
  });

  it('have one hash everywhere, which holds nothing of them', () => {
    const hash = new CryptoTokens().hash('04711893');
    expect(hash).toBe('fdf4fe78d08f01ae5575e3d4e3d427c1f8f48a539e61bc5878cafe78073a9316');
    expect(new MemoryTokens(() => 0).hash('04711893')).toBe(hash);
    expect(new CryptoTokens().hash('04711894')).not.toBe(hash);
  });
});
