import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import type { PageConfig } from '../../../pages/contract/config';
import { type ApiStandIn, apiStandIn } from './api-stand-in';
import { type IssuerStandIn, issuerStandIn } from './issuer-stand-in';
import type { Served } from './serve';
import { site } from './site';
import { type SoftphoneStandIn, softphoneStandIn } from './softphone-stand-in';

/** Debian's; CHROMIUM names another. */
const executablePath = process.env['CHROMIUM'] ?? '/usr/bin/chromium';

export const launch = (): Promise<Browser> =>
  chromium.launch({
    executablePath,
    args: ['--no-sandbox', '--use-fake-ui-for-media-stream', '--use-fake-device-for-media-stream'],
  });

export interface SoftphoneWorld {
  readonly api: ApiStandIn;
  readonly phone: SoftphoneStandIn;
  readonly issuer: IssuerStandIn;
  readonly context: BrowserContext;
  /** Where the page is served, without a slash at the end. */
  readonly url: string;
  /** Opens the page in a window of the same browser. */
  readonly open: () => Promise<Page>;
  /** Opens the page in another browser, as on another computer, signed in and logged in to Connect as the same agent. */
  readonly elsewhere: () => Promise<Page>;
  /** Everything the browser's console called an error. */
  readonly problems: readonly string[];
  readonly close: () => Promise<void>;
}

export async function softphoneWorld(
  browser: Browser,
  options: Parameters<Browser['newContext']>[0] = {},
  told: Partial<Extract<PageConfig, { page: 'softphone' }>> = {},
): Promise<SoftphoneWorld> {
  const [api, phone, issuer] = await Promise.all([apiStandIn(), softphoneStandIn(), issuerStandIn('ana')]);
  const page: Served = await site({
    page: 'softphone',
    environment: 'test',
    apiUrl: api.url,
    oidc: { authority: issuer.url, clientId: 'agent-page', scope: 'openid' },
    region: 'eu-central-1',
    loginUrl: null,
    local: null,
    ccpUrl: `${phone.url}/ccp-v2/`,
    vdiPlatform: null,
    ...told,
  });
  const problems: string[] = [];
  const contexts: BrowserContext[] = [];
  const newContext = async (): Promise<BrowserContext> => {
    const made = await browser.newContext({ locale: 'en-GB', ...options });
    made.on('weberror', (problem) => problems.push(String(problem.error())));
    made.on('console', (message) => {
      if (message.type() === 'error') problems.push(message.text());
    });
    contexts.push(made);
    return made;
  };
  const openIn = async (there: BrowserContext): Promise<Page> => {
    const opened = await there.newPage();
    await opened.goto(page.url);
    return opened;
  };
  const context = await newContext();
  return {
    ...{ api, phone, issuer, context, problems, url: page.url },
    open: () => openIn(context),
    elsewhere: async () => openIn(await newContext()),
    async close() {
      for (const made of contexts) await made.close();
      await Promise.all([api, phone, issuer, page].map((served) => served.close()));
    },
  };
}
