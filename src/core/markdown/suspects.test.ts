import { describe, expect, test } from 'vitest';
import { findSuspects } from './suspects.ts';

const found = (text: string): string[] => findSuspects(text, 0, text.length)
  .map(({ kind, range, destination }) => `${kind}: ${text.slice(range.start, range.end)} -> ${destination}`);

describe('finds', () => {
  test.each([
    ['See [the map] (/maps/lisbon/).', 'space-before-destination: [the map] (/maps/lisbon/) -> /maps/lisbon/'],
    ['[map] (https://example.com/a_(b) "Title")', 'space-before-destination: [map] (https://example.com/a_(b) "Title") -> https://example.com/a_(b)'],
    ['![tram] (tram.jpg)', 'space-before-destination: [tram] (tram.jpg) -> tram.jpg'],
    ['See (the map)[/maps/lisbon/].', 'reversed-brackets: (the map)[/maps/lisbon/] -> /maps/lisbon/'],
    ['(map)[https://example.com]', 'reversed-brackets: (map)[https://example.com] -> https://example.com'],
    ['[notes](my notes.md)', 'space-in-destination: [notes](my notes.md) -> my notes.md'],
    ['![x](/images/old tram.jpg) and', 'space-in-destination: [x](/images/old tram.jpg) -> /images/old tram.jpg'],
    ['[map](/maps/lisbon/', 'unclosed-destination: [map](/maps/lisbon/ -> /maps/lisbon/'],
    ['[map](https://x.org/a_(b)\nnext (line)', 'unclosed-destination: [map](https://x.org/a_(b) -> https://x.org/a_(b)'],
    ['Dear {{ page.reader }}', 'template: {{ page.reader }} -> undefined'],
    ['{% include map.html %}', 'template: {% include map.html %} -> undefined'],
    ['{{< figure src="x" >}}', 'template: {{< figure src="x" >}} -> undefined'],
    ['a [[Lisbon Trams]] b', 'wiki: [[Lisbon Trams]] -> Lisbon Trams'],
    ['[[lisbon|the city]]', 'wiki: [[lisbon|the city]] -> lisbon'],
  ])('%s', (text, expected) => expect(found(text)).toEqual([expected]));

  test('several, in order', () => {
    expect(found('[a] (/a/) and [[B]] and [c](/c d.md)').map((one) => one.split(':')[0]))
      .toEqual(['space-before-destination', 'wiki', 'space-in-destination']);
  });
});

describe('passes over', () => {
  test.each([
    'array[i] (x)', 'array[i] (/x)', 'foo(a)[b]', 'f(x)[/re/]', '(see)[1]', '(see)[^1]', '[1] (https://x.org)',
    '[ ] (/todo)', '- [x] (https://x.org)', '[note] (see below)', '[sic] (and/or)', '[^1] (https://x.org)',
    '\\[text] (/url)', '[text\\] (/url)', '[text](see the other page)', '[a]( b )', 'x[0](/a b)',
    '\\frac{{a}}{{b}}', '{{{x}}}', '{{}}', '{ { x } }', '{{ 1 + 1 }}', '100%} {% ', '\\{{ x }}',
    'x[[1]]', '[[1, 2], [3, 4]]', '[[1,2]]', '[[ -f x ]]', '[[:alpha:]]', '[[Prototype]]', '[[nodiscard]]',
    '[[NSString alloc] init]', '[[]]', '[a](', '](', ')[', '[text] (', 'a) [b] c (d',
  ])('%s', (text) => expect(found(text)).toEqual([]));

  test('what lies outside of its stretch', () => {
    const text = '[a] (/a/) [b] (/b/)';
    expect(findSuspects(text, 0, 8)).toEqual([]);
    expect(findSuspects(text, 10, text.length)).toHaveLength(1);
  });
});

test.each(['[', ']', '](', '[[', '{{', '{%', ')[', '[a] (', '[a](/a', '[a](b.md?', '(a)[/', '[a](/ ', '] ', '{{ a '])(
  '500,000 characters of %s is read at once', (piece) => {
    found(`[x](a.md${piece.repeat(500_000 / piece.length)}`);
    found(piece.repeat(500_000 / piece.length));
  },
);
