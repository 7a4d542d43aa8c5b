import { describe, expect, test } from 'vitest';
import { run } from '../src/main.ts';
import { memorySystem } from './helpers/system.ts';

const typed = async (words: readonly string[], files: Readonly<Record<string, string>>) => {
  const system = memorySystem({ files });
  const code = await run(['rename-tag', ...words], system);
  const changed = Object.fromEntries(Object.keys(files).flatMap((path) => {
    const text = system.disk.get(`/blog/${path}`);
    return text === files[path] ? [] : [[path, text]];
  }));
  return { code, ...system.written, changed };
};

const jekyll = { '_config.yml': 'url: https://travels.example\npermalink: /:title/\n' };
const hugo = { 'hugo.toml': 'baseURL = "https://travels.example/"\ntitle = "Travels"\n' };
const post = (head: string, body = 'x') => `---\n${head}\n---\n${body}`;

describe('changes nothing but the tag', () => {
  test.each([
    ['a flow list', 'title: A # one\ntags: [sea,  "by boat" , Sea]', 'title: A # one\ntags: [ocean,  "by boat"]'],
    ['a block list', 'tags:\n  - "sea" # wet\n  - food', 'tags:\n  - "ocean" # wet\n  - food'],
    ['a block list that is not indented', 'tags:\n- food\n- Sea\ntitle: A', 'tags:\n- food\n- ocean\ntitle: A'],
    ['words with spaces between', 'tags: food sea sun', 'tags: food ocean sun'],
    ['a single word', "tags: 'sea'", "tags: 'ocean'"],
    ['both the old and the new', 'tags: [ocean, sea]', 'tags: [ocean]'],
    ['both, the other way round', 'tags: [sea, ocean, sun]', 'tags: [ocean, sun]'],
  ])('%s', async (_, head, after) => {
    const { changed, code } = await typed(['sea', 'ocean'], { ...jekyll, '_posts/2026-01-02-a.md': post(head, 'The sea.\r\n') });
    expect([code, changed]).toEqual([0, { '_posts/2026-01-02-a.md': post(after, 'The sea.\r\n') }]);
  });

  test('byte order mark, line ends and a missing final newline stay', async () => {
    const text = '\uFEFF---\r\ntitle: A\r\ntags: [sea]\r\n---\r\nx';
    expect((await typed(['sea', 'ocean'], { ...jekyll, '_posts/2026-01-02-a.md': text })).changed).toEqual({ '_posts/2026-01-02-a.md': text.replace('[sea]', '[ocean]') });
  });

  test('TOML and JSON', async () => {
    const { changed } = await typed(['sea', 'ocean'], {
      ...hugo,
      'content/posts/a.md': '+++\ntitle = "A"\ntags = ["sea", "sun"] # mine\n+++\nx',
      'content/posts/b.md': '{\n  "title": "B",\n  "tags": [\n    "sun",\n    "sea"\n  ]\n}\nx',
    });
    expect(changed).toEqual({
      'content/posts/a.md': '+++\ntitle = "A"\ntags = ["ocean", "sun"] # mine\n+++\nx',
      'content/posts/b.md': '{\n  "title": "B",\n  "tags": [\n    "sun",\n    "ocean"\n  ]\n}\nx',
    });
  });
});

test('several become one, in all their spellings', async () => {
  const { changed, err } = await typed(['js', 'ECMAScript', 'JavaScript'], {
    ...jekyll, '_posts/2026-01-02-a.md': post('tags: [JS, ecmascript, web]'), '_posts/2026-01-03-b.md': post('tags: [javascript]'), '_posts/2026-01-04-c.md': post('tags: [JavaScript]'),
  });
  expect(changed).toEqual({ '_posts/2026-01-02-a.md': post('tags: [JavaScript, web]') });
  expect(err).toBe('1 post has `JavaScript` in place of `js`, `ECMAScript`.\n`javascript` is a tag too, in another spelling.\n');
});

test('letter case alone', async () => {
  expect((await typed(['rust', 'Rust'], { ...jekyll, '_posts/2026-01-02-a.md': post('tags: [rust, Rust]') })).changed).toEqual({ '_posts/2026-01-02-a.md': post('tags: [Rust]') });
});

test('categories, when asked', async () => {
  const files = { ...jekyll, '_posts/2026-01-02-a.md': post('categories: [sea]\ncategory: sea\ntags: [sea]') };
  expect((await typed(['sea', 'ocean'], files)).changed).toEqual({ '_posts/2026-01-02-a.md': post('categories: [sea]\ncategory: sea\ntags: [ocean]') });
  expect((await typed(['sea', 'ocean', '--categories'], files)).changed).toEqual({ '_posts/2026-01-02-a.md': post('categories: [ocean]\ncategory: ocean\ntags: [ocean]') });
});

