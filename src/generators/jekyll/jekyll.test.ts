import { describe, expect, test } from 'vitest';
import { addressesIn, jekyllSite, problemsIn } from '../../../test/helpers/jekyll-site.ts';
import { asFilePath } from '../../core/paths.ts';
import { anchorsOf } from '../../core/site/anchors.ts';
import { resolve } from '../../core/site/resolve.ts';
import type { Value } from '../../core/site/document.ts';
import type { Site } from '../../core/site/site.ts';
import { buildCommand } from './build-command.ts';

const post = '_posts/2020-01-02-lisbon.md';

function met(site: Site, path: string): readonly string[] {
  const document = site.documents.get(asFilePath(path));
  const entry = site.bySource.get(asFilePath(path));
  if (!document || !entry) throw new Error(`no ${path}`);
  return document.references.map((reference) => resolve(reference, document, entry, site).kind);
}

describe('where the site is served', () => {
  test.each([
    ['as the settings say', { baseurl: 'trips/' }, undefined, undefined, '/trips'],
    ['at the root without settings', {}, undefined, undefined, ''],
    ['below the name of a repository at GitHub', {}, 'ana/trips', undefined, '/trips'],
    ['at the root of a user\'s site', {}, 'ana/ana.github.io', undefined, ''],
    ['at the root of a domain of its own', { url: 'https://ana.example' }, 'ana/trips', undefined, ''],
    ['where GitHub\'s workflow says', {}, 'ana/trips', 'run: bundle exec jekyll build --baseurl "${{ steps.pages.outputs.base_path }}"', '/trips'],
    ['where the command says', { baseurl: '/old' }, undefined, 'run: jekyll build -b /new', '/new'],
  ] as const)('%s', async (_name, config, github, workflow, base) => {
    const around = new Map(workflow === undefined ? [] : [['.github/workflows/pages.yml', workflow]]);
    const site = await jekyllSite({ [post]: '[a]({{ "/x/" | relative_url }})\n' }, { config, around, ...(github !== undefined && { github }) });
    expect(site.conventions.base).toBe(base);
    expect(addressesIn(site, post)).toEqual([`${base}/x/`]);
  });

  test('origins are its url, its domain and its address at GitHub', async () => {
    const site = await jekyllSite({ [post]: '', CNAME: 'Trips.example\n' }, { config: { url: 'https://ana.example' }, github: 'Ana/trips' });
    expect(site.conventions.origins).toEqual(['ana.example', 'trips.example', 'ana.github.io'].flatMap((host) => [`https://${host}`, `http://${host}`]));
  });

  test('a user\'s site is at its address at GitHub whoever builds it, a project\'s may be elsewhere', async () => {
    const origins = async (github: string) => (await jekyllSite({ [post]: '' }, { github, version: '4.3.1' })).conventions.origins;
    expect(await origins('Ana/ana.github.io')).toEqual(['https://ana.github.io', 'http://ana.github.io']);
    expect(await origins('Ana/trips')).toEqual([]);
  });
});

describe('full addresses', () => {
  test('below a `url` with a path are pages of the site', async () => {
    const site = await jekyllSite({ [post]: '[a](https://ana.example/blog/about.html)', 'about.md': '---\n---\n' }, { config: { url: 'https://ana.example/blog' } });
    expect(met(site, post)).toEqual(['ok']);
  });

  test('lead to files of the root, or to folders that another repository may publish', async () => {
    const config = { url: 'https://ana.example', plugins: ['jekyll-feed'] };
    const body = '[a](https://ana.example/feed.xml) [b](https://ana.example/atom.xml) [c](https://ana.example/shop) [d](https://ana.example/shop/a.html) [e](/shop/a.html)';
    expect(met(await jekyllSite({ [post]: body }, { config }), post)).toEqual(['ok', 'missing', 'unknowable', 'unknowable', 'missing']);
  });

  test.each([
    ['an old address with a day', '/2016/05/17/faro.html', 'missing'],
    ['an old address with a month', '/2016/5/faro/', 'missing'],
    ['a year alone', '/2016/', 'unknowable'],
    ['a folder that begins with a number', '/2016-photos/05/x', 'unknowable'],
    ['a post by its name', '/rail/2019/Night-Train.html', 'missing'],
    ['what is in one folder', '/rail/night-train/', 'unknowable'],
    ['a name that is one word', '/rail/slow/trams/', 'unknowable'],
    ['a page by its name', '/rail/slow/the-boat/', 'unknowable'],
    ['a name that two posts have', '/rail/slow/far-away/', 'unknowable'],
    ['a post that is a draft', '/rail/slow/not-yet/', 'unknowable'],
  ])('may have been an address of this blog: %s', async (_what, path, kind) => {
    const others = Object.fromEntries(['2020-01-01-night-train', '2020-01-01-trams', '2020-01-01-far-away', '2020-02-01-far-away'].map((name) => [`_posts/${name}.md`, '']));
    const site = await jekyllSite({ [post]: `[a](https://ana.example${path})`, 'the-boat.md': '---\n---\n', '_drafts/not-yet.md': '', ...others }, { config: { url: 'https://ana.example', permalink: '/blog/:year/:month/:title/' } });
    expect(met(site, post)).toEqual([kind]);
  });
});

