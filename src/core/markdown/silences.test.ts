import { describe, expect, test } from 'vitest';
import { silencesIn } from './silences.ts';

/** The lines that are silenced, with the rules that are named: `broken-link@3`, `*@2-3`. */
function silenced(text: string): readonly string[] {
  const head = /^---\n[^]*?\n---\n/.exec(text)?.[0].length ?? 0;
  const lines = text.split('\n');
  const starts = lines.map((_, index) => lines.slice(0, index).join('\n').length + (index === 0 ? 0 : 1));
  return silencesIn(text, { start: 0, end: head }).map(({ rules, over, problem }) => {
    const names = rules.map(({ name, range }) => {
      expect(text.slice(range.start, range.end)).toBe(name);
      return name;
    }).join('+') || '*';
    if (problem) return `${problem.kind}:${problem.word}`;
    const covered = starts.flatMap((start, index) => (start >= over.start && start < over.end ? [index + 1] : []));
    return `${names}@${covered.length === lines.length ? 'file' : covered.length > 1 ? `${covered[0]}-${covered.at(-1)}` : covered[0] ?? 'none'}`;
  });
}

describe('what is silenced', () => {
  test.each<readonly [string, readonly string[]]>([
    ['[x](/y) <!-- blog-ignore broken-link -->', ['broken-link@file']],
    ['a\n[x](/y) <!-- blog-ignore broken-link -->\nb', ['broken-link@2']],
    ['a\n<!-- blog-ignore broken-link -->\n[x](/y)\nb', ['broken-link@3']],
    ['a\n\n<!-- blog-ignore broken-link -->\n\n[x](/y)\nb', ['broken-link@5']],
    ['<!-- blog-ignore broken-link -->\n<!-- blog-ignore missing-alt -->\n![](/y)\nb', ['broken-link@3', 'missing-alt@3']],
    ['a <!-- blog-ignore-line -->\nb', ['*@1']],
    ['a <!-- blog-ignore-next-line -->\nb\nc', ['*@2']],
    ['a\n<!-- blog-ignore-start broken-link, missing-alt -->\nb\nc\n<!-- blog-ignore-end -->\nd', ['broken-link+missing-alt@3-4']],
    ['a\n<!-- blog-ignore-start -->\nb\nc', ['*@3-4']],
    ['<!-- blog-ignore-start a -->\n1\n<!-- blog-ignore-start b -->\n2\n<!-- blog-ignore-end a -->\n3\n<!-- blog-ignore-end -->\n4', ['a@2-4', 'b@4-6']],
    ['a\n<!-- blog-ignore-file broken-link -->', ['broken-link@file']],
    ['a\n<!-- blog-ignore-end -->', ['nothing-to-end:blog-ignore-end']],
    ['a\n<!-- blog-ignore-nextline -->', ['unknown-word:blog-ignore-nextline']],
    ['> a\n> <!-- blog-ignore a -->\n> b\nc', ['a@3']],
    ['<!-- blog-ignored -->\n<!-- we blog-ignore it -->', ['unknown-word:blog-ignored']],
  ])('%j', (text, expected) => expect(silenced(text)).toEqual(expected));
});

describe('comments of all kinds', () => {
  test.each([
    '<!-- blog-ignore a -->', '<!--blog-ignore a-->', '<!--\nblog-ignore a\n-->', '{/* blog-ignore a */}', '{::comment}blog-ignore a{:/comment}', '{::comment}\nblog-ignore a\n{:/}',
    '{% comment %}blog-ignore a{% endcomment %}', '{%- comment -%} blog-ignore a {%- endcomment -%}', '{% # blog-ignore a %}', '{{/* blog-ignore a */}}', '{{- /* blog-ignore a */ -}}',
    '{{< comment >}}blog-ignore a{{< /comment >}}', '{# blog-ignore a #}', '[//]: # (blog-ignore a)', '[//]: # "blog-ignore a"', '[comment]: <> (blog-ignore a)',
  ])('%j', (comment) => expect(silenced(`1\n${comment}\nlast\n`)).toEqual([`a@${2 + comment.split('\n').length}`]));

  test('in the front matter', () => {
    expect(silenced('---\n# blog-ignore a -- why\nimage: /x.png\ncover: /y.png # blog-ignore b\n---\ntext # blog-ignore c\n')).toEqual(['a@3', 'b@4']);
  });
});

