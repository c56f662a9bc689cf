import { join } from 'node:path';
import { buildSync } from 'esbuild';

let bundled: string | undefined;

/** The worker as one CommonJS text, so that it starts alike under tsx, jest and plain Node. */
export function workerSource(): string {
  if (bundled === undefined) {
    const result = buildSync({
      entryPoints: [join(__dirname, 'worker.ts')],
      bundle: true,
      platform: 'node',
      target: 'node20',
      format: 'cjs',
      write: false,
    });
    const text = result.outputFiles[0]?.text;
    if (text === undefined) throw new Error('esbuild made nothing of the Lambda worker');
    bundled = text;
  }
  return bundled;
}
