import { describe, expect, test } from 'vitest';
import { asFilePath } from '../../core/paths.ts';
import { addressesOf, siteOf, verdictsIn } from '../../../test/helpers/site-of.ts';
import { astro } from './index.ts';

const CONFIG = { 'astro.config.mjs': 'import mdx from "@astrojs/mdx"; export default { integrations: [mdx()] };' };
const COLLECTION = {
  'src/content.config.ts': `import { defineCollection, z } from 'astro:content'; import { glob } from 'astro/loaders';
    const blog = defineCollection({ loader: glob({ base: './src/content/blog', pattern: '**/*.{md,mdx}' }),
      schema: ({ image }) => z.object({ title: z.string(), pubDate: z.coerce.date(), draft: z.boolean().default(false), tags: z.array(z.string()).default([]), cover: image().optional(), hero: z.string().optional() }) });
    export const collections = { blog };`,
};
const ROUTE = (body: string): Readonly<Record<string, string>> => ({
  'src/pages/blog/[...slug].astro': `---\nimport { getCollection } from 'astro:content';\nexport async function getStaticPaths() {\n${body}\n}\n---\n`,
});
const ALL = ROUTE(`return (await getCollection('blog')).map((post) => ({ params: { slug: post.id }, props: { post } }));`);
const post = (body: string, head = ''): string => `---\ntitle: Porto\npubDate: 2024-05-04\n${head}---\n${body}\n`;

describe('images, which Astro looks for itself', () => {
  const files = {
    ...CONFIG, ...COLLECTION, ...ALL,
    'src/content/blog/pic.png': '', 'src/content/blog/b c.png': '', 'src/assets/z.png': '', 'public/img/a.png': '', 'src/content/blog/d.pdf': '',
  };
  test.each<readonly [string, string]>([
    ['./pic.png', 'ok'], ['pic.png', 'ok'], ['../../assets/z.png', 'ok'], ['<b c.png>', 'ok'], ['b%20c.png', 'ok'], ['../../../public/img/a.png', 'ok'],
    ['./nope.png', 'not-built'], ['nope.png', 'not-built'], ['./Pic.PNG', 'not-built'], ['./pic.png?x=1', 'not-built'],
    ['/img/a.png', 'ok'], ['/nope.png', 'missing'], ['/src/assets/z.png', 'missing'], ['~/assets/z.png', 'unknowable'], ['./100%.png', 'not-built'],
    ['https://example.com/a.png', 'external'],
  ])('![x](%s) is %s', async (destination, kind) => {
    const site = await siteOf(astro, { ...files, 'src/content/blog/porto.md': post(`![x](${destination})`) });
    expect(verdictsIn(site, 'src/content/blog/porto.md').map(([, found]) => found)).toEqual([kind]);
  });

  test('those of raw HTML it leaves alone, so that they are looked for from the page', async () => {
    const site = await siteOf(astro, { ...files, 'src/content/blog/porto.md': post('<img src="./pic.png" alt="">') });
    expect(verdictsIn(site, 'src/content/blog/porto.md')).toEqual([['./pic.png', 'missing']]);
  });

  test('those of front matter, where the schema says so', async () => {
    const site = await siteOf(astro, {
      ...files,
      'src/content/blog/porto.md': post('', 'cover: ./pic.png\nhero: /img/a.png\n'), 'src/content/blog/lisbon.md': post('', 'cover: ./nope.png\nhero: /nope.png\n'),
    });
    expect(verdictsIn(site, 'src/content/blog/porto.md')).toEqual([['./pic.png', 'ok'], ['/img/a.png', 'ok']]);
    expect(verdictsIn(site, 'src/content/blog/lisbon.md')).toEqual([['./nope.png', 'not-built'], ['/nope.png', 'missing']]);
  });

  test('what the scripts of package.json put there, or git ignores, may be there in a build', async () => {
    const told = async (scripts: Readonly<Record<string, string>>): Promise<readonly string[]> => {
      const site = await siteOf(astro, {
        ...files, 'package.json': JSON.stringify({ scripts }), '.gitignore': 'made/\n',
        'scripts/notes.mjs': `const OUT = join(process.cwd(), 'src/content/blog/notes');\nfor (const note of await fetched()) await writeFile(join(OUT, \`\${note.slug}.md\`), note.text);`,
        'src/content/blog/porto.md': post('![a](./photos/a.png) ![b](/img/maps/b.png) ![c](./made/c.png) ![d](./d.png) ![e](/img/e.png)\n[f](/blog/notes/f/) [g](/other/)'),
      });
      return verdictsIn(site, 'src/content/blog/porto.md').map(([, kind]) => kind);
    };
    expect(await told({ build: 'astro build' })).toEqual(['not-built', 'missing', 'unknowable', 'not-built', 'missing', 'missing', 'missing']);
    expect(await told({ prebuild: 'cp -r ~/photos src/content/blog/photos && rsync -a ../maps/ public/img/maps && node scripts/notes.mjs', build: 'astro build' }))
      .toEqual(['unknowable', 'unknowable', 'unknowable', 'not-built', 'missing', 'unknowable', 'missing']);
  });

  test('MDX: what is imported, and what components are given', async () => {
    const site = await siteOf(astro, {
      ...files,
      'src/content/blog/porto.mdx': post(`import pic from './pic.png';\nimport none from './none.png';\n\n<Card href="/nowhere/" />\n\n<a href="/nowhere/">x</a>\n\n\`\`\`js\nimport x from './not-read.js';\n\`\`\``),
    });
    expect(verdictsIn(site, 'src/content/blog/porto.mdx')).toEqual([['./pic.png', 'ok'], ['./none.png', 'not-built'], ['/nowhere/', 'unknowable'], ['/nowhere/', 'missing']]);
  });
});

