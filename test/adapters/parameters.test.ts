import {
  GetParametersByPathCommand,
  ParameterAlreadyExists,
  PutParameterCommand,
  SSMClient,
  SSMServiceException,
} from '@aws-sdk/client-ssm';
import { mockClient } from 'aws-sdk-client-mock';
import { makeSsmClient } from '../../adapters/aws/clients';
import { ParameterStoreDirectory } from '../../adapters/aws/directory-parameters';
import { ThresholdParameters } from '../../adapters/aws/threshold-parameters';
import { DirectoryAbsentError, DirectoryUnreadableError } from '../../adapters/directory-errors';
import { handClock } from './contract/builders';

const ssm = mockClient(SSMClient);
beforeEach(() => ssm.reset());
const client = makeSsmClient({ region: 'eu-central-1' });
const denied = () =>
  new SSMServiceException({ name: 'AccessDeniedException', $fault: 'client', message: 'no', $metadata: {} });

describe('threshold parameters', () => {
  const path = '/connect-call-blending/dev';
  const parameters = new ThresholdParameters(client, path);

  it('are listed over all pages, by their names within the group', async () => {
    ssm
      .on(GetParametersByPathCommand)
      .resolvesOnce({ NextToken: 'more', Parameters: [{ Name: `${path}/sales/offer/seconds`, Value: '30' }] })
      .resolves({ Parameters: [{ Name: `${path}/sales/side/dwell-seconds`, Value: '5' }] });
    expect(await parameters.list('sales')).toEqual({ 'offer/seconds': '30', 'side/dwell-seconds': '5' });
    expect(ssm.commandCalls(GetParametersByPathCommand).map((call) => call.args[0].input)).toEqual([
      { Path: `${path}/sales`, Recursive: true, MaxResults: 10 },
      { Path: `${path}/sales`, Recursive: true, MaxResults: 10, NextToken: 'more' },
    ]);
  });

  it('tell which groups there are', async () => {
    ssm.on(GetParametersByPathCommand).resolves({
      Parameters: [
        { Name: `${path}/service/offer/seconds`, Value: '30' },
        { Name: `${path}/sales/offer/seconds`, Value: '30' },
        { Name: `${path}/sales/blend/enabled`, Value: 'true' },
      ],
    });
    expect(await parameters.groups()).toEqual(['sales', 'service']);
  });

  it('are created with pattern and words, and never over what is there', async () => {
    ssm
      .on(PutParameterCommand)
      .resolvesOnce({})
      .rejectsOnce(new ParameterAlreadyExists({ message: 'there', $metadata: {} }));
    expect(await parameters.createIfAbsent('sales', 'offer/enabled', 'true')).toBe('created');
    expect(await parameters.createIfAbsent('sales', 'offer/enabled', 'true')).toBe('present');
    expect(ssm.commandCalls(PutParameterCommand)[0]?.args[0].input).toEqual({
      Name: `${path}/sales/offer/enabled`,
      Value: 'true',
      Type: 'String',
      AllowedPattern: '^(true|false)$',
      Description: 'true or false; default true',
      Overwrite: false,
    });
  });

  it('are refused under a name that is no threshold, and fail on a denial', async () => {
    await expect(parameters.createIfAbsent('sales', 'offer/colour', 'red')).rejects.toThrow(
      'offer/colour is not a threshold',
    );
    expect(ssm.calls()).toHaveLength(0);
    ssm.onAnyCommand().rejects(denied());
    await expect(parameters.createIfAbsent('sales', 'offer/enabled', 'true')).rejects.toThrow(SSMServiceException);
    await expect(parameters.list('sales')).rejects.toThrow(SSMServiceException);
  });

  it('come through a client that tries often enough for twenty at 3 a second', async () => {
    expect(await client.config.maxAttempts()).toBe(10);
  });
});

