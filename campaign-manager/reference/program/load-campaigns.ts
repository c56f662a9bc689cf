import { readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import type { ProblemCode } from '../../../documents/errors/catalogue';
import { systemCode } from '../../../documents/problems';
import { decodeText } from '../lists/decode-text';
import { type ReadCampaigns, readCampaigns } from './read-campaigns';
import type { NamedFile } from './read-lists';

/** Reads a campaigns file and its lists from the disk; what cannot be read is a problem like any other. */
export function loadCampaigns(
  { path, shown }: { readonly path: string; readonly shown: string },
  nowMs: number,
): ReadCampaigns {
  const refused = (code: ProblemCode, what: string): ReadCampaigns => ({
    ok: false,
    problems: [{ code, sentence: `${shown}: $: ${what}` }],
    notices: [],
  });
  const file = readBytes(path, shown);
  if ('code' in file)
    return refused('file.unreadable', `cannot be read (${file.code}); give the path of a campaigns file`);
  const decoded = decodeText(file.bytes);
  if ('problem' in decoded) return refused('file.not-utf8', 'is not UTF-8; save it as UTF-8');
  const named = (to: string) => readBytes(resolve(dirname(path), to), join(dirname(shown), to));
  return readCampaigns(shown, decoded.text, named, nowMs);
}

function readBytes(path: string, shown: string): NamedFile {
  try {
    return { shown, bytes: readFileSync(path) };
  } catch (error) {
    return { shown, code: systemCode(error) };
  }
}
