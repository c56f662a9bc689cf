import { type Answer, known } from '../../../account/questions';
import type { DeployedInstance, SmokeClock, SmokeContact, TestRun } from '../../../account/smoke/deployed';
import type { Observed } from '../../../account/smoke/test-case';
import type { FlowDocument } from '../../../contact-flows/language/document';
import { instanceArn } from '../preflight/environment';

const queueArn = `${instanceArn}/queue/q1`;

const action = (Identifier: string, Parameters: Readonly<Record<string, string>>) => ({
  ...{ Identifier, Type: 'MessageParticipant', Parameters, Transitions: {} },
});
const flow = (...actions: readonly ReturnType<typeof action>[]): FlowDocument => ({
  ...{ Version: '2019-10-30', StartAction: 'Greeting', Actions: actions },
});

/** Days on which the queue is open all day. */
const daily = ['MONDAY', 'TUESDAY', 'WEDNESDAY', 'THURSDAY', 'FRIDAY', 'SATURDAY', 'SUNDAY'];

type Refusal = (action: string) => Answer<never>;

/** A Connect instance in this process whose test cases see what the test says. */
export class InstanceInMemory implements DeployedInstance {
  readonly refused = new Set<keyof DeployedInstance>();
  /** What the test case observes, in seconds from its start; what is left out is never seen. */
  sees: Readonly<Partial<Record<Observed, number>>> = { greeting: 1, queued: 1, tick: 31, voicemail: 121 };
  /** Whether the test ends when the caller hangs up; else it goes on for five minutes. */
  open = true;
  agents = 0;
  facts: SmokeContact = {
    ...{ queueId: 'q1', enqueuedAt: 1_000, over: false },
    criteria: { activatedAt: 1_000, steps: 1 },
  };
  contactIdTold = true;
  readonly there: { id: string; name: string }[] = [];
  readonly acts: string[] = [];
  content = '';
  #startedAt = 0;
  /** Called whenever the run is looked at. */
  beforeLook: () => void = () => {};

  constructor(
    private readonly clock: SmokeClock,
    private readonly denied: Refusal,
  ) {}

  async flow(name: string) {
    return this.#answer('flow', 'connect:ListContactFlows', () => ({
      id: `id of ${name}`,
      content: name.endsWith('voicemail-queue')
        ? flow(action('Ask for a message', { Text: 'Please leave a message after the tone, and we call back.' }))
        : flow(
            action('Greeting', { Text: 'Hello. This is a centre.' }),
            action('We are closed', { PromptId: 'arn:prompt' }),
            action('Set the queue', { QueueId: queueArn }),
            action('Ask plan-offer', { LambdaFunctionARN: 'arn:plan-offer' }),
          ),
    }));
  }
  async queue() {
    return this.#answer('queue', 'connect:DescribeQueue', () => ({ name: 'sales-inbound', hoursId: 'h1' }));
  }
  async hours() {
    const allDay = { start: { hours: 0, minutes: 0 }, end: { hours: 0, minutes: 0 } };
    const config = this.open ? daily.map((day) => ({ day, ...allDay })) : [];
    return this.#answer('hours', 'connect:DescribeHoursOfOperation', () => ({ timeZone: 'UTC', config }));
  }
  async agentsOf() {
    return this.#answer('agentsOf', 'connect:GetCurrentUserData', () => this.agents);
  }
  async testCases(prefix: string) {
    return this.#answer('testCases', 'connect:ListTestCases', () =>
      this.there.filter(({ name }) => name.startsWith(prefix)),
    );
  }
  async makeTestCase({ name, content }: { readonly name: string; readonly content: string }) {
    return this.#answer('makeTestCase', 'connect:CreateTestCase', () => {
      this.content = content;
      this.there.push({ id: name, name });
      return name;
    });
  }
  async startTestCase() {
    this.#startedAt = this.clock.now();
    return this.#answer('startTestCase', 'connect:StartTestCaseExecution', () => 'run');
  }
  async testRun() {
    this.beforeLook();
    return this.#answer('testRun', 'connect:GetTestCaseExecutionSummary', (): TestRun => {
      const seconds = (this.clock.now() - this.#startedAt) / 1000;
      const seen = Object.entries(this.sees).filter(([, at]) => at <= seconds);
      const ended = seen.some(([name]) => name === 'voicemail' || name === 'closed');
      return {
        over: ended || seconds >= 300,
        contactId: this.contactIdTold ? 'c1' : null,
        observations: new Map(seen.map(([name]) => [name, 'passed'] as const)),
      };
    });
  }
  async stopTestCase() {
    this.acts.push('stop');
    return this.#answer('stopTestCase', 'connect:StopTestCaseExecution', () => null);
  }
  async deleteTestCase(id: string) {
    return this.#answer('deleteTestCase', 'connect:DeleteTestCase', () => {
      this.there.splice(
        this.there.findIndex((one) => one.id === id),
        1,
      );
      return null;
    });
  }
  async contact() {
    return this.#answer('contact', 'connect:DescribeContact', () => this.facts);
  }
  async hangUp(contactId: string) {
    this.acts.push(`hang up ${contactId}`);
    return this.#answer('hangUp', 'connect:StopContact', () => null);
  }

  #answer<T>(name: keyof DeployedInstance, permission: string, value: () => T): Answer<T> {
    return this.refused.has(name) ? this.denied(permission) : known(value());
  }
}
