import {
  crossRules,
  defaultThresholds,
  parseThresholds,
  type ThresholdDefinition,
  thresholdDefinitions,
  thresholdNames,
} from '../../../core/thresholds/thresholds';

const problemsOf = (raw: Record<string, string>): readonly string[] => {
  const parsed = parseThresholds(raw);
  return parsed.ok ? [] : parsed.problems.map((problem) => problem.message);
};

describe('a set of thresholds', () => {
  it('is the defaults when nothing was set', () => {
    expect(parseThresholds({})).toEqual({ ok: true, thresholds: defaultThresholds });
  });

  it('takes numbers, flags and choices from their texts', () => {
    const parsed = parseThresholds({
      'offer/seconds': '45',
      'offer/enabled': 'false',
      'offer/after-miss': 'available',
    });
    expect(parsed).toMatchObject({
      ok: true,
      thresholds: { 'offer/seconds': 45, 'offer/enabled': false, 'offer/after-miss': 'available' },
    });
  });

  it('reports every problem at once, each with what would be right', () => {
    const problems = problemsOf({
      'offer/seconds': '21',
      'offer/enabled': 'yes',
      'offer/after-miss': 'break',
      'ofer/x': '1',
    });
    expect(problems).toHaveLength(4);
    expect(problems[0]).toBe('offer/seconds is "21"; it must be a whole number from 22 to 120');
    expect(problems[1]).toBe('offer/enabled is "yes"; it must be true or false');
    expect(problems[2]).toContain('not-ready or available');
    expect(problems[3]).toContain('ofer/x is not a threshold');
  });

  it.each(['', ' 30', '30 ', '3e1', '0x1e', '30.0', '-30', '+30', 'NaN', '١٠'])(
    'refuses %j as a whole number',
    (text) => {
      expect(problemsOf({ 'offer/seconds': text })).toHaveLength(1);
    },
  );

  const whole = thresholdNames.flatMap((name) => {
    const definition: ThresholdDefinition = thresholdDefinitions[name];
    return definition.kind === 'whole' ? [{ name, definition }] : [];
  });

  it.each(whole)('$name takes the ends of its range and nothing past them', ({ name, definition }) => {
    const complaints = (value: number) =>
      problemsOf({ [name]: String(value) }).filter((line) => line.includes('must be a whole'));
    expect(complaints(definition.min)).toEqual([]);
    expect(complaints(definition.max)).toEqual([]);
    expect(complaints(definition.max + 1)).toHaveLength(1);
    expect(problemsOf({ [name]: String(definition.min - 1) })).not.toEqual([]);
  });

  it.each(thresholdNames)('%s has a default inside its own range', (name) => {
    expect(parseThresholds({ [name]: String(thresholdDefinitions[name].default) }).ok).toBe(true);
  });
});

describe('cross rules', () => {
  it.each([
    [{ 'queue/max-wait-seconds': '30', 'offer/seconds': '31' }, 'offer/seconds'],
    [{ 'queue/max-wait-seconds': '60', 'blend-to-inbound/wait-seconds': '61' }, 'blend-to-inbound/wait-seconds'],
    [{ 'campaigns/acquire-at-calls': '5', 'campaigns/release-below-calls': '6' }, 'campaigns/acquire-at-calls'],
  ])('%j contradicts itself', (raw, named) => {
    const problems = problemsOf(raw);
    expect(problems).toHaveLength(1);
    expect(problems[0]).toContain(named);
  });

  it('let equal values pass, and acquiring be off whatever release says', () => {
    expect(problemsOf({ 'queue/max-wait-seconds': '30', 'offer/seconds': '30' })).toEqual([]);
    expect(problemsOf({ 'campaigns/acquire-at-calls': '0', 'campaigns/release-below-calls': '9' })).toEqual([]);
    expect(problemsOf({ 'campaigns/acquire-at-calls': '9', 'campaigns/release-below-calls': '9' })).toEqual([]);
  });

  it('are not judged over a value that is wrong in itself', () => {
    expect(problemsOf({ 'queue/max-wait-seconds': '5', 'offer/seconds': '60' })).toHaveLength(1);
  });

  it('each name two known thresholds', () => {
    for (const rule of crossRules) for (const name of rule.over) expect(thresholdNames).toContain(name);
  });
});
