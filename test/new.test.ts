import { describe, expect, test } from 'vitest';
import { run } from '../src/main.ts';
import { memorySystem, type MemoryOptions, type MemorySystem } from './helpers/system.ts';

type Files = Readonly<Record<string, string>>;

async function typed(words: readonly string[], files: Files, options: MemoryOptions = {}): Promise<{ code: number; out: string; err: string; system: MemorySystem }> {
  const system = memorySystem({ files, ...options });
  const code = await run(['new', ...words], system);
  return { code, ...system.written, system };
}

/** Path and text of the one file that was made. */
async function made(words: readonly string[], files: Files, options?: MemoryOptions): Promise<readonly [string, string | undefined]> {
  const { code, out, err, system } = await typed(words, files, options);
  expect([code, err]).toEqual([0, expect.anything()]);
  const added = [...system.disk].filter(([path]) => !(path.replace('/blog/', '') in files));
  expect(added.map(([path]) => `${path.replace('/blog/', '')}\n`)).toEqual([out]);
  return [out.trimEnd(), added[0]?.[1]];
}

const post = (title: string, more = ''): string => `---\ntitle: ${title}\n${more}---\nText.\n`;

const jekyll: Files = {
  '_config.yml': 'url: https://travels.example\npermalink: /:title/\ncollections:\n  recipes:\n    output: true\n',
  '_posts/2026-01-02-lisbon.md': post('Lisbon', 'tags: [Next.js, food]\n'), '_posts/2026-01-03-porto.md': post('Porto', 'tags: [Next.js]\n'),
  'sea/_posts/2026-01-02-boat.md': post('Boat', 'ship: yes\n'), 'sea/_posts/2026-01-03-ferry.md': post('Ferry', 'ship: yes\n'),
  '_recipes/bacalhau.md': post('Bacalhau', 'serves: 4\n'), '_recipes/caldo.md': post('Caldo', 'serves: 4\n'),
  '_templates/review.md': '---\ntitle: "{{ title }}"\ndate: {{ date }} # when\nstars: 0\ntags:\nslug: {{ slug }}\n---\n\n# {{ title }}\n\n{% include {{ x }} %} {{ site.url }}\n',
};

