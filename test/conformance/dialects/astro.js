import { NAMES } from '../bodies.js';
import { install, lend } from '../install.js';
import { PIXEL } from '../pixel.js';

export const prepare = () => install('astro-5', ['astro@5']);

export function plan(random) {
  const base = random.pick(['', '', '/blog']);
  const isHidden = random.chance(0.6);
  const route = random.pick(['blog', 'blog', 'posts', '']);
  const posts = random.some(NAMES, 6).map((name, index) => {
    const folder = random.pick(['', '', 'nested/', 'de/', 'en/Deep Dive/']);
    const isFolder = random.chance(0.3);
    return { source: `src/content/blog/${folder}${name}${isFolder ? '/index' : ''}.md`, head: head(random, index), hasOwn: isFolder };
  });
  posts.push({ source: 'src/content/blog/draft.md', head: 'title: D\ndraft: true\n' });
  posts.push({ source: 'src/content/blog/future.md', head: 'title: F\npubDate: 2090-01-01\n' });
  posts.push({ source: 'src/content/blog/README.md', head: 'title: Read me\n' });
  for (const page of ['about', 'de/index', 'Two Words', 'v1.2']) {
    posts.push({ source: `src/pages/${page}.md`, head: `title: P\nlayout: ${'../'.repeat(page.split('/').length)}layouts/Page.astro\n` });
  }
  return { base, posts, isHidden, route, config: settings(random, base), format: '', pattern: random.pick(['**/*.md', '**/[^_]*.{md,mdx}']), hidden: [`/${route}/draft/`, '/blog/future/', '/_not/'] };
}

function settings(random, base) {
  const format = random.pick([undefined, undefined, 'file', 'preserve', 'directory']);
  return [
    'import { defineConfig, passthroughImageService } from \'astro/config\';', '',
    'export default defineConfig({',
    '  site: \'https://boats.example\',',
    ...(base ? [`  base: '${base}',`] : []),
    ...(random.chance(0.3) ? [`  trailingSlash: '${random.pick(['always', 'never', 'ignore'])}',`] : []),
    ...(format ? [`  build: { format: '${format}' },`] : []),
    ...(random.chance(0.5) ? ['  redirects: { \'/old\': \'/about\', \'/older/place/\': \'https://example.org/\' },'] : []),
    ...(random.chance(0.4) ? ['  i18n: { defaultLocale: \'en\', locales: [\'en\', \'de\'] },'] : []),
    ...(random.chance(0.2) ? ['  markdown: { smartypants: false },'] : []),
    '  image: { service: passthroughImageService() },',
    '});', '',
  ].join('\n');
}

function head(random, index) {
  const lines = [`title: "Post ${index}"`, `pubDate: 2024-03-0${index + 1}`];
  if (random.chance(0.15)) lines.push(`slug: own/Place-${index}`);
  if (random.chance(0.4)) lines.push('tags: [boats, big-boats]');
  return `${lines.join('\n')}\n`;
}

/** A picture that is not there stops the build unless its address starts at the root, or stands in raw HTML. */
export const image = {
  inline: (to, index) => (to.startsWith('/') ? `![inline ${index}](${to})` : `<img src="${to}" alt="x">`),
  title: (to, index) => (to.startsWith('/') ? `An ![image ${index}](${to} "T").` : `[An image](${to})`),
  reference: (to, index) => (to.startsWith('/') ? `![image ${index}][i${index}]\n\n[i${index}]: ${to}` : `<p><img src='${to}' alt=''></p>`),
};

export const ways = {
  footnote: (to, index) => `A note[^n${index}].\n\n[^n${index}]: It has [a link](${to}).`,
  braces: (to, index) => `[braces ${index}](${to}) {{ not }} {% a tag %}`,
};

/** A picture beside a post gets a name of the build's own, and is there. */
export const isMade = (path) => path.startsWith('/_astro/');

export const openings = ['A note[^first], and again[^first].\n\n[^first]: Words.', '<a id="own-place"></a>\n\n<h2 id="Raw">Raw</h2>'];

export function lines(random, plan, { hasOwn, source }) {
  const up = '../'.repeat(source.split('/').length - 2);
  return [
    ...(hasOwn ? ['![own](./own.png)', '![own](own.png)', '![own][o]\n\n[o]: ./own.png', '<img src="./own.png" alt="not taken along">', '[own](./own.png)'] : []),
    `![shared](${up}assets/shared%20one.png)`, `[a source](${up}pages/about.md)`, '![asset](/src/assets/shared.png)',
  ];
}

export const files = ({ config, posts, pattern, isHidden, route }) => ({
  'package.json': '{"name":"boats","private":true,"type":"module","dependencies":{"astro":"^5.0.0"}}\n',
  'astro.config.mjs': config,
  'src/content.config.ts': `import { defineCollection, z } from 'astro:content';\nimport { glob } from 'astro/loaders';\n\nconst blog = defineCollection({\n  loader: glob({ base: './src/content/blog', pattern: '${pattern}' }),\n  schema: z.object({ title: z.string(), pubDate: z.coerce.date().optional(), draft: z.boolean().default(false), tags: z.array(z.string()).default([]) }),\n});\n\nexport const collections = { blog };\n`,
  [`src/pages/${route ? `${route}/` : ''}[...slug].astro`]: routeOf(isHidden, route),
  'src/pages/index.astro': '<html><body><h1 id="home">Boats</h1></body></html>\n',
  'src/pages/tags/[tag].astro': '---\nimport { getCollection } from \'astro:content\';\nexport async function getStaticPaths() {\n  const posts = await getCollection(\'blog\');\n  const tags = [...new Set(posts.flatMap((post) => post.data.tags))];\n  return tags.map((tag) => ({ params: { tag } }));\n}\nconst { tag } = Astro.params;\n---\n<html><body><h1 id="tag">{tag}</h1></body></html>\n',
  'src/pages/_not/page.md': '# Not published\n',
  'src/layouts/Page.astro': '---\nconst { file } = Astro.props;\nconst source = file.slice(file.lastIndexOf(\'src/pages/\'));\n---\n<html><body><div data-source={source}><slot /></div></body></html>\n',
  'src/assets/shared.png': PIXEL,
  'src/assets/shared one.png': PIXEL,
  'public/images/boat.png': PIXEL,
  'public/images/Big Boat.png': PIXEL,
  ...Object.fromEntries(posts.filter(({ hasOwn }) => hasOwn).map(({ source }) => [source.replace('index.md', 'own.png'), PIXEL])),
  ...Object.fromEntries(posts.map(({ source, head: top, body }) => [source, `---\n${top}---\n${body}`])),
});

const routeOf = (isHidden, route) => `---
import { getCollection, render } from 'astro:content';
export async function getStaticPaths() {
  const posts = await getCollection('blog'${isHidden ? ', ({ data }) => !data.draft' : ''});
  return posts.map((post) => ({ params: { slug: post.id }, props: ${route ? 'post' : '{ post }'} }));
}
const ${route ? 'post' : '{ post }'} = Astro.props;
const { Content } = await render(post);
---
<html><body><div data-source={post.filePath}><Content /></div></body></html>
`;

export const build = (folder) => ({ command: [process.execPath, lend('astro-5', folder, 'astro/astro.js'), 'build', '--silent'], output: 'dist', env: { ASTRO_TELEMETRY_DISABLED: '1' } });
