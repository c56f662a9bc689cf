import { MemoryDirectorySource } from '../../../adapters/memory/directory-source';
import { MemoryTranscriber } from '../../../adapters/memory/transcriber';
import type { CentreAnswer, SoftphoneNow, VoicemailTask } from '../../../core/connect-commands/ports';
import { type RunCommandPorts, runConnectCommand } from '../../../core/connect-commands/run-command';
import { fireTimer } from '../../../core/events/fire-timer';
import { observeAgent } from '../../../core/events/observe-agent';
import { observeContact } from '../../../core/events/observe-contact';
import type { ContactEvent } from '../../../core/offering/contact-event';
import { planOffer } from '../../../core/offering/plan-offer';
import { handleRecording, handleTranscript, handleVoicemailDeadline } from '../../../core/voicemail/deliver-voicemail';
import { CallCentre, start } from '../call-centre/call-centre';
import { dyingAt, untilKilled } from '../call-centre/dying-ports';

const spoken = 44 + 16_000 * 5;
let centre: CallCentre;
beforeEach(async () => {
  centre = new CallCentre();
  await centre.ask('c1');
  centre.at(120);
});

const event = (eventType: ContactEvent['eventType'], over: Partial<ContactEvent> = {}): ContactEvent => ({
  eventType,
  at: centre.now,
  contactId: 'c2',
  initialContactId: 'c1',
  previousContactId: 'c1',
  channel: 'VOICE',
  initiationMethod: 'QUEUE_TRANSFER',
  queueId: 'voicemail',
  queuedAt: centre.now,
  agentId: null,
  ...over,
});
const state = async () => (await centre.voicemails.load('c1'))?.state;

/** Ana's softphone as Connect has it: c1 is missed, and she chose nothing else. */
const onScreen = (over: Partial<SoftphoneNow> = {}): SoftphoneNow => ({
  status: { name: 'Available', type: 'ROUTABLE', since: start },
  nextStatus: null,
  contacts: [centre.contact('c1', 'MISSED')],
  ...over,
});

function commandPorts(
  answers: Partial<
    Record<'GetCurrentUserData' | 'PutUserStatus' | 'DismissUserContact' | 'StartTaskContact', CentreAnswer>
  > = {},
  softphone: SoftphoneNow | null = onScreen(),
) {
  const asked: string[] = [];
  const tasks: VoicemailTask[] = [];
  const answer = (api: keyof typeof answers) => {
    asked.push(api);
    return answers[api] ?? ({ kind: 'done' } as const);
  };
  const ports: RunCommandPorts = {
    clock: centre.clock,
    directory: centre.directory,
    decisions: centre.decisions,
    agents: centre.agents,
    voicemails: centre.voicemails,
    limiter: { take: async () => ({ taken: true }) },
    centre: {
      async softphone() {
        const given = answer('GetCurrentUserData');
        return given.kind === 'done' ? { kind: 'softphone', softphone } : given;
      },
      setMissedCall: async () => answer('PutUserStatus'),
      dismiss: async () => answer('DismissUserContact'),
      createVoicemailTask: async (task) => {
        tasks.push(task);
        return answer('StartTaskContact');
      },
    },
  };
  return { ports, asked, tasks };
}

