import { createHash } from 'node:crypto';
import type { Chance } from '../../clock/scheduler';

/** Where an assembly that names no environment is deployed to. */
export const localAccount = '123456789012';
export const localRegion = 'us-east-1';

export const hex = (text: string, length: number): string =>
  createHash('sha256').update(text).digest('hex').slice(0, length);

const asUuid = (digits: string): string =>
  `${digits.slice(0, 8)}-${digits.slice(8, 12)}-4${digits.slice(13, 16)}-8${digits.slice(17, 20)}-${digits.slice(20, 32)}`;

/** The same text always has the same id, so that two runs of one template are alike. */
export const uuidFor = (text: string): string => asUuid(hex(text, 32));

/** A fresh id (message, event, request) from the seeded stream called `source`. */
export function freshUuid(chance: Chance, source: string): string {
  let digits = '';
  for (let part = 0; part < 4; part++) {
    digits += Math.floor(chance.next(source) * 2 ** 32)
      .toString(16)
      .padStart(8, '0');
  }
  return asUuid(digits);
}

/** The name CloudFormation would make for a resource that was given none. */
export function generatedName(stackName: string, logicalId: string, limit: number, suffix = ''): string {
  const tail = `-${hex(`${stackName}/${logicalId}`, 12).toUpperCase()}${suffix}`;
  return `${`${stackName}-${logicalId}`.slice(0, limit - tail.length)}${tail}`;
}

export interface ArnParts {
  readonly service: string;
  readonly region: string;
  readonly account: string;
  readonly resource: string;
}

export const arnOf = (parts: ArnParts): string =>
  `arn:aws:${parts.service}:${parts.region}:${parts.account}:${parts.resource}`;

/** Throws when the text is no ARN. */
export function parseArn(arn: string): ArnParts {
  const [prefix, , service, region, account, ...resource] = arn.split(':');
  if (prefix !== 'arn' || service === undefined || resource.length === 0)
    throw new Error(`"${arn}" is not an ARN; expected arn:aws:SERVICE:REGION:ACCOUNT:RESOURCE`);
  return { service, region: region ?? '', account: account ?? '', resource: resource.join(':') };
}

/** The part of an ARN or path behind its last slash or colon: the id of a Connect resource, the name of a queue. */
export const lastPart = (arn: string): string => arn.slice(Math.max(arn.lastIndexOf('/'), arn.lastIndexOf(':')) + 1);
