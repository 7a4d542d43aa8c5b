import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { addressesIn, jekyllSite, problemsIn } from '../../../test/helpers/jekyll-site.ts';
import { asFilePath } from '../../core/paths.ts';
import { resolve } from '../../core/site/resolve.ts';
import type { Data } from './values.ts';

interface PagesRow {
  readonly case: string;
  readonly config: Data;
  readonly files: Readonly<Record<string, string>>;
  readonly written: readonly string[];
  readonly html: Readonly<Record<string, string>>;
}

const pages: readonly PagesRow[] = tableOf('jekyll-ghpages');

describe('Jekyll 3.10 with the plugins of GitHub Pages', () => {
  test.each(pages.map((row) => [row.case, row] as const))('%s', async (_name, row) => {
    const site = await jekyllSite(row.files, { version: '3.10.0', config: row.config });
    expect([...site.outputs.keys()].toSorted()).toEqual(row.written.toSorted());
    for (const [output, html] of Object.entries(row.html)) {
      const source = site.outputs.get(output)?.source;
      if (source === undefined || site.outputs.get(output)?.kind !== 'page' || !/\.(?:md|markdown)$/.test(source)) continue;
      expect([output, ...addressesIn(site, source).toSorted()]).toEqual([output, ...hrefs(html).toSorted()]);
    }
  });
});

interface ExtraRow {
  readonly case: string;
  readonly config: Data;
  readonly files: Readonly<Record<string, string>>;
  readonly html?: Readonly<Record<string, string>>;
  readonly build_error?: string;
  readonly written?: readonly string[];
}

const extra: readonly ExtraRow[] = tableOf('jekyll-extra');
const probe = '_posts/2020-01-02-probe.md';

describe('Jekyll 4.3.1', () => {
  test.each(extra.map((row) => [row.case, row] as const))('%s', async (_name, row) => {
    const body = row.files[probe] ?? '';
    const isTag = /^---\n---\n\{%[^%]*%\}\n$/.test(body);
    const files = isTag ? { ...row.files, [probe]: body.replace(/(\{%.*%\})/, '<a href="$1">x</a>') } : row.files;
    const site = await jekyllSite(files, { version: '4.3.1', config: row.config });
    if (row.build_error !== undefined) {
      expect(problemsIn(site)).not.toEqual([]);
      return;
    }
    expect(problemsIn(site)).toEqual([]);
    const html = row.html?.['probe/index.html'];
    if (html === undefined) return;
    expect(addressesIn(site, probe)).toEqual(isTag ? [/<p>(.*)<\/p>/.exec(html)?.[1]] : hrefs(html).filter((href) => !href.startsWith('#fn')));
  });
});

function tableOf(name: string) {
  return JSON.parse(readFileSync(new URL(`../../../test/tables/${name}.json`, import.meta.url), 'utf8')).rows;
}

const hrefs = (html: string): readonly string[] =>
  [...html.replace(/<pre\b[^]*?<\/pre>|<code\b[^]*?<\/code>/g, '').matchAll(/<(?:a|img)\s[^<>]*?\b(?:href|src)="([^"]*)"/g)].map(([, address = '']) => address.replaceAll('&amp;', '&'));