describe('what the blog\'s own code makes of a post', () => {
  const posts = {
    'src/content/blog/Porto.md': post('x', 'tags: [By Sea]\n'), 'src/content/blog/draft.md': post('x', 'draft: true\n'),
    'src/content/blog/later.md': '---\ntitle: Later\npubDate: 2030-01-01\n---\nx',
  };

  test('all of it, when nothing is filtered', async () => {
    const site = await siteOf(astro, { ...CONFIG, ...COLLECTION, ...ALL, ...posts });
    expect(addressesOf(site)).toEqual(['/blog/draft/', '/blog/later/', '/blog/porto/']);
  });

  test('drafts and posts of the future, when they are', async () => {
    const site = await siteOf(astro, {
      ...CONFIG, ...COLLECTION, ...posts,
      'src/utils/live.ts': `export const isLive = ({ data }) => (import.meta.env.PROD ? !data.draft : true) && data.pubDate.valueOf() < Date.now();`,
      ...ROUTE(`return (await getCollection('blog', isLive)).map((post) => ({ params: { slug: post.id }, props: post }));`),
      'src/pages/blog/[...slug].astro': `---\nimport { getCollection } from 'astro:content';\nimport { isLive } from '../../utils/live';\nexport const getStaticPaths = (async () =>\n  (await getCollection('blog', isLive)).map((post) => ({ params: { slug: post.id }, props: post }))) satisfies GetStaticPaths;\n---\n`,
    });
    expect(addressesOf(site)).toEqual(['/blog/draft/ (draft)', '/blog/later/ (scheduled)', '/blog/porto/']);
  });

  test('addresses made of the date, pages of a list and of tags', async () => {
    const site = await siteOf(astro, {
      ...CONFIG, ...COLLECTION, ...posts,
      ...ROUTE('return (await getCollection(\'blog\')).map((post) => ({ params: { slug: `${post.data.pubDate.getFullYear()}/${post.id}` }, props: { post } }));'),
      'src/pages/[...page].astro': `---\nimport { getCollection } from 'astro:content';\nexport const getStaticPaths = async ({ paginate }) => paginate(await getCollection('blog'), { pageSize: 2 });\n---\n`,
      'src/pages/tags/[tag].astro': `---\nimport { getCollection } from 'astro:content';\nexport async function getStaticPaths() {\n  const tags = new Set((await getCollection('blog')).flatMap(({ data }) => data.tags));\n  return [...tags].map((tag) => ({ params: { tag: tag.toLowerCase().replace(/\\s+/g, '-') } }));\n}\n---\n`,
    });
    expect(addressesOf(site)).toEqual(['/', '/2/', '/blog/2024/draft/', '/blog/2024/porto/', '/blog/2030/later/', '/tags/by-sea/']);
  });

  test('what cannot be followed is unknowable, and the usual is assumed of posts', async () => {
    const site = await siteOf(astro, {
      ...CONFIG, ...COLLECTION, 'src/content/blog/porto.md': post('[a](/blog/nowhere/) [b](/other/)'),
      ...ROUTE(`return (await import('some-package')).paths(await getCollection('blog'));`),
    });
    expect(addressesOf(site)).toEqual(['/blog/porto/']);
    expect(verdictsIn(site, 'src/content/blog/porto.md')).toEqual([['/blog/nowhere/', 'unknowable'], ['/other/', 'missing']]);
  });

  test('one address that is not known makes no drafts live; a date of one figure is a text', async () => {
    const site = await siteOf(astro, {
      ...CONFIG, ...posts, 'src/content/blog/short.md': post('x', 'postSlug: 2024-5-4\n'),
      'src/content/config.ts': `import { defineCollection, z } from 'astro:content';
        export const collections = { blog: defineCollection({ schema: z.object({ title: z.string(), postSlug: z.string().optional(), draft: z.boolean().optional() }) }) };`,
      'src/content/blog/odd.md': post('x', 'postSlug: ünter\n'),
      'src/pages/blog/[slug].astro': `---\nimport { getCollection } from 'astro:content';\nimport slug from 'some-slugger';\nexport const getStaticPaths = async () =>\n  (await getCollection('blog', ({ data }) => !data.draft)).map((post) => ({ params: { slug: post.data.postSlug === 'ünter' ? slug('ünter') : post.data.postSlug ?? post.slug }, props: { post } }));\n---\n`,
    });
    expect(addressesOf(site)).toEqual(['/blog/2024-5-4/', '/blog/draft/ (draft)', '/blog/later/', '/blog/porto/', expect.stringContaining('odd')]);
  });

  test('a program that never ends does no harm', async () => {
    const site = await siteOf(astro, { ...CONFIG, ...COLLECTION, ...posts, ...ROUTE('for (;;) {}') });
    expect(addressesOf(site)).toEqual(['/blog/draft/ (draft)', '/blog/later/', '/blog/porto/']);
  });
});

