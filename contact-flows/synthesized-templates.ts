import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Template } from './template-text';

const root = join(__dirname, '..');

/**
 * The templates of the application with this context, synthesized in a process of its own; the bundles must have been made.
 * Throws a sentence when it cannot be synthesized.
 */
export function synthesizedTemplates(context: Readonly<Record<string, string>>): Template[] {
  const folder = mkdtempSync(join(tmpdir(), 'flows-'));
  try {
    const child = spawnSync(process.execPath, ['--import', 'tsx', join(root, 'bin', 'app.ts')], {
      cwd: root,
      encoding: 'utf8',
      env: {
        ...process.env,
        CDK_OUTDIR: folder,
        CDK_CONTEXT_JSON: JSON.stringify({ ...context, lookOnly: true }),
        CDK_VALIDATION: 'false',
      },
    });
    if (child.status !== 0) throw new Error(`The application could not be synthesized:\n${child.stderr.trimEnd()}`);
    return readdirSync(folder)
      .filter((file) => file.endsWith('.template.json'))
      .sort()
      .map((file) => JSON.parse(readFileSync(join(folder, file), 'utf8')) as Template);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
