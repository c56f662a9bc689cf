import type { IncomingMessage, ServerResponse } from 'node:http';
import { requestTarget } from '../../campaign-manager/reference/request-target';
import type { ReportFailure } from '../aws/failure';
import type { Origins } from '../front/origins';
import type { Access } from '../iam/access';
import type { ObjectStore } from '../objects/object-store';

/** A distribution of CloudFront with one bucket behind it. */
export interface SiteSettings {
  readonly id: string;
  readonly arn: string;
  readonly comment: string;
  readonly bucket: string;
  /** What stands for the address without a path; '' where nothing does. */
  readonly rootObject: string;
  /** Added to each answer, or put in place of what the object says. */
  readonly headers: readonly { readonly name: string; readonly value: string; readonly override: boolean }[];
}

/** What a site needs of the cloud around it. */
export interface SiteSurroundings {
  readonly objects: ObjectStore;
  readonly access: Access;
  readonly report: ReportFailure;
  /** Where sites get their addresses. */
  readonly origins: Origins;
}

const cloudFront = 'cloudfront.amazonaws.com';

/**
 * Answers as CloudFront does for a distribution of ours, over HTTP on loopback in place of TLS: the object of the bucket, read
 * by the bucket's policy, with what it says of itself and with the headers of the distribution's policy. It keeps no copies, so
 * that nothing is ever older than the bucket, and compresses nothing.
 */
export class Site {
  constructor(
    readonly settings: SiteSettings,
    private readonly surroundings: SiteSurroundings,
  ) {}

  async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { status, headers, body } = this.#found(request);
    const own = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
    for (const { name, value, override } of this.settings.headers) {
      if (override || !(name.toLowerCase() in own)) own[name.toLowerCase()] = value;
    }
    response.writeHead(status, { ...own, 'content-length': String(status === 304 ? 0 : body.length) });
    response.end(request.method === 'HEAD' || status === 304 ? undefined : body);
  }

  #found({ method = 'GET', url, headers }: IncomingMessage): {
    status: number;
    headers: Record<string, string>;
    body: Buffer;
  } {
    const { bucket, rootObject, arn, comment } = this.settings;
    if (method !== 'GET' && method !== 'HEAD') return denied();
    const { path } = requestTarget(url);
    const key = path === '/' ? rootObject : decoded(path.slice(1));
    if (key === null || key === '') return denied();
    const needed = { action: 's3:GetObject', resource: `arn:aws:s3:::${bucket}/${key}` };
    const { access, objects } = this.surroundings;
    if (access.refusalForService(cloudFront, arn, `distribution ${comment}`, needed) !== null) return denied();
    const object = objects.get(bucket, key);
    // It may not list the bucket: what is not there looks as what is refused.
    if (object === undefined) return denied();
    const etag = `"${object.etag}"`;
    const known = headers['if-none-match']?.split(',').some((one) => one.trim().replace(/^W\//, '') === etag);
    return {
      status: known ? 304 : 200,
      headers: {
        'content-type': object.contentType,
        etag,
        'last-modified': new Date(object.storedMs).toUTCString(),
        ...(object.cacheControl ? { 'cache-control': object.cacheControl } : {}),
      },
      body: object.body,
    };
  }
}

const denied = () => ({
  status: 403,
  headers: { 'content-type': 'application/xml', 'cache-control': 'no-store' },
  body: Buffer.from('<Error><Code>AccessDenied</Code><Message>Access Denied</Message></Error>'),
});

function decoded(path: string): string | null {
  try {
    return decodeURIComponent(path);
  } catch {
    return null;
  }
}
