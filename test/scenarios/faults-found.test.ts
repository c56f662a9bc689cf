import { busyFile, busyRandom } from '../../simulator/fault-table/busy-scenarios';
import { conduct } from '../../simulator/fault-table/experiment';
import { oftenWrongIn } from '../../simulator/fault-table/often';
import type { Scenario } from '../../simulator/scenario/scenario';

/** Faults that went wrong again and again in busy scenarios, with the seed that showed it. */
const found: readonly (readonly [row: string, scenario: Scenario, what: string])[] = [
  [
    'plan-offer dies at 40 %',
    busyFile('callers-fetch-agents', 1),
    'callers-fetch-agents seed 1: nobody was fetched for a caller whose arrival left no record',
  ],
  [
    'agent-events dies at 40 %',
    busyFile('previews-nobody-answers', 1),
    'previews-nobody-answers seed 1: a move was completed, and nothing said so',
  ],
  [
    'connect-commands dies at 40 %',
    busyFile('came-to-the-side-before-login', 2),
    'came-to-the-side-before-login seed 2: whoever was taken off counted as idle while Connect did not show it',
  ],
  [
    'lost agent events, 40 %',
    busyFile('rung-again-under-every-switch', 1),
    'rung-again-under-every-switch seed 1: a reconcile leaves alone what was lost a moment before',
  ],
  [
    'lost agent events, 40 %',
    busyFile('rung-again-under-every-switch', 9),
    'rung-again-under-every-switch seed 9: an event that is not lost is on its way for a moment',
  ],
  [
    'lost agent events, 40 %',
    busyFile('came-to-the-side-before-login', 9),
    'came-to-the-side-before-login seed 9: dwell began before the agent was seen on the side',
  ],
  [
    'lost agent events, 40 %',
    busyRandom(23770),
    'random 23770: nobody can hold an agent whose tether was not heard of',
  ],
];

it.each(found.map(([row, scenario, what]) => [`${row}, ${what}`, row, scenario] as const))(
  '%s',
  async (_, row, scenario) => {
    const experiment = oftenWrongIn(scenario).find((one) => one.row === row);
    if (experiment === undefined) throw new Error(`there is no row ${row}`);
    const result = await conduct(experiment);
    expect(result).toMatchObject({ wrong: [], healed: true });
    expect(result.injected).toBeGreaterThan(0);
  },
  60_000,
);
