import { describe, expect, test } from 'vitest';
import { asFilePath } from '../../core/paths.ts';
import { addressesOf, siteOf, verdictsIn } from '../../../test/helpers/site-of.ts';
import { eleventy } from './index.ts';

const config = (body: string, ending = '', imports = ''): Readonly<Record<string, string>> => ({
  'eleventy.config.js': `${imports}\nexport default function (eleventyConfig) {\n${body}\n}\n${ending}`,
});
const post = (body: string, head = ''): string => `---\ntitle: Porto by sea\ndate: 2024-05-04\n${head}---\n${body}\n`;

describe('configuration', () => {
  test('folders, copies, ignored files, as methods or returned, by constants', async () => {
    const site = await siteOf(eleventy, {
      ...config(`const root = 'src'; eleventyConfig.setInputDirectory(root); eleventyConfig.addPassthroughCopy({ [\`\${root}/img\`]: 'pictures' }); eleventyConfig.ignores.add('src/notes/');`),
      'src/porto.md': post('![a](/pictures/a.png) ![b](/img/a.png)'), 'src/notes/x.md': 'x', 'src/img/a.png': '', 'x.md': 'x', '.eleventyignore': 'src/ignored.md', 'src/ignored.md': 'x',
    });
    expect(addressesOf(site)).toEqual(['/porto/']);
    expect(verdictsIn(site, 'src/porto.md').map(([, kind]) => kind)).toEqual(['ok', 'missing']);
  });

  test('folders of data and includes beside that of the input', async () => {
    const site = await siteOf(eleventy, {
      ...config('', `export const config = { dir: { input: 'content', includes: '../_includes', data: '../_data' } };`),
      '_data/ships/anna.json': '{}', '_data/ships/berta.json': '{}', '_includes/x.njk': 'x',
      'content/ships.njk': '---\npagination: { data: ships, size: 1, alias: ship }\npermalink: "/ships/{{ ship }}/"\n---\nx',
    });
    expect(addressesOf(site)).toEqual(['/ships/anna/', '/ships/berta/']);
  });

  test('options of the build script win', async () => {
    const site = await siteOf(eleventy, {
      ...config(`return { dir: { input: 'docs' }, pathPrefix: '/blog' };`), 'package.json': '{"scripts": {"build": "rm -rf _site && npx @11ty/eleventy --input=content --pathprefix=boats"}}',
      'content/porto.md': post(`[a]({{ '/porto/' | url }}) [b](/porto/)`),
    });
    expect(site.conventions.base).toBe('/boats');
    expect(verdictsIn(site, 'content/porto.md').map(([, kind]) => kind)).toEqual(['ok', 'outside-base']);
  });

  test('what the environment decides is taken as it is without it', async () => {
    const site = await siteOf(eleventy, {
      ...config(`return { dir: { input: process.env.INPUT || 'content' } };`), 'content/porto.md': post('x'), 'x.md': 'x',
    });
    expect(addressesOf(site)).toEqual(['/porto/']);
  });

  test('what cannot be read is named', async () => {
    const site = await siteOf(eleventy, { ...config(`return { dir: { input: compute() }, pathPrefix: compute() };`, '', `import compute from 'somewhere';`), 'porto.md': post('x') });
    expect(site.conventions.notes).toEqual([
      '`dir.input` in `eleventy.config.js` is worked out by the build; Eleventy\'s own is assumed.',
      '`pathPrefix` in `eleventy.config.js` is worked out by the build; Eleventy\'s own is assumed.',
    ]);
  });

  test('a plugin brings its template language', async () => {
    const files = { 'docs/index.webc': '<p>x</p>', 'porto.md': post('[a](/docs/)') };
    const added = config('eleventyConfig.addPlugin(webc);', '', `import webc from '@11ty/eleventy-plugin-webc';`);
    expect(verdictsIn(await siteOf(eleventy, { ...added, ...files }), 'porto.md').map(([, kind]) => kind)).toEqual(['ok']);
    expect(verdictsIn(await siteOf(eleventy, { ...config(''), ...files }), 'porto.md').map(([, kind]) => kind)).toEqual(['missing']);
  });

  test('a copy that cannot be read may bring any file, and no page', async () => {
    const site = await siteOf(eleventy, { ...config('eleventyConfig.addPassthroughCopy({ [find("tabs")]: "js/tabs.js" });', '', `import find from './find.js';`), 'porto.md': post('![a](/img/a.png) [b](/faro/)') });
    expect(verdictsIn(site, 'porto.md').map(([, kind]) => kind)).toEqual(['unknowable', 'missing']);
  });

  test('a program that never ends does no harm', async () => {
    const site = await siteOf(eleventy, { ...config('for (;;) eleventyConfig.addPassthroughCopy("x");'), 'porto.md': post('x') });
    expect(addressesOf(site)).toEqual(['/porto/']);
  });
});

