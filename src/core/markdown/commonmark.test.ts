import { describe, expect, test } from 'vitest';
import { LOOKUP_CLOSE, LOOKUP_OPEN, UNKNOWN } from '../text/derived.ts';
import { readCommonMark, type CommonMarkOptions, type FootnoteIds } from './commonmark.ts';
import type { HeadingIds, HeadingText } from './heading-ids.ts';

const footnotes: FootnoteIds = {
  note: ({ number }) => `fn:${number}`,
  mark: ({ number }, time) => `fnref${time > 1 ? time - 1 : ''}:${number}`,
};

/** Each reference as `element syntax url | what its range holds`. */
const linksOf = (text: string, options?: CommonMarkOptions): string[] =>
  readCommonMark(text, options).references.map(({ element, syntax, url, range }) =>
    `${element} ${syntax} ${url} | ${text.slice(range.start, range.end)}`);

const anchorsOf = (text: string, options?: CommonMarkOptions): string[] =>
  readCommonMark(text, options).anchors.map(({ id, from }) => `${id} ${from}`);

/** What the scheme for ids is told of each heading. */
function headingsOf(text: string, options: CommonMarkOptions = {}): HeadingText[] {
  const told: HeadingText[] = [];
  const headingIds: HeadingIds = { begin: () => (heading) => { told.push(heading); return undefined; } };
  readCommonMark(text, { ...options, headingIds });
  return told;
}

describe('a destination is found, and its place:', () => {
  test.each([
    ['[map](/lisbon/)', 'a inline /lisbon/ | /lisbon/'],
    ['[map](/lisbon/ "A map")', 'a inline /lisbon/ | /lisbon/'],
    ["[map]( /lisbon/ 'A (map)' )", 'a inline /lisbon/ | /lisbon/'],
    ['[map](</my map/> (x))', 'a inline /my%20map/ | /my map/'],
    ['[map](<>)', 'a inline  | '],
    ['[map]()', 'a inline  | '],
    ['[](/x)', 'a inline /x | /x'],
    ['[a\\]b](/a\\_b\\)c)', 'a inline /a_b)c | /a\\_b\\)c'],
    ['[m](/a&amp;b)', 'a inline /a&b | /a&amp;b'],
    ['[m](/a_(b(c)))', 'a inline /a_(b(c)) | /a_(b(c))'],
    ['[a](/ü%20%zz?x=ä#ö)', 'a inline /%C3%BC%20%25zz?x=%C3%A4#%C3%B6 | /ü%20%zz?x=ä#ö'],
    ['[`](` ](/x)', 'a inline /x | /x'],
    ['é😀 **[a *b*](/x)**', 'a inline /x | /x'],
    ['![tram](tram.jpg)', 'img inline tram.jpg | tram.jpg'],
    ['![a [b](c) `](d)`](e.png "](f)")', 'img inline e.png | e.png'],
    ['<https://example.org/é>', 'a autolink https://example.org/%C3%A9 | https://example.org/é'],
    ['<me@example.org>', 'a autolink mailto:me@example.org | me@example.org'],
    ['See www.example.org.', 'a autolink http://www.example.org | www.example.org'],
    ['(https://example.org/a_b)', 'a autolink https://example.org/a_b | https://example.org/a_b'],
    ['> [a\n> b](\n> /x\n> "t")', 'a inline /x | /x'],
    ['- a\n\n  1. [b](\n     </x>)', 'a inline /x | /x'],
    ['| a | b |\n|-|-|\n| x | [b](c\\|d) |', 'a inline c%7Cd | c\\|d'],
    ['[a](/x)\r\n', 'a inline /x | /x'],
    ['# [a](/x)', 'a inline /x | /x'],
    ['<a href="/x">b</a>', 'a html /x | /x'],
    ['<div>\n<img\nsrc=x.png>\n</div>', 'img html x.png | x.png'],
    ['> <p\n> id=a><img\n> src="x.png">', 'img html x.png | x.png'],
  ])('%j', (text, expected) => expect(linksOf(text)).toEqual([expected]));

  test('an image in a link gives two', () => {
    expect(linksOf('[![tram](t.jpg)](/trams/)')).toEqual(['a inline /trams/ | /trams/', 'img inline t.jpg | t.jpg']);
  });

  test.each([
    '[map]', '[map][nowhere]', '\\[map](/x)', '`[map](/x)`', '```\n[map](/x)\n```', '    [map](/x)', '[map](my map)', '[map] (/x)',
    '<!-- [map](/x) <img src="y"> -->', '[x]: /unused', '<script>"<a href=x>"</script>', '[^1]: note',
  ])('there is none in %j', (text) => expect(linksOf(text, { footnotes })).toEqual([]));
});

