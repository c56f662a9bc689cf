import type { AfterRefusal } from '../../../core/offering/refusal-verdict';
import { createAgent, type SimulatedAgent } from '../../../simulator/people/agent';
import type { AgentScript } from '../../../simulator/people/agent-script';
import { createCaller } from '../../../simulator/people/caller';
import { createPeopleWorld } from '../../../simulator/people/people-world';
import { aWorld, type Options, salesNumber, startMs, type World } from '../connect/connect-fixture';

/** A contact centre with people in it. */
export interface Office extends World {
  hire(username: string, script?: Partial<AgentScript>): SimulatedAgent;
  ring(at: number, script?: { patience?: number | null; talk?: number; voicemail?: number; keys?: string }): void;
  contacts(): string[];
  /** What the page's back end says each agent waits for, tether ids by user id. */
  readonly expected: Map<string, string>;
  /** The contact each agent is shown, by user id. */
  readonly previews: Map<string, string>;
  /** `seconds name preview answer`. */
  readonly answers: string[];
  /** `seconds name`. */
  readonly heartbeats: string[];
  /** So many answers to come get an error. */
  readonly outage: { answers: number };
}

export function anOffice(options: Options = {}, rule: AfterRefusal = 'not-ready'): Office {
  const expected = new Map<string, string>();
  const names = new Map<string, string>();
  const previews = new Map<string, string>();
  const answers: string[] = [];
  const heartbeats: string[] = [];
  const outage = { answers: 0 };
  const world = aWorld(options);
  const people = createPeopleWorld({
    connect: world.connect,
    scheduler: world.clock,
    startMs,
    backend: {
      // The server has seen it at once, and its last criteria leave the agent out.
      refusalVerdict: async (_userId, _contactId, shown) => ({ verdict: shown, criteriaWrittenAt: 0, after: rule }),
      expectedTether: (userId) => expected.get(userId) ?? null,
      openPreview: (userId) => previews.get(userId) ?? null,
      async answerPreview(userId, previewId, answer) {
        if (outage.answers-- > 0) throw new Error('the page got an error');
        answers.push(`${(world.clock.now() - startMs) / 1000} ${names.get(userId)} ${previewId} ${answer}`);
        previews.delete(userId);
        return 'decided';
      },
      heartbeat: async (userId) => void heartbeats.push(`${(world.clock.now() - startMs) / 1000} ${names.get(userId)}`),
    },
  });
  return {
    ...world,
    ...{ expected, previews, answers, heartbeats, outage },
    told: (...types) =>
      world.told(...types).map((line) => line.replace(/[0-9a-f]{8}-[0-9a-f-]{27}/, (id) => names.get(id) ?? id)),
    hire(username, script = {}) {
      const agent = createAgent(people, {
        username,
        routingProfileId: 'both',
        availableAt: 0,
        offers: [{ answerAfter: 2 }],
        afterMiss: 'stay',
        page: 'ours',
        wrapUpSeconds: () => 0,
        timeline: [],
        ...script,
      });
      names.set(agent.userId, username);
      agent.start();
      return agent;
    },
    ring(at, { patience = null, talk = 60, voicemail = 10, keys = '' } = {}) {
      const caller = createCaller(people, {
        number: salesNumber,
        from: '+491',
        keys,
        patienceSeconds: () => patience,
        talkSeconds: () => talk,
        voicemailSeconds: () => voicemail,
        transfer: null,
      });
      world.at(at, () => caller.dial());
    },
    contacts: () => world.facts.flatMap((fact) => (fact.type === 'contact.arrived' ? [fact.contactId] : [])),
  };
}
