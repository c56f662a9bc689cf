import { readFileSync } from 'node:fs';
import * as z from 'zod';
import type { Keys } from '../../campaign-manager/conformance/kit/command-line';
import { systemCode } from '../../documents/problems';
import { refused } from '../../documents/told';

const key = z.string().min(16);
const secret = z.object({ current: key, previous: key.nullish() });

/**
 * The keys both sides hold, as in Secrets Manager: `{"current": "...", "previous": "..."}`, 16 characters or more each.
 * Throws RefusedError with a sentence that tells nothing of them.
 */
export function readSecretFile(path: string, shown: string): Keys {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    throw refused('file.unreadable', `--secret: ${shown} cannot be read (${systemCode(error)})`);
  }
  const right = 'it must be JSON like {"current": "<16 characters or more>", "previous": "<the same>"}';
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    throw refused('file.not-json', `--secret: ${shown} is not JSON; ${right}`);
  }
  const read = secret.safeParse(json);
  if (!read.success) {
    const fields = [...new Set(read.error.issues.map(({ path: where }) => where.join('.') || 'the whole'))];
    throw refused('field.wrong', `--secret: ${shown} is not right at ${fields.join(' and ')}; ${right}`);
  }
  return { current: read.data.current, previous: read.data.previous ?? null };
}
