import * as z from 'zod';
import type { Chance, Scheduler } from '../../clock/scheduler';
import type { DeadLetters } from '../asynchronous/dead-letters';
import type { Declared } from '../aws/declared';
import type { ReportFailure } from '../aws/failure';
import type { ConnectResources } from '../connect/connect-resources';
import type { EventRouter } from '../events/event-router';
import type { RuleTargets } from '../events/rule-targets';
import type { HttpApis } from '../http-api/http-apis';
import type { Access } from '../iam/access';
import type { CustomResources } from '../lambda/custom-resources';
import type { Functions } from '../lambda/functions';
import type { ParameterStore } from '../parameters/parameter-store';
import type { Queues } from '../queues/queues';
import type { SecretStore } from '../secrets/secret-store';
import type { Sites } from '../sites/sites';
import type { Streams } from '../streams/streams';
import type { Tables } from '../tables/tables';

/** All services a resource may become part of. */
export interface Platform {
  /** `http://127.0.0.1:PORT` */
  readonly endpoint: string;
  readonly scheduler: Scheduler;
  readonly chance: Chance;
  readonly report: ReportFailure;
  readonly access: Access;
  readonly functions: Functions;
  readonly queues: Queues;
  readonly streams: Streams;
  readonly router: EventRouter;
  readonly ruleTargets: RuleTargets;
  readonly parameters: ParameterStore;
  readonly secrets: SecretStore;
  readonly tables: Tables;
  readonly httpApis: HttpApis;
  readonly sites: Sites;
  readonly connect: ConnectResources;
  readonly deadLetters: DeadLetters;
  readonly customResources: CustomResources;
  /** Names of our own buckets that send their events to EventBridge. */
  readonly buckets: Map<string, { readonly sendsEvents: boolean }>;
  /** ARNs of the log groups, without the `:*` that stands for their streams. */
  readonly logGroups: Set<string>;
  /** Takes the prefix that all functions of a run share off a physical name. */
  readonly functionName: (physicalName: string) => string;
}

/** What Ref and Fn::GetAtt of a resource give. */
export interface Created {
  readonly ref: unknown;
  readonly attributes?: Readonly<Record<string, unknown>>;
}

export interface ResourceType {
  /** Properties the local cloud knows; 'any' where it does not matter what is said. */
  readonly properties: readonly string[] | 'any';
  create(declared: Declared, platform: Platform): Created | Promise<Created>;
}

/** A property that changes nothing here: descriptions, tags, encryption, retention and what costs or capacity are. */
export const noEffect = z.unknown().optional();
/** Numbers and truth values, which CloudFormation also takes as text. */
export const numeric = z.coerce.number();
export const truth = z.union([z.boolean(), z.literal(['true', 'false']).transform((text) => text === 'true')]);

/** A type whose properties are read by a strict schema: what the schema does not name is refused, at any depth. */
export function resourceType<Shape extends z.ZodRawShape>(
  shape: Shape,
  create: (
    properties: z.infer<z.ZodObject<Shape, z.core.$strict>>,
    declared: Declared,
    platform: Platform,
  ) => Created | Promise<Created>,
): ResourceType {
  const schema = z.strictObject(shape);
  return {
    properties: Object.keys(shape),
    create(declared, platform) {
      const parsed = schema.safeParse(declared.properties);
      if (parsed.success) return create(parsed.data, declared, platform);
      throw new Error(parsed.error.issues.map(issueSentence).join('; '));
    },
  };
}

function issueSentence(issue: z.core.$ZodIssue): string {
  const place = issue.path.length > 0 ? issue.path.map(String).join('.') : 'its properties';
  if (issue.code === 'unrecognized_keys')
    return `${place}: the local cloud does not know ${issue.keys.map((key) => `the property ${key}`).join(', ')}`;
  return `${place}: ${issue.message}`;
}
