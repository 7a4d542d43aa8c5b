import { describe, expect, test } from 'vitest';
import { run } from '../src/main.ts';
import { memorySystem, type MemoryOptions, type MemorySystem } from './helpers/system.ts';

type Files = Readonly<Record<string, string>>;

async function typed(words: readonly string[], files: Files, options: MemoryOptions = {}): Promise<{ code: number; out: string; err: string; system: MemorySystem }> {
  const system = memorySystem({ files: { '/home/me/DSC 01 (Café).JPG': 'picture', ...files }, ...options });
  const code = await run(['image', ...words], system);
  return { code, ...system.written, system };
}

/** Where the picture went, and how it is written. */
async function brought(post: string, files: Files, words: readonly string[] = ['--alt', 'A boat']): Promise<readonly [string, string]> {
  const { code, out, err, system } = await typed([post, '/home/me/DSC 01 (Café).JPG', ...words], files);
  expect([code, err]).toEqual([0, expect.stringContaining('Wrote ')]);
  const added = [...system.disk.keys()].filter((path) => path.startsWith('/blog/') && !(path.slice('/blog/'.length) in files));
  expect(added.map((path) => system.disk.get(path))).toEqual(['picture']);
  return [added[0]?.slice('/blog/'.length) ?? '', out.trimEnd()];
}

const post = (title: string, body = ''): string => `---\ntitle: ${title}\ndate: 2026-01-02\n---\n${body}\n`;

const jekyll: Files = {
  '_config.yml': 'url: https://travels.example\nbaseurl: /blog\npermalink: /:title/\n',
  '_posts/2026-01-02-lisbon.md': post('Lisbon'),
  '_posts/2026-01-03-porto.md': post('Porto', '![x]({{ site.baseurl }}/images/porto/a.png) and ![y]({{ site.baseurl }}/images/porto/b.png)'),
  'images/porto/a.png': 'a', 'images/porto/b.png': 'b',
};

const packageOf = (name: string, version: string): string => JSON.stringify({ dependencies: { [name]: version } });

describe('a picture goes where this blog keeps them, and is written as it writes them', () => {
  test('in a folder for each post, behind a template', async () => {
    expect(await brought('lisbon', jekyll)).toEqual(['images/lisbon/dsc-01-cafe.jpg', '![A boat]({{ site.baseurl }}/images/lisbon/dsc-01-cafe.jpg)']);
  });

  test('in folders of years', async () => {
    const files = { 'hugo.toml': 'baseURL = "https://x.example/"\n', 'content/posts/a.md': post('A', '![a](/img/2026/a.png)'), 'content/posts/b.md': '---\ntitle: B\ndate: 2024-05-06\n---\n', 'static/img/2026/a.png': 'a' };
    expect(await brought('b', files)).toEqual(['static/img/2024/dsc-01-cafe.jpg', '![A boat](/img/2024/dsc-01-cafe.jpg)']);
  });

  test('in the folder of the post, so that an editor shows it too', async () => {
    const files = { 'hugo.toml': '', 'content/posts/a.md': post('A'), 'content/posts/b/index.md': post('B') };
    expect(await brought('b', files)).toEqual(['content/posts/b/dsc-01-cafe.jpg', '![A boat](dsc-01-cafe.jpg)']);
  });

  test('in the asset folder, in the one spelling that an editor shows too', async () => {
    const files = {
      '_config.yml': 'url: https://x.example\npermalink: :title/\npost_asset_folder: true\nmarked:\n  prependRoot: true\n  postAsset: true\n', 'package.json': '{"hexo": {"version": "8.1.2"}, "dependencies": {"hexo": "^8.0.0", "hexo-renderer-marked": "^7.0.0"}}',
      'source/_posts/a.md': post('A', '![a](a.png)'), 'source/_posts/a/a.png': 'a', 'source/_posts/b.md': post('B'),
    };
    expect(await brought('b', files)).toEqual(['source/_posts/b/dsc-01-cafe.jpg', '![A boat](b/dsc-01-cafe.jpg)']);
  });

  test('beside the posts, where the build looks for it', async () => {
    const files = {
      'astro.config.mjs': 'import { defineConfig } from "astro/config";\nexport default defineConfig({ site: "https://x.example" });\n', 'package.json': packageOf('astro', '^5.0.0'),
      'src/content.config.ts': 'import { defineCollection } from "astro:content";\nimport { glob } from "astro/loaders";\nconst blog = defineCollection({ loader: glob({ base: "./src/content/blog", pattern: "**/*.md" }) });\nexport const collections = { blog };\n',
      'src/pages/blog/[...slug].astro': '---\nimport { getCollection, render } from "astro:content";\nexport async function getStaticPaths() {\n  const posts = await getCollection("blog");\n  return posts.map((post) => ({ params: { slug: post.id }, props: post }));\n}\nconst { Content } = await render(Astro.props);\n---\n<Content />\n',
      'src/content/blog/a.md': post('A', '![a](../../assets/a.png)'), 'src/content/blog/b.md': post('B'), 'src/assets/a.png': 'a',
    };
    expect(await brought('b', files)).toEqual(['src/assets/dsc-01-cafe.jpg', '![A boat](../../assets/dsc-01-cafe.jpg)']);
  });

  test('the first of a blog', async () => {
    expect(await brought('lisbon', { '_config.yml': 'permalink: /:title/\n', '_posts/2026-01-02-lisbon.md': post('Lisbon') })).toEqual(['images/dsc-01-cafe.jpg', '![A boat](/images/dsc-01-cafe.jpg)']);
    expect(await brought('b', { 'hugo.toml': '', 'content/posts/b.md': post('B') })).toEqual(['static/images/dsc-01-cafe.jpg', '![A boat](/images/dsc-01-cafe.jpg)']);
    expect(await brought('b.md', { 'b.md': '# B\n' })).toEqual(['images/dsc-01-cafe.jpg', '![A boat](images/dsc-01-cafe.jpg)']);
  });

  test('only from where it would be published', async () => {
    const files = { 'eleventy.config.js': 'export default function (config) { config.addPassthroughCopy("pictures"); }\n', 'package.json': packageOf('@11ty/eleventy', '^3.0.0'), 'posts/a.md': post('A') };
    const { code, err } = await typed(['a', '/home/me/DSC 01 (Café).JPG'], files);
    expect([code, err]).toEqual([2, expect.stringContaining('blog: No folder is known from which a picture of `posts/a.md` would be published.')]);
  });
});

