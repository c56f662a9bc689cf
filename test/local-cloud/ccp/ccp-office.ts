import { type LocalCcp, startCcp } from '../../../local-cloud/ccp/start-ccp';
import type { AgentScript } from '../../../simulator/people/agent-script';
import { OutsideActs } from '../../../simulator/run/outside-acts';
import { type PlayedAgents, playedAgents } from '../../../simulator/run/played-agents';
import type { Options } from '../../simulator/connect/connect-fixture';
import { anOffice, type Office } from '../../simulator/people/office';

/** A contact centre whose agents have simulated softphones; the token of each agent is their user id. */
export interface CcpOffice extends Office {
  readonly ccp: LocalCcp;
  readonly agents: PlayedAgents;
  /** What went wrong at the server. */
  readonly failures: readonly string[];
  /** What was chosen and by whom agents are played, `username what`. */
  readonly heard: readonly string[];
  userIdOf(username: string): string;
  /** Asks the control as the agent whose token it is. */
  control(method: string, path: string, token?: string): Promise<{ readonly status: number; readonly body: unknown }>;
  /** The scenario begins again, with the same people. */
  again(): void;
  /** As at the end of a run. */
  over(): void;
  close(): Promise<void>;
}

export async function aCcpOffice(
  scripts: Readonly<Record<string, Partial<AgentScript>>>,
  { origins = [], ...options }: Options & { readonly origins?: readonly string[] } = {},
): Promise<CcpOffice> {
  const office = anOffice(options);
  const { clock, connect } = office;
  const heard: string[] = [];
  const failures: string[] = [];
  // Whatever comes from outside happens at once: nobody paces this clock.
  const fromOutside = () =>
    new OutsideActs(clock, { now: () => clock.now(), interrupt: () => void clock.run(clock.now()) });
  let acts = fromOutside();
  const persons = new Map(
    Object.entries(scripts).map(([username, script]) => [username, office.hire(username, script)]),
  );
  await clock.run(clock.now());
  const playing = () =>
    playedAgents({
      connect,
      persons,
      acts,
      chooses: (username, act) => heard.push(`${username} ${act}`),
      changesHands: (username, to) => heard.push(`${username} to ${to}`),
    });
  const agents = playing();
  const ccp = await startCcp({
    whoIs: async (authorization) => authorization?.replace(/^Bearer /, '') ?? null,
    origins: () => origins,
    failed: (message) => failures.push(message),
  });
  ccp.serve(agents);
  return {
    ...office,
    ...{ ccp, agents, failures, heard },
    userIdOf: (username) => persons.get(username)?.userId ?? 'nobody',
    async control(method, path, token) {
      const answered = await fetch(`${ccp.controlUrl}/control/agents/${path}`, {
        method,
        ...(token !== undefined && { headers: { authorization: `Bearer ${token}` } }),
      });
      return { status: answered.status, body: await answered.json() };
    },
    again() {
      acts = fromOutside();
      ccp.serve(playing());
    },
    over: () => acts.close(),
    close: () => ccp.close(),
  };
}
