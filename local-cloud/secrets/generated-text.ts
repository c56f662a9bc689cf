import type { Chance } from '../../clock/scheduler';

/** What GenerateSecretString of a secret asks for (CloudFormation reference). */
export interface TextRecipe {
  /** 1 to 4096 characters. */
  readonly length: number;
  readonly excludeCharacters: string;
  readonly excludeLowercase: boolean;
  readonly excludeUppercase: boolean;
  readonly excludeNumbers: boolean;
  readonly excludePunctuation: boolean;
  readonly includeSpace: boolean;
  /** At least one character of each kind that is left. */
  readonly requireEachIncludedType: boolean;
}

const punctuation = '!"#$%&\'()*+,-./:;<=>?@[\\]^_`{|}~';

/** A text of the recipe from the seeded stream `secret`. Throws a sentence when nothing can be made by the recipe. */
export function generatedText(recipe: TextRecipe, chance: Chance): string {
  const { length } = recipe;
  if (!Number.isInteger(length) || length < 1 || length > 4096)
    throw new Error(`PasswordLength must be a whole number from 1 to 4096, got ${length}`);
  const kinds = [
    recipe.excludeLowercase ? '' : 'abcdefghijklmnopqrstuvwxyz',
    recipe.excludeUppercase ? '' : 'ABCDEFGHIJKLMNOPQRSTUVWXYZ',
    recipe.excludeNumbers ? '' : '0123456789',
    recipe.excludePunctuation ? '' : punctuation,
    recipe.includeSpace ? ' ' : '',
  ]
    .map((kind) => [...kind].filter((character) => !recipe.excludeCharacters.includes(character)))
    .filter((kind) => kind.length > 0);
  if (kinds.length === 0) throw new Error('GenerateSecretString leaves no character to make a secret of');
  const required = recipe.requireEachIncludedType ? kinds : [];
  if (required.length > length)
    throw new Error(`a PasswordLength of ${length} has no room for each of ${required.length} kinds of characters`);
  const below = (limit: number): number => Math.floor(chance.next('secret') * limit);
  const pick = (from: readonly string[]): string => from[below(from.length)] ?? '';
  const all = kinds.flat();
  const characters = Array.from({ length }, (_, index) => pick(required[index] ?? all));
  // The required characters stand first so far.
  for (let last = length - 1; last > 0; last--) {
    const other = below(last + 1);
    [characters[last], characters[other]] = [characters[other] ?? '', characters[last] ?? ''];
  }
  return characters.join('');
}
