import { createHash, randomInt } from 'node:crypto';
import type { Tokens } from '../../core/agent/ports';
import type { TetherId } from '../../core/ids';

/** Eight digits: short enough for a keypad, and good once and for seconds only. */
export const tokenDigits = 8;

/** Eight digits for a number from 0 to 99,999,999. */
export const tokenFrom = (number: number): string => String(number).padStart(tokenDigits, '0');
export const tokenCount = 10 ** tokenDigits;

/** Hex SHA-256. Eight digits could be tried out; the hash keeps a token out of exports and of sight. */
export const hashToken = (token: string): string => createHash('sha256').update(token).digest('hex');

/** Tokens drawn by the system's random generator, and their SHA-256. */
export class CryptoTokens implements Tokens {
  issue(): string {
    return tokenFrom(randomInt(tokenCount));
  }

  hash(token: string): string {
    return hashToken(token);
  }
}

/** Two tethers drew the same token while the first may still send it; the next try draws another. */
export class TokenInUseError extends Error {
  override readonly name = 'TokenInUseError';
  constructor(readonly tetherId: TetherId) {
    super(`the token issued for tether ${tetherId} is in use by another tether; another one has to be issued`);
  }
}