describe('plugins', () => {
  const posts = Object.fromEntries(Array.from({ length: 5 }, (_, i) => [`_posts/2020-01-0${i + 1}-day-${i + 1}.md`, '---\ntags: [sea, far away]\ncategory: Trips\n---\nHello.\n']));

  test('jekyll-paginate repeats the nearest index on the way', async () => {
    const config = { plugins: ['jekyll-paginate'], paginate: 2, paginate_path: '/blog/page:num/' };
    const site = await jekyllSite({ ...posts, 'index.html': '---\n---\n', 'blog/index.html': '---\n---\n' }, { config, version: '4.3.1' });
    expect([...site.outputs.keys()].filter((output) => output.includes('page'))).toEqual(['blog/page2/index.html', 'blog/page3/index.html']);
  });

  test('jekyll-archives makes what is enabled', async () => {
    const config = { plugins: ['jekyll-archives'], 'jekyll-archives': { enabled: ['tags', 'year', 'categories'], permalinks: { tag: '/labels/:name/' } } };
    const site = await jekyllSite(posts, { config, version: '4.3.1' });
    expect([...site.outputs.keys()].filter((output) => site.outputs.get(output)?.kind === 'generated').toSorted())
      .toEqual(['2020/index.html', 'category/trips/index.html', 'labels/far-away/index.html', 'labels/sea/index.html']);
  });

  test('jekyll-archives-v2 makes them for each collection', async () => {
    const config = {
      plugins: ['jekyll-archives-v2'], collections: { logs: { output: true } },
      'jekyll-archives': { posts: { enabled: ['year', 'tags', 'categories'], permalinks: { year: '/blog/:year/', tags: '/blog/:type/:name/' } }, logs: { enabled: ['tags'] } },
    };
    const site = await jekyllSite({ ...posts, '_logs/a.md': '---\ntags: [Tides]\n---\n' }, { config, version: '4.3.1' });
    expect([...site.outputs.keys()].filter((output) => site.outputs.get(output)?.kind === 'generated').toSorted())
      .toEqual(['blog/2020/index.html', 'blog/tag/far-away/index.html', 'blog/tag/sea/index.html', 'logs/tag/tides/index.html', 'posts/category/trips/index.html']);
  });

  test('jekyll-imagemagick makes each picture of its folders in each width, where it is on', async () => {
    const imagemagick = { enabled: true, widths: [480, 800], input_directories: ['assets/img/'], input_formats: ['.jpg'], output_formats: { webp: '-quality 85' } };
    const files = { 'assets/img/tram.jpg': '', 'assets/img/trip/boat.JPG': '', 'assets/img/tram.svg': '', 'other/tram.jpg': '' };
    const made = async (setting: Data): Promise<readonly string[]> => {
      const site = await jekyllSite(files, { config: { plugins: ['jekyll-imagemagick'], imagemagick: setting }, version: '4.3.1' });
      return [...site.outputs.keys()].filter((output) => output.endsWith('.webp')).toSorted();
    };
    expect(await made(imagemagick)).toEqual(['assets/img/tram-480.webp', 'assets/img/tram-800.webp', 'assets/img/trip/boat-480.webp', 'assets/img/trip/boat-800.webp']);
    expect(await made({ ...imagemagick, enabled: false })).toEqual([]);
  });

  test('jekyll-postfiles copies what is beside a post in a folder', async () => {
    const files = {
      '_posts/2020-01-01-boat/2020-01-01-boat.md': '---\n---\n', '_posts/2020-01-01-boat/cat.jpg': '', '_posts/2020-01-01-boat/img/dog.jpg': '', '_posts/2020-01-01-boat/.hidden': '',
      '_posts/trip/2020-01-06-one.md': '---\npermalink: /p/q.html\n---\n', '_posts/trip/2020-01-07-two.md': '---\n---\n', '_posts/trip/shared.jpg': '',
      '_posts/root.jpg': '', '_posts/2020-01-05-flat.md': '---\n---\n',
    };
    const site = await jekyllSite(files, { config: { plugins: ['jekyll-postfiles'], permalink: '/:year/:title/' }, version: '4.3.1' });
    expect([...site.outputs.keys()].filter((output) => !output.endsWith('.html')).toSorted())
      .toEqual(['2020/boat/cat.jpg', '2020/boat/img/dog.jpg', '2020/two/shared.jpg', 'p/shared.jpg']);
  });

  test('folders that the blog\'s own plugins name are unknowable', async () => {
    const plugin = "class Series < Jekyll::Generator\n  def generate(site)\n    dir = site.config['author_dir'] || 'authors'\n    File.join('series', slug)\n    path = \"/tag/#{name}\"\n    url = '/month/' + name\n    at = \"https://x.example/#{name}\"\n";
    const site = await jekyllSite({ '_plugins/series.rb': plugin, '_plugins/tag.rb': "File.join('nothing')" }, { config: { category_dir: 'blog/topics' } });
    expect(site.unknowable.map(({ prefix }) => prefix)).toEqual(['/authors/', '/series/', '/tag/', '/month/', '/blog/topics/']);
  });

  test('jekyll-redirect-from sends on', async () => {
    const config = { plugins: ['jekyll-redirect-from'], baseurl: '/trips' };
    const site = await jekyllSite({
      'about.md': '---\nredirect_from: [/old/, older.html]\n---\n', 'gone.md': '---\nredirect_to: https://example.com/\n---\n',
      'index.md': '---\n---\n[a](old/) [b](older.html) [c](gone.html)\n',
    }, { config, version: '4.3.1' });
    const document = site.documents.get(asFilePath('index.md'));
    const entry = site.bySource.get(asFilePath('index.md'));
    if (!document || !entry) throw new Error('no index');
    const met = document.references.map((reference) => resolve(reference, document, entry, site));
    expect(met.map(({ kind }) => kind)).toEqual(['ok', 'ok', 'external']);
    expect(site.bySource.get(asFilePath('about.md'))?.output).toBe('about.html');
  });
});
