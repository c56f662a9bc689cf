import { type ThresholdDefinition, type ThresholdName, thresholdDefinitions } from './thresholds';

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
      return `^(${patternsOfRange(definition.min, definition.max).join('|')})$`;
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

/** Patterns that together match the whole numbers from `min` to `max` (0 or more) as written without leading zeros. */
export function patternsOfRange(min: number, max: number): readonly string[] {
  const patterns: string[] = [];
  let low = min;
  while (low <= max) {
    const high = lastOfBlock(low, max);
    patterns.push(patternOfBlock(String(low), String(high)));
    low = high + 1;
  }
  return patterns;
}

/**
 * The end of the largest block from `low` that one pattern can tell: all digits behind some place run from 0 to 9, and
 * that one place over a range, within numbers of one length.
 */
function lastOfBlock(low: number, max: number): number {
  let best = low;
  for (let unit = 1; low % unit === 0 || unit === 1; unit *= 10) {
    if (String(low).length < String(unit).length) break;
    const digit = Math.floor(low / unit) % 10;
    const whole = Math.floor((max - low + 1) / unit);
    const steps = Math.min(9 - digit + 1, whole);
    if (steps < 1) break;
    const end = low + steps * unit - 1;
    // A block of one number's length: 0 to 9 and 10 to 99 are two.
    if (String(end).length === String(low).length) best = Math.max(best, end);
  }
  return best;
}

function patternOfBlock(low: string, high: string): string {
  let pattern = '';
  let free = 0;
  for (let place = 0; place < low.length; place++) {
    const from = low.charAt(place);
    const to = high.charAt(place);
    if (from === '0' && to === '9' && pattern.length > 0) free++;
    else pattern += from === to ? from : `[${from}-${to}]`;
  }
  return pattern + (free === 0 ? '' : free === 1 ? '[0-9]' : `[0-9]{${free}}`);
}
