import type { NumberFlows, NumberNote, NumberNotes } from '../../../core/deployment/point-number';

/** Connect's numbers and the notes on them, in memory. A call may be made to fail before or after it has taken effect. */
export class NumberExchange implements NumberFlows, NumberNotes {
  readonly #flows = new Map<string, string>();
  readonly #notes = new Map<string, Map<string, string | null>>();
  /** Flows that were deleted. */
  readonly gone = new Set<string>();
  /** Every call that changes something. */
  readonly calls: string[] = [];
  /** The call that fails next, counted from 1, and whether it takes effect all the same. */
  failsAt: { readonly call: number; readonly after: boolean } | null = null;
  #count = 0;

  constructor(flows: Readonly<Record<string, string>> = {}) {
    for (const [number, flow] of Object.entries(flows)) this.#flows.set(number, flow);
  }

  leadsTo(numberId: string): string | null {
    return this.#flows.get(numberId) ?? null;
  }

  noted(numberId: string): readonly NumberNote[] {
    return [...(this.#notes.get(numberId) ?? [])].map(([owner, before]) => ({ owner, before }));
  }

  /** Somebody moves it in the console. */
  moveByHand(numberId: string, flowId: string): void {
    this.#flows.set(numberId, flowId);
  }

  get count(): number {
    return this.#count;
  }

  current = (_instanceId: string, numberId: string) => this.#call(() => this.leadsTo(numberId));

  associate = (_instanceId: string, numberId: string, flowId: string) =>
    this.#call((): 'done' | 'gone' => {
      if (this.gone.has(flowId)) return 'gone';
      this.calls.push(`${numberId} -> ${flowId}`);
      this.#flows.set(numberId, flowId);
      return 'done';
    });

  dissociate = (_instanceId: string, numberId: string) =>
    this.#call(() => {
      this.calls.push(`${numberId} -> none`);
      this.#flows.delete(numberId);
    });

  of = (numberId: string) => this.#call(() => this.noted(numberId));

  add = (numberId: string, { owner, before }: NumberNote) =>
    this.#call((): 'added' | 'present' => {
      const notes = this.#notes.get(numberId) ?? new Map<string, string | null>();
      this.#notes.set(numberId, notes);
      if (notes.has(owner)) return 'present';
      notes.set(owner, before);
      return 'added';
    });

  change = (numberId: string, { owner, before }: NumberNote) =>
    this.#call(() => void this.#notes.get(numberId)?.set(owner, before));

  remove = (numberId: string, owner: string) => this.#call(() => void this.#notes.get(numberId)?.delete(owner));

  async #call<T>(effect: () => T): Promise<T> {
    this.#count++;
    const fails = this.failsAt?.call === this.#count ? this.failsAt : null;
    if (fails && !fails.after) throw new Error('lost on the way there');
    const result = effect();
    if (fails) throw new Error('lost on the way back');
    return result;
  }
}
