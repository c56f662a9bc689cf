import { createHash } from 'node:crypto';

export interface StoredObject {
  readonly bucket: string;
  readonly key: string;
  readonly body: Buffer;
  readonly etag: string;
  readonly contentType: string;
  /** `null`: nothing was said. */
  readonly cacheControl?: string | null;
  readonly storedMs: number;
  /** What is said in a recording; null for any other object. */
  readonly transcript: string | null;
}

/** S3: any bucket exists, as the instance's own are not in the template. A stored object is told to the observer. */
export class ObjectStore {
  readonly #objects = new Map<string, StoredObject>();

  constructor(private readonly stored: (object: StoredObject, by: string) => void) {}

  /** `by` is who stored it: a function's name, or the AWS service. */
  put(object: Omit<StoredObject, 'etag'>, by: string): StoredObject {
    const complete = { ...object, etag: createHash('md5').update(object.body).digest('hex') };
    this.#objects.set(`${object.bucket}/${object.key}`, complete);
    this.stored(complete, by);
    return complete;
  }

  get(bucket: string, key: string): StoredObject | undefined {
    return this.#objects.get(`${bucket}/${key}`);
  }

  /** Everything in a bucket, by key. */
  list(bucket: string): readonly StoredObject[] {
    const found = [...this.#objects.values()].filter((object) => object.bucket === bucket);
    return found.sort((one, other) => (one.key < other.key ? -1 : 1));
  }
}
