/**
 * Calls promised to a customer: personal (by one agent) or general (by anybody). A personal one falls back to general
 * when its agent was not there in time, or dialled in vain often enough (docs/theory.md#call-backs). Pure.
 */
import type { AgentId } from '../../../core/ids';

/** How a promise to call again is kept. Times are seconds. */
export interface CallBackRules {
  /** Most dials to keep one promise, whoever makes them, 1 or more. */
  readonly attempts: number;
  /** From an unanswered dial to the next, 0 or more. */
  readonly retrySeconds: number;
  /** Of those, dials in vain by the agent it was promised for before anybody may call, 1 or more. */
  readonly personalAttempts: number;
  /** From the promised time on: how long it waits for that agent before anybody may call, 0 or more. */
  readonly personalSeconds: number;
}

/** Attempts and limit of time as UCCX has them, one personal attempt as Acqueon has it (docs/theory.md#call-backs). */
export const usualCallBacks: CallBackRules = {
  attempts: 3,
  retrySeconds: 300,
  personalAttempts: 1,
  personalSeconds: 900,
};

/** A promise to call somebody again, as it stands. */
export interface CallBack {
  /** Whose it is; `null`: anybody's. */
  readonly agentId: AgentId | null;
  /** The promised time, ms since the epoch. */
  readonly at: number;
  /** Dials made to keep this promise. */
  readonly attempts: number;
  /** When a personal one becomes general; `null` for a general one. */
  readonly generalAt: number | null;
}

/** Somebody is to be called again. */
export interface CallBackRequest {
  /** Connect's user id, or `null` for anybody. */
  readonly agentId: AgentId | null;
  /** When to call, ms since the epoch. */
  readonly atMs: number;
}

/** A promise, to be kept at `openMs`: the time asked for, or the first allowed moment after it. */
export const promised = ({ agentId, atMs }: CallBackRequest, openMs: number, rules: CallBackRules): CallBack => ({
  agentId,
  at: atMs,
  attempts: 0,
  generalAt: agentId === null ? null : openMs + rules.personalSeconds * 1000,
});

/** From now on any agent may make the call-back. */
export const madeGeneral = (callBack: CallBack): CallBack => ({ ...callBack, agentId: null, generalAt: null });

/** Nobody answered, and attempts are left. `reason`: what changed by it, to stand behind the reason of the change. */
export function missedCallBack(
  callBack: CallBack,
  { personalAttempts }: CallBackRules,
): { readonly callBack: CallBack; readonly reason: string } {
  const { agentId, attempts } = callBack;
  if (agentId === null || attempts < personalAttempts) return { callBack, reason: '' };
  return { callBack: madeGeneral(callBack), reason: `; anybody may call back now, not only ${agentId}` };
}
