import type { TokenEntry, TokenStore, Tokens } from '../../core/agent/ports';
import type { Clock } from '../../core/clock';
import type { ContactId } from '../../core/ids';
import { hashToken, TokenInUseError, tokenCount, tokenFrom } from '../campaign-manager/tether-tokens';

/** Tokens drawn by `draw`, a number from 0 up to but not 1, so that a run can be repeated. */
export class MemoryTokens implements Tokens {
  constructor(private readonly draw: () => number) {}

  issue(): string {
    return tokenFrom(Math.floor(this.draw() * tokenCount));
  }

  hash(token: string): string {
    return hashToken(token);
  }
}

export class MemoryTokenStore implements TokenStore {
  private readonly entries = new Map<string, TokenEntry>();
  /** The contact that used a token. */
  private readonly used = new Map<string, string>();

  constructor(private readonly clock: Clock) {}

  async put(hash: string, entry: TokenEntry): Promise<void> {
    const known = this.entries.get(hash);
    if (known && known.expiresAt > this.clock.now() && known.tetherId !== entry.tetherId) {
      throw new TokenInUseError(entry.tetherId);
    }
    if (known?.tetherId !== entry.tetherId) this.used.delete(hash);
    this.entries.set(hash, entry);
  }

  async redeem(hash: string, contactId: ContactId): Promise<TokenEntry | null> {
    const known = this.entries.get(hash);
    const usedBy = this.used.get(hash);
    if (!known || (usedBy !== undefined && usedBy !== contactId)) return null;
    this.used.set(hash, contactId);
    return known;
  }
}
