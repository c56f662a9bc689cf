import * as z from 'zod';
import { secondsBetweenSnapshots } from '../../lambdas/wallboard/contract';
import { rule } from './cross-rule';
import type { Throttle } from './page-throttle';

const claim = z
  .string()
  .trim()
  .regex(/^[^\s,]{1,200}$/, { error: () => 'must be the name of a claim, without spaces or commas' });

const whole = (least: number, most: number) => {
  const error = () => `must be a whole number from ${least} to ${most}`;
  return z.int({ error }).min(least, { error }).max(most, { error });
};

/** What supervisors are shown of their groups, on the API of the agent's page. */
export const wallboard = z.strictObject({
  /** The claim that lists the groups a person supervises. Only the provider may be able to set it. */
  supervisorClaim: claim.default('supervisor'),
  /** The claim that says who they are: it stands in the audit of what they ask for. */
  personClaim: claim.default('sub'),
  /** The claim that lets a supervisor use the kill switches: `true`, or a list of roles in which `operator` stands. */
  operatorClaim: claim.default('operator'),
  /** Whether agents are called by their usernames, or by names that only stay the same. */
  agents: z.enum(['names', 'pseudonyms'], { error: () => 'must be "names" or "pseudonyms"' }).default('names'),
  /** Since when, last moves and why, heartbeats of each agent. What the law and the works council say comes first. */
  agentFigures: z.boolean({ error: () => 'must be true or false' }).default(true),
  /** The service level aimed at: so many of 100 callers are to be answered within so many seconds. */
  targetPercent: whole(50, 99).default(80),
  targetSeconds: whole(5, 120).default(20),
});

export const wallboardRules = [
  rule(
    z.object({ wallboard: z.unknown().optional(), agentPage: z.unknown().optional() }),
    ({ wallboard: asked, agentPage }) =>
      asked === undefined || agentPage !== undefined
        ? []
        : [
            {
              code: 'env.part-missing',
              path: ['wallboard'],
              message:
                'has nobody who vouches for supervisors: it is served by the API of agentPage; give that its issuer, audience and origins',
            },
          ],
  ),
  rule(
    z.object({
      wallboard: z.object({
        supervisorClaim: z.string().default('supervisor'),
        personClaim: z.string().default('sub'),
        operatorClaim: z.string().default('operator'),
      }),
    }),
    ({ wallboard: { supervisorClaim, personClaim, operatorClaim } }) => [
      ...(supervisorClaim === personClaim
        ? [
            {
              code: 'field.contradiction' as const,
              path: ['wallboard', 'supervisorClaim'],
              message: `is ${JSON.stringify(supervisorClaim)}, as personClaim is; one lists groups, the other says who somebody is`,
            },
          ]
        : []),
      ...(operatorClaim === personClaim
        ? [
            {
              code: 'field.contradiction' as const,
              path: ['wallboard', 'operatorClaim'],
              message: `is ${JSON.stringify(operatorClaim)}, as personClaim is; one says what somebody may, the other who they are`,
            },
          ]
        : []),
    ],
  ),
];

/** So many agents have one supervisor who looks, at least. */
const agentsPerViewer = 10;

/** Requests of a few people at least who try everything out at once. */
const least = 20;

/** Snapshots a second that supervisors at the wallboard ask for, a tenth of them again. */
export const viewerRequestsPerSecond = (agents: number): number =>
  Math.ceil((viewersOf(agents) * 1.1) / secondsBetweenSnapshots);

const viewersOf = (agents: number): number => Math.ceil(agents / agentsPerViewer);

/** What each route of the wallboard lets through from all pages together. */
export function wallboardThrottles(
  agents: number,
): Readonly<Record<'groups' | 'snapshot' | 'move' | 'switch', Throttle>> {
  const viewers = viewersOf(agents);
  const snapshots = Math.max(least, viewerRequestsPerSecond(agents));
  return {
    groups: { requestsPerSecond: least, burst: Math.max(least, Math.min(viewers, 500)) },
    snapshot: { requestsPerSecond: snapshots, burst: snapshots * 2 },
    move: { requestsPerSecond: least, burst: least },
    switch: { requestsPerSecond: least, burst: least },
  };
}
