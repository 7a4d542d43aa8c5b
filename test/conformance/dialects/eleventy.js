import { NAMES } from '../bodies.js';
import { install, lend } from '../install.js';
import { PIXEL } from '../pixel.js';

export const prepare = () => install('eleventy-3', ['@11ty/eleventy@3', 'markdown-it-anchor@9']);

export function plan(random) {
  const base = random.pick(['', '', '/blog']);
  const input = random.pick(['.', '.', 'src']);
  const at = input === '.' ? '' : `${input}/`;
  const posts = random.some(NAMES, 6).map((name, index) => {
    const folder = random.pick(['posts', 'posts', 'posts/nested', 'Notes', 'de']);
    const file = random.pick([`${folder}/${name}.md`, `${folder}/${name}.md`, `${folder}/2024-02-0${index + 1}-${name}.md`, `${folder}/${name}/index.md`]);
    return { source: at + file, head: head(random, index) };
  });
  posts.push({ source: `${at}posts/draft.md`, head: 'title: D\ndraft: true\n' });
  posts.push({ source: `${at}posts/future.md`, head: 'title: F\ndate: 2090-01-01\n' });
  posts.push({ source: `${at}posts/unwritten.md`, head: 'title: U\npermalink: false\n' });
  posts.push({ source: `${at}about.md`, head: 'title: About\n' });
  posts.push({ source: `${at}README.md`, head: 'title: Read me\n' });
  posts.push({ source: `${at}docs/docs.md`, head: 'title: Docs\n' });
  posts.push({ source: `${at}de/index.md`, head: 'title: Hallo\n' });
  posts.push({ source: `${at}_kept/odd.md`, head: 'title: Odd\n' });
  const permalink = random.pick([undefined, undefined, '/blog/{{ page.fileSlug }}/', '/{{ title | slugify }}/', '/{{ page.filePathStem }}.html', '/{{ page.date | date: "%Y/%m" }}/{{ page.fileSlug | slugify }}-x/']);
  return { base, at, posts, permalink, config: settings(random, { base, at, input }), plugins: [], hidden: ['/posts/draft/', '/posts/unwritten/', '/posts/future/', '/tags/'] };
}

function settings(random, { base, at, input }) {
  const ids = random.pick(['', 'IdAttributePlugin', 'anchor', 'anchor']);
  const plugins = [...(base && random.chance(0.6) ? ['HtmlBasePlugin'] : []), ...(random.chance(0.4) ? ['InputPathToUrlTransformPlugin'] : []), ...(ids === 'IdAttributePlugin' ? [ids] : [])];
  return [
    ...(plugins.length > 0 ? [`import { ${plugins.join(', ')} } from '@11ty/eleventy';`] : []),
    ...(ids === 'anchor' ? ['import markdownItAnchor from \'markdown-it-anchor\';'] : []),
    '',
    'export default function (eleventyConfig) {',
    `  eleventyConfig.addPassthroughCopy(${random.pick([`'${at}images'`, `{ '${at}images': 'images' }`, `'${at}images/*.png'`])});`,
    ...plugins.map((name) => `  eleventyConfig.addPlugin(${name});`),
    ...(ids === 'anchor' ? [`  eleventyConfig.amendLibrary('md', (library) => library.use(markdownItAnchor${random.pick(['', ', { level: 2 }', ', { slugify: eleventyConfig.getFilter(\'slugify\') }'])}));`] : []),
    ...(random.chance(0.5) ? ['  eleventyConfig.addPreprocessor(\'drafts\', \'*\', (data) => { if (data.draft) return false; });'] : []),
    ...(random.chance(0.3) ? ['  eleventyConfig.ignores.add(\'**/README.md\');'] : []),
    `  return { ${[...(input === '.' ? [] : [`dir: { input: '${input}' }`]), ...(base ? [`pathPrefix: '${base}/'`] : [])].join(', ')} };`,
    '}',
    '',
  ].join('\n');
}

function head(random, index) {
  const lines = [`title: "Post Über ${index}"`];
  if (random.chance(0.4)) lines.push(`date: 2024-03-0${index + 1}`);
  if (random.chance(0.15)) lines.push(`permalink: /own/Place-${index}/`);
  else if (random.chance(0.1)) lines.push(`permalink: "/own/{{ title | slugify }}/index.html"`);
  if (random.chance(0.4)) lines.push('tags: [Big Boats, c++]');
  return `${lines.join('\n')}\n`;
}

/** No setting says where the site is, so that an address with a host leads elsewhere. */
export const isHostKnown = false;

export const ways = {
  filtered: (to, index) => (to.startsWith('/') ? `A [filtered ${index}]({{ "${to}" | url }}).` : `A [plain ${index}](${to}).`),
  output: (to, index) => `{% assign where = "${to}" %}<a href="{{ where }}">assigned ${index}</a>`,
  raw: (to, index) => `{% raw %}[raw ${index}](${to}){% endraw %}`,
  hidden: (to, index) => `{% comment %}[hidden ${index}](${to}/no){% endcomment %}`,
};

/** Links to sources, which one of the plugins turns into addresses. */
export function lines(random, { posts, at }) {
  const { source } = random.pick(posts);
  const written = source.slice(at.length);
  return [`[source](/${encodeURI(written).replace(/[()']/g, '')})`, '[neighbour](./draft.md)', '[about](../about.md#x)'];
}

export const files = ({ config, posts, at, permalink }) => ({
  'package.json': '{"name":"boats","private":true,"type":"module","devDependencies":{"@11ty/eleventy":"^3.1.0","markdown-it-anchor":"^9.2.0"}}\n',
  'eleventy.config.js': config,
  [`${at}_includes/probe.liquid`]: '<html><body><div data-source="{{ page.inputPath | remove_first: "./" }}">{{ content }}</div></body></html>\n',
  [`${at}_data/layout.json`]: '"probe.liquid"\n',
  [`${at}posts/posts.json`]: `${JSON.stringify(permalink ? { permalink, tags: 'posts' } : { tags: 'posts' })}\n`,
  [`${at}tags.liquid`]: '---\npagination: {data: collections, size: 1, alias: tag}\npermalink: "/tags/{{ tag | slugify }}/"\nlayout: false\n---\n<h1 id="tag">{{ tag }}</h1>\n',
  [`${at}images/boat.png`]: PIXEL,
  [`${at}images/Big Boat.png`]: PIXEL,
  [`${at}posts/beside.png`]: PIXEL,
  ...Object.fromEntries(posts.map(({ source, head: top, body }) => [source, `---\n${top}---\n${body}`])),
});

export const build = (folder) => ({ command: [process.execPath, lend('eleventy-3', folder, '@11ty/eleventy/cmd.cjs'), '--quiet'], output: '_site' });
