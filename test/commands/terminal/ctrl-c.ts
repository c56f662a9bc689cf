/** What hears Ctrl-C before a test begins: the test runner itself, which would end. */
const others = new Set(process.listeners('SIGINT'));

/** Ctrl-C, as the program under test hears it. */
export function ctrlC(): void {
  for (const listener of process.listeners('SIGINT')) if (!others.has(listener)) listener('SIGINT');
}
