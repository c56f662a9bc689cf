import type { WorldFact } from '../connect/world-facts';
import type { TraceEvent } from './lines';
import type { ScenarioNames } from './names';

/** What is remembered of one call while the trace is written. Times are seconds since t = 0. */
export interface CallTrack {
  readonly call: string;
  readonly queue: string;
  queuedAt: number | null;
  /** The plan in force: the agent it names and until when; `text` tells a repetition. */
  plan: { readonly agent: string; readonly slotEnds: number; readonly text: string } | null;
  /** As decided last; the flow decides by itself only when plan-offer fails. */
  voicemailReason: 'max-wait' | 'nobody-left' | 'failure';
  voicemail: boolean;
}

/** A new call, not yet queued. */
export const trackCall = (call: string, queue: string): CallTrack => ({
  call,
  queue,
  queuedAt: null,
  plan: null,
  voicemailReason: 'failure',
  voicemail: false,
});

/** The facts that are about one call and may be a line of it. */
export type CallFact = Exclude<
  WorldFact,
  {
    type:
      | 'agent.status'
      | 'criteria.in-force'
      | 'contact.asked'
      | 'task.created'
      | 'task.offered'
      | 'contact.dequeued'
      | 'contact.transferred'
      | 'callout.started'
      | 'callout.ended';
  }
>;

/** The trace event that a fact about a call is, or null where the trace has none. Updates the track. */
export function callEvent(t: number, fact: CallFact, track: CallTrack, names: ScenarioNames): TraceEvent | null {
  const { call } = track;
  const waitSeconds = track.queuedAt === null ? 0 : thousandths(t - track.queuedAt);
  switch (fact.type) {
    case 'contact.arrived':
      return { type: 'call.arrived', call, queue: track.queue };
    case 'contact.refused':
      return { type: 'call.refused', call, reason: fact.why };
    case 'contact.queued': {
      const queue = names.queue(fact.queueArn);
      if (queue === null || track.queuedAt !== null) return null;
      track.queuedAt = t;
      return { type: 'call.queued', call, queue };
    }
    case 'contact.ringing': {
      const agent = names.agent(fact.userId);
      const planned = track.plan !== null && track.plan.agent === agent && t < track.plan.slotEnds;
      return { type: 'offer.ringing', call, agent, by: planned ? 'planned' : 'native' };
    }
    case 'contact.missed':
    case 'contact.declined': {
      track.plan = null;
      const type = fact.type === 'contact.missed' || fact.withdrawn ? 'offer.missed' : 'offer.declined';
      return { type, call, agent: names.agent(fact.userId) };
    }
    case 'contact.answered':
      return { type: 'call.answered', call, agent: names.agent(fact.userId), waitSeconds };
    case 'contact.abandoned': {
      // Hanging up after the tone ends a voicemail, it does not abandon the wait.
      if (track.voicemail) return null;
      const agent = fact.userId === null ? {} : { agent: names.agent(fact.userId) };
      return { type: 'call.abandoned', call, ...agent, waitSeconds };
    }
    case 'contact.ended':
      return { type: 'call.ended', call, agent: names.agent(fact.userId) };
    case 'recording.started':
      if (track.voicemail) return null;
      track.voicemail = true;
      return { type: 'call.voicemail', call, waitSeconds, reason: track.voicemailReason };
  }
}

/** To the millisecond, as the trace writes seconds. */
export const thousandths = (seconds: number): number => Math.round(seconds * 1000) / 1000;
