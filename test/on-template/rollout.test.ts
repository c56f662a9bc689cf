import { decisionsIn } from '../../account/observe/decision-lines';
import { observedReport } from '../../account/observe/observed-report';
import { asLogLine } from '../../commands/terminal/trace-file';
import { loadFlow } from '../../contact-flows/catalog';
import type { FlowDocument } from '../../contact-flows/language/document';
import type { Decision } from '../../core/decisions/decision';
import { applicationOnTemplate } from '../../local-cloud/on-template/application-on-template';
import { buildInProcess } from '../../simulator/in-process/application';
import { play } from '../../simulator/run/play';
import type { Rollout } from '../../simulator/run/running-application';
import { withoutFreeText } from '../../simulator/trace/alike';
import { scenarioNamed } from '../scenarios/scenario-files';
import { removeAssemblies, sharedAssembly } from './shared-assembly';

jest.setTimeout(300_000);
afterAll(removeAssemblies);

/** A customer's own flow: it queues callers, and asks nobody. */
const customersOwn = {
  Version: '2019-10-30',
  StartAction: 'queue',
  Metadata: {},
  Actions: [
    {
      Identifier: 'queue',
      Type: 'UpdateContactTargetQueue',
      Parameters: { QueueId: '${QueueArn}' },
      Transitions: { NextAction: 'transfer', Errors: [{ NextAction: 'end', ErrorType: 'NoMatchingError' }] },
    },
    {
      Identifier: 'transfer',
      Type: 'TransferContactToQueue',
      Parameters: {},
      Transitions: {
        NextAction: 'end',
        Errors: [
          { NextAction: 'end', ErrorType: 'QueueAtCapacity' },
          { NextAction: 'end', ErrorType: 'NoMatchingError' },
        ],
      },
    },
    { Identifier: 'end', Type: 'DisconnectParticipant', Parameters: {}, Transitions: {} },
  ],
} as unknown as FlowDocument;
const pastOurFlows: typeof loadFlow = (name) => (name === 'inbound' ? customersOwn : loadFlow(name));

/** ana misses the caller, and ben, who has been available for a shorter time, would take them. */
const scenario = scenarioNamed('miss-then-next');

async function run(rollout: Rollout, flows = loadFlow) {
  const requests: string[] = [];
  const decisions: { readonly decision: Decision; readonly atMs: number }[] = [];
  const played = await play({
    scenario,
    build: applicationOnTemplate({
      assemble: (environment) => sharedAssembly(environment, flows),
      onInvocation: (invocation) => requests.push(...invocation.requests),
    }),
    rollout,
    onDecision: (decision, atMs) => decisions.push({ decision, atMs }),
    endSeconds: scenario.durationSeconds,
    toleranceSeconds: 2,
  });
  expect(played.failures).toEqual([]);
  const rings = played.lines.flatMap((line) => (line.type === 'offer.ringing' ? [line.agent] : []));
  const asked = ['UpdateContactRoutingData', 'PutUserStatus', 'DismissUserContact', 'StopContact'].filter((operation) =>
    requests.some((request) => request.includes(operation)),
  );
  const types = (observed: boolean) =>
    new Set(decisions.flatMap(({ decision }) => ((decision.observed ?? false) === observed ? [decision.type] : [])));
  const log = decisions.map(({ decision, atMs }) => asLogLine(decision, atMs)).join('\n');
  return { played, rings, asked, types, log };
}

describe('on the synthesized template', () => {
  it('a caller who comes by the customers own flow is taken in: whoever has missed them is not rung again', async () => {
    const { played, rings, types } = await run({}, pastOurFlows);
    expect(played.summary.violations).toEqual([]);
    expect(rings).toEqual(['ana', 'ben']);
    expect(types(false)).toContain('call.taken-in');
  });

  it('of a group that is only observed everything is written down, and Connect is asked for nothing', async () => {
    const { played, asked, types, log } = await run({ mode: 'observe' }, pastOurFlows);
    expect(played.summary.violations).toEqual([]);
    expect(asked).toEqual([]);
    expect([...types(false)].filter((type) => type.startsWith('offer') || type.startsWith('move'))).toEqual([]);
    expect(types(true)).toContain('offer.planned');
    expect(observedReport(decisionsIn(log).decisions)).toMatchObject({ calls: 1, sameAgent: 1, otherAgent: 0 });
  });

  it('a pilot plans for its agents and leaves everybody else to Connect, alike in process', async () => {
    const rollout = { pilot: ['ben'] };
    const { played, rings, types } = await run(rollout);
    expect(played.summary.violations).toEqual([]);
    expect(rings.slice(0, 2)).toEqual(['ana', 'ben']);
    expect(types(false)).toContain('offer.planned');
    const inProcess = await play({
      scenario,
      build: buildInProcess,
      rollout,
      endSeconds: scenario.durationSeconds,
      toleranceSeconds: 2,
    });
    expect(withoutFreeText(played.lines)).toEqual(withoutFreeText(inProcess.lines));
  });
});
