import { brotliCompressSync, constants } from 'node:zlib';
import { type BuiltPage, bundleAgentLogic, bundlePage } from '../../pages/build';
import type { PageName } from '../../pages/contract/config';

const bundles = new Map<PageName, Promise<BuiltPage>>();
const bundled = (page: PageName): Promise<BuiltPage> => {
  const known = bundles.get(page) ?? bundlePage(page);
  bundles.set(page, known);
  return known;
};

/** As a CDN that has a moment would compress; at 11 it is 8 % smaller and takes twenty times as long. */
const quality = { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } };

/** Most that a browser may have to load before the page works, in brotli, kB. */
const mostKilobytes: Readonly<Record<PageName, number>> = { softphone: 400, wallboard: 280 };

describe.each(Object.entries(mostKilobytes) as readonly [PageName, number][])('the page %s', (page, most) => {
  let built: BuiltPage;
  beforeAll(async () => {
    built = await bundled(page);
  }, 60_000);

  it(`loads at most ${most} kB`, () => {
    const sizes = built.firstLoad.map((name) => brotliCompressSync(built.files.get(name) ?? '', quality).length);
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThanOrEqual(most * 1000);
  });

  it('names its files by their content, and the page names them', () => {
    const names = [...built.files.keys()].filter((name) => name !== 'index.html');
    expect(names.filter((name) => !/^assets\/[\w-]+-[A-Z0-9]{8}\.\w+$/.test(name))).toEqual([]);
    const index = new TextDecoder().decode(built.files.get('index.html'));
    expect(index).toMatch(/<script type="module" src="assets\/main-\w+\.js">/);
    expect(index).toMatch(/<link rel="stylesheet" href="assets\/main-\w+\.css" \/>/);
  });

  it('has nothing that a strict policy refuses: no style or code in the page itself', () => {
    const index = new TextDecoder().decode(built.files.get('index.html'));
    expect(index).not.toMatch(/<style|style=|<script(?![^>]*src=)|\son\w+=/);
  });
});

describe('the softphone', () => {
  it('loads Streams in a chunk of its own', async () => {
    const { metafile } = await bundled('softphone');
    const holders = Object.entries(metafile.outputs).filter(([, { inputs }]) =>
      Object.keys(inputs).some((input) => input.includes('amazon-connect-streams')),
    );
    expect(holders.map(([name]) => name.replace(/-\w+\.js$/, ''))).toEqual([
      'dist/pages/softphone/assets/streams-softphone',
    ]);
  });
});

describe('the agent logic', () => {
  it('is one small file without Streams, React or zod in it', async () => {
    const { code, metafile } = await bundleAgentLogic();
    expect(code.length).toBeLessThan(20_000);
    const inside = Object.values(metafile.outputs).flatMap(({ inputs }) =>
      Object.entries(inputs).flatMap(([name, { bytesInOutput }]) => (bytesInOutput > 0 ? [name] : [])),
    );
    expect(inside.filter((name) => !/^(pages\/agent-logic\/|core\/(agent-page\/|vocabulary\.ts))/.test(name))).toEqual(
      [],
    );
  });
});