describe('addresses', () => {
  test('permalinks of folders, by template, by program, with filters of the blog\'s own', async () => {
    const site = await siteOf(eleventy, {
      ...config(`eleventyConfig.addFilter('month', (date) => DateTime.fromJSDate(date, { zone: 'utc' }).toFormat('yyyy/LL'));
        eleventyConfig.addFilter('loud', (text) => text.toUpperCase());`, `export const config = { markdownTemplateEngine: 'njk' };`, `import { DateTime } from 'luxon';`),
      'a/a.json': '{"permalink": "/a/{{ page.date | month }}/{{ page.fileSlug | loud }}/"}', 'a/2024-05-04-porto.md': 'x',
      'b/b.11tydata.js': 'export default { permalink: ({ title, page }) => `/b/${title.length}/${page.fileSlug}.html` };', 'b/porto.md': post('x'),
      'c/c.11tydata.mjs': 'export default () => ({ permalink: function ({ title }) { return `/c/${this.slugify(title)}/`; } });', 'c/porto.md': post('x'),
      'd.njk': '---\npermalink: "/d/{% if true %}x{% endif %}/index.html"\n---\nx',
    });
    expect(addressesOf(site)).toEqual(['/a/2024/05/PORTO/', '/b/12/porto.html', '/c/porto-by-sea/', '/d/x/']);
  });

  test('drafts by a preprocessor, and by a computed permalink', async () => {
    const site = await siteOf(eleventy, {
      ...config(`eleventyConfig.addPreprocessor('drafts', '*', (data) => { if (data.draft && process.env.ELEVENTY_RUN_MODE === 'build') return false; });`),
      'posts/posts.11tydata.js': 'export default { eleventyComputed: { permalink: (data) => (data.page.date > new Date() ? false : data.permalink) } };',
      'posts/draft.md': post('x', 'draft: true\n'), 'posts/later.md': '---\ntitle: Later\ndate: 2030-01-01\n---\nx', 'posts/porto.md': post('x'), 'none.md': '---\npermalink: false\n---\nx',
    });
    expect(addressesOf(site)).toEqual(['/none/ (unpublished)', '/posts/draft/ (draft)', '/posts/later/ (scheduled)', '/posts/porto/']);
  });

  test('what a computed permalink makes is a template still; what a permalink of the page\'s own makes is not', async () => {
    const site = await siteOf(eleventy, {
      ...config(''), '_data/eleventyComputed.js': 'export default { permalink: (data) => (data.hidden ? false : data.permalink) };', '_includes/page.njk': '---\npermalink: "{{ page.filePathStem }}.html"\n---\nx',
      'about.md': post('x', 'layout: page.njk\n'), 'porto.md': post('x'), 'hidden.md': post('x', 'layout: page.njk\nhidden: true\n'),
      'list.njk': '---\npagination: { data: ships, size: 1, alias: ship }\npermalink: "/ships/{{ ship }}/"\n---\nx', '_data/ships.json': '["anna"]',
    });
    expect(addressesOf(site)).toEqual(['/about.html', '/hidden.html (draft)', '/porto/', '/ships/anna/']);
    const own = { ...config(''), 'a.11tydata.js': 'export default { permalink: () => "/a/{{ page.fileSlug }}/" };', 'a.md': post('x') };
    expect(addressesOf(await siteOf(eleventy, own))).toEqual(['/a/{{ page.fileSlug }}/']);
  });

  test('no file was made in the future, whatever the date of a page without one', async () => {
    const site = await siteOf(eleventy, {
      ...config(''),
      '_data/eleventyComputed.js': `export default { permalink: ({ permalink, page }) => (process.env.STAGE === 'production' && page.date.getTime() > Date.now() ? false : permalink) };`,
      'feed.html': '---\npermalink: /feed.xml\n---\nx', 'dated.html': '---\npermalink: /{{ page.date.getFullYear() }}/\n---\nx',
      'posts/posts.njk': '---\npagination: { data: collections.post, size: 1 }\n---\nx', 'a.md': post('[a](/feed.xml) [b](/posts/) [c](/posts/1/) [d](/posts/2/)', 'tags: post\n'), 'b.md': post('x', 'tags: post\n'),
    });
    expect(addressesOf(site)).toEqual(expect.arrayContaining(['/a/', '/b/', '/feed.xml', '/posts/', '/posts/1/']));
    expect(verdictsIn(site, 'a.md').map(([, kind]) => kind)).toEqual(['ok', 'ok', 'ok', 'missing']);
  });

  test('pages of tags, of a collection of the blog\'s own, of a program', async () => {
    const site = await siteOf(eleventy, {
      ...config(`eleventyConfig.addCollection('long', (api) => api.getFilteredByGlob('posts/*.md').filter(({ data }) => data.title.length > 5));`),
      'posts/a.md': post('x', 'tags: [By Sea]\n'), 'posts/b.md': '---\ntitle: B\ntags: [By Sea, food]\n---\nx',
      'tags.njk': '---\npagination: { data: collections, size: 1, alias: tag, filter: [all] }\npermalink: "/tags/{{ tag | slugify }}/"\n---\nx',
      'long.11ty.js': 'export default class { data() { return { pagination: { data: "collections.long", size: 1, alias: "one" }, permalink: ({ one }) => `/long/${one.fileSlug}/` }; } render() { return ""; } }',
      'list.njk': '---\npagination: { data: collections.all, size: 1 }\n---\nx',
    });
    expect(addressesOf(site).filter((address) => !address.startsWith('/list/'))).toEqual(['/long/a/', '/posts/a/', '/posts/b/', '/tags/by-sea/', '/tags/food/', '/tags/long/']);
  });

  test('a collection that a loop over files of the machine adds may be any', async () => {
    const pages = {
      'a.md': post('[a](/tags/by-sea/) [b](/nope/)', 'tags: [By Sea]\n'),
      'tags.njk': '---\npagination: { data: collections.kinds, size: 1, alias: kind }\npermalink: "/tags/{{ kind.slug }}/"\n---\nx',
    };
    const kinds = async (body: string): Promise<readonly string[]> =>
      verdictsIn(await siteOf(eleventy, { ...config(body, '', `import glob from 'fast-glob';`), ...pages }), 'a.md').map(([, kind]) => kind);
    expect(await kinds(`for (const file of glob.sync('collections/*.js')) eleventyConfig.addFilter(file, (x) => x);`)).toEqual(['missing', 'missing']);
    expect(await kinds(`glob.sync('collections/*.js').forEach((file) => { const added = import(file); Object.keys(added).forEach((name) => eleventyConfig.addCollection(name, added[name])); });`)).toEqual(['unknowable', 'missing']);
  });

  test('what the scripts of package.json put there may be there in a build', async () => {
    const site = await siteOf(eleventy, {
      ...config(`eleventyConfig.addPassthroughCopy({ 'src/assets': 'static' }); return { dir: { input: 'src' } };`),
      'package.json': '{"scripts": {"build": "git clone https://example.org/notes.git src/notes && wget https://example.org/map.png -O src/assets/map.png && eleventy"}}',
      'src/assets/a.png': '', 'src/porto.md': post('![a](/static/map.png) ![b](/static/b.png) [c](/notes/c/) [d](/d/)'),
    });
    expect(verdictsIn(site, 'src/porto.md').map(([, kind]) => kind)).toEqual(['unknowable', 'missing', 'unknowable', 'missing']);
  });

  test('a computed permalink that is a program, in a head that is one', async () => {
    const site = await siteOf(eleventy, {
      ...config(''), 'a.md': post('[a](/tags/by-sea/) [b](/tags/nope/) [c](/tags/2/)', 'tags: [By Sea]\n'), 'b.md': post('x', 'tags: [food]\n'),
      'tags.njk': `---js\nconst pagination = { data: 'collections', size: 1, alias: 'tag', filter: ['all'] };\nconst eleventyComputed = { title: '{{ tag }}', permalink: function (data) { return \`/tags/\${this.slugify(data.tag)}/\`; } };\n---\nx`,
    });
    expect(addressesOf(site)).toEqual(['/a/', '/b/', '/tags/by-sea/', '/tags/food/']);
    expect(verdictsIn(site, 'a.md').map(([, kind]) => kind)).toEqual(['ok', 'missing', 'missing']);
  });

  test('pages of what only the build knows are unknowable', async () => {
    const site = await siteOf(eleventy, {
      ...config(''), '_data/films.js': `import fetch from '@11ty/eleventy-fetch'; export default async () => fetch('https://example.com');`,
      'films.njk': '---\npagination: { data: films, size: 1, alias: film }\npermalink: "/films/{{ film.name | slugify }}/"\n---\nx', 'porto.md': post('[a](/films/x/) [b](/nowhere/)'),
    });
    expect(verdictsIn(site, 'porto.md').map(([, kind]) => kind)).toEqual(['unknowable', 'missing']);
  });
});