describe('a loop over all posts', () => {
  const loop = (tag: string, link: string): string => `---\n---\n{% for post in ${tag} %}[a](${link}) {% if post.draft %}[b](/x/){% endif %}{% endfor %}\n`;
  const told = async (tag: string, link: string, config: Record<string, Value> = {}, path = 'index.html', more: Readonly<Record<string, string>> = { [post]: '' }): Promise<readonly string[]> => {
    const text = loop(tag, link).replaceAll(/\[(\w)\]\(([^)]*)\)/g, '<a href="$2">$1</a>');
    return met(await jekyllSite({ [path]: text, ...more }, { config: { baseurl: '/trips', ...config } }), path);
  };

  test('leads out of the blog where the path it is served under is left out', async () => {
    expect(await told('site.posts', '{{ post.url }}')).toEqual(['outside-base', 'unknowable']);
    expect(await told('site.posts', '{{ post.url }}#end')).toEqual(['outside-base', 'unknowable']);
    expect(await told('paginator.posts', '{{ post.url }}', { paginate: 5 })).toEqual(['outside-base', 'unknowable']);
  });

  test.each([
    ['with the path', 'site.posts', '{{ site.baseurl }}{{ post.url }}', {}],
    ['through a filter', 'site.posts', '{{ post.url | relative_url }}', {}],
    ['or elsewhere', 'site.posts', '{{ post.link }}', {}],
    ['without such a path', 'site.posts', '{{ post.url }}', { baseurl: '' }],
    ['of some', 'site.posts limit:2', '{{ post.url }}', {}],
    ['of others', 'site.categories.sea', '{{ post.url }}', {}],
    ['of a page of posts, where there are none', 'paginator.posts', '{{ post.url }}', {}],
  ] as const)('%s says nothing', async (_name, tag, link, config) => {
    expect(await told(tag, link, config)).toEqual(['unknowable', 'unknowable']);
  });

  test('that is on another page than the paginated one, or of a blog without posts, says nothing', async () => {
    expect(await told('paginator.posts', '{{ post.url }}', { paginate: 5 }, 'archive.html')).toEqual(['unknowable', 'unknowable']);
    expect(await told('site.posts', '{{ post.url }}', {}, 'index.html', {})).toEqual(['unknowable', 'unknowable']);
    expect(await told('site.posts', '{{ post.url }}', {}, 'index.html', { [post]: '---\npublished: false\n---\n' })).toEqual(['unknowable', 'unknowable']);
  });
});

describe('a page that redirects', () => {
  test.each([
    ['into a folder of the site', '/trips/gone.html', 'missing'],
    ['to a file at its root', '/gone.html', 'missing'],
    ['into a folder that may be another repository\'s', '/docs/guide/', 'unknowable'],
    ['to a folder that is misspelt', '/trip/', 'missing'],
    ['to what is there', '/trips/porto.html', 'ok'],
  ])('%s', async (_name, to, kind) => {
    const texts = { [post]: '[a](/old.html)', 'old.md': `---\nredirect_to: ${to}\n---\n`, 'trips/porto.md': '---\n---\n' };
    expect(met(await jekyllSite(texts, { config: { plugins: ['jekyll-redirect-from'] } }), post)).toEqual([kind]);
  });
});

describe('the command that builds it', () => {
  test('is read with its options', async () => {
    const around = new Map([['.github/workflows/x.yml', 'run: |\n  # jekyll build -s no\n  bundle exec jekyll build \\\n    --source src --config _config.yml,_config.prod.yml && true -b /no\n']]);
    expect(await buildCommand({ files: [], read: async () => undefined, around })).toEqual({ source: 'src', config: ['_config.yml', '_config.prod.yml'] });
  });
});

