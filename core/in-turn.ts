/**
 * The same items, each minute from another one on: where one minute looks at `atOnce` of them, or ends early, every item's turn
 * comes. `now`: ms. Fewer than `atOnce` are all looked at, and stay in their order.
 */
export function inTurn<T>(items: readonly T[], atOnce: number, now: number): readonly T[] {
  if (items.length <= atOnce) return items;
  const first = (Math.floor(now / 60_000) * atOnce) % items.length;
  return [...items.slice(first), ...items.slice(0, first)];
}