describe('settings', () => {
  test('a base is not added to links', async () => {
    const site = await siteOf(astro, {
      ...COLLECTION, ...ALL, 'astro.config.ts': `import { SITE } from './src/site'; export default { ...SITE };`, 'src/site.ts': `export const SITE = { site: 'https://boats.example', base: '/docs' } as const;`,
      'src/content/blog/porto.md': post('[a](/docs/blog/porto/) [b](/blog/porto/) [c](https://boats.example/docs/blog/porto/)'),
    });
    expect(site.conventions.base).toBe('/docs');
    expect(verdictsIn(site, 'src/content/blog/porto.md').map(([, kind]) => kind)).toEqual(['ok', 'outside-base', 'ok']);
  });

  test('redirects, and files that git ignores', async () => {
    const site = await siteOf(astro, {
      ...COLLECTION, ...ALL, 'astro.config.mjs': `export default { redirects: { '/old': '/blog/porto/', '/x/[...slug]': '/blog/[...slug]' } };`, '.gitignore': 'public/made/\n',
      'src/content/blog/porto.md': post('[a](/old) [b](/old/) [c](/x/y/) [d](/made/a.js) [e](/nowhere.js)'),
    });
    expect(verdictsIn(site, 'src/content/blog/porto.md').map(([, kind]) => kind)).toEqual(['ok', 'ok', 'unknowable', 'unknowable', 'missing']);
  });

  const pure = {
    'astro.config.ts': 'import AstroPureIntegration from "astro-pure"; export default { site: "https://x.example", integrations: [AstroPureIntegration({})] };', ...COLLECTION,
    'src/content/blog/porto.md': post('[a](/blog/lisbon/) [b](/tags/sea/) [c](/tags/nope/) [d](/blog/draft/) [e](/sitemap-index.xml) [f](/pagefind/pagefind.js) [g](/blog/faro/)', 'tags: [sea]\n'),
    'src/content/blog/lisbon.md': post('x'), 'src/content/blog/faro.mdx': post('x'), 'src/content/blog/draft.md': post('x', 'draft: true\n'),
  };
  test('Astro Pure has its package ask for the posts', async () => {
    const site = await siteOf(astro, {
      ...pure,
      'src/pages/blog/[...id].astro': `---\nimport { getBlogCollection, sortMDByDate } from 'astro-pure/server';\nexport const getStaticPaths = async () => sortMDByDate(await getBlogCollection()).map((post) => ({ params: { id: post.id }, props: { post } }));\n---\n`,
      'src/pages/tags/[tag]/[...page].astro': `---\nimport { getBlogCollection, getUniqueTags } from 'astro-pure/server';\nexport const getStaticPaths = async ({ paginate }) => { const posts = await getBlogCollection(); return getUniqueTags(posts).flatMap((tag) => paginate(posts.filter((post) => post.data.tags.includes(tag)), { params: { tag } })); };\n---\n`,
    });
    expect(verdictsIn(site, 'src/content/blog/porto.md').map(([, kind]) => kind)).toEqual(['ok', 'ok', 'missing', 'unpublished', 'ok', 'unknowable', 'ok']);
  });

  test('a package that is not known asks for what the folder is called after', async () => {
    const site = await siteOf(astro, { ...pure, 'src/pages/blog/[...id].astro': `---\nimport { posts } from 'some-theme';\nexport const getStaticPaths = async () => (await posts()).map((post) => ({ params: { id: post.id }, props: { post } }));\n---\n` });
    expect(verdictsIn(site, 'src/content/blog/porto.md').map(([, kind]) => kind)).toEqual(['ok', 'missing', 'missing', 'unpublished', 'ok', 'unknowable', 'ok']);
  });

  test('AstroWind keeps its settings in YAML', async () => {
    const site = await siteOf(astro, {
      ...CONFIG, 'src/config.yaml': 'site:\n  site: https://boats.example\n  base: /\napps:\n  blog:\n    permalink: "notes/%slug%"\n',
      'vendor/integration/utils/configBuilder.ts': `import merge from 'lodash.merge'; export default (config) => ({ APP_BLOG: merge({}, { permalink: '%slug%' }, config?.apps?.blog ?? {}) });`,
      ...COLLECTION, 'src/content/blog/porto.md': post('x'),
      'src/pages/[...blog]/index.astro': `---\nimport { APP_BLOG } from 'astrowind:config';\nimport { getCollection } from 'astro:content';\nexport const getStaticPaths = async () => (await getCollection('blog')).map(({ id }) => ({ params: { blog: APP_BLOG.permalink.replace('%slug%', id) }, props: { post: { id } } }));\n---\n`,
    });
    expect(site.conventions.origins).toEqual(['https://boats.example']);
    expect(addressesOf(site)).toEqual(['/notes/porto/']);
  });
});

