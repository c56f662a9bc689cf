/**
 * `npm run build`: bundles every function of `lambdas/` and every page of `pages/` into `dist`. Exit codes: 0 built, 1 something
 * cannot be bundled.
 */
import { buildLambdas } from '../lambdas/build';
import { buildPages } from '../pages/build';

Promise.all([buildLambdas(), buildPages()]).catch((error: unknown) => {
  // esbuild has already said which file and line; anything else is said here.
  if (!(error instanceof Error && 'errors' in error)) console.error(error);
  process.exitCode = 1;
});
