import toRegexRange from 'to-regex-range';
import { type ThresholdDefinition, type ThresholdName, thresholdDefinitions } from '../../core/thresholds/thresholds';

/**
 * The AllowedPattern of a threshold's parameter: Parameter Store refuses on entry what it does not match. It matches
 * exactly the values of the range, whole numbers without leading zeros.
 */
export function allowedPatternOf(name: ThresholdName): string {
  const definition: ThresholdDefinition = thresholdDefinitions[name];
  switch (definition.kind) {
    case 'boolean':
      return '^(true|false)$';
    case 'choice':
      return `^(${definition.choices.join('|')})$`;
    case 'whole':
      return `^${patternOfRange(definition.min, definition.max)}$`;
  }
}

/** What an admin reads beside the parameter. */
export function descriptionOf(name: ThresholdName): string {
  const definition: ThresholdDefinition = thresholdDefinitions[name];
  const byDefault = `default ${definition.default}`;
  switch (definition.kind) {
    case 'boolean':
      return `true or false; ${byDefault}`;
    case 'choice':
      return `${definition.choices.join(' or ')}; ${byDefault}`;
    case 'whole':
      return `a whole number from ${definition.min} to ${definition.max}; ${byDefault}`;
  }
}

/** A pattern of the whole numbers from `min` to `max` (0 or more), as written without leading zeros; alternatives are in brackets. */
export const patternOfRange = (min: number, max: number): string => toRegexRange(min, max, { capture: true });