describe('what is read and hidden', () => {
  test('drafts and posts of the future are there, but hidden', async () => {
    const site = await jekyllSite({ '_drafts/porto.md': 'x', '_posts/2030-01-01-faro.md': 'x', '_posts/2020-01-01-evora.md': '---\npublished: false\n---\n' }, { version: '4.3.1' });
    expect([...site.hidden.values()].map(({ source, visibility }) => [source, visibility.kind]).toSorted())
      .toEqual([['_drafts/porto.md', 'draft'], ['_posts/2020-01-01-evora.md', 'unpublished'], ['_posts/2030-01-01-faro.md', 'scheduled']]);
  });

  test('GitHub Pages publishes posts of the future', async () => {
    const site = await jekyllSite({ '_posts/2030-01-01-faro.md': 'x' });
    expect([...site.outputs.keys()]).toContain('2030/01/01/faro.html');
  });

  test('a date in front matter spares the name its own', async () => {
    const site = await jekyllSite({ '_posts/2018-25-11-faro.md': '---\ndate: 2018-11-25\n---\n', '_config.yml': '\uFEFFpermalink: /:title/\nurl: x\n' }, { version: '4.3.1' });
    expect([problemsIn(site), [...site.outputs.keys()]]).toEqual([[], ['faro/index.html']]);
  });

  test('a source folder that is not there is the one with the posts', async () => {
    const site = await jekyllSite({ 'site/_posts/2020-01-01-faro.md': 'x', 'site/about.md': '---\n---\n' }, { config: { source: '.tmp/site' }, version: '4.3.1' });
    expect([...site.outputs.keys()].toSorted()).toEqual(['2020/01/01/faro.html', 'about.html']);
  });

  test.each([
    ['a folder with all of it is the source, where nothing says which', { 'app/index.html': '---\n---\n' }, ['2020/01/01/faro.html', 'index.html']],
    ['not so where the root has an index', { 'app/index.html': '---\n---\n', 'index.md': '---\n---\n' }, ['app/2020/01/01/faro.html', 'app/index.html', 'index.html']],
    ['nor where there are two of them', { 'app/index.html': '---\n---\n', 'docs/_layouts/post.html': 'x' }, ['app/2020/01/01/faro.html', 'app/index.html']],
    ['nor where it has no index', {}, ['app/2020/01/01/faro.html']],
  ])('%s', async (_name, more, written) => {
    const site = await jekyllSite({ 'app/_posts/2020-01-01-faro.md': '---\n---\n', 'app/_layouts/post.html': 'x', ...more }, { config: {}, version: '4.3.1' });
    expect([...site.outputs.keys()].toSorted()).toEqual(written);
  });
});

describe('what a repository has for itself', () => {
  test('is no page without front matter, so that nobody meets its links', async () => {
    const site = await jekyllSite({ 'CONTRIBUTING.md': '[a](/gone/)', 'trips/license.md': '[a](/gone/)', 'LICENSE.md': '---\n---\n[a](/gone/)', 'about.md': '[a](/gone/)' });
    expect([...site.documents.keys()]).toEqual(['LICENSE.md', 'about.md']);
    const asked = await jekyllSite({ 'CONTRIBUTING.md': '[a](/gone/)' }, { config: { include: ['CONTRIBUTING.md'] } });
    expect([...asked.outputs.keys()]).toContain('CONTRIBUTING.html');
    expect([...site.outputs.keys()]).toEqual(expect.arrayContaining(['CONTRIBUTING.md', 'trips/license.md', 'LICENSE.html', 'about.html']));
  });
});

describe('front matter', () => {
  test('that cannot be read gives the post another address, and is told', async () => {
    const site = await jekyllSite({ [post]: '---\ntitle: a: b\npermalink: /lisbon/\n---\nx' }, { version: '4.3.1' });
    expect(site.bySource.get(asFilePath(post))?.output).toContain('2020-01-02-lisbon.html');
    expect(problemsIn(site).join()).toContain('as if it had none, under another address');
  });

  test('images are looked for from the root', async () => {
    const front = '---\nimage: /assets/tram.png\nheader:\n  teaser: assets/gone.png\n  icon: fa/tram.png\nthumbnail: tram.png\ncover: true\n---\n';
    const site = await jekyllSite({ [post]: front, 'assets/tram.png': 'x' }, { version: '4.3.1' });
    expect(site.documents.get(asFilePath(post))?.references.map(({ key, raw }) => [key, raw])).toEqual([['image', '/assets/tram.png'], ['header.teaser', 'assets/gone.png']]);
    expect(met(site, post)).toEqual(['ok', 'missing']);
  });
});