describe('a wish for voicemail', () => {
  it('waits for its recording, is transcribed, and becomes one task in the queue the caller had chosen', async () => {
    expect(await centre.ask('c1', 'tick')).toMatchObject({ action: 'voicemail' });
    await observeContact(centre, event('QUEUED'));
    expect((await centre.calls.load('c1'))?.state).toBe('voicemail');
    centre.at(135);
    centre.contacts.set('c2', { initialContactId: 'c1' });
    await handleRecording(centre, { contactId: 'c2', key: 'k', bytes: spoken });
    expect(await state()).toMatchObject({ kind: 'transcribing' });
    centre.transcriber.finish('c1', 'call me back');
    await handleTranscript(centre, 'c1');
    const command = centre.sent.at(-1);
    expect(command).toMatchObject({
      priority: 'urgent',
      command: { kind: 'deliver-voicemail', initialContactId: 'c1' },
    });
    const { ports, tasks } = commandPorts();
    await runConnectCommand(ports, command?.command as never, 'urgent');
    await runConnectCommand(ports, command?.command as never, 'urgent');
    expect(tasks).toEqual([
      {
        initialContactId: 'c1',
        flowId: 'voicemail-task',
        queueId: 'q1',
        queueName: 'sales-inbound',
        as: 'recording',
        waitSeconds: 120,
        transcript: 'call me back',
      },
    ]);
    expect(await state()).toEqual({ kind: 'delivered', as: 'recording' });
  });

  it('is told of as delivered for the call that it was decided for, not for the first contact of a caller who was transferred', async () => {
    const waits = { callId: 'c1-2', initialContactId: 'c1', queueId: 'q1', required: [] };
    centre.at(0);
    await planOffer(centre, { ...waits, stage: 'arrival' });
    centre.at(120);
    await planOffer(centre, { ...waits, stage: 'tick' });
    centre.contacts.set('c2', { initialContactId: 'c1' });
    await handleRecording(centre, { contactId: 'c2', key: 'k', bytes: 44 });
    await runConnectCommand(commandPorts().ports, centre.sent.at(-1)?.command as never, 'urgent');
    const told = centre.decisions.decisions.filter(({ type }) => type.startsWith('voicemail.'));
    expect(told).toMatchObject([
      { type: 'voicemail.decided', callId: 'c1-2' },
      { type: 'voicemail.delivered', callId: 'c1-2' },
    ]);
  });

  it('becomes a callback at once when nothing was said', async () => {
    await centre.ask('c1', 'tick');
    centre.contacts.set('c2', { initialContactId: 'c1' });
    await handleRecording(centre, { contactId: 'c2', key: 'k', bytes: 44 });
    expect(await state()).toMatchObject({ kind: 'delivering', as: 'callback' });
  });

  it('becomes a callback at its deadline when no recording ever came', async () => {
    await centre.ask('c1', 'tick');
    centre.at(420);
    await fireTimer(centre, { timer: { kind: 'voicemail', initialContactId: 'c1' }, dueAt: centre.now });
    expect(await state()).toMatchObject({ kind: 'delivering', as: 'callback' });
  });

  it('has an earlier deadline once the caller has left the voicemail queue', async () => {
    await centre.ask('c1', 'tick');
    await observeContact(centre, event('QUEUED'));
    centre.at(130);
    await observeContact(centre, event('DISCONNECTED'));
    expect((await centre.voicemails.load('c1'))?.deadline).toBe(start + 140_000);
    expect(centre.armed.at(-1)).toMatchObject({ dueAt: start + 140_000 });
  });

  it('is not hurried by the end of the segment that was dequeued', async () => {
    await centre.ask('c1', 'tick');
    await observeContact(centre, event('DISCONNECTED', { contactId: 'c1', previousContactId: null, queueId: 'q1' }));
    expect((await centre.voicemails.load('c1'))?.deadline).toBe(start + 420_000);
  });

  it('is delivered without a transcript when that takes too long', async () => {
    await centre.ask('c1', 'tick');
    centre.contacts.set('c2', { initialContactId: 'c1' });
    await handleRecording(centre, { contactId: 'c2', key: 'k', bytes: spoken });
    centre.now += 20_000;
    await handleVoicemailDeadline(centre, 'c1');
    expect(await state()).toMatchObject({ kind: 'delivering', as: 'recording', transcript: null });
    await handleTranscript(centre, 'c1');
    expect(await state()).toMatchObject({ transcript: null });
  });

  it('is cancelled when an agent answered after all', async () => {
    await centre.ask('c1', 'tick');
    await centre.shows('ana', 'c1', 'CONNECTED');
    expect(await state()).toEqual({ kind: 'cancelled' });
    await handleVoicemailDeadline(centre, 'c1');
    expect(centre.sent).toEqual([]);
  });

  it('meets a ring: the flow is told to wait, and the next tick decides anew', async () => {
    await centre.shows('ana', 'c1', 'CONNECTING');
    expect(await centre.ask('c1', 'tick')).toMatchObject({ action: 'wait' });
    expect(await centre.voicemails.load('c1')).toBeNull();
  });

  it('that nobody noted is found by the voicemail queue, with the queue the caller came from', async () => {
    centre.attributesOf.set('lost', { ccbQueueArn: 'arn:x/queue/q1', ccbVoicemail: 'true' });
    await observeContact(centre, event('QUEUED', { initialContactId: 'lost', previousContactId: 'lost' }));
    expect(await centre.voicemails.load('lost')).toMatchObject({ why: 'failure', queueId: 'q1' });
  });

  it('that not even the queue event told is found by its recording', async () => {
    centre.contacts.set('lost-2', { initialContactId: 'lost' });
    centre.attributesOf.set('lost', { ccbQueueArn: 'arn:x/queue/q1', ccbVoicemail: 'true' });
    await handleRecording(centre, { contactId: 'lost-2', key: 'k', bytes: 44 });
    expect(await centre.voicemails.load('lost')).toMatchObject({ state: { kind: 'delivering', as: 'callback' } });
    expect(centre.decisions.decisions).toContainEqual(
      expect.objectContaining({ type: 'state.repaired', what: 'voicemail' }),
    );
  });

  it('is not made of a recording that belongs to another flow', async () => {
    await handleRecording(centre, { contactId: 'other', key: 'k', bytes: spoken });
    expect(await centre.voicemails.load('other')).toBeNull();
  });

  it('that is overdue is counted and sent again', async () => {
    await centre.ask('c1', 'tick');
    centre.contacts.set('c2', { initialContactId: 'c1' });
    await handleRecording(centre, { contactId: 'c2', key: 'k', bytes: 44 });
    centre.now += 60_000;
    await handleVoicemailDeadline(centre, 'c1');
    expect(centre.decisions.overdue).toHaveLength(1);
    expect(centre.sent).toHaveLength(2);
  });

  it('whose timer comes early is armed again', async () => {
    await centre.ask('c1', 'tick');
    const armed = { timer: { kind: 'voicemail', initialContactId: 'c1' } as const, dueAt: start + 420_000 };
    centre.armed.length = 0;
    await fireTimer(centre, armed);
    expect(centre.armed).toEqual([armed]);
    expect(centre.sent).toEqual([]);
  });
});

