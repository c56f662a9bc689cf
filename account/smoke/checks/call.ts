import { waitingFlowsOf } from '../../../lib/configuration/caller-settings-of';
import { named } from '../../../lib/deployment';
import { hoursAreOpen } from '../../../simulator/connect/hours';
import { reasonOf } from '../../aws/ask';
import { command } from '../../shell-command';
import type { ListedTestCase, SmokeContact, TestRun } from '../deployed';
import { failed, notPossible, type Outcome, right, unanswered } from '../outcome';
import type { SmokeContext } from '../smoke-context';
import { actionOf, testCaseContent } from '../test-case';
import { until } from '../until';
import { contactRows, greeted, heard, hoursRow, type Planned, tickRow } from './call-rows';

/** Names of a smoke run's test cases start so, and no others' do. */
export const testCasePrefix = ({ environment }: Pick<SmokeContext, 'environment'>): string =>
  named({ environment }, 'smoke-');

/** A number nobody has: 555-01xx is kept for such use. */
const caller = '+12065550100';

/** How long Connect lets a test case run, and what of it a caller must not come close to. */
const longestSeconds = 300;
const spareSeconds = 20;

/** From one tick of the queue flow to the next. */
const tickSeconds = 30;

const subject = 'call';

/** One simulated caller, through Connect's own test cases. */
export async function callOutcomes(context: SmokeContext): Promise<readonly Outcome[]> {
  const planned = await plan(context);
  if ('outcome' in planned) return [planned.outcome];
  const { instance } = context.deployed;
  const name = `${testCasePrefix(context)}caller`;
  const made = await instance.makeTestCase({
    ...{ name, content: testCaseContent(planned), flowId: planned.flowId, from: caller },
  });
  let seen: readonly Outcome[];
  try {
    seen = made.known ? await called(context, planned, made.value) : [unanswered(subject, made)];
  } catch (error) {
    seen = [failed(subject, `it broke off: ${reasonOf(error)}`)];
  }
  return [...seen, ...(await cleared(context, made.known ? [{ id: made.value, name }] : []))];
}

/** Deletes the test cases of this run: those it knows of, and one whose making was answered by an error. */
async function cleared(context: SmokeContext, made: readonly ListedTestCase[]): Promise<readonly Outcome[]> {
  const { instance } = context.deployed;
  const listed = await instance.testCases(testCasePrefix(context));
  const rows: Outcome[] = [];
  for (const { id, name } of listed.known ? listed.value : made) {
    context.say(`deleting ${name}`);
    const deleted = await instance.deleteTestCase(id);
    if (deleted.known) continue;
    rows.push(failed('test case', `${name} could not be deleted: ${deleted.why}`, deleteCommand(context, id)));
  }
  return rows;
}

export const deleteCommand = ({ environment }: Pick<SmokeContext, 'environment'>, id: string): string =>
  command(
    ...['aws', 'connect', 'delete-test-case', '--region', environment.region],
    ...['--instance-id', environment.instance.arn, '--test-case-id', id],
  );

/** What the call meets; or the row that says why there can be none. */
async function plan(context: SmokeContext): Promise<Planned | { readonly outcome: Outcome }> {
  const { deployed, environment } = context;
  const { instance } = deployed;
  const [group] = environment.groups;
  const [first] = group?.queues ?? [];
  const queueName = first?.name ?? '';
  if (group?.mode === 'observe') {
    return {
      outcome: notPossible(
        subject,
        `${group.name} is only observed: its callers are Connect's own, and get nothing of ours`,
      ),
    };
  }
  const inboundName = named({ environment }, `inbound-to-${queueName}`);
  const inbound = await flowOf(context, inboundName);
  if ('outcome' in inbound) return inbound;
  const voicemailName = `voicemail-queue${first ? waitingFlowsOf(environment, first) : ''}`;
  const voicemail = await flowOf(context, named({ environment }, voicemailName));
  if ('outcome' in voicemail) return voicemail;
  const action = (identifier: string) => actionOf(inbound.content, inboundName, identifier);
  const queueArn = String(action('Set the queue').Parameters['QueueId']);
  const queue = await instance.queue(queueArn);
  if (!queue.known) return { outcome: unanswered(subject, queue) };
  const hours = await instance.hours(queue.value.hoursId);
  if (!hours.known) return { outcome: unanswered(subject, hours) };
  const agents = await instance.agentsOf(queueArn);
  if (!agents.known) return { outcome: unanswered(subject, agents) };
  if (agents.value > 0 && !context.mayRing) {
    const who = `${agents.value} who serve ${queueName} are logged in and might be rung`;
    return { outcome: notPossible(subject, `not made: ${who}; run it when nobody is, or with --may-ring`) };
  }
  const table = await context.output('state', 'TableName');
  if ('missing' in table) return { outcome: notPossible(subject, table.missing) };
  const inForce = await deployed.thresholdsInForce(table.value, group?.name ?? '');
  if (!inForce.known) return { outcome: unanswered(subject, inForce) };
  const maxWaitSeconds = inForce.value.thresholds['queue/max-wait-seconds'];
  return {
    flowId: inbound.id,
    greeting: action('Greeting'),
    closed: action('We are closed'),
    voicemail: actionOf(voicemail.content, voicemailName, 'Ask for a message'),
    queue: { arn: queueArn, name: queue.value.name },
    planOfferArn: String(action('Ask plan-offer').Parameters['LambdaFunctionARN']),
    endsAtTick: askedAfter(maxWaitSeconds) > longestSeconds - spareSeconds,
    open: hoursAreOpen({ id: '', arn: '', name: '', ...hours.value }, deployed.clock.now()),
    maxWaitSeconds,
  };
}

