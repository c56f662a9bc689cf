import { holdCommand, nextHold, renewalOf, stillHeld } from '../../../core/blending/hold';

const now = 1_700_000_000_000;
const first = nextHold(null, ['ana', 'bo'], 7, now);

it('is told when callers begin to need somebody, and lasts a minute', () => {
  expect(first).toEqual({ fence: 7, agentIds: ['ana', 'bo'], until: now + 60_000 });
  expect(first && holdCommand('sales', first)).toMatchObject({
    ...{ type: 'HoldAgents', commandId: 'hold:sales:7', groupFence: 7, group: 'sales', agentIds: ['ana', 'bo'] },
    ...{ until: now + 60_000, deadline: now + 60_000, reason: 'callers wait whom only they could take' },
  });
});

it('is the same command while the same agents are held, and another one half a minute later', () => {
  expect(nextHold(first, ['ana', 'bo'], 8, now + 29_000)).toBe(first);
  expect(nextHold(first, ['bo', 'ana'], 8, now + 29_000)).toBe(first);
  expect(renewalOf(first)).toBe(now + 30_000);
  expect(nextHold(first, ['ana', 'bo'], 8, now + 30_000)).toEqual({
    ...{ fence: 8, agentIds: ['ana', 'bo'], until: now + 90_000 },
  });
});

it('is told anew when others are held', () => {
  expect(nextHold(first, ['ana'], 8, now + 1_000)).toEqual({ fence: 8, agentIds: ['ana'], until: now + 61_000 });
});

it('is taken back by naming nobody, which is told until the hold would have ended by itself', () => {
  const over = nextHold(first, [], 8, now + 10_000);
  expect(over).toEqual({ fence: 8, agentIds: [], until: now + 60_000 });
  expect(over && holdCommand('sales', over).reason).toBe('no caller needs them any more');
  expect(renewalOf(over)).toBeNull();
  expect(nextHold(over, [], 9, now + 59_000)).toBe(over);
  expect(nextHold(over, [], 9, now + 60_000)).toBeNull();
  expect(nextHold(over, ['bo'], 9, now + 20_000)).toMatchObject({ fence: 9, agentIds: ['bo'] });
});

it('is nothing where nobody was held and nobody is to be', () => {
  expect(nextHold(null, [], 7, now)).toBeNull();
  expect(renewalOf(null)).toBeNull();
});

it('names no more agents than the contract takes', () => {
  const many = Array.from({ length: 400 }, (_, index) => `a${index}`);
  expect(nextHold(null, many, 7, now)?.agentIds).toHaveLength(300);
});

describe('who was held until now and is not seen by a decision, as an index may lag', () => {
  const seen = (...agentIds: string[]) => new Set(agentIds);

  it('stays held while callers are in need, also where nobody is known who could come', () => {
    expect(stillHeld(first, ['ana'], seen('ana'), now)).toEqual(['ana', 'bo']);
    expect(stillHeld(first, [], seen(), now)).toEqual(['ana', 'bo']);
  });

  it('is let go when seen, when nobody is in need, and with the time of the hold', () => {
    expect(stillHeld(first, ['ana'], seen('ana', 'bo'), now)).toEqual(['ana']);
    expect(stillHeld(first, null, seen(), now)).toEqual([]);
    expect(stillHeld(first, ['ana'], seen('ana'), now + 60_000)).toEqual(['ana']);
    expect(stillHeld(null, ['ana'], seen('ana'), now)).toEqual(['ana']);
  });
});
