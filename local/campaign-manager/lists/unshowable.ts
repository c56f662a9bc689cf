/** Texts that no list means to say and no screen should show. Pure. */
import { quoted } from './quoted';

/** What is wrong with a text, without its place; `null`: nothing is. */
export function unshowable(value: string): string | null {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for.
  const control = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]/.exec(value)?.[0];
  if (control !== undefined) {
    const code = control.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0');
    return `has a control character (U+${code}); take it out`;
  }
  if (value.includes('\uFFFD')) return 'has letters that were lost (U+FFFD) before it was saved; write them again';
  if (/[\u00C2\u00C3][\u0080-\u00BF]|\u00E2\u20AC/.test(value)) {
    return `reads ${quoted(value)}: UTF-8 that was opened as Windows-1252 and saved; write its letters again`;
  }
  return null;
}
