import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { publishedBy, publishedIn } from '../../../../test/helpers/kramdown-published.ts';
import { LOOKUP_CLOSE, LOOKUP_OPEN, UNKNOWN } from '../../text/derived.ts';
import { readKramdown as read } from './index.ts';
import { defaultOptions, type KramdownOptions, levelsOf } from './options.ts';

type Options = Partial<KramdownOptions>;

const readKramdown = (text: string, options: Options = {}) => read(text, { ...defaultOptions, ...options });

const table = (name: string): { rows: readonly Row[] } =>
  JSON.parse(readFileSync(new URL(`../../../../test/tables/${name}.json`, import.meta.url), 'utf8'));

interface Row {
  readonly id: string;
  readonly input: string;
  readonly ids: readonly (string | null)[];
  readonly case: string;
  readonly source: string;
  readonly html?: string;
  readonly config: { readonly kramdown?: Readonly<Record<string, unknown>> };
}

describe.each<[string, Options]>([
  ['kramdown-gfm-heading-ids', {}],
  ['kramdown-plain-heading-ids', { input: 'kramdown' }],
  ['kramdown-plain-autoidstripping-heading-ids', { input: 'kramdown', autoIdStripping: true }],
])('%s.json', (name, options) => {
  test('every heading gets its id', () => {
    const wrong = table(name).rows.flatMap((row) => {
      const ids = readKramdown(row.input, options).headings.map(({ id }) => id ?? null);
      // Its `<h2>`s are in the table as well; to us they are HTML.
      const expected = row.id === 'd-raw-html' ? ['raw-heading'] : row.ids;
      return JSON.stringify(ids) === JSON.stringify(expected) ? [] : [{ input: row.input, expected, ids }];
    });
    expect(wrong).toEqual([]);
  });
});

