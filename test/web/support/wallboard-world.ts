import type { Browser, BrowserContext, Page } from 'playwright-core';
import { type BoardStandIn, boardStandIn } from './board-stand-in';
import { issuerStandIn } from './issuer-stand-in';
import { site } from './site';
import { launch } from './softphone-world';

export interface WallboardWorld {
  readonly board: BoardStandIn;
  readonly context: BrowserContext;
  /** `hash`: such as `group=sales&view=wall`. */
  readonly open: (hash?: string) => Promise<Page>;
  readonly problems: readonly string[];
  readonly close: () => Promise<void>;
}

async function wallboardWorld(browser: Browser): Promise<WallboardWorld> {
  const [board, issuer] = await Promise.all([boardStandIn(), issuerStandIn('eva')]);
  const page = await site({
    page: 'wallboard',
    environment: 'test',
    apiUrl: board.url,
    oidc: { authority: issuer.url, clientId: 'agent-page', scope: 'openid' },
    region: 'eu-central-1',
    loginUrl: null,
    local: null,
  });
  const context = await browser.newContext({ locale: 'en-GB', viewport: { width: 1600, height: 1000 } });
  const problems: string[] = [];
  context.on('weberror', (problem) => problems.push(String(problem.error())));
  context.on('console', (message) => {
    // A status that is no success is told by the browser; what the page makes of it is what is looked at.
    if (message.type() === 'error' && !message.text().startsWith('Failed to load resource')) {
      problems.push(message.text());
    }
  });
  return {
    ...{ board, context, problems },
    async open(hash = '') {
      const opened = await context.newPage();
      await opened.goto(page.url);
      await opened.getByRole('heading', { level: 1 }).waitFor();
      if (hash !== '') {
        await opened.goto(`${page.url}/#${hash}`);
        await opened.reload();
      }
      return opened;
    },
    async close() {
      await context.close();
      await Promise.all([board, issuer, page].map((served) => served.close()));
    },
  };
}

/** A browser per file, and a world per test. */
export function eachWallboard(): () => WallboardWorld {
  let browser: Browser | undefined;
  let world: WallboardWorld | undefined;
  const present = (): WallboardWorld => {
    if (world === undefined) throw new Error('the world is there within a test only');
    return world;
  };
  beforeAll(async () => {
    browser = await launch();
  });
  afterAll(() => browser?.close());
  beforeEach(async () => {
    if (browser === undefined) throw new Error('the browser did not start');
    world = await wallboardWorld(browser);
  });
  afterEach(() => present().close());
  return present;
}
