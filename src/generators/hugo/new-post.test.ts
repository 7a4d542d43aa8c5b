import { describe, expect, test } from 'vitest';
import { hugoSite } from '../../../test/helpers/hugo-site.ts';
import type { NewPost, NewPostConventions } from '../../core/site/conventions.ts';

const NOON: NewPost = { slug: 'the-ferry', at: Date.UTC(2026, 4, 6, 12), zone: 'Europe/Berlin', draft: false };

async function newPost(texts: Readonly<Record<string, string>>): Promise<NewPostConventions> {
  return (await hugoSite({ 'hugo.toml': '', ...texts })).conventions.newPost;
}

const post = (...paths: readonly string[]): Readonly<Record<string, string>> =>
  Object.fromEntries(paths.map((path) => [path, '---\ntitle: A post\n---\n']));

describe('a new post', () => {
  test.each([
    ['nothing is there yet', post(), 'content/posts/the-ferry.md'],
    ['most are in one section', post('content/blog/a.md', 'content/blog/b.md', 'content/about.md'), 'content/blog/the-ferry.md'],
    ['posts are bundles', post('content/posts/a/index.md', 'content/posts/b/index.md', 'content/posts/c.md'), 'content/posts/the-ferry/index.md'],
    ['names begin with the day', post('content/posts/2024-01-02-a.md', 'content/posts/2024-02-03-b.md'), 'content/posts/2026-05-06-the-ferry.md'],
    ['folders are years', post('content/posts/2024/a.md', 'content/posts/2025/b.md'), 'content/posts/2026/the-ferry.md'],
    ['folders are years and months', post('content/posts/2024/01/a/index.md', 'content/posts/2025/11/b/index.md'), 'content/posts/2026/05/the-ferry/index.md'],
    ['names end in a language', { 'hugo.toml': '[languages.en]\nweight = 1\n[languages.de]\nweight = 2', ...post('content/posts/a.en.md', 'content/posts/b.en.md', 'content/posts/b.de.md') }, 'content/posts/the-ferry.en.md'],
    ['the settings say where', { 'hugo.toml': 'contentDir = "words"' }, 'words/posts/the-ferry.md'],
  ])('goes where %s', async (_, texts, file) => expect((await newPost(texts)).fileFor(NOON)).toBe(file));

  test('goes where it is told', async () => {
    expect((await newPost(post('content/posts/a/index.md'))).fileFor({ ...NOON, into: 'content/trips/' })).toBe('content/trips/the-ferry/index.md');
  });

  test('begins as its archetype does', async () => {
    const conventions = await newPost({
      ...post('content/posts/a.md'),
      'archetypes/default.md': '---\ntitle: "{{ replace .Name "-" " " | title }}"\n---\n',
      'archetypes/posts.md': '+++\ntitle = \'{{ replace .File.ContentBaseName "-" " " | title }}\'\ndate = {{ .Date }}\ndraft = true\ntags = []\nauthor = "Ann"\nslug = "{{ .Name }}"\n+++\n',
    });
    expect(conventions.format).toBe('toml');
    expect(conventions.defaults).toEqual([['title', ''], ['tags', []], ['author', 'Ann'], ['slug', '']]);
  });

  test('is dated in its author\'s zone', async () => {
    const conventions = await newPost(post());
    expect(conventions.formatDate(NOON.at, 'Europe/Berlin')).toBe('2026-05-06T14:00:00+02:00');
    expect(conventions.formatDate(NOON.at, undefined)).toBe('2026-05-06T12:00:00Z');
    expect([conventions.dateKey, conventions.draftKey]).toEqual(['date', 'draft']);
  });
});