describe('where to', () => {
  test.each<[string, readonly string[], string]>([
    ['a category', ['--in', 'sea'], 'sea/_posts/2026-03-01-kelp.md'],
    ['a category, as a draft', ['--in', 'sea/_posts', '-d'], 'sea/_drafts/kelp.md'],
    ['a collection', ['--in', 'recipes'], '_recipes/kelp.md'],
    ['the usual place, said', ['--in', '_posts'], '_posts/2026-03-01-kelp.md'],
  ])('%s', async (_, words, file) => expect((await made(['Kelp', ...words], jekyll))[0]).toBe(file));

  test('it has the keys that others have there', async () => {
    expect((await made(['Kelp', '--in', 'recipes'], { ...jekyll, '_recipes/x.md': post('X', 'serves: 4\n') }))[1]).toContain('serves: 4\n');
  });

  test('no place at all', async () => {
    const { code, err } = await typed(['Kelp', '--in', 'moon'], jekyll);
    expect([code, err]).toEqual([2, 'blog: No posts lie in `moon`. They do in `_posts`, `_recipes`, `sea/_posts`.\n']);
  });

  test('it is asked where there are several', async () => {
    const { system } = await typed([], jekyll, { answers: ['Kelp', 'sea/_posts', 'Live', [], 'Yes'] });
    expect(system.asked).toEqual(['Title', 'Where?', 'Draft or live?', 'Tags', 'Write it?']);
    expect(system.disk.has('/blog/sea/_posts/2026-03-01-kelp.md')).toBe(true);
  });

  const hugo: Files = {
    'hugo.toml': 'baseURL = "https://travels.example/"\ntimeZone = "Asia/Tokyo"\n',
    'content/posts/lisbon.md': post('Lisbon', 'date: 2026-01-02\n'), 'content/posts/porto.md': post('Porto', 'date: 2026-01-03\n'),
    'content/posts/faro.md': post('Faro'), 'content/notes/a.md': post('A'), 'content/notes/b.md': post('B'),
    'archetypes/review.md': '+++\ntitle = "{{ replace .Name "-" " " | title }}"\ndate = {{ .Date }}\ndraft = true\n[params]\nstars = 5\n+++\n\n{{< cover >}}\n',
  };

  test('a section, a new folder in one, a bundle', async () => {
    expect((await made(['Kelp', '--in', 'notes'], hugo))[0]).toBe('content/notes/kelp.md');
    expect((await made(['Kelp', '--in', 'posts/sea'], hugo))[0]).toBe('content/posts/sea/kelp.md');
    expect((await made(['Kelp', '--bundle'], hugo))[0]).toBe('content/posts/kelp/index.md');
    expect((await typed(['Kelp', '--bundle'], jekyll)).err).toContain('has no folder of its own');
  });

  test('with keys in the letter case that others have', async () => {
    const others = Object.fromEntries(['a', 'b', 'c'].map((name) => [`content/posts/${name}.md`, `---\nTitle: ${name}\nDate: 2026-01-02\nDraft: false\nTags: [x]\n---\n`]));
    expect((await made(['Kelp', '-d', '--tags', 'food'], { 'hugo.toml': '', ...others }))[1]).toBe('---\nTitle: Kelp\nDate: 2026-03-01\nDraft: true\nTags: [food]\n---\n\n');
    const template = { 'archetypes/x.md': '---\nTitle: "{{ .Title }}"\nDate: {{ .Date }}\nDraft: true\n---\n' };
    expect((await made(['Kelp', '--template', 'x'], { 'hugo.toml': '', ...others, ...template }))[1]).toBe('---\nTitle: "Kelp"\nDate: 2026-03-01T12:00:00Z\nDraft: true\n---\n');
  });

  test('a folder for its pictures beside it, where posts have one there', async () => {
    const { err, system } = await typed(['Kelp', '--bundle'], { '_config.yml': 'url: https://travels.example\npost_asset_folder: true\n', 'package.json': '{"hexo": {"version": "8.1.2"}, "dependencies": {"hexo": "^8.0.0"}}' });
    expect(err).toContain('Its pictures go into source/_posts/Kelp/\n');
    expect(system.folders).toEqual(['/blog/source/_posts/Kelp']);
  });

  test('a template that is a folder makes one of the post, and all that lies in it comes along', async () => {
    const { out, system } = await typed(['Kelp', '--template', 'trip'], { ...hugo, 'archetypes/trip/index.md': '---\ntitle: "{{ .Title }}"\n---\n![](images/map.png)\n', 'archetypes/trip/images/map.png': 'PNG' });
    expect(out).toBe('content/posts/kelp/index.md\n');
    expect(system.disk.get('/blog/content/posts/kelp/index.md')).toBe('---\ntitle: "Kelp"\ndate: 2026-03-01T21:00:00+09:00\n---\n![](images/map.png)\n');
    expect(system.disk.get('/blog/content/posts/kelp/images/map.png')).toBe('PNG');
  });

  test('by the clock that the blog names', async () => {
    expect((await made(['Kelp', '--date', '2026-02-01 9:00', '--template', 'review'], hugo, { zone: 'America/Lima' }))[1]).toBe(
      '+++\ntitle = "Kelp"\ndate = 2026-02-01T09:00:00+09:00\ndraft = true\n[params]\nstars = 5\n+++\n\n{{< cover >}}\n');
  });
});

describe('what becomes of it', () => {
  const first = { 'hugo.toml': 'baseURL = "https://travels.example/"\n' };

  test('the first post of a blog, too', async () => {
    expect((await typed(['Kelp'], first)).err).toBe('It will be at https://travels.example/posts/kelp/ with the next build.\n');
    expect((await typed(['Kelp'], { ...first, 'content/posts/weed.md': post('x', 'url: /posts/kelp/\n') })).err).toContain('`content/posts/weed.md` is published at that address already.');
  });

  test('what only the build knows of an address is left open', async () => {
    const hexo = { '_config.yml': 'url: https://travels.example\n', 'package.json': '{"hexo": {"version": "8.1.2"}, "dependencies": {"hexo": "^8.0.0"}}' };
    expect((await typed(['Kelp', '-d'], hexo)).err).toBe('A draft. Once published, it will be at https://travels.example/…/…/…/Kelp/\n');
  });

  test('a draft is one, by whatever its generator goes', async () => {
    const eleventy = { 'package.json': '{"devDependencies": {"@11ty/eleventy": "^3.0.0"}}', 'posts/a.md': post('A', 'date: 2026-01-02\n'), 'posts/b.md': post('B', 'date: 2026-01-03\n') };
    expect((await made(['Kelp', '-d'], eleventy))[1]).toBe('---\ntitle: Kelp\ndate: 2026-03-01\npermalink: false\neleventyExcludeFromCollections: true\n---\n\n');
    // What the settings publish all the same is told as it is.
    expect((await typed(['Kelp', '-d'], { 'hugo.toml': 'baseURL = "https://travels.example/"\nbuildDrafts = true\n' })).err).toContain('It will be at https://travels.example/posts/kelp/');
    const astro = {
      'package.json': '{"dependencies": {"astro": "^5.0.0"}}', 'astro.config.mjs': 'export default {}', 'src/content/blog/a.md': post('A'), 'src/content/blog/b.md': post('B'),
      'src/content.config.ts': 'import { defineCollection, z } from "astro:content";\nimport { glob } from "astro/loaders";\nexport const collections = { blog: defineCollection({ loader: glob({ base: "./src/content/blog", pattern: "**/*.md" }), schema: z.object({ title: z.string() }) }) };\n',
      'src/pages/blog/[...slug].astro': '---\nimport { getCollection, render } from "astro:content";\nexport async function getStaticPaths() {\n  const posts = await getCollection("blog");\n  return posts.map((post) => ({ params: { slug: post.id }, props: post }));\n}\nconst { Content } = await render(Astro.props);\n---\n<Content />\n',
    };
    expect((await typed(['Kelp', '-d'], astro)).err).toContain('Nothing is known that would keep a post of this blog (astro) from being published: leave out `--draft`.');
  });

  test('a title in letters that its generator would leave out is a name all the same', async () => {
    const eleventy = { 'package.json': '{"devDependencies": {"@11ty/eleventy": "^3.0.0"}}' };
    expect((await made(['里斯本 2026'], eleventy))[0]).toBe('posts/里斯本-2026.md');
    expect((await made(['里斯本'], eleventy))[0]).toBe('posts/里斯本.md');
  });
});