describe('jekyll-render.json', () => {
  const rows = table('jekyll-render').rows.filter(({ source, html }) => html !== undefined && !/\{\{|\{%/.test(source));

  test('has rows without templates', () => expect(rows.length).toBeGreaterThan(140));

  test('every link, image and id is found', () => {
    const wrong = rows.flatMap((row) => {
      const found = publishedBy(readKramdown(row.source, optionsOf(row.config.kramdown ?? {})));
      const expected = publishedIn(row.html ?? '');
      return JSON.stringify(found) === JSON.stringify(expected) ? [] : [{ source: row.source, expected, found }];
    });
    expect(wrong).toEqual([]);
  });
});

function optionsOf(settings: Readonly<Record<string, unknown>>): Options {
  const { auto_ids, auto_id_prefix, header_offset, footnote_prefix, parse_block_html, toc_levels } = settings;
  const levels = toc_levels === undefined ? undefined : levelsOf(String(toc_levels));
  return {
    ...(settings['input'] === 'kramdown' && { input: 'kramdown' as const }),
    ...(typeof auto_ids === 'boolean' && { autoIds: auto_ids }),
    ...(typeof auto_id_prefix === 'string' && { autoIdPrefix: auto_id_prefix }),
    ...(typeof header_offset === 'number' && { headerOffset: header_offset }),
    ...(typeof footnote_prefix === 'string' && { footnotePrefix: footnote_prefix }),
    ...(typeof parse_block_html === 'boolean' && { parseBlockHtml: parse_block_html }),
    ...(levels && { tocLevels: levels }),
  };
}

const urls = (text: string, options: Options = {}): string =>
  readKramdown(text, options).references.map(({ url }) => url).join(' | ');

const ids = (text: string, options: Options = {}): string =>
  readKramdown(text, options).anchors.map(({ id }) => id).join(' | ');

// What is right in these was asked of kramdown 2.4.0 with kramdown-parser-gfm 1.1.0.

describe('links and images', () => {
  test.each([
    ['[tram](/tram/ "Line 28")', '/tram/'],
    ['[tram]( /tram/ )', '/tram/'],
    ['[tram](my tram.md)', 'my tram.md'],
    ['[tram](<my tram.md>)', 'my tram.md'],
    ['[tram](/tram_(28)/)', '/tram_(28)/'],
    ['[tram](/tram_(28/)', ''],
    ['[tram] (/tram/)', ''],
    ['![tram](tram.png =100x200)', 'tram.png =100x200'],
    ['[![tram](tram.png)](/tram/)', '/tram/ | tram.png'],
    ['[a [b] c](/d/)', '/d/'],
    ['[a [b](/no/) c](/d/)', '/d/'],
    ['[a[^1] b](/no/)\n\n[^1]: x', ''],
    ['[tram](/?a=1&amp;b=2&c=3&copy;)', '/?a=1&b=2&c=3©'],
    ['[tram](/a\\_b/)', '/a\\_b/'],
    ['`[tram](/no/)` ``[a`b](/no/)`` \\[tram](/no/)', ''],
    ['` [a](/is-one/)`', '/is-one/'],
    ['*[tram*](/tram/)', '/tram/'],
    ['<https://lisbon.example/a b> <guide@lisbon.example>', 'https://lisbon.example/a b | mailto:guide@lisbon.example'],
    ['https://lisbon.example', ''],
    ['$$[a](/no/)$$ ~~[a](/struck/)~~ "[a](/quoted/)"', '/struck/ | /quoted/'],
    ['[a](/b/){: href="/c/" #here}', '/c/'],
  ])('%s', (text, expected) => expect(urls(text)).toBe(expected));
});

describe('definitions', () => {
  test.each([
    ['[Old  Town][] [x][OLD town] [old town]\n\n[old Town]: /old/ "Title"', '/old/ | /old/ | /old/'],
    ['[a]\n\n[a]: /one/\n[a]: /two/', '/two/'],
    ['[a]\n[a]: /no/', ''],
    ['[a]\n\n[a]: <b c>\n  "On the next line"', 'b c'],
    ['[a]\n\n[a]: /b "c" d', ''],
    ['[a] [b]\n\n[a]: /a\n[b]: /b', '/b'],
    ['> [a]\n\n- x\n\n      [a]: /no/\n\n  [a]: /in-a-list/', '/in-a-list/'],
    ['[a][nowhere] ![b][]', ''],
  ])('%s', (text, expected) => expect(urls(text)).toBe(expected));
});

describe('blocks', () => {
  test.each([
    ['# One\n- a\n- b', 'one'],
    ['text\n# Two', 'two'],
    ['text\n===', 'text'],
    ['a\nb\n===', ''],
    [' # No\n\n#No', ''],
    ['> # In a quote', 'in-a-quote'],
    ['* a\n# In the item', 'in-the-item'],
    ['* a\n\n  ## In the item', 'in-the-item'],
    ['    # Code\n\n\t# Code', ''],
    ['```\n# Code\n```', ''],
    ['```\n# No code without an end', 'no-code-without-an-end'],
    ['``` two words\n# No code\n```', 'no-code'],
    ['~~~~\n# Code\n~~~\n# Code\n~~~~', ''],
    ['Term\n: # In a definition', 'in-a-definition'],
    ['$$\n# Maths\n$$', ''],
    ['# A {#given}\n# A', 'given | a'],
    ['# A {#given} ##', 'a-given'],
    ['# A\n{: #below}', 'below'],
    ['{: #above}\n# A', 'above'],
    ['{:name: #named}\n\npara\n{: name}', 'named'],
    ['* a\n{: #list}', 'list'],
    ['* {: #item} a', 'item'],
    ['{::comment}\n# No\n{:/comment}\n\n# Yes', 'yes'],
    ['{::options auto_ids="false" /}\n\n# No', ''],
    ['{::nomarkdown}\n<i id="raw"></i>\n{:/}', 'raw'],
  ])('%s', (text, expected) => expect(ids(text)).toBe(expected));

  test('plain kramdown wants blank lines and knows no backtick fences', () => {
    expect(ids('text\n# No\n\n#Yes\n\n```\n# This too\n\n```', { input: 'kramdown' })).toBe('yes');
    expect(ids('```\n\n# A heading\n\n```', { input: 'kramdown' })).toBe('a-heading');
  });

  test('a line with a bar is a table, and splits a link', () => {
    expect(urls('[tram](/tram/) | [boat](/boat/)')).toBe('/tram/ | /boat/');
    expect(urls('[tram|boat](/both/)')).toBe('');
    expect(urls('| `a|b` [a](/a\\|b/) |')).toBe('/a|b/');
    expect(urls('| [a|b](/no-body/) |\n|---|')).toBe('/no-body/');
    expect(urls('text\n[tram|boat](/both/)')).toBe('/both/');
  });
});

describe('HTML', () => {
  test.each([
    ['<div>\n[a](/no/)\n\n<a href="/yes/">b</a>\n</div>\n\n[c](/after/)', '/yes/ | /after/'],
    ['<div markdown="1">\n[a](/yes/)\n</div>', '/yes/'],
    ['<p markdown="span">[a](/yes/)</p>', '/yes/'],
    ['<span>[a](/yes/)</span> <code>[a](/no/)</code>', '/yes/'],
    ['<a href=/no/>a</a> <a href=yes>b</a>', 'yes'],
    ['<a href="/x/"title="no space">a</a>', ''],
    ['text <div>[a](/b/)</div>', '/b/'],
    ['<!-- <a href="/no/"> --> <!-- [a](/no/) -->', ''],
    ['<script>"<a href=\'/no/\'>"</script>', ''],
    ['<pre><a href="/yes/">[a](/no/)</a></pre>', '/yes/'],
    ['<div><p>open</div>\n\n[a](/swallowed/)', ''],
    ['<img src="/one.png" src="/two.png">', '/two.png'],
    ['<img srcset="/a.png 1x, /b.png 2x">', '/a.png | /b.png'],
  ])('%s', (text, expected) => expect(urls(text)).toBe(expected));

  test('with parse_block_html, blocks are Markdown', () => {
    expect(urls('<div>\n[a](/yes/)\n</div>', { parseBlockHtml: true })).toBe('/yes/');
  });

  test('ids and names are anchors; headings inside get ids of their own kind', () => {
    expect(ids('<a name="old"></a>\n\n<h2 id="html">x</h2>')).toBe('old | html');
    expect(ids('# Über uns\n\n<div markdown="1">\n# Über uns\n</div>')).toBe('über-uns | ber-uns');
  });
});

describe('footnotes', () => {
  test('give ids at each mark and at the end; unused ones are not there', () => {
    expect(ids('a[^b] c[^b] d[^2]\n\n[^b]: B\n[^2]: C\n[^unused]: <i id="no"></i>'))
      .toBe('fnref:b | fnref:b:1 | fnref:2 | fn:b | fn:2');
  });

  test('are read, and may point to others', () => {
    expect(urls('a[^1]\n\n[^1]: [b](/b/) and[^2]\n\n    more [c](/c/)\n\n[^2]: [d](/d/)')).toBe('/b/ | /c/ | /d/');
  });

  test('take a prefix', () => expect(ids('a[^1]\n\n[^1]: b', { footnotePrefix: 'p-' })).toBe('fnref:p-1 | fn:p-1'));
});

describe('the table of contents', () => {
  test('has an id for every heading it lists', () => {
    expect(ids('* toc\n{:toc}\n\n# One\n## Two\n{: .no_toc}\n### Three'))
      .toBe('markdown-toc | markdown-toc-one | markdown-toc-three | one | two | three');
  });

  test('lists the levels asked for', () => {
    expect(ids('* toc\n{:toc}\n\n# One\n## Two', { tocLevels: [2] })).toBe('markdown-toc | markdown-toc-two | one | two');
  });

  test('is not there without headings', () => expect(ids('* toc\n{:toc}')).toBe(''));
});

describe('places', () => {
  const text = 'Intro\r\n\r\n> - see [the *tram*][t] and\r\n>   ![a "view"](<my view.png> "t")\r\n\r\n[t]: /tram/?a&amp;b "Line 28"\r\n';

  test('are those in the text, through quotes, lists and line ends', () => {
    const { references } = readKramdown(text);
    expect(references.map(({ range, whole, ...rest }) => ({
      ...rest, range: text.slice(range.start, range.end), whole: text.slice(whole.start, whole.end),
    }))).toEqual([
      {
        kind: 'link', syntax: 'definition', element: 'a', attribute: 'href', url: '/tram/?a&b', label: 'the tram',
        range: '/tram/?a&amp;b', whole: '[t]: /tram/?a&amp;b "Line 28"',
      },
      {
        kind: 'image', syntax: 'inline', element: 'img', attribute: 'src', url: 'my view.png', label: 'a "view"',
        range: 'my view.png', whole: '![a "view"](<my view.png> "t")',
      },
    ]);
  });

  test('of headings and their ids', () => {
    const source = '> ## The *old* town {#old}\n\nNext\n----\n';
    const { headings, anchors } = readKramdown(source);
    expect(headings.map(({ range, ...rest }) => ({ ...rest, range: source.slice(range.start, range.end) }))).toEqual([
      { level: 2, text: 'The old town', id: 'old', range: 'The *old* town' },
      { level: 2, text: 'Next', id: 'next', range: 'Next' },
    ]);
    expect(anchors.map(({ range }) => source.slice(range.start, range.end))).toEqual(['old', 'Next']);
  });
});

describe('suspects', () => {
  const suspects = (text: string): string[] =>
    readKramdown(text).suspects.map(({ kind, range }) => `${kind}: ${text.slice(range.start, range.end)}`);

  test.each([
    ['go to [the tram][tram] now', ['undefined-reference: [the tram][tram]']],
    ['go to [the tram][] now', ['undefined-reference: [the tram][]']],
    ['[the *old* tram] (/tram/)', ['space-before-destination: [the *old* tram] (/tram/)']],
    ['> [the tram](/tram', ['unclosed-destination: [the tram](/tram']],
    ['{{ site.x }}', ['template: {{ site.x }}']],
  ])('%s', (text, expected) => expect(suspects(text)).toEqual(expected));

  test.each([
    '[tram]', '- [x][a]', 'list[i][j]', '`[the tram][tram]`', '[^1][^2]', '[ ] [x] todo', '<code>[a](/b</code>',
    '[a](/b/) [c][d]\n\n[d]: /d/', '$$[a][b]$$',
  ])('not %s', (text) => expect(suspects(text)).toEqual([]));
});

describe('what only the build knows', () => {
  test('acts like letters', () => {
    expect(ids(`# A ${UNKNOWN} b`)).toBe(`a-${UNKNOWN}-b`);
    expect(ids(`# ${UNKNOWN}`, { input: 'kramdown' })).toBe(UNKNOWN);
    expect(urls(`[a](/x/${UNKNOWN}.png) <a href="${LOOKUP_OPEN}0${LOOKUP_CLOSE}">b</a>`))
      .toBe(`/x/${UNKNOWN}.png | ${LOOKUP_OPEN}0${LOOKUP_CLOSE}`);
    expect(ids(`a\n{: #x-${UNKNOWN}}`)).toBe(`x-${UNKNOWN}`);
  });

  test('is an id in ASCII for a heading in another script', () => {
    expect(ids('# Die Über-Tour', { input: 'kramdown', transliteratedHeaderIds: true })).toBe(`die-${UNKNOWN}ber-tour`);
  });
});

// Each would take minutes or overflow the stack if reading went back over the text, or down, for every mark.
describe('hostile text is read at once', () => {
  const hostile = [
    '[', '![', '*', '*a ', '**a ', '_a ', '_', '`', '`a``b', '<', '<a ', '<b>', '<div>', '<div>\n', '> ', '- ', '![](', '[a](', '[a][',
    '{:', '{:\n', '{::comment}', '|', '|\n', 'a|`\n', '$$', '~~a ', '<!--', '<!--\n', '```a\n', '[^a]:\n', '*[a', '[a]: <',
    '<http:', '&a', '\\', '\t', ' ', '\n', '[\n', '*[\n', 'a\n: ', '<p markdown="1">\n', '{: a="',
  ];
  test.each(hostile.map((mark) => [JSON.stringify(mark), mark]))('%s', (_, mark) => {
    expect(readKramdown(mark.repeat(300_000 / mark.length)).headings.length).toBeLessThan(10);
  });

  test('brackets in brackets, and fences each shorter than the one before', () => {
    expect(urls(`${'['.repeat(150_000)}${']'.repeat(150_000)}\n\n[yes](/yes/)`)).toBe('/yes/');
    expect(ids(Array.from({ length: 800 }, (_, index) => '`'.repeat(803 - index)).join('\n'))).toBe('');
  });
});
