import { DirectoryAbsentError } from '../../adapters/directory-errors';
import { makeHandler } from '../../lambdas/contact-events/handler';
import { aCall } from '../adapters/contract/builders';
import { fixture, world } from './world';

function handling() {
  const here = world();
  return { ...here, handle: makeHandler(here.ports) };
}

describe('contact-events', () => {
  it('ends the waiting of a caller who hung up', async () => {
    const { handle, ports } = handling();
    await ports.calls.save(aCall('c-1', { queueId: 'q-sales' }), null);
    await handle(fixture('contact-event-disconnected'));
    expect((await ports.calls.load('c-1'))?.state).toBe('abandoned');
    expect(ports.decisions.decisions).toMatchObject([{ type: 'call.abandoned', callId: 'c-1', agentId: null }]);
  });

  it('reads the other detail type, fields in PascalCase and no initial contact', async () => {
    const { handle, ports } = handling();
    await ports.calls.save(aCall('c-1', { queueId: 'q-sales' }), null);
    await handle(fixture('contact-event-pascal-case'));
    expect((await ports.calls.load('c-1'))?.state).toBe('answered');
    expect(ports.decisions.decisions).toMatchObject([{ type: 'call.answered', agentId: 'u-ann' }]);
  });

  it.each(['INITIATED', 'QUEUED', 'CONNECTED_TO_AGENT', 'DISCONNECTED'])(
    'makes nobody wait of a call that an agent placed: %s',
    async (eventType) => {
      const { handle, ports } = handling();
      const ended = fixture('contact-event-disconnected');
      const own = {
        contactId: 'out-1',
        channel: 'VOICE',
        initiationMethod: 'OUTBOUND',
        queueInfo: { queueArn: 'arn:aws:connect:eu-central-1:123456789012:instance/i/queue/q-sales' },
      };
      await handle({ ...ended, detail: { ...(ended['detail'] as object), ...own, eventType } });
      expect(await ports.calls.load('out-1')).toBeNull();
      expect(ports.decisions.decisions).toEqual([]);
    },
  );
  it('takes a caller for gone, not answered, where the agent named was never joined', async () => {
    const { handle, ports } = handling();
    await ports.calls.save(aCall('c-1', { queueId: 'q-sales' }), null);
    const { detail } = fixture('contact-disconnected-sentinel-date');
    await handle({ ...fixture('contact-event-disconnected'), detail: { ...(detail as object), contactId: 'c-1' } });
    expect((await ports.calls.load('c-1'))?.state).toBe('abandoned');
    expect(ports.decisions.decisions).toMatchObject([{ type: 'call.abandoned', agentId: null }]);
  });

  it('knows nobody who waits in a callback that is queued', async () => {
    const { handle, ports } = handling();
    const ended = fixture('contact-event-disconnected');
    const queued = (initiationMethod: string, contactId: string) =>
      handle({
        ...ended,
        detail: { ...(ended['detail'] as object), eventType: 'QUEUED', initiationMethod, contactId },
      });
    await queued('CALLBACK', 'c-1');
    await queued('INBOUND', 'c-2');
    expect([await ports.calls.load('c-1'), (await ports.calls.load('c-2'))?.state]).toEqual([null, 'waiting']);
  });

  it('uses an event without what cannot be read of it, and counts that', async () => {
    const { handle, ports, ignored } = handling();
    await ports.calls.save(aCall('c-1', { queueId: 'q-sales' }), null);
    const ended = fixture('contact-event-disconnected');
    await handle({ ...ended, detail: { ...(ended['detail'] as object), queueInfo: 'q-sales' } });
    expect((await ports.calls.load('c-1'))?.state).toBe('abandoned');
    expect(ignored()).toEqual(['malformed-part']);
  });

  it('counts calls in progress from their first event to their last', async () => {
    const { handle, ports } = handling();
    const ended = fixture('contact-event-disconnected');
    await handle({ ...ended, detail: { ...(ended['detail'] as object), eventType: 'INITIATED' } });
    expect(await ports.meter.inProgress(ports.clock.now())).toBe(1);
    await handle(ended);
    expect(await ports.meter.inProgress(ports.clock.now())).toBe(0);
  });

  it.each([
    ['nothing', null],
    ['no detail', { source: 'aws.connect' }],
    ['a detail without contact', { detail: { eventType: 'QUEUED', channel: 'VOICE' } }],
    ['a text', 'DISCONNECTED'],
  ])('counts %s as malformed and does not ask for it again', async (_, event) => {
    const { handle, ignored } = handling();
    await expect(handle(event)).resolves.toBeUndefined();
    expect(ignored()).toEqual(['malformed']);
  });

  it('counts an event type it does not know', async () => {
    const { handle, ignored } = handling();
    const event = fixture('contact-event-disconnected');
    await handle({ ...event, detail: { ...(event['detail'] as object), eventType: 'PAUSED' } });
    expect(ignored()).toEqual(['unknown-type']);
  });

  it('lets an event go while nothing is deployed in the instance', async () => {
    const { ports, failed } = handling();
    const read = () => Promise.reject(new DirectoryAbsentError('/d', ['none']));
    const ended = fixture('contact-event-disconnected');
    const queued = {
      ...ended,
      detail: { ...(ended['detail'] as object), eventType: 'QUEUED', queueInfo: { queueArn: 'arn:x/queue/q-sales' } },
    };
    await expect(makeHandler({ ...ports, directory: { read } })(queued)).resolves.toBeUndefined();
    expect(failed).toEqual([expect.stringMatching(/^QUEUED of c-1 is let go: /)]);
  });

  it('fails when the records cannot be reached, so that the event comes again', async () => {
    const { ports } = handling();
    const close = () => Promise.reject(new Error('the table is away'));
    const handle = makeHandler({ ...ports, calls: Object.assign(Object.create(ports.calls), { close }) });
    await expect(handle(fixture('contact-event-pascal-case'))).rejects.toThrow('the table is away');
  });
});
