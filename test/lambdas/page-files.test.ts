import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { SiteFile, SiteHeaders, SiteStore } from '../../core/deployment/publish-site';
import { filesBelow } from '../../lambdas/page-files/bundled-files';
import { makeHandler } from '../../lambdas/page-files/handler';
import type { PageConfig } from '../../pages/contract/config';

const day = 86_400_000;
const config: PageConfig = {
  environment: 'dev',
  page: 'wallboard',
  apiUrl: 'https://api.example.com',
  oidc: { authority: 'https://login.example.com', clientId: 'pages', scope: 'openid' },
  region: 'eu-central-1',
  loginUrl: null,
  local: null,
};
const properties = {
  ServiceToken: 't',
  Bucket: 'site',
  Page: 'wallboard',
  Config: JSON.stringify(config),
  Release: 'r1',
};
const file = (key: string): SiteFile => ({ key, body: Buffer.from(key) });

/** A store in memory that keeps in which order files came. */
class Store implements SiteStore {
  readonly put_: { key: string; headers: SiteHeaders; body: string }[] = [];
  readonly there = new Map<string, number>();
  failsAt: string | null = null;
  constructor(private readonly now: () => number) {}
  async put(_bucket: string, { key, body }: SiteFile, headers: SiteHeaders): Promise<void> {
    if (key === this.failsAt) throw new Error(`${key} was refused`);
    this.put_.push({ key, headers, body: Buffer.from(body).toString() });
    this.there.set(key, this.now());
  }
  async list(): Promise<readonly { key: string; putAt: number }[]> {
    return [...this.there].map(([key, putAt]) => ({ key, putAt }));
  }
  async remove(_bucket: string, keys: readonly string[]): Promise<void> {
    for (const key of keys) this.there.delete(key);
  }
}

function publisher(files: readonly SiteFile[]) {
  const time = { now: 0 };
  const store = new Store(() => time.now);
  const replies: Record<string, unknown>[] = [];
  const shipped = { files };
  const handler = makeHandler({
    sites: store,
    clock: { now: () => time.now },
    filesOf: async () => shipped.files,
    pause: async () => {},
    failures: { failed: () => {} } as never,
    putReply: async (_url, body) => void replies.push(JSON.parse(body)),
  });
  const ask = async (RequestType: string, more: object = {}) => {
    await handler({
      ...{ RequestType, ResponseURL: 'https://cloudformation.example.com/reply', StackId: 's', RequestId: 'r' },
      ...{ LogicalResourceId: 'wallboard', ResourceProperties: properties, ...more },
    });
    return replies.at(-1);
  };
  return { time, store, shipped, ask };
}

describe('a page is published', () => {
  it('with its entry page last, each file with its type and how long it may be kept', async () => {
    const { store, ask } = publisher([
      file('index.html'),
      file('assets/app-1.js'),
      file('assets/app-1.css'),
      file('x.bin'),
    ]);
    expect(await ask('Create')).toMatchObject({ Status: 'SUCCESS', PhysicalResourceId: 'site' });
    const immutable = 'public, max-age=31536000, immutable';
    expect(store.put_.map(({ key, headers }) => [key, headers.contentType, headers.cacheControl])).toEqual([
      ['config.json', 'application/json; charset=utf-8', 'no-cache'],
      ['assets/app-1.js', 'text/javascript; charset=utf-8', immutable],
      ['assets/app-1.css', 'text/css; charset=utf-8', immutable],
      ['x.bin', 'application/octet-stream', 'no-cache'],
      ['index.html', 'text/html; charset=utf-8', 'no-cache'],
    ]);
    expect(JSON.parse(store.put_[0]?.body ?? '')).toEqual(config);
  });

  it('over the one before, whose files stay for 30 days', async () => {
    const { time, store, shipped, ask } = publisher([file('index.html'), file('assets/app-1.js')]);
    await ask('Create');
    shipped.files = [file('index.html'), file('assets/app-2.js')];
    time.now = 30 * day;
    await ask('Update', { PhysicalResourceId: 'site' });
    expect([...store.there.keys()].sort()).toEqual(['assets/app-1.js', 'assets/app-2.js', 'config.json', 'index.html']);
    time.now = 30 * day + 1;
    await ask('Update', { PhysicalResourceId: 'site' });
    expect([...store.there.keys()].sort()).toEqual(['assets/app-2.js', 'config.json', 'index.html']);
  });

  it('not at all where a part is refused: the entry page of before stays', async () => {
    const { store, ask } = publisher([file('index.html'), file('assets/app-1.js')]);
    store.failsAt = 'assets/app-1.js';
    expect(await ask('Create')).toMatchObject({ Status: 'FAILED', Reason: 'assets/app-1.js was refused' });
    expect(store.there.has('index.html')).toBe(false);
  });

  it('never by a config.json of the build', async () => {
    const { store, ask } = publisher([file('index.html'), file('config.json')]);
    await ask('Create');
    expect(store.put_.filter(({ key }) => key === 'config.json').map(({ body }) => JSON.parse(body))).toEqual([config]);
  });

  it.each([
    [[], {}, /^there is no index\.html among the 1 files of the site; build the pages/],
    [
      [file('index.html')],
      { Config: '{"page":"wallboard"}' },
      /^config\.json of this site cannot be used: environment/,
    ],
    [[file('index.html')], { Page: 'other' }, /^ResourceProperties cannot be read: Page/],
  ])('or refused with a sentence (%#)', async (files, changes, reason) => {
    const { ask } = publisher(files);
    expect(await ask('Create', { ResourceProperties: { ...properties, ...changes } })).toMatchObject({
      ...{ Status: 'FAILED', Reason: expect.stringMatching(reason), PhysicalResourceId: 'never-made' },
    });
  });

  it('and taken away with its stack, once and again', async () => {
    const { store, ask } = publisher([file('index.html')]);
    await ask('Create');
    for (const _ of [1, 2]) {
      expect(await ask('Delete', { PhysicalResourceId: 'site' })).toMatchObject({ Status: 'SUCCESS' });
      expect(store.there.size).toBe(0);
    }
    expect(await ask('Delete', { PhysicalResourceId: 'never-made' })).toMatchObject({ Status: 'SUCCESS' });
  });
});

it('the files that come with the function are read with their paths, in order', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'files-'));
  try {
    mkdirSync(join(folder, 'assets'));
    writeFileSync(join(folder, 'index.html'), 'page');
    writeFileSync(join(folder, 'assets', 'a.js'), 'code');
    expect((await filesBelow(folder)).map(({ key, body }) => [key, Buffer.from(body).toString()])).toEqual([
      ['assets/a.js', 'code'],
      ['index.html', 'page'],
    ]);
    expect(await filesBelow(join(folder, 'none'))).toEqual([]);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