describe('the directory', () => {
  const path = '/connect-call-blending-directory/dev';
  const connect = {
    missedCallStatusId: 's-1',
    voicemailQueueId: 'q-9',
    voicemailTaskFlowId: 'f-1',
    tether: { number: '+4930123456', queueId: 'q-8' },
    quotas: { concurrentCalls: 100, reservedInboundCalls: 20 },
  };
  const sales = {
    queues: [{ id: 'q-1', name: 'Sales', language: 'es-US' }],
    routingProfiles: [{ id: 'p-1', kind: 'blended', startsOn: 'outbound' }],
    campaigns: ['spring', 'primavera'],
    campaignProficiencies: { primavera: [{ name: 'Language', value: 'Spanish', minLevel: 3 }] },
    agentShards: 1,
  };
  const { campaignProficiencies, ...rest } = sales;
  const salesRead = {
    ...rest,
    campaigns: [
      { name: 'spring', required: [] },
      { name: 'primavera', required: campaignProficiencies.primavera },
    ],
  };
  const holds = (parameters: Readonly<Record<string, unknown>>) =>
    ssm.on(GetParametersByPathCommand).resolves({
      Parameters: Object.entries(parameters).map(([name, value]) => ({
        Name: `${path}/${name}`,
        Value: typeof value === 'string' ? value : JSON.stringify(value),
      })),
    });

  it('is put together from its parts, groups in the order of their names', async () => {
    holds({ 'groups/service': { ...sales, queues: [] }, 'groups/sales': sales, connect });
    expect(await new ParameterStoreDirectory(client, path, handClock()).read()).toEqual({
      ...connect,
      groups: [
        { name: 'sales', ...salesRead },
        { name: 'service', ...salesRead, queues: [] },
      ],
    });
  });

  it('of a deployment whose campaigns asked for nothing yet names them alone', async () => {
    holds({ connect, 'groups/sales': { ...rest, campaigns: ['spring'] } });
    const { groups } = await new ParameterStoreDirectory(client, path, handClock()).read();
    expect(groups[0]?.campaigns).toEqual([{ name: 'spring', required: [] }]);
  });

  it('of a deployment without an outbound side starts everybody on their kind and places no tether', async () => {
    const { tether: _, quotas: __, ...before } = connect;
    const routingProfiles = (['blended', 'inbound', 'outbound'] as const).map((kind) => ({ id: `p-${kind}`, kind }));
    holds({ connect: before, 'groups/sales': { queues: sales.queues, routingProfiles, agentShards: 1 } });
    expect(await new ParameterStoreDirectory(client, path, handClock()).read()).toEqual({
      ...before,
      tether: null,
      quotas: { concurrentCalls: 0, reservedInboundCalls: 0 },
      groups: [
        {
          name: 'sales',
          queues: sales.queues,
          routingProfiles: [
            { id: 'p-blended', kind: 'blended', startsOn: 'inbound' },
            { id: 'p-inbound', kind: 'inbound', startsOn: 'inbound' },
            { id: 'p-outbound', kind: 'outbound', startsOn: 'outbound' },
          ],
          campaigns: [],
          agentShards: 1,
        },
      ],
    });
  });

  it('is asked for once in five minutes, however many ask', async () => {
    holds({ connect, 'groups/sales': sales });
    const clock = handClock();
    const source = new ParameterStoreDirectory(client, path, clock);
    await Promise.all([source.read(), source.read()]);
    clock.advance(299_999);
    await source.read();
    expect(ssm.calls()).toHaveLength(1);
    clock.advance(1);
    await source.read();
    expect(ssm.calls()).toHaveLength(2);
  });

  it('that was never deployed is an error that says who writes it', async () => {
    holds({});
    const read = new ParameterStoreDirectory(client, path, handClock()).read();
    await expect(read).rejects.toThrow(DirectoryAbsentError);
    await expect(read).rejects.toThrow(
      `${path}/connect does not exist; the contact-flow stack writes it; ${path}/groups/<group> does not exist`,
    );
  });

  it('with wrong parts is an error that names each', async () => {
    const tether = { number: '030 123456', queueId: 'q-8' };
    holds({
      connect: { ...connect, voicemailQueueId: '', tether },
      'groups/sales': 'not json',
      'groups/x': { queues: [] },
    });
    await expect(new ParameterStoreDirectory(client, path, handClock()).read()).rejects.toThrow(
      /connect: voicemailQueueId.*connect: tether.number.*groups\/sales.*groups\/x: routingProfiles.*groups\/x: agentShards/s,
    );
  });

  it('counts as absent until its last entry is written, and as unreadable when only a group is missing', async () => {
    holds({ 'groups/sales': sales });
    const read = () => new ParameterStoreDirectory(client, path, handClock()).read();
    await expect(read()).rejects.toThrow(DirectoryAbsentError);
    holds({ connect });
    await expect(read()).rejects.toThrow(DirectoryUnreadableError);
    await expect(read()).rejects.not.toThrow(DirectoryAbsentError);
  });

  it('serves on as last read while Parameter Store does not answer, but not over one that is wrong', async () => {
    holds({ connect, 'groups/sales': sales });
    const clock = handClock();
    const source = new ParameterStoreDirectory(client, path, clock);
    const known = await source.read();
    clock.advance(300_000);
    ssm.on(GetParametersByPathCommand).rejects(denied());
    expect(await source.read()).toEqual(known);
    clock.advance(300_000);
    holds({ connect });
    await expect(source.read()).rejects.toThrow(DirectoryUnreadableError);
  });

  it('is read anew after a failure', async () => {
    ssm.on(GetParametersByPathCommand).rejectsOnce(denied());
    const source = new ParameterStoreDirectory(client, path, handClock());
    await expect(source.read()).rejects.toThrow(SSMServiceException);
    holds({ connect, 'groups/sales': sales });
    expect((await source.read()).groups).toHaveLength(1);
  });
});
