/** What is wrong with the disk under a journal, in words. */

/** A journal cannot be kept any more: what was to be written did not count, and nothing after it will. */
export class JournalTroubleError extends Error {
  override readonly name = 'JournalTroubleError';
}

/** `cannot be written: the disk is full (ENOSPC); make room and start again` */
export function diskTrouble(does: 'read' | 'written', error: unknown): string {
  const code = typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : String(error);
  const [what, right] = words[code] ?? ['the disk does not take it', 'see to it'];
  return `cannot be ${does}: ${what} (${code}); ${right} and start again`;
}

const words: Readonly<Record<string, readonly [what: string, right: string]>> = {
  ENOSPC: ['the disk is full', 'make room'],
  EDQUOT: ['the quota is used up', 'make room'],
  EFBIG: ['the file is as large as files may be', 'give it another disk'],
  EROFS: ['the disk is read-only', 'mount it for writing'],
  EACCES: ['it is not allowed', 'let this user read and write there'],
  EPERM: ['it is not allowed', 'let this user read and write there'],
  ENOENT: ['it is gone', 'put it back'],
  ENOTDIR: ['a folder on the way to it is none', 'give a folder'],
  EEXIST: ['it is a file', 'give a folder'],
  EISDIR: ['it is a folder', 'take it away'],
  EIO: ['the disk fails', 'mend it'],
  EMFILE: ['too many files are open', 'allow more'],
};