describe('reasons', () => {
  const reason = (comment: string) => silencesIn(comment, { start: 0, end: 0 })[0]?.reason;
  test.each<readonly [string, string | undefined]>([
    ['<!-- blog-ignore a -- the shop is built elsewhere -->', 'the shop is built elsewhere'],
    ['<!-- blog-ignore a: the shop -- and more -->', 'the shop -- and more'],
    ['<!-- blog-ignore: all of it -->', 'all of it'],
    ['<!-- blog-ignore -- all of it -->', 'all of it'],
    ['<!-- blog-ignore a --->', undefined],
    ['<!-- blog-ignore a -->', undefined],
  ])('%s', (comment, expected) => expect(reason(comment)).toBe(expected));
});

describe('what is no comment', () => {
  test.each([
    '```\n<!-- blog-ignore a -->\n```', '~~~ html\n<!-- blog-ignore a -->\n~~~', '````\n```\n<!-- blog-ignore a -->\n````', '```\n<!-- blog-ignore a -->',
    '- x\n  ```\n  <!-- blog-ignore a -->\n  ```', '> ```\n> <!-- blog-ignore a -->\n> ```', '- ```\n  <!-- blog-ignore a -->\n  ```',
    'x\n\n    <!-- blog-ignore a -->', '\t<!-- blog-ignore a -->', '- x\n\n      <!-- blog-ignore a -->', '- x\n\ny\n\n    z\n    <!-- blog-ignore a -->',
    'Write `<!-- blog-ignore a -->`.', 'Write `` `<!-- blog-ignore a -->` ``.', 'Write `x\n<!-- blog-ignore a -->`.',
    '{% raw %}<!-- blog-ignore a -->{% endraw %}', '{% highlight html %}\n<!-- blog-ignore a -->\n{% endhighlight %}', '{{< highlight html >}}\n<!-- blog-ignore a -->\n{{< /highlight >}}',
    '<!-- blog-ignore a', '{% comment %}blog-ignore a', 'blog-ignore a',
  ])('%j', (text) => expect(silenced(text)).toEqual([]));

  test.each([
    '- x\n\n    <!-- blog-ignore a -->\n    y', 'x\n    <!-- blog-ignore a -->', '```\nx\n```\n<!-- blog-ignore a -->', 'It`s\n\n<!-- blog-ignore a -->', '1. x\n\n   - y\n\n     <!-- blog-ignore a -->',
    '<!--\n```\n-->\n<!-- blog-ignore a -->', '## A title {#title}\n<!-- blog-ignore a -->\n{# x #}', '`x` <!-- blog-ignore a --> `y`', '<!-- `x -->\n<!-- blog-ignore a -->\n`',
  ])('%j holds one', (text) => expect(silenced(`${text}\n`)).toHaveLength(1));
});

describe('what other checkers read', () => {
  test.each<readonly [string, readonly string[]]>([
    ['<!-- markdown-link-check-disable -->\na\n<!-- markdown-link-check-enable -->\nb', ['*@2']],
    ['<!-- markdown-link-check-disable -->\na\nb', ['*@2-3']],
    ['a\n<!-- markdown-link-check-disable-next-line -->\nb', ['*@3']],
    ['a <!-- markdown-link-check-disable-line -->\nb', ['*@1']],
    ['<!-- markdownlint-disable MD051 MD045 -->\na\n<!-- markdownlint-enable MD051 MD045 -->\nb', ['MD051+MD045@2']],
    ['<!-- markdownlint-disable MD051 -->\na\n<!-- markdownlint-enable -->\nb', ['MD051@2']],
    ['a\n<!-- markdownlint-disable-file no-alt-text -->', ['no-alt-text@file']],
    ['a\n<!-- markdownlint-capture -->\n<!-- markdownlint-configure-file {} -->\nb', []],
  ])('%j', (text, expected) => expect(silenced(text)).toEqual(expected));
});

test.each([
  '<!-- blog-ignore '.repeat(30_000), `blog-ignore ${'`'.repeat(1).concat(' x\n\n').repeat(60_000)}`, `blog-ignore ${'{# '.repeat(60_000)}`, `blog-ignore ${'```\n'.repeat(60_000)}`,
  `blog-ignore ${'> '.repeat(100_000)}`, `blog-ignore ${'- '.repeat(100_000)}`, '<!-- blog-ignore-start -->\n'.repeat(5_000), '<!-- blog-ignore-end -->\n'.repeat(5_000), '<!-- blog-ignore -->\n'.repeat(5_000),
  `blog-ignore ${Array.from({ length: 600 }, (_, i) => '`'.repeat(i + 1)).join(' ')}`,
])('hostile texts', (text) => expect(silencesIn(text, { start: 0, end: 0 }).length).toBeLessThanOrEqual(5_000));
