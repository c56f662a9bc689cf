/** The code of a system error, such as EADDRINUSE, or its message where it has none. */
export function codeOf(error: unknown): string {
  if (error === null || typeof error !== 'object') return String(error);
  if ('code' in error) return String(error.code);
  return 'message' in error ? String(error.message) : 'no reason told';
}
