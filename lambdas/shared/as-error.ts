/** Takes anything that can be thrown, also an object that cannot be turned into a text. */
export function asError(error: unknown): Error {
  if (error instanceof Error) return error;
  try {
    return new Error(String(error));
  } catch {
    return new Error('something was thrown that is no error and no text');
  }
}
