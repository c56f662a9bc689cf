import * as z from 'zod';
import { idFrom, type QueueId } from '../../../core/ids';

/**
 * The testing language of Connect's own test cases (developer guide, "Testing language"; docs/amazon-connect.md#test-cases), as
 * far as it is simulated: observations of prompts, functions and queues, assertions, hanging up, the end of the test.
 */

const messageReceived = z.strictObject({
  Identifier: z.string().min(1),
  Type: z.literal('MessageReceived'),
  Actor: z.literal('System'),
  Properties: z.union([
    z.strictObject({
      Text: z.string().min(1),
      /** The text heard contains this one. How Connect judges `Similarity` is not published. */
      MatchingCriteria: z.strictObject({ Type: z.literal('Inclusion') }),
    }),
    z.strictObject({ PromptId: z.string().min(1) }),
  ]),
});

const flowActionStarted = z.strictObject({
  Identifier: z.string().min(1),
  Type: z.literal('FlowActionStarted'),
  Actor: z.literal('System'),
  Properties: z.discriminatedUnion('ActionType', [
    z.strictObject({
      ActionType: z.literal('InvokeLambdaFunction'),
      ActionParameters: z.strictObject({ LambdaFunctionARN: z.string().min(1) }),
    }),
    z.strictObject({
      ActionType: z.literal('TransferContactToQueue'),
      ActionParameters: z.strictObject({ QueueId: idFrom<QueueId>(z.string().min(1)) }),
    }),
  ]),
});

const testInitiated = z.strictObject({
  Identifier: z.string().min(1),
  Type: z.literal('TestInitiated'),
  Actor: z.literal('System'),
  Properties: z.strictObject({}),
});

const transitions = z.strictObject({ NextAction: z.string().optional() });

const testAction = z.discriminatedUnion('Type', [
  z.strictObject({
    Identifier: z.string().min(1),
    Type: z.literal('SendInstruction'),
    Parameters: z.strictObject({
      ActionType: z.literal('SendInstruction'),
      Actor: z.literal('Customer'),
      Instruction: z.strictObject({ Type: z.literal('Disconnect') }),
    }),
    Transitions: transitions,
  }),
  z.strictObject({
    Identifier: z.string().min(1),
    Type: z.literal('Assert'),
    Parameters: z.strictObject({ Namespace: z.string(), Operator: z.literal('Equals'), Operand: z.string() }),
    Transitions: transitions,
  }),
  z.strictObject({
    Identifier: z.string().min(1),
    Type: z.literal('TestControl'),
    Parameters: z.strictObject({
      ActionType: z.literal('TestControl'),
      Command: z.strictObject({ Type: z.literal('EndTest') }),
    }),
    Transitions: transitions,
  }),
]);

const observation = z.strictObject({
  Identifier: z.string().min(1),
  Event: z.discriminatedUnion('Type', [testInitiated, messageReceived, flowActionStarted]),
  Actions: z.array(testAction),
  Transitions: z.strictObject({ NextObservations: z.array(z.string()) }),
});

const content = z.strictObject({
  Version: z.literal('2019-10-30'),
  Metadata: z.record(z.string(), z.unknown()),
  Observations: z.array(observation).min(1),
});

/** Something that must happen in the flow, and what is done then (docs/amazon-connect.md#test-cases). */
export type Observation = z.output<typeof observation>;

/** What the test does once something was observed. */
export type TestAction = z.output<typeof testAction>;

/** The observations of a test case, or every problem of it as a sentence. */
export type ReadContent = { readonly observations: readonly Observation[] } | { readonly problems: readonly string[] };

/** Reads the `Content` of a test case; what Connect would refuse, or is not simulated, comes back as sentences. */
export function readContent(text: string): ReadContent {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return { problems: ['Content is not JSON'] };
  }
  const read = content.safeParse(json);
  if (!read.success) {
    return { problems: read.error.issues.map(({ path, message }) => `${path.join('.') || 'Content'}: ${message}`) };
  }
  const observations = read.data.Observations;
  const known = new Set(observations.map(({ Identifier }) => Identifier));
  const problems = [
    ...(known.size < observations.length ? ['Observations: an Identifier stands there twice'] : []),
    ...observations.flatMap(({ Identifier, Transitions, Actions }) => [
      ...Transitions.NextObservations.filter((next) => !known.has(next)).map(
        (next) => `${Identifier}: NextObservations names ${next}, which is no observation`,
      ),
      ...Actions.flatMap((action, place) => {
        const next = Actions[place + 1]?.Identifier;
        return action.Transitions.NextAction === next
          ? []
          : [`${Identifier}: action ${action.Identifier} must lead to ${next ?? 'none'}`];
      }),
    ]),
  ];
  return problems.length > 0 ? { problems } : { observations };
}
