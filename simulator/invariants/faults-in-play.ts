import type { Fault, Scenario } from '../scenario/scenario';

/** Faults that keep what the Campaign Manager knows from the application. */
export const campaignManagerFaults: ReadonlySet<Fault['kind']> = new Set([
  'campaign-manager-down',
  'campaign-manager-slow',
]);

/** Whether the end of a call may go unheard until its lease or slot runs out. */
export const endsMayGoUnheard = ({ faults }: Pick<Scenario, 'faults'>): boolean =>
  faults.some(
    (fault) =>
      fault.kind === 'lose-contact-events' || (fault.kind === 'lambda-crash' && fault.function === 'contact-events'),
  );
