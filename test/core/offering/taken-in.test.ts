import { fireTimer } from '../../../core/events/fire-timer';
import { observeContact } from '../../../core/events/observe-contact';
import { reconcile } from '../../../core/reconcile/reconcile';
import { CallCentre, start } from '../call-centre/call-centre';
import { dyingAt, untilKilled } from '../call-centre/dying-ports';

/* A caller who reaches our queue by a flow that never asks: an event is all there is. */

let centre: CallCentre;
beforeEach(() => {
  centre = new CallCentre();
});

const event = (eventType: 'QUEUED' | 'CONNECTED_TO_AGENT' | 'DISCONNECTED', agentId: string | null = null) =>
  ({
    eventType,
    at: centre.now,
    contactId: 'c1',
    initialContactId: 'c1',
    previousContactId: null,
    channel: 'VOICE',
    initiationMethod: 'INBOUND',
    queueId: 'q1',
    queuedAt: start,
    agentId,
  }) as const;
const queued = () => observeContact(centre, event('QUEUED'));

const until = (seconds: number) => centre.passTo(seconds);
const decisions = () => centre.decisions.decisions.map(({ type }) => type);
const call = () => centre.calls.load('c1');

async function anaMisses(second: number): Promise<void> {
  await centre.at(second).shows('ana', 'c1', 'CONNECTING');
  await centre.at(second + 20).shows('ana', 'c1', 'MISSED');
}

describe('a caller whom no flow of ours has asked for', () => {
  it('is taken in and counted, once', async () => {
    await queued();
    await queued();
    expect(decisions()).toEqual(['call.taken-in']);
    expect(await call()).toMatchObject({ state: 'waiting', unasked: { nextLookAt: start + 3_000 }, plan: null });
  });

  it('is left to the ring that Connect has begun by itself: nothing is written into it', async () => {
    await centre.observe('ana', { since: -100 });
    await centre.observe('bo', { since: -50 });
    await queued();
    await centre.at(1).shows('ana', 'c1', 'CONNECTING');
    await until(10);
    expect(centre.criteria).toEqual([]);
    expect(await call()).toMatchObject({ ringing: { agentId: 'ana' }, plan: null });
  });

  it('is known to ring although the ring was heard of first', async () => {
    await centre.observe('bo', { since: -50 });
    await centre.at(1).shows('ana', 'c1', 'CONNECTING');
    await queued();
    await until(10);
    expect(decisions()).toEqual(['call.taken-in']);
    expect(centre.criteria).toEqual([]);
  });

  it('never comes back to an agent who missed it: the others are named, and anyone from the maximum wait on', async () => {
    await centre.observe('ana', { since: -100 });
    await centre.observe('bo', { since: -50 });
    await queued();
    await anaMisses(1);
    expect(centre.lastCriteria('c1')).toBe('bo 22 | hold 8 | anyone');
  });

  it('is planned by the first look where Connect rings nobody, and with what its group asks of agents', async () => {
    await queued();
    await until(2);
    await centre.observe('ana', { since: 2 });
    await until(4);
    expect(centre.lastCriteria('c1')).toBe('ana 22 | hold 8 | anyone');
  });

  it('is looked at every 30 s, and its lease goes on, until it is answered', async () => {
    await queued();
    await until(100);
    expect(await call()).toMatchObject({
      leaseUntil: start + 93_000 + 75_000,
      unasked: { nextLookAt: start + 123_000 },
    });
    await observeContact(centre, event('CONNECTED_TO_AGENT', 'ana'));
    await until(200);
    expect(centre.armed).toEqual([]);
    expect((await call())?.state).toBe('answered');
  });

  it('costs one write to Connect while it is open to anyone and nobody is free', async () => {
    await queued();
    await until(600);
    expect(centre.criteria.map(({ callId }) => callId)).toEqual(['c1']);
  });

  it('is found to be over although no event told so', async () => {
    await queued();
    centre.contacts.set('c1', { disconnectedAt: start + 20_000 });
    await until(40);
    expect(decisions()).toContain('call.abandoned');
    expect(centre.armed).toEqual([]);
  });

  it('keeps its lease as it is while Connect may not be asked, and is looked at again soon', async () => {
    await queued();
    const { tryDescribe } = centre.centre;
    Object.assign(centre.centre, { tryDescribe: async () => 'throttled' });
    await until(4);
    expect(await call()).toMatchObject({ leaseUntil: start + 75_000, unasked: { nextLookAt: start + 8_000 } });
    Object.assign(centre.centre, { tryDescribe });
    await until(9);
    expect(await call()).toMatchObject({ leaseUntil: start + 83_000 });
  });

  it('is told of, once, when it has waited too long: no flow of ours can lead it to voicemail', async () => {
    await centre.observe('ana', { since: -100 });
    await queued();
    await anaMisses(1);
    await until(300);
    expect(decisions().filter((type) => type === 'call.past-max-wait')).toHaveLength(1);
    expect(centre.lastCriteria('c1')).toBe('anyone');
    expect(await centre.voicemails.load('c1')).toBeNull();
  });

  it('is never held for nobody: with everybody asked it is open, and not planned over and over', async () => {
    await centre.observe('ana', { since: -100 });
    await queued();
    await anaMisses(1);
    expect(centre.lastCriteria('c1')).toBe('anyone');
    const { length } = centre.criteria;
    await until(110);
    expect(centre.criteria).toHaveLength(length);
  });

  it('is looked at once where a timer comes twice', async () => {
    await queued();
    const [first] = centre.armed;
    await until(4);
    if (first) await fireTimer(centre, first);
    expect(centre.armed).toHaveLength(1);
  });

  it('is looked at again by reconcile where a look was lost', async () => {
    await queued();
    centre.armed.length = 0;
    await reconcile(Object.assign(centre.at(120), { usernames: new Map() }));
    await until(121);
    expect(await call()).toMatchObject({ leaseUntil: start + 120_000 + 75_000 });
  });

  it('is left to Connect while offers are switched off', async () => {
    await centre.set({ 'offer/enabled': false });
    await queued();
    await centre.observe('ana', { since: 2 });
    await until(100);
    expect(centre.criteria).toEqual([]);
    expect(await call()).toMatchObject({ state: 'waiting', plan: null });
  });

  it('is a flow of ours again as soon as one asks: voicemail is there from then on', async () => {
    await queued();
    await until(10);
    await centre.at(33).ask('c1', 'tick');
    expect((await call())?.unasked).toBeUndefined();
    expect((await call())?.plan?.steps.at(-1)?.who.kind).toBe('hold');
    expect(await centre.at(130).ask('c1', 'tick')).toMatchObject({ action: 'voicemail' });
  });
});

