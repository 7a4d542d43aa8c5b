import { expect, test } from 'vitest';
import { asFilePath, type FilePath } from '../../core/paths.ts';
import { buildSite } from '../../core/site/build-site.ts';
import { resolve } from '../../core/site/resolve.ts';
import { hexo } from './index.ts';

/** What each image of a post meets, with `hexo-asset-image` installed. */
async function met(body: string, options: { permalink: string; range: string }): Promise<readonly string[]> {
  const texts: Record<string, string> = {
    '_config.yml': JSON.stringify({ url: 'https://boats.example', permalink: options.permalink, post_asset_folder: true }),
    'package.json': JSON.stringify({ dependencies: { hexo: '^7.0.0', 'hexo-renderer-marked': '^6.0.0', 'hexo-asset-image': options.range } }),
    'source/_posts/harbour.md': `---\ntitle: The harbour\ndate: 2020-01-02\n---\n${body}`,
    'source/_posts/harbour/pier.png': '', 'source/images/map.png': '',
  };
  const files = Object.keys(texts).sort().map(asFilePath);
  const read = async (path: FilePath): Promise<string | undefined> => texts[path];
  const conventions = await hexo.configure({ files, read, around: new Map(), now: 0, zone: 'UTC', options: {} });
  const site = await buildSite({ conventions, files, read, head: async () => undefined, now: 0 });
  const document = site.documents.get(asFilePath('source/_posts/harbour.md'));
  const entry = document && site.bySource.get(document.path);
  if (!document || !entry) throw new Error('The post is not there.');
  return document.references.map((reference) => {
    const resolution = resolve(reference, document, entry, site);
    return `${reference.raw}: ${resolution.kind === 'not-built' ? resolution.message : resolution.kind}`;
  });
}

const images = '![](pier.png)\n![](harbour/pier.png)\n![](/images/map.png)\n![](nowhere.png)\n';

test('1.0.0 finds the files of a post that ends in .html', async () => {
  expect(await met(images, { permalink: ':title.html', range: '^1.0.0' })).toEqual([
    'pier.png: ok', 'harbour/pier.png: ok', '/images/map.png: ok',
    'nowhere.png: `hexo-asset-image` makes `/harbour/nowhere.png` of it, and nothing is there.',
  ]);
});

test('and of no other: it cuts the address at the dot of the domain', async () => {
  expect(await met('![](pier.png)', { permalink: ':title/', range: '^1.0.0' })).toEqual(['pier.png: `hexo-asset-image` makes `/.example//pier.png` of it, and nothing is there.']);
});

test('0.0.3 finds them, and loses those at the root', async () => {
  expect(await met(images, { permalink: ':title/', range: '^0.0.3' })).toEqual([
    'pier.png: ok', 'harbour/pier.png: ok',
    '/images/map.png: `hexo-asset-image` makes `/harbour/images/map.png` of it, and nothing is there.',
    'nowhere.png: `hexo-asset-image` makes `/harbour/nowhere.png` of it, and nothing is there.',
  ]);
});

test('what a fork does is not known', async () => {
  expect(await met('![](pier.png)', { permalink: ':title/', range: 'github:someone/hexo-asset-image' })).toEqual(['pier.png: unknowable']);
});
