import type { ConnectSetup } from '../../simulator/connect/connect-setup';
import { lastPart } from '../aws/identity';

type Mutable<List> = List extends readonly (infer Item)[] ? Item[] : never;

/** What the template puts into the Connect instance, collected while it is deployed. */
export class ConnectResources {
  readonly hours: Mutable<ConnectSetup['hours']> = [];
  readonly queues: Mutable<ConnectSetup['queues']> = [];
  readonly routingProfiles: Mutable<ConnectSetup['routingProfiles']> = [];
  readonly flows: Mutable<ConnectSetup['flows']> = [];
  readonly quickConnects: Mutable<NonNullable<ConnectSetup['quickConnects']>> = [];
  readonly statuses: Mutable<ConnectSetup['statuses']> = [];
  readonly predefinedAttributes: Mutable<ConnectSetup['predefinedAttributes']> = [];
  readonly lambdaAssociations: Mutable<ConnectSetup['lambdaAssociations']> = [];
  /** Origins of pages that may put Connect's softphone into a frame. */
  readonly approvedOrigins: string[] = [];
  /** Numbers of the template and those brought along, by id; the flow is known once it has been associated. */
  readonly numbers = new Map<string, { arn: string; e164: string; flowId: string | null }>();
  /** Stream of the storage configuration AGENT_EVENTS. */
  agentEventsStreamArn: string | null = null;
  recordings: NonNullable<ConnectSetup['recordings']> | null = null;
  #instanceArn: string | null = null;

  /** The one instance all resources belong to; throws when a resource names another. */
  belongsTo(instanceArn: string): string {
    this.#instanceArn ??= instanceArn;
    if (this.#instanceArn !== instanceArn)
      throw new Error(`it belongs to ${instanceArn}, but the local cloud has the one instance ${this.#instanceArn}`);
    return instanceArn;
  }

  get instanceArn(): string | null {
    return this.#instanceArn;
  }

  /** AssociatePhoneNumberContactFlow while the app is being deployed. A number the template does not make is brought along. */
  associateNumber(numberId: string, flowId: string, arnOfNumber: (id: string) => string): void {
    const id = lastPart(numberId);
    const number = this.numbers.get(id) ?? { arn: arnOfNumber(id), e164: e164For(id), flowId: null };
    this.numbers.set(id, { ...number, flowId: lastPart(flowId) });
  }
}

/** A number nobody has: +1 555 01 and the id's digits, so that the same id always has the same number. */
export function e164For(id: string, prefix = '+155501'): string {
  const digits = [...id].reduce((sum, character) => (sum * 31 + character.charCodeAt(0)) % 1_000_000_007, 7);
  return `${prefix}${String(digits)
    .padStart(9, '0')
    .slice(0, Math.max(4, 12 - prefix.length))}`;
}
