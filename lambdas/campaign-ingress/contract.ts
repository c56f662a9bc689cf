import { baseEnvironment } from '../shared/contract';

export const environment = [...baseEnvironment, 'TABLE_NAME', 'BUS_NAME', 'CAMPAIGN_SECRET_ARN'] as const;

/** Below the address of the HTTP API; the path is part of what is signed. */
export const eventsRoute = { method: 'POST', path: '/campaign-manager/events' } as const;

/** What API Gateway lets through from everybody together; each key has less (docs/campaign-manager.md). */
export const ingressThrottle = { requestsPerSecond: 100, burst: 200 } as const;