/** Delivers every timer that falls due until `seconds`, each armed once more by whoever finds it early. */
async function timersUntil(seconds: number): Promise<void> {
  for (;;) {
    const due = centre.armed
      .filter(({ dueAt }) => dueAt <= start + seconds * 1000)
      .sort((a, b) => a.dueAt - b.dueAt)
      .at(0);
    if (!due) return;
    centre.armed.splice(centre.armed.indexOf(due), 1);
    centre.now = Math.max(centre.now, due.dueAt);
    await fireTimer(centre, due);
  }
}

describe('a wish for voicemail, half done', () => {
  const recorded = { contactId: 'c2', key: 'k', bytes: spoken };
  beforeEach(() => {
    centre.contacts.set('c2', { initialContactId: 'c1' });
    centre.attributesOf.set('c1', { ccbQueueArn: 'arn:x/queue/q1', ccbVoicemail: 'true' });
  });
  const isSent = () => expect(centre.sent.map(({ command }) => command.kind)).toContain('deliver-voicemail');

  describe.each(['before', 'after'] as const)('a function that dies %s its n-th effect', (when) => {
    const steps = [1, 2, 3, 4, 5, 6];

    it.each(steps)('n = %i: at the deadline, whose timer comes again', async (step) => {
      await centre.ask('c1', 'tick');
      const timer = { timer: { kind: 'voicemail', initialContactId: 'c1' }, dueAt: start + 420_000 } as const;
      centre.armed.length = 0;
      centre.at(420);
      await untilKilled(fireTimer(dyingAt(centre, step, when), timer));
      centre.at(450);
      await fireTimer(centre, timer);
      await timersUntil(600);
      isSent();
    });

    it.each(steps)('n = %i: on a recording whose event never comes again', async (step) => {
      await centre.ask('c1', 'tick');
      await untilKilled(handleRecording(dyingAt(centre, step, when), recorded));
      await timersUntil(600);
      isSent();
    });

    it.each(steps)('n = %i: on the voicemail queue, and the flow had noted nothing', async (step) => {
      await untilKilled(observeContact(dyingAt(centre, step, when), event('QUEUED')));
      await observeContact(centre, event('QUEUED'));
      await timersUntil(600);
      isSent();
    });

    it.each(steps)('n = %i: on the answer of an agent; nobody who was served is called back', async (step) => {
      await centre.ask('c1', 'tick');
      const answer = centre.seen('ana', { contacts: [centre.contact('c1', 'CONNECTED')] });
      await untilKilled(observeAgent(dyingAt(centre, step, when), answer));
      await observeAgent(centre, answer);
      await timersUntil(600);
      expect(centre.sent).toEqual([]);
      expect(await state()).toEqual({ kind: 'cancelled' });
    });
  });

  it('is delivered although the function that fires its timer has a clock that lags', async () => {
    await centre.ask('c1', 'tick');
    centre.now = start + 420_000 - 20;
    await fireTimer(centre, { timer: { kind: 'voicemail', initialContactId: 'c1' }, dueAt: start + 420_000 });
    isSent();
  });

  it('is not decided for a caller who was answered while the flow asked', async () => {
    const race: typeof centre = Object.assign(Object.create(centre), {
      timers: {
        arm: async (timer: never, dueAt: number) => {
          await centre.timers.arm(timer, dueAt);
          await centre.shows('ana', 'c1', 'CONNECTED');
        },
      },
    });
    await planOffer(race, { stage: 'tick', callId: 'c1', initialContactId: 'c1', queueId: 'q1', required: [] });
    await timersUntil(600);
    expect(centre.sent).toEqual([]);
  });

  it.each([
    [undefined, null],
    ['es-US', 'es-US'],
  ])('has a message transcribed in the language of the queue its caller waited in (%s)', async (language, wanted) => {
    const started: (string | null)[] = [];
    const { groups, ...rest } = await centre.directory.read();
    const spoken = groups.map((group) => ({
      ...group,
      queues: group.queues.map((queue) => ({ ...queue, language })),
    }));
    const ports = Object.assign(Object.create(centre) as CallCentre, {
      directory: new MemoryDirectorySource({ ...rest, groups: spoken }),
      transcriber: new MemoryTranscriber(true, (_id, _key, inLanguage) => started.push(inLanguage)),
    });
    await centre.ask('c1', 'tick');
    await handleRecording(ports, recorded);
    expect(started).toEqual([wanted]);
  });

  it('keeps the words of a transcript that is ready before anybody noted that it had begun', async () => {
    await centre.ask('c1', 'tick');
    await centre.transcriber.start('c1', 'k', null);
    centre.transcriber.finish('c1', 'call me back');
    await handleTranscript(centre, 'c1');
    expect(await state()).toMatchObject({ kind: 'delivering', as: 'recording', transcript: 'call me back' });
  });

  it.each([
    ['the voicemail queue', () => observeContact(centre, event('QUEUED')), 'waiting'],
    ['its recording', () => handleRecording(centre, recorded), 'transcribing'],
  ])('that was cancelled, and is meant again, is found by %s', async (_, told, kind) => {
    await centre.ask('c1', 'tick');
    await centre.shows('ana', 'c1', 'CONNECTED');
    expect(await state()).toEqual({ kind: 'cancelled' });
    await told();
    expect(await state()).toMatchObject({ kind });
  });
});

