import { escaped } from '../front/escaped';
import type { Identity } from './tokens';

const style =
  'body{font:16px/1.5 system-ui,sans-serif;margin:2rem auto;max-width:48rem;padding:0 1rem;color-scheme:light dark}' +
  'form{display:flex;flex-wrap:wrap;gap:.5rem}button{font:inherit;padding:.5rem 1rem}';

const page = (title: string, inner: string): string =>
  `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">` +
  `<title>${title}</title><style>${style}</style></head><body><main><h1>${title}</h1>${inner}</main></body></html>`;

/** `leadsTo`: where its form may lead in the end, redirects included. */
export const pageHeaders = (leadsTo: readonly string[]): Readonly<Record<string, string>> => ({
  'content-type': 'text/html; charset=utf-8',
  'cache-control': 'no-store',
  'content-security-policy':
    `default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; base-uri 'none'; form-action 'self' ${leadsTo.join(' ')}`.trim(),
});

/** One button per identity, named so. `fields` are what the page asked for, and come back with the choice. */
export const signInPage = (
  identities: readonly Identity[],
  fields: readonly (readonly [name: string, value: string])[],
): string =>
  page(
    'Sign in',
    `<p>This sign-in is simulated and asks for no password. Who are you in this run?</p><form method="post">${fields
      .filter(([name]) => name !== 'who')
      .map(([name, value]) => `<input type="hidden" name="${escaped(name)}" value="${escaped(value)}">`)
      .join('')}${identities
      .map(({ name }) => `<button name="who" value="${escaped(name)}">${escaped(name)}</button>`)
      .join('')}</form>`,
  );

/** What a person is told who cannot be led back. */
export const problemPage = (sentence: string): string => page('Sign in', `<p>${escaped(sentence)}.</p>`);