describe('a new post', () => {
  test('has what the schema asks for, in the folder of the blog', async () => {
    const { conventions } = await siteOf(astro, { ...CONFIG, ...COLLECTION, ...ALL, 'src/content/blog/porto.md': post('x') });
    const { newPost } = conventions;
    expect(newPost.fileFor({ slug: 'lisbon', at: Date.parse('2026-06-01'), zone: 'UTC', draft: false })).toBe('src/content/blog/lisbon.md');
    expect(newPost.defaults).toEqual([['title', ''], ['pubDate', '']]);
    expect([newPost.dateKey, newPost.dateNeeded, newPost.draftKey, newPost.formatDate(Date.parse('2026-06-01'), 'UTC')]).toEqual(['pubDate', true, 'draft', '2026-06-01']);
  });

  test('is a folder where the others are', async () => {
    const { conventions } = await siteOf(astro, { ...CONFIG, ...COLLECTION, ...ALL, 'src/content/blog/2024/porto/index.mdx': post('x'), 'src/content/blog/2025/faro/index.mdx': post('x') });
    expect(conventions.newPost.fileFor({ slug: 'lisbon', at: Date.parse('2026-06-01'), zone: 'UTC', draft: false })).toBe('src/content/blog/2026/lisbon/index.mdx');
  });
});