describe('a definition', () => {
  test('is one reference for all its uses', () => {
    const text = '[a][x] [x] [X][] ![x]\n\n[x]: </a b> "t"\n[x]: /second\n[y]: /unused\n';
    expect(linksOf(text)).toEqual(['a definition /a%20b | /a b', 'img definition /a%20b | /a b']);
    const [link] = readCommonMark(text).references;
    expect(text.slice(link?.whole.start, link?.whole.end)).toBe('[x]: </a b> "t"');
    expect(link?.label).toBe('a');
  });

  test.each([
    ['[a\\]b]: /x\n\n[a\\]b]', '/x'],
    ['> [a]:\n> /x\n> "t"\n\n[a]', '/x'],
    ['[a]: /x(y)\n\n[a]', '/x(y)'],
  ])('%j', (text, expected) => {
    expect(readCommonMark(text).references.map(({ range }) => text.slice(range.start, range.end))).toEqual([expected]);
  });
});

describe('labels', () => {
  test.each([
    ['[a *b* `c` &amp; ![d](e)](/x)', 'a b c & d'],
    ['![a *b* &amp;](/x)', 'a b &'],
    ['![](/x)', ''],
    ['<img src=x alt="a&quot;">', 'a"'],
    ['<img src=x>', undefined],
  ])('%s', (text, label) => expect(readCommonMark(text).references[0]?.label).toBe(label));
});

describe('headings', () => {
  test.each([
    ['## A *b* `c` [l](/x) ![i](y) &amp; <b>d</b> ##', 'A b c l  & d', 'A *b* `c` [l](/x) ![i](y) &amp; <b>d</b>'],
    ['Two\nlines\n===', 'Two\nlines', 'Two\nlines'],
    ['#', '', ''],
    ['# a\\#b #', 'a#b', 'a\\#b'],
    ['> ## Quoted', 'Quoted', 'Quoted'],
    [`# A ${UNKNOWN}`, `A ${UNKNOWN}`, `A ${UNKNOWN}`],
  ])('%j', (text, shown, raw) => expect(headingsOf(text)).toMatchObject([{ text: shown, raw }]));

  test.each([
    ['## Title {#id}', 'Title', 'id'],
    ['## Title{#id}', 'Title', 'id'],
    ['## *Title* {#a-b_c .x key="v w"}', 'Title', 'a-b_c'],
    ['## Title {.x}', 'Title', undefined],
    ['## Title {id=x}', 'Title', 'x'],
    ['Title {#id}\n---', 'Title', 'id'],
    ['## Title {#id} ##', 'Title', 'id'],
    ['## Title {x}', 'Title {x}', undefined],
    ['## Title {#id', 'Title {#id', undefined],
    ['## Title {{ x }}', 'Title {{ x }}', undefined],
  ])('with ids of their own: %j', (text, shown, id) => {
    expect(headingsOf(text, { explicitIds: true }).map((heading) => [heading.text, heading.explicit])).toEqual([[shown, id]]);
    expect(headingsOf(text)[0]?.explicit).toBeUndefined();
  });

  test('get the ids that the scheme gives, in order', () => {
    const headingIds: HeadingIds = { begin: () => { let n = 0; return ({ raw }) => (raw === 'c' ? undefined : `h${++n}`); } };
    const text = '# a\n\n> ## b\n\n### c\n\n<a id="x"></a>\n\nd\n-';
    expect(anchorsOf(text, { headingIds })).toEqual(['h1 heading', 'h2 heading', 'x html', 'h3 heading']);
    expect(readCommonMark(text, { headingIds }).headings.map(({ level, text: shown, id }) => [level, shown, id]))
      .toEqual([[1, 'a', 'h1'], [2, 'b', 'h2'], [3, 'c', undefined], [2, 'd', 'h3']]);
  });

  test('have their quotes made curly, but not in code', () => {
    const typography = (text: string): string => text.replaceAll('--', '–');
    expect(headingsOf('# a--b `c--d` *e--f* `g--h`', { typography })).toMatchObject([{ text: 'a–b c--d e–f g--h', raw: 'a--b `c--d` *e--f* `g--h`' }]);
  });
});