describe('what it says', () => {
  test('a template of the blog, filled in', async () => {
    expect((await made(['Say "kelp": a tale', '--template', 'review', '--tags', 'food'], jekyll))[1]).toBe(
      '---\ntitle: "Say \\"kelp\\": a tale"\ndate: 2026-03-01 12:00:00 +0000 # when\nstars: 0\ntags: [food]\nslug: say-kelp-a-tale\n---\n\n# Say "kelp": a tale\n\n{% include {{ x }} %} {{ site.url }}\n');
    expect((await typed(['x', '--template', 'moon'], jekyll)).err).toBe('blog: No template of this blog is called `moon`. There is `review`.\n');
  });

  test('what is piped in', async () => {
    expect((await made(['Kelp', '--body', '-'], jekyll, { input: 'It grows.\r\n\nFast' }))[1]).toMatch(/^---\ntitle: Kelp\n[^]*---\n\nIt grows\.\r\n\nFast$/);
  });

  test('a tag that is nearly one in use is spoken of', async () => {
    expect((await typed(['Kelp', '--tags', 'nextjs,food'], jekyll)).err).toContain('`nextjs` will be a tag of its own: 2 posts have `Next.js`.\n');
  });
});

describe('a name or an address that is taken', () => {
  test('is told before anything is written', async () => {
    const { code, err, system } = await typed(['Lisbon'], jekyll);
    expect([code, err, system.disk.size]).toEqual([2, 'blog: `_posts/2026-01-02-lisbon.md` is published at that address already. Give the new post another name: `--slug lisbon-2`.\n', Object.keys(jekyll).length]);
  });

  test('asks for another at a terminal', async () => {
    const { code, out, system } = await typed(['Lisbon'], jekyll, { answers: ['lisbon-again'] });
    expect([code, out, system.asked]).toEqual([0, '_posts/2026-03-01-lisbon-again.md\n', ['Another name for it']]);
  });

  test('in another letter case, too', async () => {
    const files = { 'hugo.toml': '', 'content/posts/Kelp.md': post('x', 'slug: other\n'), 'content/posts/b.md': post('b') };
    expect((await typed(['kelp'], files)).err).toContain('`content/posts/Kelp.md` is there already.');
  });
});

describe('answers can be changed before it is written', () => {
  test('title, name, date, tags, draft', async () => {
    const { system, out } = await typed([], jekyll, {
      answers: ['Kelp', '_posts', 'Draft', [], 'Another title', 'Kelp, again', 'Another name and address', 'kelp', 'Another date', '2026-02-01', 'Other tags', ['food'], 'Live, not a draft', 'Yes'],
    });
    expect(out).toBe('_posts/2026-02-01-kelp.md\n');
    expect(system.disk.get('/blog/_posts/2026-02-01-kelp.md')).toBe('---\ntitle: Kelp, again\ntags: [food]\n---\n\n');
  });
});

test('a title without quotes is one all the same', async () => {
  expect(await made(['A', 'week', 'in', 'Goa', '-d'], jekyll)).toEqual(['_drafts/a-week-in-goa.md', '---\ntitle: A week in Goa\n---\n\n']);
});

test('--edit lints what was written', async () => {
  const { err, system } = await typed(['Kelp', '--edit', '--body', '[x](/nothing/)'], jekyll, { env: { EDITOR: 'vi' } });
  expect(system.edited).toEqual(['vi /blog/_posts/2026-03-01-kelp.md']);
  expect(err).toContain('error broken-link');
});
