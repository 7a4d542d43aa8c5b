import { describe, expect, test } from 'vitest';
import { asFilePath } from '../core/paths.ts';
import { findPosts } from './find-posts.ts';
import type { PostHead } from './list-posts.ts';

const post = (file: string, title: string, url: string): PostHead => ({ file: asFilePath(file), title, url, status: 'live', tags: [], data: {} });

const posts = [
  post('_posts/2026-01-02-porto.md', 'A week in Porto', '/porto/'),
  post('_posts/2026-02-02-porto-again.md', 'Back', '/back.html'),
  post('content/faro/index.md', 'Faro: the ferry', '/f/'),
  post('_drafts/e\u0301vora.md', 'Évora', '/%C3%A9vora/'),
  post('es/_posts/2026-01-02-porto.md', 'Una semana', '/es/oporto/'),
];

describe('a post is found by', () => {
  test.each([
    ['2026-02-02-porto-again.md', ['_posts/2026-02-02-porto-again.md']],
    ['2026-02-02-porto-again', ['_posts/2026-02-02-porto-again.md']],
    ['porto', ['_posts/2026-01-02-porto.md', 'es/_posts/2026-01-02-porto.md']],
    ['es/_posts/2026-01-02-porto.md', ['es/_posts/2026-01-02-porto.md']],
    ['back', ['_posts/2026-02-02-porto-again.md']],
    ['FARO', ['content/faro/index.md']],
    ['the ferry', ['content/faro/index.md']],
    ['Évora', ['_drafts/e\u0301vora.md']],
    ['a week in porto', ['_posts/2026-01-02-porto.md']],
    ['oporto', ['es/_posts/2026-01-02-porto.md']],
    ['lisbon', []],
    ['', []],
  ])('%j', (words, files) => expect(findPosts(posts, words).map(({ file }) => file)).toEqual(files));

  test('the path that was typed, first', () => {
    expect(findPosts(posts, '2026-01-02-porto.md', asFilePath('es/_posts/2026-01-02-porto.md')).map(({ file }) => file)).toEqual(['es/_posts/2026-01-02-porto.md']);
  });
});
