/** Which open softphone of an agent is master of a topic, as the shared worker of Connect's softphone keeps it. */
export class Masters {
  readonly #byTopic = new Map<string, string>();

  /** `become`: whoever was master is no longer. Otherwise the port becomes master only of a topic that has none, if it would. */
  ask(
    port: string,
    topic: string,
    how: 'become' | 'check' | 'check-only',
  ): { readonly masterId: string | null; readonly takenOver: boolean } {
    const before = this.#byTopic.get(topic) ?? null;
    const becomes = how === 'become' || (how === 'check' && before === null);
    if (becomes) this.#byTopic.set(topic, port);
    return { masterId: becomes ? port : before, takenOver: becomes && before !== null && before !== port };
  }

  /** The softphone was closed. */
  left(port: string): void {
    for (const [topic, master] of this.#byTopic) if (master === port) this.#byTopic.delete(topic);
  }
}
