import { describe, expect, test } from 'vitest';
import { parseShortcodes, type Node } from './shortcodes.ts';

const shown = (source: string): string => parseShortcodes(source, { start: 0, end: source.length }).nodes.map((node) => show(node, source)).join('');

function show(node: Node, source: string): string {
  switch (node.kind) {
    case 'text': return source.slice(node.range.start, node.range.end);
    case 'shown': return `«${node.pieces.map(({ start, end }) => source.slice(start, end)).join('')}»`;
    case 'call': {
      const named = [...node.named].map(([key, { text }]) => `${key}=${text}`);
      const inner = node.inner?.map((one) => show(one, source)).join('');
      return `[${[node.mark + node.name, ...node.positional.map(({ text }) => text), ...named].join('|')}${inner === undefined ? '' : `:${inner}`}]`;
    }
    default: return node satisfies never;
  }
}

const problems = (source: string): number => parseShortcodes(source, { start: 0, end: source.length }).problems.length;

describe('shortcodes', () => {
  test.each([
    ['a {{< figure src="a.png" alt="b c" >}} d', 'a [<figure|src=a.png|alt=b c] d'],
    ['{{< figure\n  src="a.png"\n>}}', '[<figure|src=a.png]'],
    ['[x]({{< ref "other.md#a" >}})', '[x]([<ref|other.md#a])'],
    ['{{< ref other.md >}}{{< ref `a"b` >}}', '[<ref|other.md][<ref|a"b]'],
    ['{{% note %}}a *b*{{% /note %}}', '[%note:a *b*]'],
    ['{{<note>}}a{{</note>}}', '[<note:a]'],
    ['{{< a >}}1{{< b >}}2{{< /b >}}3{{< /a >}}', '[<a:1[<b:2]3]'],
    ['{{< a >}}1{{< b >}}2{{< /a >}}', '[<a:1[<b]2]'],
    ['{{< a >}}1{{< a >}}2{{< /a >}}', '[<a]1[<a:2]'],
    ['{{< br />}}x{{< br/>}}', '[<br]x[<br]'],
    ['{{< x >}}{{< /y >}}', '[<x]'],
    ['{{</* figure src="a" */>}}', '«{{< figure src="a" >}}»'],
    ['{{%/* x */%}}', '«{{% x %}}»'],
    ['{{ .Title }} {{% /x %}}', '{{ .Title }} '],
    ['{{< f src=\'a.png\' >}}', '[<f|src=\'a.png\']'],
    ['{{< f x="a \\"b\\" c" >}}', '[<f|x=a "b" c]'],
    ['{{< tabs/one-two a=1 >}}', '[<tabs/one-two|a=1]'],
    ['{{<https://example.org/>}}', '[<https://example.org]'],
  ])('%s', (source, expected) => expect(shown(source)).toBe(expected));

  test.each(['{{< figure src="a.png"', '{{< f \'a.png\' >}}', '{{< >}}', '{{</* x'])('are refused: %s', (source) => {
    expect(problems(source)).toBe(1);
    expect(shown(source)).toBe(source);
  });

  test('say where a value stands', () => {
    const source = '{{< figure src="a.png" >}}';
    const [node] = parseShortcodes(source, { start: 0, end: source.length }).nodes;
    expect(node?.kind === 'call' && node.named.get('src')).toEqual({ text: 'a.png', range: { start: 16, end: 21 }, isExact: true });
  });

  test.each(['{{<', '{{< a >}}', '{{< a "', '{{< /a >}}', '{{'])('are not slow: %s', (part) => {
    const source = part.repeat(1_000_000 / part.length);
    parseShortcodes(source, { start: 0, end: source.length });
  });
});
