import { retryOnConflict } from '../../core/retry-on-conflict';

/** A record that others change before each of the first saves. */
const changedByOthers = (times: number) => {
  const asked: number[] = [];
  const attempt = async (count: number): Promise<string | 'conflict'> => {
    asked.push(count);
    return asked.length <= times ? 'conflict' : `saved at try ${count}`;
  };
  return { asked, attempt };
};

const giveUp = (tries: number): never => {
  throw new Error(`changed by others ${tries} times in a row`);
};

describe('a save on condition', () => {
  it('is tried once where nobody is in the way', async () => {
    const { asked, attempt } = changedByOthers(0);
    expect(await retryOnConflict(4, attempt, giveUp)).toBe('saved at try 0');
    expect(asked).toEqual([0]);
  });

  it('begins anew after each conflict, and is told which try it is', async () => {
    const { asked, attempt } = changedByOthers(3);
    expect(await retryOnConflict(4, attempt, giveUp)).toBe('saved at try 3');
    expect(asked).toEqual([0, 1, 2, 3]);
  });

  it('ends as its caller says when all tries met somebody', async () => {
    const { asked, attempt } = changedByOthers(4);
    await expect(retryOnConflict(4, attempt, giveUp)).rejects.toThrow('changed by others 4 times in a row');
    expect(asked).toEqual([0, 1, 2, 3]);
    expect(await retryOnConflict(2, changedByOthers(2).attempt, (tries) => `left alone after ${tries}`)).toBe(
      'left alone after 2',
    );
  });

  it('leaves an error of a try to its caller', async () => {
    const attempt = async (): Promise<'conflict'> => {
      throw new Error('the table is away');
    };
    await expect(retryOnConflict(4, attempt, giveUp)).rejects.toThrow('the table is away');
  });
});
