import { describe, expect, test } from 'vitest';
import { wordsOf } from './skim.ts';

describe('words', () => {
  test.each([
    ['A week in Lisbon.', 4],
    ['---\ntitle: Not these three\n---\nA week in Lisbon.', 4],
    ['+++\ntitle = "Not these"\n+++\nA week.', 2],
    ['\uFEFF---\r\ntitle: No\r\n---\r\nA week.\r\n', 2],
    ['On to [Porto](/posts/porto/ "by train"), by [train][cp].\n\n[cp]: https://www.cp.pt/en', 5],
    ['See https://example.org/a/b/c now', 2],
    ['<p class="lead">A <b>week</b></p>', 2],
    ['A <!-- not\nthis\n--> week', 2],
    ['A week\n\n```js\nlet not = these;\n```\n\nin Lisbon', 4],
    ['A week\n{% highlight ruby %}\nputs 1\n{% endhighlight %}\nin {{ site.place }} and `code` here', 5],
    ['里斯本的一周', 6],
    ['a < b and c > d', 5],
  ])('%j', (text, words) => expect(wordsOf(text)).toBe(words));

  test.each(['<', '{', '{{', '{%', '[', '](', '](a "', '][', '`', '`a', '<!--', 'http://', '```\n', '---\n', '<a '])('a megabyte of %j takes no time', (piece) => {
    const text = piece.repeat(1_000_000 / piece.length);
    wordsOf(text);
  });
});
