import { expect, test } from 'vitest';
import { pathPatterns } from './patterns.ts';

test.each<readonly [string, string, boolean]>([
  ['_posts/old', '_posts/old/2009-01-02-lisbon.md', true],
  ['_posts/old/', '_posts/old/2009-01-02-lisbon.md', true],
  ['./_posts/old', '_posts/old/2009-01-02-lisbon.md', true],
  ['_posts/old', '_posts/older.md', false],
  ['_posts/*.md', '_posts/2026/lisbon.md', false],
  ['_posts/**/*.md', '_posts/2026/lisbon.md', true],
  ['README.md', 'docs/README.md', true],
  ['.notes', 'docs/.notes/lisbon.md', true],
  ['*.pdf', '/tickets/porto.pdf', true],
  ['/shop/**', '/shop/boats/', true],
  ['/shop', '/shop/', true],
  ['/shop', '/shopping/', false],
  ['https://intranet.example/**', 'https://intranet.example/a?b=1#c', true],
  ['intranet.example', 'https://intranet.example/a', true],
  ['intranet.example', 'https://intranet.example.org/a', false],
])('%s means %s: %s', (pattern, path, isMeant) => expect(pathPatterns([pattern])(path)).toBe(isMeant));

test('no pattern means nothing', () => expect(pathPatterns([])('a.md')).toBe(false));
