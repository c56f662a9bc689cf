import { useEffect, useState, useSyncExternalStore } from 'react';
import type { AgentLogic, AgentView } from '../agent-logic';

export const useAgentView = (logic: AgentLogic): AgentView => useSyncExternalStore(logic.subscribe, logic.view);

/** The time on this machine, again every `everyMs`: for countdowns and ages. */
export function useNow(everyMs: number): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = window.setInterval(() => setNow(Date.now()), everyMs);
    return () => window.clearInterval(timer);
  }, [everyMs]);
  return now;
}