describe('footnotes', () => {
  const text = 'a[^x] b[^y] c[^x] [^none]\n\n[^y]: y\n[^x]: x [l](/l) [^z]\n[^z]: z\n[^unused]: [no](/no)\n';

  test('are counted as they are pointed to', () => {
    expect(anchorsOf(text, { footnotes: { ...footnotes, section: 'notes' } })).toEqual([
      'fnref:1 footnote', 'fnref:2 footnote', 'fnref1:1 footnote',
      'notes generated', 'fn:1 footnote', 'fnref:3 footnote', 'fn:2 footnote', 'fn:3 footnote',
    ]);
  });

  test('are left out when nothing points to them', () => {
    expect(linksOf(text, { footnotes })).toEqual(['a inline /l | /l']);
  });

  test('are definitions where there are none', () => {
    expect(linksOf('[^1]\n\n[^1]: /note\n')).toEqual(['a definition /note | /note']);
  });
});

describe('raw HTML', () => {
  const text = '<p id="p"><img src="a.png"></p>\n\nb <a href="/c" name="n">[d](/e)</a>\n\n<base href="/f/">\n';

  test('counts', () => {
    expect(linksOf(text)).toEqual(['img html a.png | a.png', 'a html /c | /c', 'a inline /e | /e']);
    expect(anchorsOf(text)).toEqual(['p html', 'n html']);
    expect(readCommonMark(text).base).toBe('/f/');
  });

  test.each([
    ['A <img src=/pics/boat.png width=20>', ['img html /pics/boat.png | /pics/boat.png']],
    ['<img src=/pics/boat.png>', ['img html /pics/boat.png | /pics/boat.png']],
    ['A <a title="x=a/b c" href=https://x.example/a/b/>c</a>', ['a html https://x.example/a/b/ | https://x.example/a/b/']],
    ['No tag: <img src=/boat?width=20>', []],
    ['[code `<a b=c/d>`](/x=a/b)', ['a inline /x=a/b | /x=a/b']],
  ])('counts without quotes: %s', (text, found) => {
    expect(linksOf(text)).toEqual(found);
    expect(linksOf(text, { autolinks: false })).toEqual(found);
  });

  test('is none without quotes where a slash ends values', () => {
    expect(linksOf('A <img src=/pics/boat.png width=20>', { slashEndsValue: true })).toEqual([]);
  });

  test('in code keeps its slashes', () => {
    expect(headingsOf('# `<a b=c/d>`').map(({ text }) => text)).toEqual(['<a b=c/d>']);
  });

  test('can be dropped', () => {
    expect(linksOf(text, { html: 'drop' })).toEqual(['a inline /e | /e']);
    expect(anchorsOf(text, { html: 'drop' })).toEqual([]);
    expect(readCommonMark(text, { html: 'drop' }).base).toBeUndefined();
  });

  test('is suspect where it is dropped: an element once, and each place it would be', () => {
    const read = readCommonMark('A <img src="a.png" srcset="b.png 2x"> <a name="x" id="y" href="&amp;c">c</a> <b>d</b>', { html: 'drop' });
    expect(read.suspects.map(({ kind, destination }) => `${kind} ${destination}`)).toEqual([
      'dropped-reference a.png', 'dropped-anchor x', 'dropped-anchor y', 'dropped-reference &c',
    ]);
  });

  test('is suspect, but points somewhere, where it is hidden', () => {
    expect(linksOf(text, { html: 'hide' })).toEqual(linksOf(text));
    expect(anchorsOf(text, { html: 'hide' })).toEqual([]);
    expect(readCommonMark('<b id="x">', { html: 'hide' }).suspects).toMatchObject([{ kind: 'dropped-anchor', destination: 'x' }]);
  });
});

