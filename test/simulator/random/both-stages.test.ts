import { buildInProcess } from '../../../simulator/in-process/application';
import { judge } from '../../../simulator/random/judge';
import type { BuildApplication } from '../../../simulator/run/running-application';
import { firstDifference } from '../../../simulator/trace/alike';
import type { TraceLine } from '../../../simulator/trace/lines';

const file = {
  name: 'small',
  durationSeconds: 60,
  groups: [{ name: 'sales', queues: ['sales-inbound'] }],
  agents: [{ username: 'ana', group: 'sales', kind: 'blended', availableAt: -100 }],
  calls: [{ id: 'c1', at: 5, queue: 'sales-inbound', talkSeconds: 10 }],
};

/** An application that plans for nobody: each caller is open to whoever is free. */
const withoutPlans: BuildApplication = async (context) => {
  const stage = await buildInProcess(context);
  stage.putParameter('sales', 'offer/enabled', 'false');
  return stage;
};

const stages = (other: BuildApplication) => [
  { name: 'one', build: buildInProcess },
  { name: 'other', build: other },
];

it('two stages that do alike have nothing wrong with them', async () => {
  expect(await judge(file, stages(buildInProcess))).toEqual([]);
});

it('says where the traces of a calm scenario part, and by which stage', async () => {
  expect(await judge(file, stages(withoutPlans))).toEqual([
    { what: 'difference', message: expect.stringMatching(/^line \d+ is \{"t":.+\} in one and \{"t":.+\} in other$/) },
  ]);
});

it('does not compare where latency or faults make them differ', async () => {
  expect(await judge({ ...file, latency: 'typical' }, stages(withoutPlans))).toEqual([]);
});

describe('the first difference', () => {
  const line = { t: 1, type: 'offer.missed', call: 'c1', agent: 'ana' } satisfies TraceLine;
  const of = (one: readonly TraceLine[], other: readonly TraceLine[]) =>
    firstDifference({ stage: 'one', lines: one }, { stage: 'other', lines: other });

  it('is none in free text', () => {
    const rejected = (problem: string): TraceLine => ({
      ...{ t: 0, type: 'threshold.rejected', group: 'sales', version: 1, problems: [problem] },
    });
    expect(of([rejected('it is 3')], [rejected('three')])).toBeNull();
  });

  it('may be that one has more lines', () => {
    expect(of([line], [line, { ...line, t: 2 }])).toBe(
      'line 2 is nothing more in one and {"t":2,"type":"offer.missed","call":"c1","agent":"ana"} in other',
    );
  });
});
