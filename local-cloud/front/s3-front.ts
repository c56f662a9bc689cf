import type { Scheduler } from '../../clock/scheduler';
import { ServiceError } from '../aws/service-error';
import type { Access, Needed } from '../iam/access';
import type { ObjectStore, StoredObject } from '../objects/object-store';
import { escaped } from './escaped';
import {
  type HttpCall,
  type Reply,
  type ServiceCall,
  type ServiceFront,
  UnsupportedOperationError,
} from './service-front';

const operations: Readonly<Record<string, string>> = { GET: 'GetObject', HEAD: 'HeadObject', PUT: 'PutObject' };

/** Objects by path-style address, which the SDK uses for an endpoint that is an IP address. */
export function s3Front(objects: ObjectStore, access: Access, scheduler: Scheduler): ServiceFront {
  const objectOf = (call: ServiceCall): StoredObject => {
    const { bucket, key } = place(call);
    const object = objects.get(bucket, key);
    if (object) return object;
    // S3 tells "not there" only to those who may list the bucket (S3 API reference, GetObject).
    const mayList = access.allows(call.caller.roleArn, { action: 's3:ListBucket', resource: `arn:aws:s3:::${bucket}` });
    if (!mayList) throw new ServiceError('AccessDenied', `s3://${bucket}/${key} is not there, or may not be read`, 403);
    throw new ServiceError('NoSuchKey', `there is no object s3://${bucket}/${key}`, 404);
  };
  return {
    read(http) {
      const [, bucket, ...key] = http.path.split('/');
      if (http.method === 'GET' && bucket && key.join('/') === '' && isListing(http.query)) {
        return { operation: 'ListObjectsV2', input: { Bucket: decodeURIComponent(bucket) } };
      }
      const operation = operations[http.method];
      const parameters = [...http.query.keys()].filter((name) => name !== 'x-id');
      if (!operation || !bucket || key.join('/') === '' || parameters.length > 0)
        throw new UnsupportedOperationError(`s3: ${http.method} ${http.path}?${http.query.toString()}`);
      return { operation, input: { Bucket: decodeURIComponent(bucket), Key: decodeURIComponent(key.join('/')) } };
    },
    needs(call): readonly Needed[] {
      const { bucket, key } = place(call);
      if (call.operation === 'ListObjectsV2') return [{ action: 's3:ListBucket', resource: `arn:aws:s3:::${bucket}` }];
      const action = call.operation === 'PutObject' ? 's3:PutObject' : 's3:GetObject';
      return [{ action, resource: `arn:aws:s3:::${bucket}/${key}` }];
    },
    perform(call) {
      if (call.operation === 'PutObject') return put(call, objects, scheduler.now());
      if (call.operation === 'ListObjectsV2') return listing(objects.list(place(call).bucket));
      const object = objectOf(call);
      return {
        status: 200,
        headers: {
          'content-type': object.contentType,
          etag: `"${object.etag}"`,
          'last-modified': new Date(object.storedMs).toUTCString(),
          'content-length': String(object.body.length),
        },
        body: call.operation === 'HeadObject' ? '' : object.body,
      };
    },
    refuse(error) {
      const denied = error.code === 'AccessDeniedException' || error.code === 'AccessDenied';
      const code = denied ? 'AccessDenied' : error.code;
      return {
        status: denied ? 403 : error.status,
        headers: { 'content-type': 'application/xml' },
        body: `<Error><Code>${code}</Code><Message>${escaped(error.message)}</Message></Error>`,
      };
    },
  };
}

const place = ({ input }: ServiceCall): { bucket: string; key: string } => ({
  bucket: String(input['Bucket']),
  key: String(input['Key']),
});

function put(call: ServiceCall, objects: ObjectStore, nowMs: number): Reply {
  const stored = objects.put(
    {
      ...place(call),
      body: bodyOf(call.http),
      contentType: call.http.headers['content-type'] ?? 'application/octet-stream',
      cacheControl: call.http.headers['cache-control'] ?? null,
      storedMs: nowMs,
      transcript: null,
    },
    call.caller.name,
  );
  return { status: 200, headers: { etag: `"${stored.etag}"` }, body: '' };
}

/** Of all objects, in one answer: nothing here asks for a part of them. */
const isListing = (query: URLSearchParams): boolean =>
  query.get('list-type') === '2' && [...query.keys()].every((name) => ['list-type', 'x-id'].includes(name));

const listing = (objects: readonly StoredObject[]): Reply => ({
  status: 200,
  headers: { 'content-type': 'application/xml' },
  body: `<ListBucketResult><IsTruncated>false</IsTruncated><KeyCount>${objects.length}</KeyCount>${objects
    .map(
      ({ key, etag, body, storedMs }) =>
        `<Contents><Key>${escaped(key)}</Key><LastModified>${new Date(storedMs).toISOString()}</LastModified><ETag>&quot;${etag}&quot;</ETag><Size>${body.length}</Size></Contents>`,
    )
    .join('')}</ListBucketResult>`,
});

/** A stream comes in signed chunks: hexadecimal size, line end, that many bytes, line end; the last has size 0. */
function bodyOf(http: HttpCall): Buffer {
  if (!http.headers['content-encoding']?.includes('aws-chunked')) return http.body;
  const parts: Buffer[] = [];
  for (let position = 0; ; ) {
    const lineEnd = http.body.indexOf('\r\n', position);
    const size = Number.parseInt(http.body.subarray(position, lineEnd).toString(), 16);
    if (lineEnd < 0 || !(size > 0)) return Buffer.concat(parts);
    parts.push(http.body.subarray(lineEnd + 2, lineEnd + 2 + size));
    position = lineEnd + 2 + size + 2;
  }
}
