import {
  DeleteObjectsCommand,
  ListObjectsV2Command,
  NoSuchBucket,
  PutObjectCommand,
  type S3Client,
} from '@aws-sdk/client-s3';
import type { SiteFile, SiteHeaders, SiteStore } from '../../core/deployment/publish-site';

/** What one request deletes at most (S3 API reference, DeleteObjects). */
const deletedAtOnce = 1_000;

/** The files of a site in a bucket of S3. */
export class SiteBucket implements SiteStore {
  constructor(private readonly client: S3Client) {}

  async put(bucket: string, { key, body }: SiteFile, { contentType, cacheControl }: SiteHeaders): Promise<void> {
    await this.client.send(
      new PutObjectCommand({
        Bucket: bucket,
        Key: key,
        Body: body,
        ContentType: contentType,
        CacheControl: cacheControl,
      }),
    );
  }

  async list(bucket: string): Promise<readonly { readonly key: string; readonly putAt: number }[]> {
    const found: { key: string; putAt: number }[] = [];
    let token: string | undefined;
    do {
      const page = await this.client
        .send(
          new ListObjectsV2Command({ Bucket: bucket, ...(token === undefined ? {} : { ContinuationToken: token }) }),
        )
        .catch((error: unknown) => {
          // A bucket that somebody deleted by hand has nothing in it.
          if (error instanceof NoSuchBucket) return null;
          throw error;
        });
      for (const { Key, LastModified } of page?.Contents ?? []) {
        if (Key !== undefined) found.push({ key: Key, putAt: LastModified?.getTime() ?? 0 });
      }
      token = page?.NextContinuationToken;
    } while (token !== undefined);
    return found;
  }

  async remove(bucket: string, keys: readonly string[]): Promise<void> {
    for (let from = 0; from < keys.length; from += deletedAtOnce) {
      const { Errors: refused = [] } = await this.client.send(
        new DeleteObjectsCommand({
          Bucket: bucket,
          Delete: { Quiet: true, Objects: keys.slice(from, from + deletedAtOnce).map((Key) => ({ Key })) },
        }),
      );
      const [first] = refused;
      if (first) throw new Error(`s3://${bucket}/${first.Key} could not be deleted: ${first.Code}: ${first.Message}`);
    }
  }
}
