import * as z from 'zod';
import { arnOf, generatedName, lastPart } from '../aws/identity';
import { defaultBus } from '../events/event-router';
import { type Rule, type RuleTarget, targetKind } from '../events/rule-targets';
import { parsePolicy } from '../iam/policy';
import { checkPattern, type Pattern } from '../patterns/pattern';
import { noEffect, numeric, resourceType } from './resource-type';

const target = z.strictObject({
  Id: z.string(),
  Arn: z.string(),
  RoleArn: z.string().optional(),
  Input: z.string().optional(),
  InputPath: z.string().optional(),
  InputTransformer: z
    .strictObject({ InputPathsMap: z.record(z.string(), z.string()).optional(), InputTemplate: z.string() })
    .optional(),
  DeadLetterConfig: z.strictObject({ Arn: z.string() }).optional(),
  SqsParameters: z.strictObject({ MessageGroupId: z.string() }).optional(),
  // A delivery here either arrives or is refused once and for all, so that retry settings are only checked.
  RetryPolicy: z
    .strictObject({
      MaximumEventAgeInSeconds: numeric.refine((age) => age >= 60 && age <= 86_400, 'must be 60 to 86400').optional(),
      MaximumRetryAttempts: numeric.refine((tries) => tries >= 0 && tries <= 185, 'must be 0 to 185').optional(),
    })
    .optional(),
});

export const eventsResources = {
  'AWS::Events::EventBus': resourceType(
    { Name: z.string(), Description: noEffect, KmsKeyIdentifier: noEffect, Tags: noEffect, LogConfig: noEffect },
    ({ Name }, { region, account }, { router }) => {
      router.addBus(Name);
      const arn = arnOf({ service: 'events', region, account, resource: `event-bus/${Name}` });
      return { ref: Name, attributes: { Arn: arn, Name } };
    },
  ),
  'AWS::Events::EventBusPolicy': resourceType(
    { StatementId: z.string(), EventBusName: z.string().optional(), Statement: z.unknown() },
    ({ StatementId, EventBusName, Statement }, { region, account }, { access }) => {
      const bus = EventBusName ?? defaultBus;
      const policy = parsePolicy({ Statement }, `statement ${StatementId} of event bus ${bus}`);
      access.addResourcePolicy(arnOf({ service: 'events', region, account, resource: `event-bus/${bus}` }), policy);
      return { ref: StatementId };
    },
  ),
  'AWS::Events::Rule': resourceType(
    {
      Name: z.string().optional(),
      Description: noEffect,
      Tags: noEffect,
      EventBusName: z.string().optional(),
      EventPattern: z.record(z.string(), z.unknown()).optional(),
      ScheduleExpression: z.string().optional(),
      State: z.literal(['ENABLED', 'DISABLED']).optional(),
      Targets: z.array(target).optional(),
    },
    (properties, { stackName, logicalId, region, account }, { router }) => {
      const bus = lastPart(properties.EventBusName ?? defaultBus);
      const name = properties.Name ?? generatedName(stackName, logicalId, 64);
      const path = bus === defaultBus ? name : `${bus}/${name}`;
      const problems = properties.EventPattern ? checkPattern(properties.EventPattern) : [];
      if (problems.length > 0) throw new Error(problems.join('; '));
      const rule: Rule = {
        name,
        arn: arnOf({ service: 'events', region, account, resource: `rule/${path}` }),
        region,
        account,
        bus,
        enabled: properties.State !== 'DISABLED',
        pattern: (properties.EventPattern as Pattern | undefined) ?? null,
        scheduleSeconds:
          properties.ScheduleExpression === undefined ? null : rateSeconds(properties.ScheduleExpression),
        targets: (properties.Targets ?? []).map(ruleTarget),
      };
      router.addRule(rule);
      return { ref: bus === defaultBus ? name : `${bus}|${name}`, attributes: { Arn: rule.arn } };
    },
  ),
};

function ruleTarget(declared: z.infer<typeof target>): RuleTarget {
  const { InputTransformer: transformer } = declared;
  return {
    id: declared.Id,
    arn: declared.Arn,
    kind: targetKind(declared.Arn),
    input: {
      input: declared.Input ?? null,
      inputPath: declared.InputPath ?? null,
      transformer: transformer ? { paths: transformer.InputPathsMap ?? {}, template: transformer.InputTemplate } : null,
    },
    deadLetterArn: declared.DeadLetterConfig?.Arn ?? null,
    messageGroupId: declared.SqsParameters?.MessageGroupId ?? null,
    roleArn: declared.RoleArn ?? null,
  };
}

const unitSeconds: Readonly<Record<string, number>> = { minute: 60, hour: 3600, day: 86_400 };

/** `rate(5 minutes)` in seconds. */
function rateSeconds(expression: string): number {
  const [, count, unit] = /^rate\((\d+) (minute|hour|day)s?\)$/.exec(expression) ?? [];
  const seconds = Number(count) * (unitSeconds[unit ?? ''] ?? 0);
  if (seconds > 0) return seconds;
  throw new Error(
    `the local cloud does not know the schedule ${expression}; rate(...) in minutes, hours or days is known`,
  );
}
