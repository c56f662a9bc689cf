/** One file as it is put into the bucket that serves a page. */
export interface SiteFile {
  /** From the site's root: `assets/app-4F2A.js`. */
  readonly key: string;
  readonly body: Uint8Array;
}

/** Headers a file of a site is served with. */
export interface SiteHeaders {
  readonly contentType: string;
  readonly cacheControl: string;
}

/** Where a site's files lie for those who serve them. */
export interface SiteStore {
  put(bucket: string, file: SiteFile, headers: SiteHeaders): Promise<void>;
  /** Everything there is, with the time it was put there, ms. */
  list(bucket: string): Promise<readonly { readonly key: string; readonly putAt: number }[]>;
  /** Those that are not there are no matter. */
  remove(bucket: string, keys: readonly string[]): Promise<void>;
}

/** By the ending of a name, in lower case. Whatever else there is browsers are to show nothing of. */
const contentTypes: Readonly<Record<string, string>> = {
  html: 'text/html; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  css: 'text/css; charset=utf-8',
  json: 'application/json; charset=utf-8',
  txt: 'text/plain; charset=utf-8',
  svg: 'image/svg+xml',
  png: 'image/png',
  ico: 'image/x-icon',
  woff2: 'font/woff2',
  mp3: 'audio/mpeg',
};

/** Where a build puts files whose names change with what is in them. */
const hashedFolder = 'assets/';

/** What a file is served with: names under `assets/` never mean anything else, all others are asked for anew each time. */
export function headersOf(key: string): SiteHeaders {
  const ending = /\.([^./]+)$/.exec(key)?.[1]?.toLowerCase() ?? '';
  return {
    contentType: contentTypes[ending] ?? 'application/octet-stream',
    cacheControl: key.startsWith(hashedFolder) ? 'public, max-age=31536000, immutable' : 'no-cache',
  };
}

/** A page that was opened before a deploy may still load a part of it; nobody keeps one open for longer than this. */
const keptMs = 30 * 86_400_000;

/** The page itself: it names the others, so that it comes when they are there. */
const entryPage = 'index.html';

/**
 * Puts a release of a site where it is served, its entry page last, and takes away what no release of the last 30 days had. Safe
 * to repeat, and to be cut off anywhere. Throws a sentence when there is no entry page among the files.
 */
export async function publishSite(
  store: SiteStore,
  site: { readonly bucket: string; readonly files: readonly SiteFile[]; readonly now: number },
): Promise<void> {
  const { bucket, files, now } = site;
  const entry = files.find(({ key }) => key === entryPage);
  if (entry === undefined) {
    throw new Error(
      `there is no ${entryPage} among the ${files.length} files of the site; build the pages (npm run build) first`,
    );
  }
  for (const file of files) if (file !== entry) await store.put(bucket, file, headersOf(file.key));
  await store.put(bucket, entry, headersOf(entry.key));
  const current = new Set(files.map(({ key }) => key));
  const old = (await store.list(bucket)).filter(({ key, putAt }) => !current.has(key) && now - putAt > keptMs);
  if (old.length > 0)
    await store.remove(
      bucket,
      old.map(({ key }) => key),
    );
}

/** Takes everything away: a bucket with something in it cannot be deleted. */
export async function withdrawSite(store: Pick<SiteStore, 'list' | 'remove'>, bucket: string): Promise<void> {
  const keys = (await store.list(bucket)).map(({ key }) => key);
  if (keys.length > 0) await store.remove(bucket, keys);
}