describe('pages and files of integrations', () => {
  const met = async (config: string, links: readonly string[], own = ''): Promise<unknown> => {
    const site = await siteOf(astro, { 'astro.config.mjs': config, 'own.mjs': own, 'src/pages/index.md': links.map((link) => `[a](${link})`).join(' ') });
    return verdictsIn(site, 'src/pages/index.md').map(([, kind]) => kind);
  };

  test('of the blog\'s own', async () => {
    const own = `export default () => ({ name: 'notes', hooks: {
      'astro:config:setup': ({ injectRoute }) => { injectRoute({ pattern: '/notes/[id]', entrypoint: './x.astro' }); injectRoute({ entrypoint: './y.astro', pattern: "list" }); },
      'astro:build:done': async ({ dir }) => { await fs.writeFile(new URL('./made.txt', dir), 'x'); } } });`;
    const links = ['/notes/one/', '/list/', '/notes/', '/nope/', '/made.txt', '/other.txt'];
    expect(await met(`import own from './own.mjs'; export default { integrations: [own()] };`, links, own)).toEqual(['unknowable', 'unknowable', 'missing', 'missing', 'unknowable', 'missing']);
    expect(await met(`export default { integrations: [] };`, links, own)).toEqual(['missing', 'missing', 'missing', 'missing', 'missing', 'missing']);
  });

  test('whose address is put together, which may be anywhere', async () => {
    expect(await met('export default { integrations: [{ name: "x", hooks: { "astro:config:setup": ({ injectRoute }) => injectRoute({ pattern: `/${base}/x`, entrypoint: "./x.astro" }) } }] };', ['/a/x/', '/b.png'])).toEqual(['unknowable', 'missing']);
  });

  test('of packages, below a word of their name or a path that they were given', async () => {
    const config = `import starlight from '@astrojs/starlight'; import blog from 'starlight-blog'; import openApi from 'starlight-openapi'; import icon from 'astro-icon'; import sitemap from '@astrojs/sitemap';
      export default { integrations: [icon({ include: { mdi: ['news'] } }), sitemap(), starlight({ title: 'x', plugins: [blog(), openApi([{ base: '/api/v1', schema: './x.yaml' }])] })] };`;
    expect(await met(config, ['/blog/', '/fr/blog/authors/ann/', '/api/v1/operations/x/', '/news/', '/sitemap/', '/nope/'])).toEqual(['unknowable', 'unknowable', 'unknowable', 'missing', 'missing', 'missing']);
  });
});

test('a route writes its ids on its own pages, a layout on all', async () => {
  const site = await siteOf(astro, {
    ...CONFIG, ...COLLECTION, 'src/content/blog/porto.md': post('[a](#top) [b](#title) [c](#tag) [d](#_top)'), 'src/layouts/Page.astro': '<a id="top"></a>',
    'src/pages/[slug].astro': `---\nimport { getCollection } from 'astro:content';\nexport const getStaticPaths = async () => (await getCollection('blog')).map((post) => ({ params: { slug: post.id }, props: { post } }));\n---\n<h1 id="title">x</h1>`,
    'src/pages/tags/[tag].astro': '---\nexport const getStaticPaths = () => [{ params: { tag: "sea" } }];\n---\n<h1 id="tag">x</h1>',
  });
  expect(verdictsIn(site, 'src/content/blog/porto.md').map(([, kind]) => kind)).toEqual(['ok', 'ok', 'missing-anchor', 'missing-anchor']);
});

test('entries that are files of data have pages as others have', async () => {
  const site = await siteOf(astro, {
    ...CONFIG,
    'src/content.config.ts': `import { defineCollection, z } from 'astro:content'; import { glob } from 'astro/loaders';
      export const collections = { huts: defineCollection({ loader: glob({ base: './src/data', pattern: '**/*.{md,json,yaml,toml,txt}' }), schema: z.object({ open: z.boolean().default(true) }) }) };`,
    'src/pages/huts/[id].astro': `---\nimport { getCollection } from 'astro:content';\nexport const getStaticPaths = async () => (await getCollection('huts', ({ data }) => data.open)).map((hut) => ({ params: { id: hut.id }, props: { hut } }));\n---\n`,
    'src/data/North Hut.json': '{ "open": true }', 'src/data/closed.json': '{ "open": false }', 'src/data/own.yaml': 'slug: south', 'src/data/east.toml': 'x = 1', 'src/data/note.txt': 'x',
    'src/data/west.md': '[a](/huts/north-hut/) [b](/huts/closed/) [c](/huts/south/) [d](/huts/east/) [e](/huts/note/)',
  });
  expect(addressesOf(site)).toEqual(['/huts/east/', '/huts/north-hut/', '/huts/south/', '/huts/west/']);
  expect(verdictsIn(site, 'src/data/west.md').map(([, kind]) => kind)).toEqual(['ok', 'missing', 'ok', 'ok', 'missing']);
});

