import * as z from 'zod';
import { phoneCountries } from './phone-countries';

/** Fields that several parts of an environment have, each with a sentence on what would be right. */

/** A text of a form; `right` says what would be right. */
export const named = (pattern: RegExp, right: string) => z.string().regex(pattern, { error: () => right });

/** Groups, queues and numbers: the names of scenarios (docs/scenarios.md#names). */
export const name = named(/^[a-z][a-z0-9-]{0,31}$/, 'must be 1 to 32 of a-z, 0-9 and -, starting with a letter');
export const text = z
  .string()
  .trim()
  .min(1, { error: () => 'must not be empty: Connect refuses empty texts' });

/** A whole number from `min` to `max`, both included. */
export const whole = (min: number, max: number) => z.int().min(min).max(max);

/** An ARN of a form; a wrong one is answered with an example. */
export const arn = (shape: RegExp, example: string) => named(shape, `must be an ARN such as ${example}`);
export const instanceArnPattern = /^arn:aws[a-z-]*:connect:([a-z0-9-]+):(\d{12}):instance\/[A-Za-z0-9-]+$/;

/** The ARN of a thing inside a Connect instance, of a kind as Connect writes it. */
export const ofInstance = (kind: string) =>
  arn(
    new RegExp(`^arn:aws[a-z-]*:connect:[a-z0-9-]+:\\d{12}:instance/[A-Za-z0-9-]+/${kind}/[A-Za-z0-9-]+$`),
    `arn:aws:connect:REGION:ACCOUNT:instance/ID/${kind}/ID`,
  );
export const keyArn = arn(
  /^arn:aws[a-z-]*:kms:[a-z0-9-]+:\d{12}:key\/[A-Za-z0-9-]+$/,
  'arn:aws:kms:REGION:ACCOUNT:key/ID',
);

/** A number that Connect claims for us. */
export const claimed = {
  countryCode: z.string().refine((code) => phoneCountries.has(code), {
    error: () => 'must be a country code of two capital letters that Amazon Connect knows, such as US (GB, not UK)',
  }),
  type: z.enum(['DID', 'TOLL_FREE', 'UIFN', 'SHARED', 'THIRD_PARTY_DID', 'THIRD_PARTY_TF', 'SHORT_CODE']),
  /** Somebody looked up that this country asks for no documents with this type; where it is known, nothing need be said. */
  withoutDocuments: z.literal(true).optional(),
};
export const numberArn = arn(
  /^arn:aws[a-z-]*:connect:[a-z0-9-]+:\d{12}:phone-number\/[A-Za-z0-9-]+$/,
  'arn:aws:connect:REGION:ACCOUNT:phone-number/ID',
);
