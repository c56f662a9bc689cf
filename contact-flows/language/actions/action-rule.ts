import type { FlowType } from '../document';
import type { Voice } from '../rules';

/** What a parameter may hold. `fixed` values must stand in the flow; the others may also come by JSONPath. */
export type ValueRule =
  | { readonly kind: 'text' }
  | { readonly kind: 'json-path' }
  /** A JSONPath with a leaf below its namespace, or a system attribute such as `$.Channel`: the left side of a Compare. */
  | { readonly kind: 'comparison' }
  /** `open`: the service takes others as well, though nobody means them. */
  | { readonly kind: 'choice'; readonly values: readonly string[]; readonly fixed?: true; readonly open?: true }
  /**
   * True or false as text, in capitals or not: the console writes one, the reference the other
   * (docs/amazon-connect.md#flow-documents).
   */
  | { readonly kind: 'flag' }
  /** Something that is read aloud. */
  | { readonly kind: 'spoken'; readonly ssml: boolean }
  /** A whole number written as a string, `least` and `most` included; `bare`: a JSON number is taken too. */
  | {
      readonly kind: 'number';
      readonly least: number;
      readonly most: number;
      readonly fixed?: true;
      readonly bare?: true;
    }
  | { readonly kind: 'interrupt' }
  | { readonly kind: 'list'; readonly of: ValueRule; readonly least?: number; readonly most?: number }
  | { readonly kind: 'map'; readonly of: ValueRule; readonly most?: number }
  | ({ readonly kind: 'object' } & FieldsRule)
  /** An object or list whose inside nobody has verified. */
  | { readonly kind: 'structure' }
  | { readonly kind: 'routing-criteria' };

/** Named values and how many of them go together. */
export interface FieldsRule {
  readonly required?: { readonly [name: string]: ValueRule };
  readonly optional?: { readonly [name: string]: ValueRule };
  /** Of each group exactly one is there (its members stand in `optional`). */
  readonly exactlyOne?: readonly (readonly string[])[];
  readonly atMostOne?: readonly (readonly string[])[];
  readonly atLeastOne?: readonly (readonly string[])[];
  /** True where the service has further names that nobody has listed: unknown ones are not checked. */
  readonly open?: true;
  /** Names the service is known to refuse, where it has others that are not listed. */
  readonly refuses?: readonly string[];
  /** Names the reference gives, and those the service wants (docs/amazon-connect.md#names-the-service-takes). */
  readonly misnamed?: { readonly [documented: string]: string };
}

export interface ErrorsRule {
  readonly must: readonly string[];
  readonly may?: readonly string[];
  /** The service does not ask for a branch; our own flows must have one. */
  readonly advised?: readonly string[];
  /** Errors of `must` and `may` that are refused in flows of these types. */
  readonly notIn?: { readonly types: readonly FlowType[]; readonly errors: readonly string[] };
}

export interface ConditionsRule {
  readonly operators: readonly string[];
  /** The operands there are; absent means any. */
  readonly operands?: readonly string[];
  /** One key of a telephone. */
  readonly oneKey?: true;
  /** Operands that must have a branch. */
  readonly required?: readonly string[];
  /** Operands whose branch is seldom left out on purpose. */
  readonly advised?: readonly string[];
  /** What a lack of any condition is. */
  readonly atLeastOne?: Extract<Voice, 'refused' | 'advice'>;
}

/** One row of the table: all that is known of one action type, or of one way to use it. */
export interface ActionRule extends FieldsRule {
  readonly type: string;
  /** When the type has several rows: this one holds where the parameter is there and, if `is` is given, has one of its values. */
  readonly when?: { readonly parameter: string; readonly is?: readonly unknown[] };
  readonly terminal?: true;
  /** The service does not ask for a NextAction; our own flows must have one. */
  readonly nextOptional?: true;
  /** What of this use nobody has told us: a sentence. */
  readonly unchecked?: string;
  readonly flowTypes: readonly FlowType[];
  readonly errors: ErrorsRule;
  /** Absent: the action branches on nothing. */
  readonly conditions?: ConditionsRule;
  /** Types that must not lead directly here. */
  readonly notDirectlyAfter?: readonly string[];
  readonly source: string;
}

// Where an action may stand (docs/amazon-connect.md#flow-actions).
export const inboundTypes = ['CONTACT_FLOW'] as const satisfies readonly FlowType[];
export const transferTypes = ['AGENT_TRANSFER', 'QUEUE_TRANSFER'] as const satisfies readonly FlowType[];
export const queueTypes = ['CUSTOMER_QUEUE'] as const satisfies readonly FlowType[];
export const whisperTypes = [
  'CUSTOMER_WHISPER',
  'AGENT_WHISPER',
  'OUTBOUND_WHISPER',
] as const satisfies readonly FlowType[];
export const holdTypes = ['CUSTOMER_HOLD', 'AGENT_HOLD'] as const satisfies readonly FlowType[];
export const inboundAndTransfer = [...inboundTypes, ...transferTypes] as const;
export const inboundTransferAndQueue = [...inboundAndTransfer, ...queueTypes] as const;

export const noErrors: ErrorsRule = { must: [] };
export const anyError: ErrorsRule = { must: ['NoMatchingError'] };
/** The service takes the action without it (docs/amazon-connect.md#flow-actions). */
export const anyErrorOrNone: ErrorsRule = { must: [], may: ['NoMatchingError'] };
/** The same, though the reference asks for it, and what happens on an error is not said without it. */
export const anyErrorAdvised: ErrorsRule = { must: [], advised: ['NoMatchingError'] };

export const text: ValueRule = { kind: 'text' };
export const flag: ValueRule = { kind: 'flag' };
export const structure: ValueRule = { kind: 'structure' };
export const choice = (...values: string[]): ValueRule => ({ kind: 'choice', values });
export const fixedChoice = (...values: string[]): ValueRule => ({ kind: 'choice', values, fixed: true });
/** A choice that is not checked by the service. */
export const openChoice = (...values: string[]): ValueRule => ({ kind: 'choice', values, open: true });
export const number = (least: number, most: number): ValueRule => ({ kind: 'number', least, most });
export const fixedNumber = (least: number, most: number): ValueRule => ({ kind: 'number', least, most, fixed: true });
export const listOf = (of: ValueRule, most?: number): ValueRule => ({
  kind: 'list',
  of,
  ...(most === undefined ? {} : { most }),
});
export const mapOf = (of: ValueRule, most?: number): ValueRule => ({
  kind: 'map',
  of,
  ...(most === undefined ? {} : { most }),
});
export const object = (fields: FieldsRule): ValueRule => ({ kind: 'object', ...fields });

/** Something to be heard: exactly one of these. */
export const prompt = {
  Text: { kind: 'spoken', ssml: false },
  SSML: { kind: 'spoken', ssml: true },
  PromptId: text,
  Media: { kind: 'structure' },
} as const satisfies FieldsRule['optional'];
export const promptNames = ['Text', 'SSML', 'PromptId', 'Media'] as const;
