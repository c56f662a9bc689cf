import type { PageName } from '../../pages/contract/config';
import { instanceOriginOf } from '../deployment';
import type { Environment, Pages } from '../environments/schema';

/** What the headers of a page name. Origins have no slash at the end; the API's is known only when it is deployed. */
export interface PagePolicySettings {
  readonly page: PageName;
  /** Of the page's API. */
  readonly apiUrl: string;
  readonly issuer: string;
  readonly pages: Pages;
  readonly instance: Environment['instance'];
}

const originOf = (address: string): string => new URL(address).origin;

/** Where Connect's own softphone is framed from. */
export const ccpUrlOf = ({ pages, instance }: Pick<PagePolicySettings, 'pages' | 'instance'>): string =>
  pages.softphone.ccpUrl ?? `${instanceOriginOf(instance)}/ccp-v2/`;

/** The Content-Security-Policy of a page: nothing but its own files, and connections to those it must ask. */
export function contentSecurityPolicy(settings: PagePolicySettings): string {
  const { page, apiUrl, issuer, pages } = settings;
  const softphone = page === 'softphone';
  const ccp = originOf(ccpUrlOf(settings));
  const connects = [
    ...["'self'", apiUrl, originOf(issuer), ...pages.issuerOrigins],
    // Streams asks the instance whether somebody is logged in there.
    ...(softphone ? [ccp] : []),
    ...(softphone && pages.controlUrl !== undefined ? [originOf(pages.controlUrl)] : []),
  ];
  const directives = {
    'default-src': "'none'",
    'script-src': "'self'",
    'style-src': "'self'",
    'img-src': "'self' data:",
    'font-src': "'self'",
    'media-src': "'self'",
    'manifest-src': "'self'",
    'connect-src': [...new Set(connects)].join(' '),
    'frame-src': softphone ? ccp : "'none'",
    'frame-ancestors': "'none'",
    'base-uri': "'none'",
    'form-action': "'none'",
    'object-src': "'none'",
  };
  return Object.entries(directives)
    .map(([name, value]) => `${name} ${value}`)
    .join('; ');
}

/** What of a browser a page may use. The microphone is the framed softphone's: the page itself only asks whether there is one. */
export function permissionsPolicy(settings: PagePolicySettings): string {
  const given = settings.page === 'softphone' ? `(self "${originOf(ccpUrlOf(settings))}")` : '()';
  const forSoftphone = ['autoplay', 'clipboard-write', 'microphone', 'speaker-selection'];
  const forNobody = ['camera', 'display-capture', 'geolocation', 'payment', 'usb'];
  return [...forSoftphone.map((name) => `${name}=${given}`), ...forNobody.map((name) => `${name}=()`)].join(', ');
}
