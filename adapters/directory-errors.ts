/** The directory is there and cannot be used; every problem is a sentence. */
export class DirectoryUnreadableError extends Error {
  override readonly name: string = 'DirectoryUnreadableError';
  constructor(
    readonly path: string,
    readonly problems: readonly string[],
  ) {
    super(`the directory under ${path} cannot be used: ${problems.join('; ')}`);
  }
}

/** Nothing is deployed inside the instance, not yet or not any more: a deploy writes the entry `connect` last. */
export class DirectoryAbsentError extends DirectoryUnreadableError {
  override readonly name = 'DirectoryAbsentError';
}
