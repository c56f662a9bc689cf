/** How many requests each function made, by `service:Operation`, for the budgets of docs/architecture.md#budgets. */
export class RequestCounts {
  readonly #byFunction = new Map<string, Map<string, number>>();

  add(functionName: string, operation: string): void {
    let counts = this.#byFunction.get(functionName);
    if (!counts) {
      counts = new Map();
      this.#byFunction.set(functionName, counts);
    }
    counts.set(operation, (counts.get(operation) ?? 0) + 1);
  }

  all(): Readonly<Record<string, Readonly<Record<string, number>>>> {
    return Object.fromEntries([...this.#byFunction].map(([name, counts]) => [name, Object.fromEntries(counts)]));
  }
}
