import type { Scheduled } from '../../../clock/scheduler';
import type { FlowAction } from '../../../contact-flows/language/document';
import { asText, lookUp, resolve, textParameter } from '../actions/references';
import { type ActionContext, type Centre, type Contact, lastSegment } from '../centre';
import { sendContactEvent } from '../contact-events';
import { createContact, endContact } from '../ending';
import { runFlow } from '../flow-interpreter';
import type { Flow } from '../instance';
import type { Observation, TestAction } from './testing-language';

/** States of a run of a test case (docs/amazon-connect.md#test-cases). */
export type ExecutionStatus = 'INITIATED' | 'IN_PROGRESS' | 'PASSED' | 'FAILED' | 'STOPPED';

/** A line of ListTestCaseExecutionRecords. */
export interface ExecutionRecord {
  readonly observationId: string | null;
  readonly status: 'PASSED' | 'FAILED' | 'STOPPED';
  readonly at: number;
  readonly record: Readonly<Record<string, unknown>>;
}

/** How long a test may last (administrator guide, "Execute test cases"). */
const longestMs = 300_000;

/** How soon the simulated caller calls, and how soon they do something about what they hear. */
const startMs = 1_000;
const reactionMs = 500;

/** What a test case plays: who calls (`from`, E.164) into which flow, with which attributes, and what is to be observed. */
export interface TestOfFlow {
  readonly flow: Flow;
  readonly from: string;
  readonly attributes: ReadonlyMap<string, string>;
  readonly observations: readonly Observation[];
}

/** One run of a test case: a simulated caller in one of the flows, and what is observed of them. */
export class Execution {
  readonly records: ExecutionRecord[] = [];
  readonly startedAt: number;
  endedAt: number | null = null;
  status: ExecutionStatus = 'INITIATED';
  readonly passed = new Set<string>();
  readonly #waitedFor = new Set<string>();
  #contact: Contact | null = null;
  #end: Scheduled | null = null;

  constructor(
    private readonly centre: Centre,
    readonly id: string,
    private readonly test: TestOfFlow,
  ) {
    this.startedAt = centre.scheduler.now();
    this.#note(null, 'PASSED', { Type: 'INITIATION' });
    centre.scheduler.after(startMs, () => this.#begin());
  }

  /** Ends the test; the contact goes on (docs/amazon-connect.md#test-cases). */
  stop(): void {
    this.#finish('STOPPED', 'STOPPED');
  }

  async #begin(): Promise<void> {
    if (this.endedAt !== null) return;
    const { centre, test } = this;
    const contact = createContact(centre, {
      ...{ channel: 'VOICE', initiationMethod: 'INBOUND', customer: test.from, system: null, relatedId: null },
      ...{ name: null, description: null, attributes: test.attributes },
    });
    this.#contact = contact;
    this.status = 'IN_PROGRESS';
    this.#note(null, 'PASSED', { Type: 'EXECUTION_START', ContactId: contact.id });
    this.#end = centre.scheduler.after(longestMs, () => this.#finish('FAILED', 'TIMEOUT'));
    const led = new Set(test.observations.flatMap(({ Transitions }) => Transitions.NextObservations));
    // Those that no other leads to wait from the beginning.
    for (const { Identifier } of test.observations) if (!led.has(Identifier)) this.#waitedFor.add(Identifier);
    contact.chain.watch = (context) => this.#see(context);
    for (const one of this.#waiting()) if (one.Event.Type === 'TestInitiated') this.#observed(one);
    centre.activeCalls.add(contact.chain);
    sendContactEvent(centre, contact, 'INITIATED');
    sendContactEvent(centre, contact, 'CONNECTED_TO_SYSTEM');
    await runFlow(centre, contact, test.flow);
  }

  #waiting(): readonly Observation[] {
    return this.test.observations.filter(({ Identifier }) => this.#waitedFor.has(Identifier));
  }

  /** An action of the caller's flow begins. Each event is taken by one observation. */
  #see(context: ActionContext): void {
    if (this.endedAt !== null) return;
    const seen = this.#waiting().find((one) => matches(one, context));
    if (seen) this.#observed(seen, context);
  }

