import { addressOf } from '../../simulator/connect/api/users';
import type { PlayedAgents } from '../../simulator/run/played-agents';
import type { Identity } from '../oidc/tokens';

/** Names of those who may sign in: agents by username, and one supervisor per group. */
export interface People {
  readonly agents: readonly string[];
  readonly groups: readonly string[];
}

/**
 * Who can sign in to the pages of a run. An agent is known by the Connect user id (claim `sub`), the
 * username (`preferred_username`) and the e-mail address (`email`), whichever the environment goes by; a supervisor has
 * the group in the claim `supervisor`, and may use the kill switches, too (claim `operator`). Agents appear once a run has begun.
 */
export const identitiesOf = ({ agents, groups }: People, played: PlayedAgents | null): readonly Identity[] => [
  ...agents.flatMap((username): readonly Identity[] => {
    const userId = played?.userIdOf(username) ?? null;
    return userId === null
      ? []
      : [{ name: username, claims: { sub: userId, preferred_username: username, email: addressOf(username) } }];
  }),
  ...groups.map((group): Identity => {
    const name = `supervisor-${group}`;
    return { name, claims: { sub: name, preferred_username: name, supervisor: [group], operator: true } };
  }),
];
