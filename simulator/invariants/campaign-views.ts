import type { GroupId } from '../../core/ids';
import type { ScenarioAgent } from '../scenario/scenario';
import type { ContactState } from '../trace/dial-facts';
import type { LineOf, TraceLine } from '../trace/lines';

/** The outbound half of one agent as the trace shows it. Times are seconds since t = 0. */
export interface OutboundAgentView {
  readonly agent: ScenarioAgent;
  /** `null` before the first line about it. */
  status: string | null;
  side: string;
  /** Dwell is counted from here. */
  sideSince: number;
  /** The tether they are on. */
  tether: TraceLine | null;
  tetherEndedAt: number;
  /** The first request of a tether that is neither connected nor failed nor over. */
  pending: LineOf<'tether.requested'> | null;
  /** In flight for this agent, or with them. */
  readonly dials: Set<DialView>;
  /** The contact they are shown. */
  preview: PreviewView | null;
  /** The last customer who was cut off. */
  cutOff: LineOf<'dial.ended'> | null;
  wrapUpUntil: number;
  /** When the last work for a campaign was over. */
  workOverAt: number;
  move: MoveView | null;
  /** When their completed moves were decided. */
  readonly moved: number[];
}

/** A customer who is being called, or talked to. */
export interface DialView {
  readonly started: LineOf<'dial.started'>;
  agent: OutboundAgentView | null;
  connected: boolean;
}

/** A contact shown to an agent. */
export interface PreviewView {
  readonly offered: LineOf<'preview.offered'>;
  readonly agent: OutboundAgentView;
  /** The end of the tether it was shown on. */
  tetherEnded: LineOf<'tether.ended'> | null;
  decided: LineOf<'preview.decided'> | null;
}

/** A move that is decided and neither completed nor failed. */
export interface MoveView {
  readonly decided: LineOf<'move.decided'>;
  readonly group: GroupId;
  /** Since when the agent is shown as moving; an agent who comes after work is not at first. */
  movingSince: number | null;
}

/** One contact of a campaign's list. */
export interface ContactView {
  readonly contact: string;
  state: ContactState;
  line: TraceLine | null;
  dial: DialView | null;
  /** The end of a dial that the state does not tell of yet. */
  ended: LineOf<'dial.ended'> | null;
  /** They are being shown to somebody. */
  preview: PreviewView | null;
  /** Their last preview was withdrawn, and nothing happened to them since. */
  withdrawn: LineOf<'preview.decided'> | null;
  /** They were shown and accepted, and are to be dialled: the dial was begun with the preview. */
  accepted: boolean;
}
