import * as z from 'zod';
import { chosenBy, fields, name, numberIn, oneOf, probability, seconds } from '../../documents/fields';
import { functionNames } from '../../lambdas/shared/contract';

const delay = numberIn(0, 3600, 'a number of seconds from 0 to 3600');
const window = { at: seconds.default(0), forSeconds: seconds.optional() };

/** One shape per kind, so that a field of another kind is an unknown field (docs/scenarios.md#faults). */
const shapes = {
  'campaign-manager-down': fields({ kind: z.literal('campaign-manager-down'), ...window }),
  'campaign-manager-slow': fields({
    kind: z.literal('campaign-manager-slow'),
    ...window,
    delaySeconds: delay,
  }),
  'tether-unanswered': fields({ kind: z.literal('tether-unanswered'), ...window, agent: name }),
  'tether-unmapped': fields({ kind: z.literal('tether-unmapped'), ...window, agent: name }),
  'tether-drop': fields({ kind: z.literal('tether-drop'), ...window, agent: name }),
  'lambda-crash': fields({
    kind: z.literal('lambda-crash'),
    ...window,
    function: oneOf(...functionNames),
    probability,
  }),
  'duplicate-events': fields({ kind: z.literal('duplicate-events'), ...window, probability }),
  'reorder-events': fields({ kind: z.literal('reorder-events'), ...window, maxDelaySeconds: delay }),
  'lose-contact-events': fields({ kind: z.literal('lose-contact-events'), ...window, probability }),
  'lose-agent-events': fields({ kind: z.literal('lose-agent-events'), ...window, probability }),
  'duplicate-commands': fields({ kind: z.literal('duplicate-commands'), ...window, probability }),
  'connect-throttle': fields({ kind: z.literal('connect-throttle'), ...window }),
  'stale-index': fields({ kind: z.literal('stale-index'), ...window, maxDelaySeconds: delay }),
} as const;

/** One fault; which fields it takes depends on its kind. */
export const fault = chosenBy('kind', shapes, Object.keys(shapes).join(' or '));

/** A fault as it stands in a file; without `forSeconds` it lasts to the end of the run (docs/scenarios.md#faults). */
export type FaultFile = z.output<typeof fault>;