describe('what is on a page', () => {
  test('headings have ids only from a plugin', async () => {
    const body = '## Über & more\n\n[a](#uber-more) [b](#ueber-and-more) [c](#%C3%BCber-%26-more)';
    const ids = async (text: string, imports = ''): Promise<unknown> =>
      verdictsIn(await siteOf(eleventy, { ...config(text, '', imports), 'porto.md': post(body) }), 'porto.md').map(([, kind]) => kind);
    expect(await ids('')).toEqual(['missing-anchor', 'missing-anchor', 'missing-anchor']);
    expect(await ids('eleventyConfig.addPlugin(IdAttributePlugin);', `import { IdAttributePlugin } from '@11ty/eleventy';`)).toEqual(['missing-anchor', 'ok', 'missing-anchor']);
    expect(await ids('eleventyConfig.amendLibrary("md", (md) => md.use(anchor));', `import anchor from 'markdown-it-anchor';`)).toEqual(['missing-anchor', 'missing-anchor', 'ok']);
    expect(await ids('eleventyConfig.setLibrary("md", markdownIt({ html: true }).use(anchor, { slugify: (text) => text.length + "x" }));', `import anchor from 'markdown-it-anchor'; import markdownIt from 'markdown-it';`))
      .toEqual(['missing-anchor', 'missing-anchor', 'missing-anchor']);
    expect(await ids('eleventyConfig.setLibrary("md", other());', `import other from 'another-renderer';`)).toEqual(['unknowable', 'unknowable', 'unknowable']);
  });

  test('computed data, and what another page of the same template is about', async () => {
    const site = await siteOf(eleventy, {
      ...config(''), 'porto.md': post('[a](/{{ short }}/) [b](/{{ long }}/)', 'eleventyComputed:\n  short: "{{ page.fileSlug }}"\n  long: "{{ page.url }}x"\n'),
      'ships.md': '---\npagination: { data: ships, size: 1, alias: ship }\nships: [anna]\n---\n[a](/{{ ship }}/) [b](/x{{ nothing }}/)',
    });
    expect(verdictsIn(site, 'porto.md').map(([, kind]) => kind)).toEqual(['ok', 'unknowable']);
    expect(verdictsIn(site, 'ships.md').map(([, kind]) => kind)).toEqual(['unknowable', 'missing']);
  });

  test('shortcodes of the blog\'s own put out what only they know', async () => {
    const site = await siteOf(eleventy, {
      ...config('eleventyConfig.addShortcode("link", () => "x"); eleventyConfig.addPairedShortcode("note", (x) => x);'),
      'porto.md': post('[a]({% link "x" %}) {% note %}[b](/nowhere/){% endnote %}'), 'lisbon.md': post('{% nope %}'),
    });
    expect(verdictsIn(site, 'porto.md')[0]?.[1]).toBe('unknowable');
    expect(site.documents.get(asFilePath('lisbon.md'))?.problems.length).toBe(1);
  });

  test('the plugin for paths to sources, and the filter', async () => {
    const site = await siteOf(eleventy, {
      ...config('eleventyConfig.addPlugin(InputPathToUrlTransformPlugin);', '', `import { InputPathToUrlTransformPlugin } from '@11ty/eleventy';`),
      'posts/porto.md': post(`[a](lisbon.md) [b](./lisbon.md#x) [c](nope.md) [d]({{ 'posts/lisbon.md' | inputPathToUrl }}) [e]({{ 'posts/nope.md' | inputPathToUrl }})`), 'posts/lisbon.md': post('<p id="x">'),
    });
    expect(verdictsIn(site, 'posts/porto.md').map(([, kind]) => kind)).toEqual(['ok', 'ok', 'missing', 'ok', 'not-built']);
  });

  test('an image that the image plugin does not find stops the build, unless it is told not to', async () => {
    const met = async (options: string): Promise<unknown> => {
      const site = await siteOf(eleventy, {
        ...config(`eleventyConfig.addPlugin(eleventyImageTransformPlugin, ${options});`, '', `import { eleventyImageTransformPlugin } from '@11ty/eleventy-img';`),
        'porto.md': post('![a](a.png) ![b](/img/nope.png)'), 'a.png': '',
      });
      return verdictsIn(site, 'porto.md').map(([, kind]) => kind);
    };
    expect(await met('{}')).toEqual(['ok', 'not-built']);
    expect(await met('{ failOnError: false }')).toEqual(['ok', 'missing']);
  });

  test('files that the configuration copies by itself', async () => {
    const met = async (text: string): Promise<unknown> => {
      const site = await siteOf(eleventy, { ...config(text), 'porto.md': post('![a](/porto/a.png) ![b](/porto/b.png) [c](/porto/a/)'), 'blog/a.png': '' });
      return verdictsIn(site, 'porto.md').map(([, kind]) => kind);
    };
    expect(await met(`eleventyConfig.on('eleventy.after', async () => { await fs.cp('blog', '_site', { recursive: true }); });`)).toEqual(['unknowable', 'missing', 'missing']);
    expect(await met(`eleventyConfig.on('eleventy.after', async () => { console.log('done'); });`)).toEqual(['missing', 'missing', 'missing']);
    expect(await met(`const copy = () => fs.cp('blog', '_site');`)).toEqual(['missing', 'missing', 'missing']);
  });

  test('a search index that is written after the build', async () => {
    const files = { ...config(''), 'search.md': post('[a](/pagefind/pagefind-ui.js) [b](/pagefind-ui.js)') };
    const site = await siteOf(eleventy, { ...files, 'package.json': '{"scripts": {"build": "eleventy && npx pagefind --site _site"}}' });
    expect(verdictsIn(site, 'search.md').map(([, kind]) => kind)).toEqual(['unknowable', 'missing']);
    expect(verdictsIn(await siteOf(eleventy, files), 'search.md').map(([, kind]) => kind)).toEqual(['missing', 'missing']);
  });

  test('a file that another program of the build may make', async () => {
    const site = await siteOf(eleventy, {
      ...config(''), 'package.json': '{"scripts": {"build": "npm run build:css && eleventy", "build:css": "postcss x.css"}}', 'porto.md': post('![a](/a.png) ![b](/b.png)'), 'assets/a.png': '',
    });
    expect(verdictsIn(site, 'porto.md').map(([, kind]) => kind)).toEqual(['unknowable', 'missing']);
  });
});

describe('a new post', () => {
  test('goes where the others are', async () => {
    const { conventions } = await siteOf(eleventy, { ...config(`return { dir: { input: 'src' } };`), 'src/blog/2024-05-04-porto.md': post('x'), 'src/about.md': 'x' });
    expect(conventions.newPost.fileFor({ slug: 'lisbon', at: Date.parse('2026-06-01'), zone: 'UTC', draft: false })).toBe('src/blog/2026-06-01-lisbon.md');
  });
});