describe('posts whose address only the build knows', () => {
  const route = (name: string, params: string): Readonly<Record<string, string>> => ({
    [`src/pages/${name}.astro`]: `---\nimport { getCollection } from 'astro:content';\nimport { rare } from 'some-package';\nexport const getStaticPaths = async () =>\n  ${params};\n---\n`,
  });
  const each = (params: string): string => `(await getCollection('blog')).map((post) => ({ params: ${params}, props: { post } }))`;
  const links = '[a](/nowhere/) [b](#porto) [c](#nowhere) [d](../nowhere/) [e](/x/lisbon/) ![f](./nope.png)\n\n## Porto';
  const posts = { 'src/content/blog/porto.md': post(links), 'src/content/blog/lisbon.md': post('x') };

  test.each<readonly [string, Readonly<Record<string, string>>]>([
    ['a parameter that cannot be worked out', route('[year]/[slug]', each('{ year: rare(post), slug: post.id }'))],
    ['all of them', route('[year]/[slug]', each('{ year: rare(post), slug: rare(post) }'))],
    ['a route that cannot be worked out', route('[year]/[slug]', 'rare(await getCollection("blog"))')],
  ])('%s: what is in them is judged all the same', async (_, files) => {
    const site = await siteOf(astro, { ...CONFIG, ...COLLECTION, ...posts, ...files });
    expect(verdictsIn(site, 'src/content/blog/porto.md').map(([, kind]) => kind)).toEqual(['missing', 'ok', 'missing-anchor', 'unknowable', 'unknowable', 'not-built']);
  });

  test('a route that shows them for sure goes first', async () => {
    const site = await siteOf(astro, { ...CONFIG, ...COLLECTION, ...posts, ...ALL, ...route('[year]/[slug]', each('{ year: rare(post), slug: post.id }')) });
    expect(site.bySource.get(asFilePath('src/content/blog/porto.md'))?.url).toBe('/blog/porto/');
  });

  test('pages of a list are no posts', async () => {
    const site = await siteOf(astro, { ...CONFIG, ...COLLECTION, ...posts, ...route('[tag]/[page]', 'rare(await getCollection("blog"))') });
    expect(addressesOf(site)).toEqual([]);
  });
});

describe('plugins of the blog\'s own', () => {
  const met = async (plugin: string): Promise<unknown> => {
    const site = await siteOf(astro, {
      'astro.config.mjs': `import own from './own.mjs'; export default { markdown: { rehypePlugins: [own] } };`,
      'own.mjs': `import { visit } from 'unist-util-visit';\nexport default () => (tree) => visit(tree, 'element', (node) => { if (/^(?:h2|a)$/.test(node.tagName)) { ${plugin} } });`,
      'src/pages/porto.md': '[a](./lisbon.md) [c](deep/lis%62on#x) [d](lisbons) [b](#nope)', 'src/pages/lisbon.md': 'x', 'src/pages/deep/lisbon.mdx': 'x',
    });
    return verdictsIn(site, 'src/pages/porto.md').map(([, kind]) => kind);
  };

  test.each([
    'node.properties.href = permalinkOf(node.properties.href);', 'node.properties["href"] += "x";', 'node.url ??= "x";', 'Object.assign(node.properties, { rel: "x", href });',
    'node.properties = { ...node.properties, href: link(node) };', 'context.setProperty(node, "href", link(node));',
  ])('that may change links: %s', async (plugin) => expect(await met(plugin)).toEqual(['unknowable', 'unknowable', 'missing', 'missing-anchor']));

  test.each(['node.properties.id = slug(node);', 'node.data = { hProperties: { id } };'])('that may change ids: %s', async (plugin) => expect(await met(plugin)).toEqual(['missing', 'missing', 'missing', 'unknowable']));

  test.each([
    'const href = node.properties?.href; if (href.startsWith("http")) node.properties.target = "_blank";', 'if (node.properties.href === "x") log(node.properties.id == 1);',
    'const find = (id) => id; const anchor = { type: "link", url: `#${node.properties.id}` };',
  ])('that only look: %s', async (plugin) => expect(await met(plugin)).toEqual(['missing', 'missing', 'missing', 'missing-anchor']));

  test.each<readonly [string, string, string, readonly string[]]>([
    ['of the posts', 'Body.astro', '<Body text={post.body} />', ['unknowable', 'unknowable']],
    ['of something else', 'Body.astro', '<Body text={post.data.note} />', ['missing', 'missing-anchor']],
    ['for a feed', 'feed.js', '<p>{post.body}</p>', ['missing', 'missing-anchor']],
  ])('a component that renders the Markdown %s itself may bring others', async (_, name, use, kinds) => {
    const site = await siteOf(astro, {
      ...CONFIG, ...COLLECTION, 'src/content/blog/porto.md': post('[a](./lisbon.md) [b](#nope)'), 'src/content/blog/lisbon.md': post('x'),
      [`src/components/${name}`]: `---\nimport { unified } from 'unified';\n---\n`,
      'src/pages/[slug].astro': `---\nimport { getCollection } from 'astro:content';\nexport const getStaticPaths = async () => (await getCollection('blog')).map((post) => ({ params: { slug: post.id }, props: { post } }));\n---\n${use}`,
    });
    expect(verdictsIn(site, 'src/content/blog/porto.md').map(([, kind]) => kind)).toEqual(kinds);
  });
});