describe('options', () => {
  test('autolinks off leaves addresses alone, and what follows them', () => {
    const text = 'https://a.org[b] _http://a.org[b]_ www.a.org [https://c.org](https://d.org/www.e) <https://f.org>\n\n[b]: /b\n';
    expect(linksOf(text, { autolinks: false })).toEqual([
      'a definition /b | /b', 'a inline https://d.org/www.e | https://d.org/www.e', 'a autolink https://f.org | https://f.org',
    ]);
    expect(readCommonMark('[https://c.org](/x)', { autolinks: false }).references[0]?.label).toBe('https://c.org');
    expect(linksOf('<a href="http://www.x.org">', { autolinks: false })).toEqual(['a html http://www.x.org | http://www.x.org']);
  });

  test('encodeUrls none leaves destinations as they are', () => {
    expect(linksOf('[a](</ä b>)', { encodeUrls: 'none' })).toEqual(['a inline /ä b | /ä b']);
  });

  test('gfm off makes no tables', () => {
    const text = '| a | b |\n|-|-|\n| [c | d](e) |';
    expect(linksOf(text)).toEqual([]);
    expect(linksOf(text, { gfm: false })).toEqual(['a inline e | e']);
  });

  test('indentedCode off reads on', () => {
    const text = 'a\n\n    [b](/b) # c\n      <img src="d.png">\n\n> - e\n>\n>       [f](/f)\n\n```\n[no](/no)\n```\n\n    # no heading\n';
    const options: CommonMarkOptions = { indentedCode: false, headingIds: { begin: () => () => 'x' } };
    expect(linksOf(text, options)).toEqual(['a inline /b | /b', 'img html d.png | d.png', 'a inline /f | /f']);
    expect(anchorsOf(text, options)).toEqual([]);
  });

  test('math leaves formulas alone', () => {
    expect(linksOf('$[a](b)$ [c](d)', { math: true })).toEqual(['a inline d | d']);
  });
});

describe('MDX', () => {
  const text = 'import hero from "./hero.png"\n\n# Hi {name}\n\n<Image src={hero} alt="x" />\n\na <img src="./b&amp;c.png" title={`>`} {...rest} alt=\'d\' /> [e](/f)\n\n<Box>\n  **g** <a href="/h" id="i">j</a>\n</Box>\n';

  test('gives links, tags and imports', () => {
    const read = readCommonMark(text, { mdx: true });
    expect(read.mdxError).toBeUndefined();
    expect(linksOf(text, { mdx: true })).toEqual(['img html ./b&c.png | ./b&amp;c.png', 'a inline /f | /f', 'a html /h | /h']);
    expect(read.references[0]?.label).toBe('d');
    expect(read.anchors.map(({ id }) => id)).toEqual(['i']);
    expect(read.imports?.map((one) => one.text)).toEqual(['import hero from "./hero.png"']);
    expect(read.jsx?.map(({ name, attributes }) => [name, attributes.map((one) => `${one.name} ${one.kind} ${text.slice(one.range.start, one.range.end)}`)]))
      .toEqual([
        ['Image', ['src expression hero', 'alt literal x']],
        ['img', ['src literal ./b&amp;c.png', 'title expression `>`', ' expression ...rest', 'alt literal d']],
        ['Box', []],
        ['a', ['href literal /h', 'id literal i']],
      ]);
  });

  test('that is none is read as Markdown', () => {
    const broken = '# T {#id}\n\n<a href="/x">\n';
    expect(linksOf(broken, { mdx: true })).toEqual(['a html /x | /x']);
    expect(readCommonMark(broken, { mdx: true }).mdxError).toMatchObject({ message: expect.stringMatching(/\.$/), at: 8 });
    expect(['a <', 'a\nb <', 'a\r\nb <', 'a\rb <'].map((text) => readCommonMark(text, { mdx: true }).mdxError?.at)).toEqual([2, 4, 5, 4]);
  });
});