describe('templates', () => {
  test('an unknown tag stops the build where no plugin can know it', async () => {
    const texts = { [post]: '{% tram 28 %}' };
    expect(problemsIn(await jekyllSite(texts))).toHaveLength(1);
    expect(problemsIn(await jekyllSite({ ...texts, '_plugins/tram.rb': '' }))).toEqual([]);
  });

  test('an include of a theme is unknown, of no theme it stops the build', async () => {
    const texts = { [post]: '{% include tram.html %}' };
    expect(problemsIn(await jekyllSite(texts, { config: {} }))).toHaveLength(1);
    const themed = await jekyllSite(texts, { config: { remote_theme: 'ana/theme' } });
    expect(problemsIn(themed)).toEqual([]);
    expect(themed.documents.get(asFilePath(post))?.hasUnknownParts).toBe(true);
  });

  test('data files are known', async () => {
    const site = await jekyllSite({ [post]: '[a]({{ site.data.places.lisbon.url }})', '_data/places.yml': 'lisbon:\n  url: /lisbon/\n' });
    expect(addressesIn(site, post)).toEqual(['/lisbon/']);
  });
});

describe('anchors', () => {
  test('come from layouts and what they include as well', async () => {
    const site = await jekyllSite({
      [post]: '---\nlayout: post\n---\n# Trams\n', '_layouts/post.html': '---\nlayout: base\n---\n<main id="main">{{ content }}</main>{% include foot.html %}',
      '_layouts/base.html': '<body id="top">{{ content }}', '_includes/foot.html': '<a name=end></a>',
    });
    const entry = site.bySource.get(asFilePath(post));
    if (!entry) throw new Error('no post');
    const anchors = anchorsOf(entry, site);
    expect(['trams', 'main', 'top', 'end', 'bottom'].map((id) => anchors.find(id).kind)).toEqual(['found', 'found', 'found', 'found', 'missing']);
  });
});

describe('Chirpy', () => {
  test('puts a post\'s folder before its images', async () => {
    const config = { theme: 'jekyll-theme-chirpy', baseurl: '/trips' };
    const site = await jekyllSite({ [post]: '---\nmedia_subpath: /img/lisbon\n---\n![a](tram.png) ![b](https://x.example/y.png) [c](tram.png)\n' }, { config, version: '4.3.1' });
    expect(addressesIn(site, post)).toEqual(['/trips/img/lisbon/tram.png', 'https://x.example/y.png', 'tram.png']);
  });
});

describe('Markdown', () => {
  test('as CommonMark, where the settings say so', async () => {
    const site = await jekyllSite({ [post]: '# Trams & `28`\n\n# Trams & `28`\n\n[a](b c.html)\n' }, { config: { markdown: 'GFM' } });
    expect(site.documents.get(asFilePath(post))?.anchors.map(({ id }) => id)).toEqual(['trams-amp-code28code', 'trams-amp-code28code-1']);
    expect(addressesIn(site, post)).toEqual([]);
  });
});

describe('a new post', () => {
  const at = Date.parse('2026-11-05T09:05:07Z');

  test.each([
    ['is named as the others are', { '_posts/2020-1-2-a.markdown': '', '_posts/2020-11-12-b.markdown': '' }, '_posts/2026-11-5-faro.markdown'],
    ['lies in the folder of the newest', { 'news/_posts/2020-01-02-a.md': '', '_posts/2010-01-02-b.md': '' }, 'news/_posts/2026-11-05-faro.md'],
    ['lies with those of its year', { '_posts/2019/2019-01-02-a.md': '' }, '_posts/2026/2026-11-05-faro.md'],
    ['is Markdown where there is no other', { 'index.md': '---\n---\n' }, '_posts/2026-11-05-faro.md'],
  ])('%s', async (_name, texts, file) => {
    const { newPost } = (await jekyllSite(texts)).conventions;
    expect(newPost.fileFor({ slug: 'faro', at, zone: 'UTC', draft: false })).toBe(file);
  });

  test('as a draft has no date', async () => {
    const { newPost } = (await jekyllSite({ 'index.md': '---\n---\n' })).conventions;
    expect(newPost.fileFor({ slug: 'faro', at, zone: 'UTC', draft: true })).toBe('_drafts/faro.md');
    expect(newPost.formatDate(at, 'Europe/Lisbon')).toBe('2026-11-05 09:05:07 +0000');
  });
});