it('a caller of a flow of ours that failed to ask is left to its next tick, as it was', async () => {
  centre.attributesOf.set('c1', { ccbQueueArn: 'arn:x/queue/q1' });
  await queued();
  expect(decisions()).toEqual([]);
  expect(centre.armed).toEqual([]);
  expect((await call())?.unasked).toBeUndefined();
});

it('a caller who was sent on past our flows is taken in, whatever flow of ours they came by before', async () => {
  centre.attributesOf.set('c1', { ccbQueueArn: 'arn:x/queue/q2' });
  await queued();
  expect(decisions()).toEqual(['call.taken-in']);
});

it('a caller whom a flow of ours has asked for costs a read, and nothing else', async () => {
  await centre.ask('c1');
  const attributes = jest.spyOn(centre.centre, 'attributes');
  await queued();
  expect(attributes).not.toHaveBeenCalled();
  expect(decisions()).not.toContain('call.taken-in');
});

describe.each(['before', 'after'] as const)('a function that dies %s its n-th effect', (when) => {
  const steps = [1, 2, 3, 4, 5, 6];

  it.each(steps)('n = %i: on the event, which comes again, leaves one chain of looks', async (step) => {
    await untilKilled(observeContact(dyingAt(centre, step, when), event('QUEUED')));
    await centre.at(60);
    await queued();
    await until(200);
    expect((await call())?.leaseUntil).toBeGreaterThan(start + 200_000);
    expect(centre.armed.filter(({ timer }) => timer.kind === 'taken-in')).toHaveLength(1);
  });

  it.each(steps)('n = %i: on a look, whose message comes again, keeps the caller', async (step) => {
    await queued();
    await until(2);
    await centre.observe('ana', { since: 2 });
    const [look] = centre.armed.splice(0);
    if (!look) throw new Error('no look is armed');
    await untilKilled(fireTimer(dyingAt(centre.at(3), step, when), look));
    await fireTimer(centre.at(33), look);
    await until(100);
    expect((await call())?.leaseUntil).toBeGreaterThan(start + 100_000);
    expect(centre.criteria.length).toBeGreaterThan(0);
  });
});
