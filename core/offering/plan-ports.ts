import type { AgentStore } from '../agent/ports';
import type { Clock } from '../clock';
import type { DecisionLog } from '../decisions/decision-log';
import type { DirectorySource } from '../group/ports';
import type { ThresholdReader } from '../thresholds/ports';
import type { CallStore } from './ports';

export interface PlanCallPorts {
  readonly clock: Clock;
  readonly agents: Pick<AgentStore, 'load' | 'ranked' | 'claim' | 'release'>;
  readonly calls: Pick<CallStore, 'load' | 'save'>;
  readonly thresholds: ThresholdReader;
  readonly directory: DirectorySource;
  readonly decisions: DecisionLog;
}