describe('suspects', () => {
  test.each([
    ['[a] (/b)', ['space-before-destination [a] (/b)']],
    ['(a)[https://b.org]', ['reversed-brackets (a)[https://b.org]']],
    ['[a](my file.md)', ['space-in-destination [a](my file.md)']],
    ['[a](/b\n\nc', ['unclosed-destination [a](/b']],
    ['> {{ x }} [[y z]]', ['template {{ x }}', 'wiki [[y z]]']],
    ['[two words][label]', ['undefined-reference [two words][label]']],
    ['[word][1]', ['undefined-reference [word][1]']],
    ['[word][label] [b]\n\n[b]: /b', ['undefined-reference [word][label]']],
    ['[solved][linux] [1][2] a[i][j] [two words][]', []],
    ['`[a] (/b)` `{{ x }}`', []],
    ['```\n{{ x }}\n```', []],
    ['\\[a] (/b)', []],
    ['[a](/b) [c] (d)', []],
    ['- [ ] (/b)\n- [x] (/b)', []],
    ['[two words][ok]\n\n[ok]: /x', []],
  ])('%j', (text, expected) => {
    expect(readCommonMark(text).suspects.map(({ kind, range }) => `${kind} ${text.slice(range.start, range.end)}`)).toEqual(expected);
  });
});

test('what is not known yet goes through', () => {
  const lookup = `${LOOKUP_OPEN}0${LOOKUP_CLOSE}`;
  const text = `[a](/${UNKNOWN}/x y/) [b](${lookup}#é) ![c](<${UNKNOWN} d>) <a href="${lookup}">`;
  expect(readCommonMark(text).references.map(({ url }) => url)).toEqual([`${lookup}#%C3%A9`, `${UNKNOWN}%20d`, lookup]);
});

describe('a text without any markup', () => {
  const pieces = ['Two weeks', ' in Lisbon', '. ', ', ', '*really*', '_x_y_', '\n', '\n\n', '> ', '- ', '1. ', '    ', '\t', '!', '"', '(', ')', '{', '}', '%', '=', '===', '---', '+ ',
    '里斯本', '😀', 'http', '/a/b', "it's", '^', '  \n', '~', '#', '<', '\\', '`', '&', '|', '[', ':', 'www.x.org', '{{ x }}', '\r\n', UNKNOWN];
  let state = 11;
  const roll = (sides: number): number => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * sides);
  };

  test('gives the same as when it is parsed', () => {
    const headingIds: HeadingIds = { begin: () => ({ text }) => text };
    for (let round = 0; round < 5000; round++) {
      const text = Array.from({ length: 1 + roll(8) }, () => pieces[roll(roll(3) === 0 ? pieces.length : 24)] ?? '').join('');
      // A code span at the end has it parsed.
      const { references, anchors, headings, suspects } = readCommonMark(`${text}\n\n\`x\``, { headingIds, footnotes });
      expect([text, readCommonMark(text, { headingIds, footnotes })]).toEqual([text, { references, anchors, headings, suspects }]);
    }
  });
});

test.each([
  '[', '>', '> ', '](', '![', '[a](', '*a **b ', '_', '<', '<a ', '`', '``a`', '[a][b]', '[^a]', '[a]: b\n', '[^a]: b\n\n', '|', '- ', '1. ', '# a {', '<!--',
  '[x](y)', '[a](/b c.md) ', '{{', '[[', 'https://a.b ', 'www.', '![](<', '    [a](b)\n', '[a][b\n', '{#a', '\uFDE0', 'a\n', '&amp; ', '# &amp; ',
])('200,000 characters of %j are read at once', (piece) => {
  const text = piece.repeat(200_000 / piece.length);
  readCommonMark(text, { footnotes, explicitIds: true, headingIds: { begin: () => ({ text: shown }) => shown }, indentedCode: false });
});

test('a byte order mark shifts nothing', () => expect(linksOf('\uFEFF[a](/b) <c@example.org>')).toEqual(['a inline /b | /b', 'a autolink mailto:c@example.org | c@example.org']));
