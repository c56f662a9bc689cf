import { closeSync, openSync, readSync } from 'node:fs';
import { join } from 'node:path';
import { decodeText } from '../../campaign-manager/reference/lists/decode-text';
import type { ProblemCode } from '../../documents/errors/catalogue';
import { systemCode } from '../../documents/problems';
import type { Told } from '../../documents/told';
import { type ReadScenario, readScenario } from './read-scenario';

/** Where the scenarios of this repository are. */
export const scenariosFolder = join(__dirname, '../..', 'scenarios');

/** What runs when no scenario is named. */
export const defaultScenario = { path: join(scenariosFolder, 'default.json'), shown: 'scenarios/default.json' };

/** Larger than any scenario: 100,000 agents one by one with a timeline each have less. */
const mostBytes = 64 * 1024 * 1024;

/** Reads a scenario from the disk; a file that cannot be read is a problem like any other. */
export function loadScenario(file: { readonly path: string; readonly shown: string }): ReadScenario {
  const loaded = loadText(file, 'scenario');
  return loaded.ok ? readScenario(file.shown, loaded.text) : loaded;
}

/** What a file says, or why it could not be read (of the path that was named). */
export type LoadedText =
  | { readonly ok: true; readonly text: string }
  | { readonly ok: false; readonly problems: readonly Told[] };

/** The text of a file that a person named. `what` is what the file is to be: "scenario". */
export function loadText(file: { readonly path: string; readonly shown: string }, what: string): LoadedText {
  const refused = (code: ProblemCode, problem: string): LoadedText => ({
    ok: false,
    problems: [{ code, sentence: `${file.shown}: $: ${problem}` }],
  });
  let bytes: Buffer;
  try {
    bytes = readBytes(file.path);
  } catch (error) {
    return refused('file.unreadable', `cannot be read (${systemCode(error)}); give the path of a ${what} file`);
  }
  if (bytes.length > mostBytes)
    return refused('file.too-large', `has more than ${mostBytes} bytes; give a ${what} file`);
  const decoded = decodeText(bytes);
  return 'problem' in decoded
    ? refused('file.not-utf8', 'is not UTF-8; save it as UTF-8')
    : { ok: true, text: decoded.text };
}

/** The bytes of a file, or the first of them where there are more than `mostBytes`: a device may have no end. */
function readBytes(path: string): Buffer {
  const file = openSync(path, 'r');
  try {
    const parts: Buffer[] = [];
    for (let read = 0; read <= mostBytes; ) {
      const part = Buffer.alloc(1024 * 1024);
      const got = readSync(file, part);
      if (got === 0) break;
      parts.push(part.subarray(0, got));
      read += got;
    }
    return Buffer.concat(parts);
  } finally {
    closeSync(file);
  }
}
