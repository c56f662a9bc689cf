import type { IngressGuard } from '../../core/campaign-contract/ports';
import type { Clock } from '../../core/clock';

export class MemoryIngressGuard implements IngressGuard {
  private readonly nonces = new Map<string, number>();

  constructor(
    private readonly clock: Clock,
    readonly secrets: () => Promise<readonly string[]>,
  ) {}

  async firstUse(nonce: string, until: number): Promise<boolean> {
    const now = this.clock.now();
    // About in the order in which they end; one that ends late keeps others a little longer, which harms nobody.
    for (const [seen, over] of this.nonces) {
      if (over > now) break;
      this.nonces.delete(seen);
    }
    if (this.nonces.has(nonce)) return false;
    this.nonces.set(nonce, until);
    return true;
  }
}
