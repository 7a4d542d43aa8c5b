import { describe, expect, test } from 'vitest';
import { proseOf } from './prose.ts';

const words = (text: string): string => proseOf(text, 0).match(/\p{L}+/gu)?.join(' ') ?? '';

test.each([
  ['A week in [Lisbon](/no/ "no"), by ![a boat](no.png).', 'A week in Lisbon by a boat'],
  ['in `no` and ``no`` text', 'in and text'],
  ['a\n\n```js\nno no\n```\n\nb', 'a b'],
  ['a\n\n> ~~~\n> no\n> ~~~\nb', 'a b'],
  ['a\n\n    no code\n\nb', 'a b'],
  ['a <b class="no">c</b> d <!-- no\nno --> e', 'a c d e'],
  ['a <pre>no\nno</pre> b <script>no()</script> c', 'a b c'],
  ['a {{ no.no }} b {% no %} c {% highlight no %}no{% endhighlight %} d', 'a b c d'],
  ['a {{< highlight no >}}no{{< /highlight >}} b', 'a b'],
  ['a https://no.example/no and no@no.example b', 'a and b'],
  ['a [b][no]\n\n[no]: /no/ "no"\n', 'a b'],
  ['in src/no/no.ts and no_no and @no and #no b', 'in and and and b'],
  ['a sentence. Another one', 'a sentence Another one'],
  ['a $no + no$ b $$no$$ c, for $5 or $6', 'a b c for or'],
])('%j', (text, expected) => expect(words(text)).toBe(expected));

test('offsets and lines stay', () => {
  const text = '---\ntitle: x\n---\nA `b` <i>c</i>\r\nd';
  expect(proseOf(text, 17)).toBe('   \n        \n   \nA        c    \r\nd');
});

describe('a megabyte of nonsense takes no time', () => {
  test.each(['<', '<!--', '{{', '{%', '[', '](', '`', '``', '$', '$$', '<pre>', '{% raw %}', 'a.', 'a/', '/', '@', '#a', '&a', '    '])('%j', (piece) => {
    expect(proseOf(piece.repeat(1_000_000 / piece.length), 0).length).toBeGreaterThan(900_000);
  });
});
