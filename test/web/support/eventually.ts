/** Looks again and again until an assertion holds; after 10 s its own failure is told. */
export async function eventually(assertion: () => void | Promise<void>): Promise<void> {
  const deadline = performance.now() + 10_000;
  for (;;) {
    try {
      await assertion();
      return;
    } catch (problem) {
      if (performance.now() > deadline) throw problem;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
}
