import { readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { codeOf } from '../failure';
import { type NamedFile, type ReadCampaigns, readCampaigns } from './read-campaigns';

/** Reads a campaigns file and its lists from the disk; what cannot be read is a problem like any other. */
export function loadCampaigns(
  { path, shown }: { readonly path: string; readonly shown: string },
  nowMs: number,
): ReadCampaigns {
  const file = readText(path, shown);
  if ('code' in file) {
    const problem = `${shown}: $: cannot be read (${file.code}); give the path of a campaigns file`;
    return { ok: false, problems: [problem] };
  }
  const named = (to: string) => readText(resolve(dirname(path), to), join(dirname(shown), to));
  return readCampaigns(shown, file.text, named, nowMs);
}

function readText(path: string, shown: string): NamedFile {
  try {
    return { shown, text: readFileSync(path, 'utf8') };
  } catch (error) {
    return { shown, code: codeOf(error) };
  }
}
