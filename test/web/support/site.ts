import { type BuiltPage, bundlePage } from '../../../pages/build';
import type { PageConfig, PageName } from '../../../pages/contract/config';
import { type Served, serve } from './serve';

const built = new Map<PageName, Promise<BuiltPage>>();

/** One bundle for all tests of a file. */
const builtOnce = (page: PageName): Promise<BuiltPage> => {
  const known = built.get(page) ?? bundlePage(page);
  built.set(page, known);
  return known;
};

const types: Readonly<Record<string, string>> = {
  html: 'text/html; charset=utf-8',
  js: 'text/javascript',
  css: 'text/css',
};

/** Serves a page with the policy that deployed sites have: styles and code from the site only, no eval. */
export async function site(config: PageConfig): Promise<Served> {
  const { files } = await builtOnce(config.page);
  const frames = config.page === 'softphone' ? new URL(config.ccpUrl).origin : "'none'";
  const reached = [config.apiUrl, config.oidc.authority, ...(config.local ? [config.local.controlUrl] : [])];
  const policy = [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data:",
    `connect-src 'self' ${reached.map((address) => new URL(address).origin).join(' ')}`,
    `frame-src ${frames}`,
    "frame-ancestors 'none'",
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
  return serve((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost');
    response.setHeader('content-security-policy', policy);
    if (pathname === '/config.json') {
      response.setHeader('content-type', 'application/json').end(JSON.stringify(config));
      return;
    }
    const name = pathname === '/' ? 'index.html' : pathname.slice(1);
    const content = files.get(name);
    if (content === undefined) response.writeHead(404).end();
    else response.setHeader('content-type', types[name.split('.').at(-1) ?? ''] ?? 'text/plain').end(content);
  });
}
