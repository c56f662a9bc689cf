import { DirectoryAbsentError } from '../../adapters/directory-errors';
import { makeHandler } from '../../lambdas/reconcile/handler';
import { aCall, start } from '../adapters/contract/builders';
import { world } from './world';

const message = (body: unknown, index: number) => ({
  messageId: `m-${index}`,
  receiptHandle: `r-${index}`,
  body: JSON.stringify(body),
  eventSourceARN: 'arn:aws:sqs:eu-central-1:111122223333:ccb-dev-reconcile',
});

describe('reconcile', () => {
  it('tells how many it saw and mended', async () => {
    const { ports, rosterEntries, contacts } = world();
    rosterEntries.push({
      agentId: 'u-ann',
      observedAt: start + 30_000,
      status: { name: 'Available', type: 'ROUTABLE', since: start },
      nextStatus: null,
      routingProfileId: 'p-blended',
      voiceSlotsAvailable: 1,
      contacts: [],
    });
    await ports.calls.save(aCall('c-9', { leaseUntil: start }), null);
    contacts.set('c-9', {
      ...{ contactId: 'c-9', initialContactId: 'c-9', queueId: 'q-sales', queuedAt: start },
      ...{ disconnectedAt: start + 1, connectedToAgentAt: null, wrapUpEndedAt: null, agentId: null },
    });
    expect(await makeHandler(ports)({})).toMatchObject({
      found: { agentsSeen: 1, agentsMended: 1 },
      callsMended: 1,
    });
    expect(await ports.agents.load('u-ann')).toMatchObject({ idle: true, group: 'sales' });
    expect((await ports.calls.load('c-9'))?.state).toBe('abandoned');
  });

  it('goes on with a round that a message brings, once', async () => {
    const { ports, rosterEntries, rounds } = world();
    for (let index = 0; index < 350; index++) {
      rosterEntries.push({
        agentId: `u-${index}`,
        observedAt: start + 30_000,
        status: { name: 'Available', type: 'ROUTABLE', since: start },
        nextStatus: null,
        routingProfileId: 'p-blended',
        voiceSlotsAvailable: 1,
        contacts: [],
      });
    }
    const handle = makeHandler(ports);
    expect(await handle({})).toMatchObject({ found: null });
    expect(await ports.agents.load('u-349')).toBeNull();
    ports.clock.advance(1_000);
    const bodies = [rounds[0], rounds[0], { not: 'a round' }];
    expect(await handle({ Records: bodies.map(message) })).toEqual({ batchItemFailures: [{ itemIdentifier: 'm-2' }] });
    expect(await ports.agents.load('u-349')).toMatchObject({ idle: true, group: 'sales' });
    const told = ports.decisions.decisions.filter(({ type }) => type === 'reconcile.done');
    expect(told).toMatchObject([{ inputs: { agentsSeen: 350, agentsMended: 350, pages: 4, seconds: 1 } }]);
  });

  it('looks again a minute later while nothing is deployed in the instance', async () => {
    const { ports, failed } = world();
    const read = () => Promise.reject(new DirectoryAbsentError('/d', ['none']));
    expect(await makeHandler({ ...ports, directory: { read } })({})).toBeNull();
    expect(failed).toEqual([expect.stringMatching(/^this minute is let go: /)]);
  });
});
