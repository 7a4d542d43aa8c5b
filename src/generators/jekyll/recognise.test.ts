import { describe, expect, test } from 'vitest';
import { asFilePath } from '../../core/paths.ts';
import { recognise } from './recognise.ts';

const look = (texts: Readonly<Record<string, string>>) => recognise(Object.keys(texts).sort().map(asFilePath), async (path) => texts[path]);

describe('recognises', () => {
  test.each([
    ['a blog by its settings and folders', { '_config.yml': 'title: Travels', '_posts/2020-01-02-hello.md': '' }, '', 2],
    ['one whose settings name a plugin', { '_config.yml': 'plugins:\n  - jekyll-feed\n', 'index.md': '' }, '', 3],
    ['one whose Gemfile names it', { '_config.yml': 'title: Travels', Gemfile: 'gem "github-pages"', 'index.md': '' }, '', 3],
    ['one in a folder below', { 'README.md': '', 'docs/_config.yml': 'theme: minima', 'docs/_layouts/page.html': '', 'docs/index.md': '' }, 'docs', 2],
    ['settings in TOML', { '_config.toml': 'title = "Travels"', '_posts/2020-01-02-hello.md': '' }, '', 2],
    ['posts and layouts without settings', { '_posts/2020-01-02-hello.md': '', '_layouts/post.html': '' }, '', 2],
    ['posts alone', { 'site/_posts/2020-01-02-hello.md': '' }, 'site', 1],
  ] as const)('%s', async (_name, texts, root, sureness) => {
    const [first, ...others] = await look(texts);
    expect(first).toMatchObject({ root, sureness });
    expect(others).toEqual([]);
  });
});

describe('is not taken in by', () => {
  test.each([
    ['Hexo, whose settings have the same name', { '_config.yml': 'source_dir: source\npublic_dir: public\n', 'source/_posts/hello.md': '', 'scaffolds/post.md': '' }],
    ['a folder of Hexo\'s without settings', { 'source/_posts/2020-01-02-hello.md': '', 'scaffolds/post.md': '' }],
    ['a built site', { '_site/_posts/2020-01-02-hello.md': '' }],
    ['Markdown alone', { 'README.md': '# Hello' }],
  ])('%s', async (_name, texts) => expect(await look(texts)).toEqual([]));
});

test('posts of a section are no blog of their own', async () => {
  const found = await look({ '_config.yml': 'title: Travels', '_layouts/post.html': '', 'news/_posts/2020-01-02-hello.md': '' });
  expect(found.map(({ root }) => root)).toEqual(['']);
});
