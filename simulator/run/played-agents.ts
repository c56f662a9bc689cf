import type { AgentId, ContactId } from '../../core/ids';
import { missedCallStatusName } from '../../core/vocabulary';
import type { SoftphoneView } from '../connect/softphone';
import type { SimulatedConnect } from '../connect/world';
import type { SimulatedAgent } from '../people/agent';
import type { StatusAct } from '../people/agent-script';
import type { OutsideActs } from './outside-acts';

/** What a person does on the softphone of an agent they have taken over. */
export type SoftphoneAct =
  /** `later`: as the next status while a customer is on the line, when a change at once is refused. */
  | { readonly do: 'set-status'; readonly statusArn: string; readonly later: boolean }
  | { readonly do: 'accept' | 'reject' | 'hang-up' | 'clear'; readonly contactId: ContactId }
  /** The customer answers after 10 s and talks for a minute (own-work.ts). */
  | { readonly do: 'call-out' };

/** What stands in the way of an act, in a sentence. */
export class SoftphoneRefusal extends Error {
  override readonly name = 'SoftphoneRefusal';
}

/**
 * The agents of a run, for people at this machine: what their softphones show, and taking one over from the script that plays
 * them. Whatever changes something is done as a task of its own in the run (OutsideActs) and rejects with a SoftphoneRefusal, with
 * RunOverError, or with the error of the simulated Connect, a sentence each.
 */
export interface PlayedAgents {
  readonly usernames: readonly string[];
  /** The Connect user id; `null`: there is no such agent. */
  userIdOf(username: string): string | null;
  /** Simulated time, ms since the epoch. */
  now(): number;
  /** Throws where there is no such agent. */
  softphone(username: string): SoftphoneView;
  /** Hears of each change on a softphone, by its agent; answers how to stop listening. */
  onChange(listener: (username: string) => void): () => void;
  isTakenOver(username: string): boolean;
  /** The script stops acting; again: nothing changes. */
  takeOver(username: string): Promise<void>;
  /** The script goes on from what it finds; again: nothing changes. */
  letGo(username: string): Promise<void>;
  act(username: string, act: SoftphoneAct): Promise<void>;
}

/** How long the customer of a person's own call talks, seconds. */
const OWN_TALK_SECONDS = 60;

/** Whom people at this machine may take over, and who hears of it. */
export interface PlayedAgentsParts {
  readonly connect: SimulatedConnect;
  readonly persons: ReadonlyMap<string, SimulatedAgent>;
  readonly acts: OutsideActs;
  /** Hears what somebody chose to be, right before it is done; `null`: a status nobody wishes for. */
  readonly chooses: (username: string, act: StatusAct | null) => void;
  /** Hears that an agent is taken over, or let go again. */
  readonly changesHands: (username: string, to: 'person' | 'script') => void;
}

/** The agents of a run as pages at this machine see and play them. What a softphone would not do throws SoftphoneRefusal. */
export function playedAgents({ connect, persons, acts, chooses, changesHands }: PlayedAgentsParts): PlayedAgents {
  const usernames = new Map([...persons].map(([username, { userId }]) => [userId, username]));
  const personOf = (username: string): SimulatedAgent => {
    const person = persons.get(username);
    if (!person) throw new SoftphoneRefusal(`there is no agent ${username} in this run`);
    return person;
  };

  const setStatus = (username: string, userId: AgentId, statusArn: string, later: boolean): void => {
    const { statuses, contacts } = connect.agents.softphone(userId);
    const status = statuses.find(({ arn }) => arn === statusArn);
    if (!status) {
      const known = statuses.map(({ arn, name }) => `${name} (${arn})`).join(', ');
      throw new SoftphoneRefusal(`there is no agent status ${JSON.stringify(statusArn)}; there are ${known}`);
    }
    const live = contacts.some(({ channel, state }) => channel === 'VOICE' && state === 'CONNECTED');
    if (live && !later) {
      throw new SoftphoneRefusal(
        `${username} has a live contact, so ${status.name} cannot be set now; ask for it as the next status (enqueueNextState)`,
      );
    }
    chooses(username, wishOf(status));
    connect.agents.setStatus(userId, status.name);
  };

  const perform = (username: string, userId: AgentId, act: SoftphoneAct): void | Promise<void> => {
    const { agents } = connect;
    switch (act.do) {
      case 'set-status':
        return setStatus(username, userId, act.statusArn, act.later);
      case 'accept':
        return agents.accept(userId, act.contactId);
      case 'reject':
        return agents.reject(userId, act.contactId);
      case 'hang-up':
        return agents.hangUp(userId, act.contactId);
      case 'clear':
        return agents.clear(userId, act.contactId);
      case 'call-out': {
        const contactId = agents.callOut(userId, { outcome: 'answered', talkSeconds: OWN_TALK_SECONDS });
        if (contactId !== null) return;
        throw new SoftphoneRefusal(
          `${username} cannot call: they are Offline, have a call on the softphone, or no line is free`,
        );
      }
    }
  };

  return {
    usernames: [...persons.keys()],
    userIdOf: (username) => persons.get(username)?.userId ?? null,
    now: () => acts.now(),
    softphone: (username) => connect.agents.softphone(personOf(username).userId),
    onChange: (listener) =>
      connect.agents.onChange((userId) => {
        const username = usernames.get(userId);
        if (username !== undefined) listener(username);
      }),
    isTakenOver: (username) => personOf(username).isTakenOver(),
    takeOver: (username) =>
      acts.perform(() => {
        const person = personOf(username);
        if (person.isTakenOver()) return;
        changesHands(username, 'person');
        person.takeOver();
      }),
    letGo: (username) =>
      acts.perform(() => {
        const person = personOf(username);
        if (!person.isTakenOver()) return;
        changesHands(username, 'script');
        const wish = person.letGo();
        if (wish === null) return;
        chooses(username, wish);
        return person.act(wish);
      }),
    act: (username, act) =>
      acts.perform(() => {
        const person = personOf(username);
        if (!person.isTakenOver()) {
          throw new SoftphoneRefusal(`${username} is played by the scenario; take the agent over first`);
        }
        return perform(username, person.userId, act);
      }),
  };
}

/** What a status says of what the agent wants to be; `null`: a page parks them so after a miss. */
function wishOf({ name, type }: { readonly name: string; readonly type: string }): StatusAct | null {
  if (type === 'ROUTABLE') return 'available';
  if (type === 'OFFLINE') return 'offline';
  return name === missedCallStatusName ? null : 'not-ready';
}
