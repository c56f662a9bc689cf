import { checkPattern, matchesPattern } from '../../local-cloud/patterns/pattern';

describe('an event pattern', () => {
  const event = {
    source: 'ours',
    detail: { state: 'idle', count: 5, tags: ['a', 'b'], nothing: null, object: { key: 'x/ivr/1.wav' }, on: true },
  };
  it.each([
    [{ source: ['ours', 'theirs'] }, true],
    [{ source: ['theirs'] }, false],
    [{ detail: { state: [{ prefix: 'id' }] } }, true],
    [{ detail: { state: [{ prefix: { 'equals-ignore-case': 'ID' } }] } }, true],
    [{ detail: { state: [{ suffix: 'le' }] } }, true],
    [{ detail: { state: [{ suffix: 'el' }] } }, false],
    [{ detail: { state: [{ 'equals-ignore-case': 'IDLE' }] } }, true],
    [{ detail: { state: [{ 'anything-but': 'idle' }] } }, false],
    [{ detail: { state: [{ 'anything-but': ['busy', 'away'] }] } }, true],
    [{ detail: { state: [{ 'anything-but': { prefix: 'id' } }] } }, false],
    [{ detail: { state: [{ 'anything-but': { suffix: ['x', 'y'] } }] } }, true],
    [{ detail: { count: [{ numeric: ['>', 4, '<=', 5] }] } }, true],
    [{ detail: { count: [{ numeric: ['=', 4] }] } }, false],
    [{ detail: { count: [5] } }, true],
    [{ detail: { count: ['5'] } }, false],
    [{ detail: { on: [true] } }, true],
    [{ detail: { tags: ['b'] } }, true],
    [{ detail: { tags: ['c'] } }, false],
    [{ detail: { nothing: [null] } }, true],
    [{ detail: { nothing: [{ exists: true }] } }, true],
    [{ detail: { missing: [{ exists: true }] } }, false],
    [{ detail: { missing: [{ exists: false }] } }, true],
    [{ detail: { missing: [{ 'anything-but': 'x' }] } }, false],
    [{ detail: { object: { key: [{ wildcard: '*/ivr/*.wav' }] } } }, true],
    [{ detail: { object: { key: [{ wildcard: '*/ivr/*.mp3' }] } } }, false],
    [{ detail: { deeper: { still: ['x'] } } }, false],
    [{ $or: [{ source: ['theirs'] }, { detail: { state: ['idle'] } }] }, true],
    [{ $or: [{ source: ['theirs'] }, { detail: { state: ['busy'] } }] }, false],
  ])('%j: %s', (pattern, expected) => {
    expect(checkPattern(pattern)).toEqual([]);
    expect(matchesPattern(pattern, event)).toBe(expected);
  });

  it('names every part it would not honour', () => {
    expect(checkPattern({ source: 'ours', detail: { ip: [{ cidr: '10.0.0.0/8' }], empty: [] } })).toEqual([
      'EventPattern.source must be an object or a list of alternatives',
      expect.stringContaining('EventPattern.detail.ip holds {"cidr":"10.0.0.0/8"}'),
      'EventPattern.detail.empty is an empty list, which matches nothing',
    ]);
  });
});
