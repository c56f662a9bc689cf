import type { Browser } from 'playwright-core';
import { launch, type SoftphoneWorld, softphoneWorld } from './softphone-world';

/** A browser per file, and a world per test; `given`: options of the browser's context. `told`: what config.json has otherwise. */
export function eachWorld(
  given: Parameters<typeof softphoneWorld>[1] = {},
  told: Parameters<typeof softphoneWorld>[2] = {},
): () => SoftphoneWorld {
  let browser: Browser | undefined;
  let world: SoftphoneWorld | undefined;
  const present = (): SoftphoneWorld => {
    if (world === undefined) throw new Error('the world is there within a test only');
    return world;
  };
  beforeAll(async () => {
    browser = await launch();
  });
  afterAll(() => browser?.close());
  beforeEach(async () => {
    if (browser === undefined) throw new Error('the browser did not start');
    world = await softphoneWorld(browser, given, told);
  });
  afterEach(() => present().close());
  return present;
}