test('a text is as many tags as its generator makes of it', async () => {
  const files = {
    ...jekyll, '_posts/2026-01-02-a.md': post('tags: food sea\ncategories: sea  sun'), '_posts/2026-01-03-b.md': post('tag: the sea\ntags: sea'),
    '_posts/2026-01-04-c.md': post('category: food sea'), '_posts/2026-01-05-d.md': post('tags: food sea\ntag: food'),
  };
  expect((await typed(['sea', 'ocean', '--categories'], files)).changed).toEqual({
    '_posts/2026-01-02-a.md': post('tags: food ocean\ncategories: ocean sun'), '_posts/2026-01-03-b.md': post('tag: the sea\ntags: ocean'), '_posts/2026-01-05-d.md': post('tags: food ocean\ntag: food'),
  });
  expect((await typed(['sea', 'the ocean'], files)).changed['_posts/2026-01-02-a.md']).toBe(post('tags: [food, the ocean]\ncategories: sea  sun'));
  expect((await typed(['sea', 'ocean'], { ...hugo, 'content/posts/a.md': post('tags: food sea'), 'content/posts/b.md': post('tags: sea') })).changed).toEqual({ 'content/posts/b.md': post('tags: ocean') });
});

test('categories in lists of lists', async () => {
  const hexo = { '_config.yml': 'url: https://travels.example\n', 'package.json': '{"hexo": {"version": "8.1.2"}, "dependencies": {"hexo": "^8.0.0"}}' };
  const head = (sea: string) => `title: A\ncategories:\n  - [Travel, ${sea}] # far\n  - - '${sea}'\n    - Food`;
  expect((await typed(['sea', 'Ocean', '--categories'], { ...hexo, 'source/_posts/a.md': post(head('Sea')) })).changed).toEqual({ 'source/_posts/a.md': post(head('Ocean')) });
});

test('a category that is a part of addresses: links to its posts follow, and redirects stay', async () => {
  const files = {
    '_config.yml': 'url: https://travels.example\npermalink: /:categories/:title/\nplugins: [jekyll-redirect-from]\n',
    '_posts/2026-01-02-a.md': post('categories: sea', '[b](../../b/) [tram](../../tram.png)'), '_posts/2026-01-03-b.md': post('title: B', '[a](/sea/a/)'), 'tram.png': '',
  };
  const { changed, err } = await typed(['sea', 'by the sea', '--categories'], files);
  expect(changed).toEqual({
    '_posts/2026-01-02-a.md': post('categories: [by the sea]\nredirect_from: [/sea/a/]', '[b](../../b/) [tram](../../tram.png)'),
    '_posts/2026-01-03-b.md': post('title: B', '[a](/by%20the%20sea/a/)'),
  });
  expect(err).toBe('1 post has `by the sea` in place of `sea`.\n/sea/a/ becomes /by%20the%20sea/a/.\n1 link to it rewritten.\n`redirect_from` in their front matter sends visitors of the old addresses of posts on.\n');
});

describe('the page of the tag', () => {
  const files = {
    ...hugo, 'content/posts/a.md': post('title: A\ntags: [Deep Sea]'),
    'content/posts/b.md': post('title: B', 'More on [the sea](/tags/deep-sea/) and [again](https://travels.example/tags/deep-sea/#top).\n'),
  };

  test('has another address, and links lead there', async () => {
    const { out, err, changed } = await typed(['deep sea', 'The Ocean'], files);
    expect(out).toBe('content/posts/a.md\ncontent/posts/b.md\n');
    expect(err).toMatchInlineSnapshot(`
      "1 post has \`The Ocean\` in place of \`deep sea\`.
      /tags/deep-sea/ becomes /tags/the-ocean/.
      2 links to it rewritten.
      "
    `);
    expect(changed['content/posts/b.md']).toBe(post('title: B', 'More on [the sea](/tags/the-ocean/) and [again](https://travels.example/tags/the-ocean/#top).\n'));
  });

  test('--dry-run shows a patch', async () => {
    const { out, changed } = await typed(['deep sea', 'ocean', '--dry-run'], files);
    expect(changed).toEqual({});
    expect(out).toContain('-tags: [Deep Sea]\n+tags: [ocean]\n');
  });

  test('--json', async () => {
    expect(JSON.parse((await typed(['deep sea', 'ocean', '--json'], files)).out)).toEqual({
      edited: ['content/posts/a.md', 'content/posts/b.md'], posts: 1, references: 2,
      addresses: [{ from: '/tags/deep-sea/', to: '/tags/ocean/' }], left: [], still: [],
    });
  });
});

describe('refuses', () => {
  const files = { ...jekyll, '_posts/2026-01-02-a.md': post('tags: [Next.js]') };
  test.each([
    [['sea'], 'blog: Say what `sea` is to be called: `blog rename-tag sea <new>`.\n'],
    [['sea', ' '], 'blog: The new tag is empty. To take a tag out of posts, edit them.\n'],
    [['nextjs', 'next'], 'blog: No post has the tag `nextjs`. Did you mean `Next.js`? `--categories` looks at categories too.\n'],
    [['paris', 'rome'], 'blog: No post has the tag `paris`. `--categories` looks at categories too.\n'],
    [['Next.js', 'Next.js'], 'blog: Every post that has this tag writes it `Next.js` already.\n'],
  ])('%j', async (words, err) => expect(await typed(words, files)).toMatchObject({ code: 2, err, changed: {} }));

  test('all of it, where one front matter cannot be changed', async () => {
    const { code, err, changed } = await typed(['sea', 'ocean'], { ...jekyll, '_posts/2026-01-02-a.md': post('tags: [sea]'), '_posts/2026-01-03-b.md': post('tags: &t [sea]\nmood: *t') });
    expect([code, changed]).toEqual([2, {}]);
    expect(err).toContain('`_posts/2026-01-03-b.md`: `tags` of the front matter cannot be changed without harm to the rest. Change it by hand.');
  });
});