describe('nothing is written twice or over', () => {
  test('the same picture is used again, under whatever name', async () => {
    const files = { ...jekyll, 'images/old.jpg': 'picture' };
    const { out, err, system } = await typed(['lisbon', '/home/me/DSC 01 (Café).JPG', '--alt', 'x'], files);
    expect([out, err]).toEqual(['![x]({{ site.baseurl }}/images/old.jpg)\n', expect.stringContaining('images/old.jpg is the same picture.\n')]);
    expect(system.disk.size).toBe(Object.keys(files).length + 1);
  });

  test('another picture of that name stays, and one given twice is brought once', async () => {
    const files = { ...jekyll, 'images/lisbon/dsc-01-cafe.JPG': 'another', '/home/me/again.jpg': 'picture' };
    const { out } = await typed(['lisbon', '/home/me/DSC 01 (Café).JPG', '/home/me/again.jpg'], files);
    expect(out).toBe('![]({{ site.baseurl }}/images/lisbon/dsc-01-cafe-2.jpg)\n'.repeat(2));
  });

  test('nor with --dry-run', async () => {
    const { out, err, system } = await typed(['lisbon', '/home/me/DSC 01 (Café).JPG', '-n', '--insert', '--name', 'Boat.jpg'], jekyll);
    expect([out, err, system.disk.size]).toEqual(['![]({{ site.baseurl }}/images/lisbon/boat.jpg)\n', expect.stringContaining('Would write images/lisbon/boat.jpg\n'), Object.keys(jekyll).length + 1]);
  });
});