/** A caller is asked for a message at the first tick after the longest wait, at the latest. */
const askedAfter = (maxWaitSeconds: number): number => Math.ceil(maxWaitSeconds / tickSeconds) * tickSeconds;

async function flowOf(context: SmokeContext, name: string) {
  const flow = await context.deployed.instance.flow(name);
  if (!flow.known) return { outcome: unanswered(subject, flow) };
  if (flow.value === null) return { outcome: failed(subject, `there is no flow ${name}; is contact-flows deployed?`) };
  return flow.value;
}

/** Starts the test case, follows it to its end, and looks at the caller's contact meanwhile. */
async function called(context: SmokeContext, planned: Planned, testCaseId: string): Promise<readonly Outcome[]> {
  const { deployed, stopped } = context;
  const { clock, instance } = deployed;
  const started = await instance.startTestCase(testCaseId);
  if (!started.known) return [unanswered(subject, started)];
  const waits = planned.endsAtTick ? 2 * tickSeconds : askedAfter(planned.maxWaitSeconds);
  context.say(`a simulated caller calls ${planned.queue.name}, for about ${planned.open ? waits : 10} s ...`);
  let contact: SmokeContact | null = null;
  let noContact: Outcome | null = null;
  const run = await until(
    { clock, stopped },
    { everySeconds: 5, forSeconds: longestSeconds + spareSeconds },
    async () => {
      const now = await instance.testRun(testCaseId, started.value);
      if (now.known && now.value.contactId !== null && (contact?.criteria ?? null) === null) {
        const looked = await instance.contact(now.value.contactId);
        if (looked.known) contact = looked.value;
        else noContact = unanswered('call: queue and criteria', looked);
      }
      return now;
    },
    ({ over }) => over,
  );
  if (!run.known) return [unanswered(subject, run)];
  const { contactId, over } = run.value;
  if (!over) await instance.stopTestCase(testCaseId, started.value);
  // That the end of a test ends its call is said nowhere.
  if (contactId !== null) await instance.hangUp(contactId);
  if (stopped()) return [notPossible(subject, 'stopped; the call has been ended')];
  const rows = [
    greeted(run.value),
    hoursRow(planned, run.value),
    ...(planned.open && !heard(run.value, 'closed')
      ? [
          ...(noContact === null ? contactRows(planned, run.value, contact) : [noContact]),
          tickRow(run.value),
          await voicemailRow(context, planned, run.value),
        ]
      : [
          notPossible(
            'call: queue, criteria, tick, voicemail',
            'the queue is closed now; run it again when it is open',
          ),
        ]),
  ];
  return rows;
}

/** A caller who says nothing becomes a callback task within this long, seconds. */
const deliveredWithin = 360;

async function voicemailRow(context: SmokeContext, planned: Planned, run: TestRun): Promise<Outcome> {
  const row = 'call: voicemail';
  const { maxWaitSeconds, queue, endsAtTick } = planned;
  if (endsAtTick) {
    const limit = `queue/max-wait-seconds is ${maxWaitSeconds}, and a test case lasts ${longestSeconds} s at most`;
    return notPossible(row, `${limit}: call by telephone, or set it to 240 or less for the run`);
  }
  if (!heard(run, 'voicemail')) {
    return failed(row, `not asked for a message within ${askedAfter(maxWaitSeconds)} s: see the log of plan-offer`);
  }
  const { contactId } = run;
  if (contactId === null) {
    return notPossible(
      row,
      'asked for a message; the records of the test name no contact, so that its task cannot be known',
    );
  }
  const table = await context.output('state', 'TableName');
  if ('missing' in table) return notPossible(row, table.missing);
  const record = await until(
    { clock: context.deployed.clock, stopped: context.stopped },
    { everySeconds: 5, forSeconds: deliveredWithin },
    () => context.deployed.voicemail(table.value, contactId),
    (one) => one?.state.kind === 'delivered',
  );
  if (!record.known) return unanswered(row, record);
  if (record.value?.state.kind === 'delivered') {
    return right(row, `asked for a message; a callback task for ${caller} waits in ${queue.name}, for an agent to end`);
  }
  const sentence = `asked for a message, and no task came within ${deliveredWithin} s: see the log of voicemail`;
  return failed(row, `${sentence}; is the recordings bucket's EventBridge on?`);
}