  #observed(observation: Observation, context?: ActionContext): void {
    const { Identifier, Actions, Transitions, Event } = observation;
    this.#waitedFor.delete(Identifier);
    const wrong = context && Actions.find((action) => action.Type === 'Assert' && !holds(action, context));
    const status = wrong ? 'FAILED' : 'PASSED';
    this.#note(Identifier, status, { Type: 'OBSERVATION', Identifier, Status: status, Event, Actions });
    if (wrong) {
      this.#finish('FAILED', 'FAILURE');
      return;
    }
    this.passed.add(Identifier);
    for (const next of Transitions.NextObservations) this.#waitedFor.add(next);
    if (Actions.length > 0) this.centre.scheduler.after(reactionMs, () => this.#act(Actions));
  }

  #act(actions: readonly TestAction[]): void {
    const contact = this.#contact?.chain.current;
    for (const action of actions) {
      if (!contact || this.endedAt !== null) return;
      if (action.Type === 'TestControl') {
        // That the contact ends with the test is said nowhere, so it goes on.
        const all = this.passed.size === this.test.observations.length;
        this.#finish(all ? 'PASSED' : 'FAILED', all ? 'SUCCESS' : 'FAILURE');
      } else if (action.Type === 'SendInstruction') {
        endContact(this.centre, contact, 'CUSTOMER_DISCONNECT');
      }
    }
  }

  #finish(status: 'PASSED' | 'FAILED' | 'STOPPED', why: 'SUCCESS' | 'FAILURE' | 'TIMEOUT' | 'STOPPED'): void {
    if (this.endedAt !== null) return;
    this.#end?.cancel();
    this.status = status;
    this.endedAt = this.centre.scheduler.now();
    for (const { Identifier } of this.#waiting()) {
      this.#note(Identifier, 'FAILED', { Type: 'OBSERVATION', Identifier, Status: 'FAILED' });
    }
    this.#note(null, status, { Type: 'COMPLETION', CompletionReason: { Type: why } });
  }

  #note(
    observationId: string | null,
    status: ExecutionRecord['status'],
    record: Readonly<Record<string, unknown>>,
  ): void {
    this.records.push({ observationId, status, at: this.centre.scheduler.now(), record });
  }
}

const sameResource = (one: string | undefined, other: string): boolean =>
  one !== undefined && lastSegment(one) === lastSegment(other);

function matches({ Event }: Observation, context: ActionContext): boolean {
  const { action, contact } = context;
  if (Event.Type === 'TestInitiated') return false;
  if (Event.Type === 'MessageReceived') {
    const expected = Event.Properties;
    if ('PromptId' in expected) return sameResource(textParameter(context, 'PromptId'), expected.PromptId);
    return messagesOf(context, action).some((heard) => heard.includes(expected.Text));
  }
  const { Properties } = Event;
  if (action.Type !== Properties.ActionType) return false;
  switch (Properties.ActionType) {
    case 'InvokeLambdaFunction':
      return textParameter(context, 'LambdaFunctionARN') === Properties.ActionParameters.LambdaFunctionARN;
    case 'TransferContactToQueue':
      return sameResource(contact.targetQueue?.arn, Properties.ActionParameters.QueueId);
  }
}

/** What the caller hears of an action: its text, or what stands between the tags of its SSML. */
function messagesOf(context: ActionContext, { Type, Parameters }: FlowAction): readonly string[] {
  const told = (given: unknown): readonly string[] => {
    const { Text, SSML } = (given ?? {}) as { readonly Text?: unknown; readonly SSML?: unknown };
    return [asText(Text), asText(SSML)?.replace(/<[^>]*>/g, '')].filter((text) => text !== undefined);
  };
  if (Type === 'MessageParticipantIteratively') {
    const all = resolve(context, Parameters['Messages']);
    return Array.isArray(all) ? all.flatMap(told) : [];
  }
  if (Type !== 'MessageParticipant' && Type !== 'GetParticipantInput') return [];
  return told({ Text: textParameter(context, 'Text'), SSML: textParameter(context, 'SSML') });
}

const holds = (action: TestAction, context: ActionContext): boolean =>
  action.Type !== 'Assert' || asText(lookUp(context, action.Parameters.Namespace)) === action.Parameters.Operand;
