import { useSyncExternalStore } from 'react';
import type { AgentLogic, AgentView } from '../agent-logic';

export const useAgentView = (logic: AgentLogic): AgentView => useSyncExternalStore(logic.subscribe, logic.view);
