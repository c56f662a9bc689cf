import { seededChance } from '../../../clock/chance';
import { buildInProcess } from '../../../simulator/in-process/application';
import { type Played, play } from '../../../simulator/run/play';
import type { PlayedAgents, SoftphoneAct } from '../../../simulator/run/played-agents';
import type { Scenario } from '../../../simulator/scenario/scenario';

export interface Restless extends Played {
  /** What the person did, `username what`, refusals left out. */
  readonly did: readonly string[];
}

/** A person who takes agents over and lets them go, and does what comes to mind at each change of their softphones. */
export async function playRestless(scenario: Scenario, seed: number): Promise<Restless> {
  const chance = seededChance(seed);
  const did: string[] = [];
  const draw = (share: number): boolean => chance.next('person') < share;
  const attempt = (agents: PlayedAgents, username: string, act: SoftphoneAct, what: string): void =>
    void agents.act(username, act).then(
      () => did.push(`${username} ${what}`),
      () => undefined,
    );

  const react = (agents: PlayedAgents, username: string): void => {
    if (!agents.isTakenOver(username)) {
      if (draw(0.05))
        void agents.takeOver(username).then(
          () => did.push(`${username} taken over`),
          () => undefined,
        );
      return;
    }
    if (draw(0.05)) {
      void agents.letGo(username).then(
        () => did.push(`${username} let go`),
        () => undefined,
      );
      return;
    }
    const { contacts, statuses } = agents.softphone(username);
    for (const { contactId, state } of contacts) {
      if (state === 'CONNECTING' && draw(0.5)) attempt(agents, username, { do: 'accept', contactId }, 'accepts');
      else if (state === 'CONNECTING' && draw(0.3)) attempt(agents, username, { do: 'reject', contactId }, 'declines');
      else if (state === 'CONNECTED' && draw(0.2)) attempt(agents, username, { do: 'hang-up', contactId }, 'hangs up');
      else if (draw(0.7)) attempt(agents, username, { do: 'clear', contactId }, 'clears');
    }
    const status = statuses[Math.floor(chance.next('person') * statuses.length)];
    if (status && draw(0.15)) {
      attempt(agents, username, { do: 'set-status', statusArn: status.arn, later: draw(0.5) }, `is ${status.name}`);
    }
    if (draw(0.02)) attempt(agents, username, { do: 'call-out' }, 'calls');
  };

  const played = await play({
    scenario,
    build: buildInProcess,
    endSeconds: scenario.durationSeconds,
    toleranceSeconds: 2,
    takenOver: new Set(scenario.agents.map(({ username }) => username).filter(() => draw(0.4))),
    attend: (agents) => agents.onChange((username) => react(agents, username)),
  });
  return { ...played, did };
}
