/**
 * What `npm run preflight` asks of an AWS account before a deploy. Every question only reads. An answer is either known, or
 * tells which permission is missing or why else nobody could say.
 */

/** `action` is the IAM action that was tried; `why` is AWS's own word. */
export type Answer<T> =
  | { readonly known: true; readonly value: T }
  | { readonly known: false; readonly action: string; readonly why: string; readonly denied: boolean };

/** Which permission is missing, or what AWS said instead of an answer. */
export const whyUnknown = ({ action, why, denied }: Extract<Answer<unknown>, { known: false }>): string =>
  denied ? `not allowed to look: the permission ${action} is missing` : `${action} gave no answer: ${why}`;

export const known = <T>(value: T): Answer<T> => ({ known: true, value });

export interface InstanceFacts {
  readonly status: string;
  /** Null where Connect tells none. */
  readonly alias: string | null;
  readonly inboundCalls: boolean;
  readonly outboundCalls: boolean;
  /** SAML, CONNECT_MANAGED or EXISTING_DIRECTORY. */
  readonly identity: string;
}

/** Where Connect stores recordings: the storage setting CALL_RECORDINGS. */
export interface RecordingSetting {
  readonly bucket: string;
  readonly prefix: string;
  /** ARN of a KMS key, null without one. */
  readonly keyArn: string | null;
}

export interface BucketFacts {
  readonly region: string;
  readonly eventBridge: boolean;
  /** The notification configuration as it is, without EventBridge: whoever changes it must keep this. */
  readonly otherNotifications: Readonly<Record<string, unknown>>;
  /** Of the bucket's default encryption; null if it is S3's own. */
  readonly keyArn: string | null;
}

export interface Quota {
  readonly name: string;
  readonly code: string;
  readonly value: number;
  readonly adjustable: boolean;
}

/** Something of the instance by its name. */
export interface Named {
  readonly arn: string;
  readonly name: string;
}

/** What counts against a quota of the instance. */
export const listed = ['queues', 'routingProfiles', 'flows', 'hours', 'quickConnects', 'statuses'] as const;
export type Listed = (typeof listed)[number];

export interface StatusFacts extends Named {
  readonly kind: string;
}

export interface ProfileFacts {
  readonly name: string;
  /** TIME_SINCE_LAST_ACTIVITY or TIME_SINCE_LAST_INBOUND. */
  readonly availabilityTimer: string;
  readonly entries: readonly {
    readonly queueArn: string;
    readonly channel: string;
    readonly priority: number;
    readonly delaySeconds: number;
  }[];
  /** Contacts at once by channel. */
  readonly concurrency: Readonly<Record<string, number>>;
}

export interface UserFacts {
  readonly username: string;
  readonly routingProfileId: string;
  readonly deskPhone: boolean;
  readonly autoAccept: boolean;
}

export interface NumberFacts {
  readonly e164: string;
  readonly status: string;
  /** The instance or traffic distribution group it belongs to. */
  readonly targetArn: string;
  /** The flow its callers reach today; null if none. */
  readonly flowArn: string | null;
}

/** Read-only questions about the Connect instance; none of them throws for what AWS refuses. */
export interface ConnectQuestions {
  instance(): Promise<Answer<InstanceFacts>>;
  recordings(): Promise<Answer<readonly RecordingSetting[]>>;
  /** ARNs of the streams that agent events go to. */
  agentEventStreams(): Promise<Answer<readonly string[]>>;
  list(kind: Listed): Promise<Answer<readonly Named[]>>;
  statuses(): Promise<Answer<readonly StatusFacts[]>>;
  phoneNumberCount(): Promise<Answer<number>>;
  phoneNumber(arn: string): Promise<Answer<NumberFacts>>;
  /** Whether a number of the country and type can be claimed now. */
  numberOnOffer(countryCode: string, type: string): Promise<Answer<boolean>>;
  hours(arn: string): Promise<Answer<{ readonly name: string; readonly timeZone: string }>>;
  routingProfile(arn: string): Promise<Answer<ProfileFacts>>;
  users(): Promise<Answer<readonly UserFacts[]>>;
}

/** The same about what is around it. */
export interface SurroundingQuestions {
  /** The account of the credentials. */
  callerAccount(): Promise<Answer<string>>;
  /** Of the instance; its own values where AWS keeps them by instance. */
  connectQuotas(): Promise<Answer<readonly Quota[]>>;
  bucket(name: string): Promise<Answer<BucketFacts>>;
  /** What stands at the issuer's discovery address. */
  discovery(issuer: string): Promise<Answer<{ readonly issuer: unknown }>>;
  lambdaConcurrency(): Promise<Answer<number>>;
  /** Version of the CDK bootstrap stack; null without one. */
  bootstrapVersion(): Promise<Answer<number | null>>;
  /** Those of our stacks, by name, that are there. */
  stacks(names: readonly string[]): Promise<Answer<readonly string[]>>;
}

export type Account = ConnectQuestions & SurroundingQuestions;