describe('what reads the Markdown', () => {
  const body = '## Launch 🚀\n\n## a --- b\n\n[a](#launch) [b](#launch-) [c](#a-----b) [d](#a--b)';
  test.each<readonly [string, string, string, readonly string[]]>([
    ['remark up to Astro 5', '^5.18.0', '{}', ['ok', 'missing-anchor', 'ok', 'missing-anchor']],
    ['remark in Astro 5, as in Astro 6', '^5.18.0', '{ experimental: { headingIdCompat: true } }', ['missing-anchor', 'ok', 'ok', 'missing-anchor']],
    ['remark in Astro 6', '6.1.0', '{}', ['missing-anchor', 'ok', 'ok', 'missing-anchor']],
    ['Sätteri in Astro 7', '~7.0.2', '{}', ['missing-anchor', 'ok', 'missing-anchor', 'ok']],
    ['remark in Astro 7', '7.3.5', '{ markdown: { processor: unified() } }', ['missing-anchor', 'ok', 'ok', 'missing-anchor']],
    ['remark in Astro 7, which alone runs its plugins', '7.3.5', '{ markdown: { remarkPlugins: [toc] } }', ['missing-anchor', 'ok', 'ok', 'missing-anchor']],
    ['Sätteri that leaves dashes alone', '7.3.5', '{ markdown: { processor: satteri({ features: { smartPunctuation: { dashes: false } } }) } }', ['missing-anchor', 'ok', 'ok', 'missing-anchor']],
  ])('%s', async (_, version, settings, kinds) => {
    const site = await siteOf(astro, {
      'package.json': `{ "dependencies": { "astro": "${version}" } }`,
      'astro.config.mjs': `import { unified } from '@astrojs/markdown-remark'; import { satteri } from '@astrojs/markdown-satteri'; import toc from 'remark-toc'; export default ${settings};`,
      'src/pages/porto.md': body,
    });
    expect(verdictsIn(site, 'src/pages/porto.md').map(([, kind]) => kind)).toEqual(kinds);
  });
});

