import type { CriteriaPorts } from '../connect/criteria-room';
import type { PlanCallPorts } from './plan-ports';
import type { CallStore } from './ports';

export interface OfferToOthersPorts extends PlanCallPorts, CriteriaPorts {
  readonly calls: Pick<CallStore, 'load' | 'save' | 'waiting' | 'noteRefusal'>;
}