describe('into the post', () => {
  const into = async (text: string, ...words: string[]): Promise<string | undefined> => {
    const { system, err, code } = await typed(['b.md', '/home/me/DSC 01 (Café).JPG', '--alt', 'A boat', ...words], { 'hugo.toml': '', 'content/posts/b.md': text });
    expect([code, err]).toEqual([0, expect.anything()]);
    return system.disk.get('/blog/content/posts/b.md');
  };
  const image = '![A boat](/images/dsc-01-cafe.jpg)';

  test('at the end, with the line ends that are there', async () => {
    expect(await into('---\ntitle: B\n---\nText.\n', '--insert')).toBe(`---\ntitle: B\n---\nText.\n\n${image}\n`);
    expect(await into('\uFEFF---\r\ntitle: B\r\n---\r\nText.', '--insert')).toBe(`\uFEFF---\r\ntitle: B\r\n---\r\nText.\r\n\r\n${image}`);
  });

  test('where one was left open', async () => {
    expect(await into('---\ntitle: B\n---\n`![]()`\n\nSee ![]() here.\n', '--insert')).toBe(`---\ntitle: B\n---\n\`![]()\`\n\nSee ${image} here.\n`);
  });

  test('before a line', async () => {
    expect(await into('---\ntitle: B\n---\nOne.\n\nTwo.\nThree.\n', '--line', '6')).toBe(`---\ntitle: B\n---\nOne.\n\n${image}\n\nTwo.\nThree.\n`);
    expect(await into('---\ntitle: B\n---\nOne.\n\nTwo.\nThree.\n', '--line', '7')).toBe(`---\ntitle: B\n---\nOne.\n\nTwo.\n\n${image}\n\nThree.\n`);
    const { code, err } = await typed(['b.md', '/home/me/DSC 01 (Café).JPG', '--line', '2'], { 'hugo.toml': '', 'content/posts/b.md': post('B') });
    expect([code, err]).toEqual([2, expect.stringContaining('`--line 2` is not in the text of the post, which has the lines 5 to')]);
  });

  test('then lint finds nothing', async () => {
    const { system } = await typed(['lisbon', '/home/me/DSC 01 (Café).JPG', '--alt', 'A boat', '--insert'], jekyll);
    expect(await run(['lint', '--quiet'], system)).toBe(0);
  });
});

test('what it shows is asked for at a terminal, and said as it is', async () => {
  const { out, system } = await typed(['lisbon', '/home/me/DSC 01 (Café).JPG'], jekyll, { answers: ['A [red] boat'] });
  expect([out, system.asked]).toEqual(['![A \\[red\\] boat]({{ site.baseurl }}/images/lisbon/dsc-01-cafe.jpg)\n', ['What does DSC 01 (Café).JPG show?']]);
  const stopped = await typed(['lisbon', '/home/me/DSC 01 (Café).JPG', '--insert'], jekyll, { answers: ['ctrl-c'] });
  expect([stopped.code, stopped.system.disk.size]).toEqual([130, Object.keys(jekyll).length + 1]);
});

test('as JSON, and made smaller', async () => {
  const { out, system } = await typed(['lisbon', '/home/me/DSC 01 (Café).JPG', '--json', '--max-width', '800', '--alt', 'x'], jekyll);
  expect(JSON.parse(out)).toEqual({
    version: 1, made: true, post: '_posts/2026-01-02-lisbon.md', inserted: false,
    images: [{ file: 'images/lisbon/dsc-01-cafe.jpg', from: '/home/me/DSC 01 (Café).JPG', new: true, destination: '{{ site.baseurl }}/images/lisbon/dsc-01-cafe.jpg', alt: 'x', markdown: '![x]({{ site.baseurl }}/images/lisbon/dsc-01-cafe.jpg)', preview: false }],
  });
  expect(system.disk.get('/blog/images/lisbon/dsc-01-cafe.jpg')).toBe('picture at 800');
});

test('made smaller, it is not the one that the blog has already', async () => {
  const { out, system } = await typed(['lisbon', '/home/me/DSC 01 (Café).JPG', '--max-width', '800', '--alt', 'x'], { ...jekyll, 'images/lisbon/dsc-01-cafe.jpg': 'picture' });
  expect(out).toBe('![x]({{ site.baseurl }}/images/lisbon/dsc-01-cafe-2.jpg)\n');
  expect(system.disk.get('/blog/images/lisbon/dsc-01-cafe-2.jpg')).toBe('picture at 800');
});

test.each([
  [['nowhere', '/home/me/DSC 01 (Café).JPG'], 'No post is called `nowhere`.'],
  [['lisbon', '/home/me/none.jpg'], 'There is no picture `/home/me/none.jpg`.'],
  [['lisbon', '_config.yml'], '`_config.yml` is no picture'],
  [['lisbon', '/home/me/DSC 01 (Café).JPG', '--line', 'x'], '`--line x`: a whole number is needed.'],
  [['lisbon', '/home/me/DSC 01 (Café).JPG', '--alt', 'a', '--alt', 'b'], 'more `--alt` than pictures'],
])('%j is told to be wrong', async (words, message) => {
  const { code, err, system } = await typed(words, jekyll);
  expect([code, err, system.disk.size]).toEqual([2, expect.stringContaining(message), Object.keys(jekyll).length + 1]);
});