describe('Starlight', () => {
  const starlight = (options: string, settings = ''): Readonly<Record<string, string>> => ({
    'astro.config.mjs': `import starlight from '@astrojs/starlight'; export default { integrations: [starlight({ title: 'x'${options} })]${settings} };`,
    'src/content.config.ts': `import { defineCollection } from 'astro:content'; import { docsLoader } from '@astrojs/starlight/loaders'; import { docsSchema } from '@astrojs/starlight/schema';
      export const collections = { docs: defineCollection({ loader: docsLoader(), schema: docsSchema() }) };`,
  });
  const page = (body = 'x', head = ''): string => `---\ntitle: x\n${head}---\n${body}`;

  test('has a route of its own', async () => {
    const site = await siteOf(astro, {
      ...starlight(''), 'src/content/docs/index.mdx': page('[a](/guides/one/#_top) [b](/guides/two/)'), 'src/content/docs/guides/One.md': page(),
      'src/content/docs/guides/draft.md': page('x', 'draft: true\n'), 'src/content/docs/deep/index.md': page('x', 'slug: Else/where/index\n'),
    });
    expect(verdictsIn(site, 'src/content/docs/index.mdx').map(([, kind]) => kind)).toEqual(['ok', 'missing']);
    expect(addressesOf(site)).toEqual(['/', '/Else/where/', '/guides/draft/ (draft)', '/guides/one/']);
  });

  // Each row is what Starlight 0.37 and 0.42 built.
  const en = { 'src/content/docs/en/index.md': page(), 'src/content/docs/en/passes.md': page('## High'), 'src/content/docs/en/hut.md': page('x', 'draft: true\n') };
  const fr = { 'src/content/docs/fr/lake.md': page('[a](/fr/passes/#high) [b](/fr/passes/#bas) [c](/en/lake/) [d](/fr/hut/) [e](/de/) [f](/fr/)') };
  const root = { 'src/content/docs/index.md': page(), 'src/content/docs/passes.md': page() };
  test.each<readonly [string, Readonly<Record<string, string>>, readonly string[]]>([
    ['languages with the default one in a folder', { ...starlight(', defaultLocale: "en", locales: { en: {}, fr: {}, "pt-br": {} }'), ...en, ...fr },
      ['/en/', '/en/hut/ (draft)', '/en/passes/', '/fr/', '/fr/lake/', '/fr/passes/', '/pt-br/', '/pt-br/passes/']],
    ['languages with the default one at the root', { ...starlight(', locales: { root: { lang: "en" }, fr: {} }'), ...root, ...fr },
      ['/', '/fr/', '/fr/lake/', '/fr/passes/', '/passes/']],
    ['another language at the root', { ...starlight(', defaultLocale: "en", locales: { en: {}, root: { lang: "fr" } }'), ...en, 'src/content/docs/passes.md': page() },
      ['/', '/en/', '/en/hut/ (draft)', '/en/passes/', '/passes/']],
    ['languages of Astro\'s own settings', { ...starlight('', ', i18n: { defaultLocale: "en", locales: ["en", { path: "fr", codes: ["fr"] }] }'), ...root, ...fr },
      ['/', '/fr/', '/fr/lake/', '/fr/passes/', '/passes/']],
    ['those with the default one in a folder', { ...starlight('', ', i18n: { defaultLocale: "en", locales: ["en", "fr"], routing: { prefixDefaultLocale: true } }'), ...en },
      ['/en/', '/en/hut/ (draft)', '/en/passes/', '/fr/', '/fr/passes/']],
    ['one language', { ...starlight(', defaultLocale: "en", locales: { en: {} }'), ...en, ...fr }, ['/en/', '/en/hut/ (draft)', '/en/passes/', '/fr/lake/']],
  ])('lets pages of the default language stand in: %s', async (_, files, addresses) => {
    expect(addressesOf(await siteOf(astro, files))).toEqual(addresses);
  });

  test('pages of Markdoc, with its integration', async () => {
    const files = { 'src/content/docs/index.mdoc': page(), 'src/content/docs/hut.md': page() };
    const both = `import starlight from '@astrojs/starlight'; import markdoc from '@astrojs/markdoc'; export default { integrations: [markdoc(), starlight({ title: 'x' })] };`;
    expect(addressesOf(await siteOf(astro, { ...starlight(''), ...files, 'astro.config.mjs': both }))).toEqual(['/', '/hut/']);
    expect(addressesOf(await siteOf(astro, { ...starlight(''), ...files }))).toEqual(['/hut/']);
  });

  test('what stands in has the anchors of the page it is', async () => {
    const site = await siteOf(astro, { ...starlight(', defaultLocale: "en", locales: { en: {}, fr: {} }'), ...en, ...fr });
    expect(verdictsIn(site, 'src/content/docs/fr/lake.md').map(([, kind]) => kind)).toEqual(['ok', 'missing-anchor', 'missing', 'missing', 'missing', 'ok']);
    expect(site.bySource.get(asFilePath('src/content/docs/en/passes.md'))?.url).toBe('/en/passes/');
  });

  test('languages that cannot be read may have any page', async () => {
    const site = await siteOf(astro, { ...starlight(', defaultLocale: "en", locales: await languages()'), ...en, ...fr });
    expect(verdictsIn(site, 'src/content/docs/fr/lake.md').map(([, kind]) => kind)).toEqual(['unknowable', 'unknowable', 'unknowable', 'unknowable', 'unknowable', 'unknowable']);
  });
});