describe('a command on a rate-limited API', () => {
  const park = {
    kind: 'park-agent',
    commandId: 'p',
    deadline: start + 500_000,
    agentId: 'ana',
    contactId: 'c1',
    notReady: true,
  } as const;
  beforeEach(() => centre.shows('ana', 'c1', 'MISSED'));

  it('leaves alone whoever cleared the softphone while it waited for its turn', async () => {
    const { ports, asked } = commandPorts();
    await centre.observe('ana', { since: 121 });
    expect(await runConnectCommand(ports, park, 'repair')).toEqual({ kind: 'done' });
    expect(asked).toEqual([]);
    expect(centre.decisions.decisions).toContainEqual(
      expect.objectContaining({ type: 'command.dropped', commandId: 'p' }),
    );
  });

  it('takes nobody out of a break they chose meanwhile', async () => {
    const { ports, asked } = commandPorts();
    const contacts = [centre.contact('c1', 'MISSED')];
    await centre.observe('ana', { status: { name: 'Break', type: 'CUSTOM', since: centre.now }, contacts });
    await runConnectCommand(ports, park, 'repair');
    expect(asked).toEqual(['DismissUserContact']);
  });

  it('takes nobody out of a break they chose for after the call', async () => {
    const { ports, asked } = commandPorts();
    await centre.observe('ana', { nextStatus: 'Break', contacts: [centre.contact('c1', 'MISSED')] });
    await runConnectCommand(ports, park, 'repair');
    expect(asked).toEqual(['DismissUserContact']);
  });

  it.each<[string, Partial<SoftphoneNow>]>([
    ['a break', { status: { name: 'Break', type: 'CUSTOM', since: start } }],
    ['a break for afterwards', { nextStatus: 'Break' }],
  ])('takes nobody out of %s that our record does not show yet', async (_, chosen) => {
    const { ports, asked } = commandPorts({}, onScreen(chosen));
    await runConnectCommand(ports, park, 'repair');
    expect(asked).toEqual(['GetCurrentUserData', 'DismissUserContact']);
  });

  it.each([
    ['shows the call no more', () => onScreen({ contacts: [] })],
    ['is logged out', () => null],
  ])('leaves alone whose softphone %s, unlike our record', async (_, softphone) => {
    const { ports, asked } = commandPorts({}, softphone());
    expect(await runConnectCommand(ports, park, 'repair')).toEqual({ kind: 'done' });
    expect(asked).toEqual(['GetCurrentUserData']);
  });

  it('sets Not Ready before it clears', async () => {
    const { ports, asked } = commandPorts();
    expect(await runConnectCommand(ports, park, 'repair')).toEqual({ kind: 'done' });
    expect(asked).toEqual(['GetCurrentUserData', 'PutUserStatus', 'DismissUserContact']);
  });

  it('parks nobody as long as Connect does not say how they are', async () => {
    const { ports, asked } = commandPorts({ GetCurrentUserData: { kind: 'throttled' } });
    expect(await runConnectCommand(ports, park, 'repair')).toMatchObject({ kind: 'later' });
    expect(asked).toEqual(['GetCurrentUserData']);
  });

  it('goes back when Connect throttles, without clearing what is not parked yet', async () => {
    const { ports, asked } = commandPorts({ PutUserStatus: { kind: 'throttled' } });
    expect(await runConnectCommand(ports, park, 'repair')).toMatchObject({ kind: 'later' });
    expect(asked).toEqual(['GetCurrentUserData', 'PutUserStatus']);
  });

  it('leaves two tokens for the urgent', async () => {
    const kept: number[] = [];
    const { ports } = commandPorts();
    const limited = {
      ...ports,
      limiter: {
        take: async (_: string, keep: number) => {
          kept.push(keep);
          return { taken: true as const };
        },
      },
    };
    await runConnectCommand(limited, park, 'repair');
    await runConnectCommand(limited, park, 'urgent');
    expect(kept).toEqual([2, 2, 2, 0, 0, 0]);
  });

  it('that comes after its deadline is dropped, and said', async () => {
    const { ports, asked } = commandPorts();
    expect(await runConnectCommand(ports, { ...park, deadline: centre.now - 1 }, 'repair')).toEqual({ kind: 'done' });
    expect(asked).toEqual([]);
    expect(centre.decisions.decisions).toContainEqual(
      expect.objectContaining({ type: 'command.dropped', commandId: 'p' }),
    );
  });

  it('for a task that Connect refuses fails loudly, so that the queue keeps it', async () => {
    await centre.ask('c1', 'tick');
    centre.contacts.set('c2', { initialContactId: 'c1' });
    await handleRecording(centre, { contactId: 'c2', key: 'k', bytes: 44 });
    const { ports } = commandPorts({ StartTaskContact: { kind: 'refused', message: 'no such flow' } });
    await expect(runConnectCommand(ports, centre.sent[0]?.command as never, 'urgent')).rejects.toThrow('no such flow');
  });
});
