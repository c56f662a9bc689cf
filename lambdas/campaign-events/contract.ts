import { baseEnvironment, stepEnvironment } from '../shared/contract';

export const environment = [...baseEnvironment, ...stepEnvironment] as const;

/** What the ingress publishes on our bus and the rule lets through; core reads the same list. */
export const campaignEventSource = 'ccb.campaign-manager';
export { campaignEventTypes } from '../../core/campaign-contract/event-types';
