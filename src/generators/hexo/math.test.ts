import { expect, test } from 'vitest';
import { withoutFormulas } from './math.ts';

test.each([
  ['a $[x](y)$ b', 'a xxxxxxxx b'],
  ['$5 and $6', '$5 and $6'],
  ['$5 [a](b) and 6$ c', 'xxxxxxxxxxxxxxxx c'],
  ['a $ b $ c', 'a $ b $ c'],
  ['\\$a$b', '\\$a$b'],
  ['`$a` $b$', '`$a` xxx'],
  ['$$a$$ b', '$$a$$ b'.replaceAll(/[^\n]/g, 'x')],
  ['b $$[a](b)$$ c', 'b $$[a](b)$$ c'],
  ['$$a\nb\nc$$\nd', 'xxx\nx\nxxx\nd'],
  ['$$\na\n$$  \nd', 'xx\nx\nxx  \nd'],
  ['## $k_e$\n$k$', '## $k_e$\nxxx'],
  ['```\n$a$\n```\n$b$', '```\n$a$\n```\nxxx'],
  ['a $b\n\nc$ d', 'a $b\n\nc$ d'],
])('%j is %j', (text, expected) => {
  expect(withoutFormulas(text, 'dollars')).toBe(expected);
});

test('kramed wants two dollars', () => {
  expect(withoutFormulas('a $b$ $$c$$ d', 'double')).toBe('a $b$ xxxxx d');
});

test.each(['$', '$$', '`$', '$a ', '$a\n\n', '\n$$a'])('200 kB of %j take no time', (text) => {
  withoutFormulas(text.repeat(200_000 / text.length), 'dollars');
});
