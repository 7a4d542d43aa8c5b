import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { Value } from '../../site/document.ts';
import { LOOKUP_CLOSE, LOOKUP_OPEN, UNKNOWN } from '../../text/derived.ts';
import {
  evaluateLiquid, FilterProblem, liquid4, liquid5, liquidJs, lookupValue, type Evaluated, type LiquidTag, type LiquidWorld, type TemplateMapping,
} from './index.ts';

interface Truth { readonly output?: string; readonly error?: string }
interface Table {
  readonly variables: Record<string, Value>;
  readonly rows: readonly (Truth & { readonly template: string; readonly v4?: Truth; readonly js?: Truth })[];
}

const table: Table = JSON.parse(readFileSync(new URL('../../../../test/tables/liquid.json', import.meta.url), 'utf8'));

/** Rows that cannot come out right, and why; the other answer is still never wrong, only unsure. */
const unsure = new Map<string, string>([
  ['{{ page.ü }}', 'a mapping printed as Ruby shows it'],
  ['{{ page . title }}', 'spaces within a variable'],
  ['{{ page [ "title" ] }}', 'spaces within a variable'],
  ['{{ "abc" | replace: "b", "\\\\0$&" }}', 'a replacement with backslashes'],
  ['{{ 5 | divided_by: 0.0 }}', 'infinity'],
  ['{% if "a" < 3 %}T{% else %}F{% endif %}', 'a text against a number'],
]);

/** With plugins that bring Rails' `blank?`, GitHub Pages says otherwise than Liquid alone. */
const unsureIn4 = (template: string): boolean =>
  (template.includes('blank %}') || template.includes('if blank')) && !template.includes('page.title') && !template.includes('assign');

const read = (template: string, world: LiquidWorld): Evaluated => evaluateLiquid(template, { start: 0, end: template.length }, world);

describe.each([['5.4', liquid5], ['4.0.4', liquid4]] as const)('what Ruby makes of it, Liquid %s', (version, dialect) => {
  const is4 = version === '4.0.4';

  test.each(table.rows.map((row) => [row.template.slice(0, 90), row] as const))('%s', (_name, row) => {
    const { template } = row;
    const truth = is4 && row.v4 ? row.v4 : row;
    const { derived, problems } = read(template, { dialect, variables: table.variables });
    const both = /^TF$|^ab$/.test(derived.text);
    if (unsure.has(template) || (is4 && both && unsureIn4(template))) {
      expect(derived.text.includes(UNKNOWN) || both).toBe(true);
    } else if (is4 && template.startsWith('{% if page.yes %} {% ifchanged %}')) {
      // A blank `ifchanged` within a blank `if` puts out a space too many.
      expect(derived.text).toBe(' |');
    } else if (truth.error !== undefined) {
      expect(problems).not.toHaveLength(0);
    } else {
      expect(problems).toEqual([]);
      expect(derived.text).toBe(truth.output);
    }
  });
});

/** Rows of LiquidJS that come out unknown. */
const unsureInJs: readonly (readonly [pattern: RegExp, why: string])[] = [
  [/\\/, 'a letter escaped in a text'],
  [/\| date(?: \}|: nil|.*%[cqx])/, 'a date as the machine writes it'],
  [/^\{\{ page\.n == 3|= 1 == 1/, 'an operator in an output'],
  [/(?:divided_by|modulo): 0/, 'a number that is none'],
  [/page\.\u00fc|page \[/, 'a mapping printed'],
  [/slice: "x"/, 'a text for a number'],
];

/** Rows of LiquidJS that come out wrong, and nobody writes in a post. */
const wrongInJs = new Set([
  '{{ page.map.first }}', '{{ 5.0 }}', '{{ (1..4) }}', '{{ (1..page.n) }}', '{{ "a" | append: }}', '{{ "a" | append: "b", "c" }}', '{{ "a" | append }}',
  '{{ 1.0 | append: "x" }}', '{{ page . title }}', '{{ "<script>x</script>a<!-- c -->b<style>y</style>" | url_encode }}', '{{ "hello" | slice: 1, nil }}',
  '{{ "abc" | replace: "", "-" }}', '{% if page.title <> "x" %}T{% else %}F{% endif %}', '{% if page.map contains "a" %}T{% else %}F{% endif %}',
  '{% if page.n is 3 %}T{% else %}F{% endif %}', '{% if "a" < 3 %}T{% else %}F{% endif %}', '{% if page.no %}a{% else %}b{% else %}c{% endif %}',
  '{% if page.yes %}a{% else %}b{% elsif page.yes %}c{% endif %}', '{% case page.n %}{% when 3 or 3 %}a{% endcase %}', '{% case page.n %}{% when %}a{% endcase %}',
  '{% for i in (1..2) %}{% for j in (1..2) %}{{ forloop.parentloop.index }}{{ forloop.index }} {% endfor %}{% endfor %}',
  '{% for c in page.tags limit:-1 %}{{ c }}{% else %}n{% endfor %}', '{% for i in (1..2.9) %}{{ i }}{% endfor %}', '{% tablerow i in page.list %}x{% endtablerow %}',
  '{% assign a.b = 1 %}{{ a.b }}[{{ a }}]', '{% assign a = (1..3) %}{{ a }}',
]);

test.each(table.rows.map((row) => [row.template.slice(0, 90), row] as const))('what LiquidJS makes of it: %s', (_name, row) => {
  const { template } = row;
  const truth = row.js ?? row;
  const { derived, problems } = read(template, { dialect: liquidJs, variables: table.variables });
  const isRight = truth.error !== undefined ? problems.length > 0 : problems.length === 0 && derived.text === truth.output;
  if (wrongInJs.has(template)) expect(isRight).toBe(false);
  else if (!isRight && unsureInJs.some(([pattern]) => pattern.test(template))) expect(derived.text).toContain(UNKNOWN);
  else if (truth.error !== undefined) expect(problems).not.toHaveLength(0);
  else expect({ problems, text: derived.text }).toEqual({ problems: [], text: truth.output });
});

const postUrl: LiquidTag = {
  kind: 'tag',
  render: ({ markup }) => ({ kind: 'lookup', lookup: { kind: 'post', argument: markup.trim() } }),
};

const include: LiquidTag = {
  kind: 'tag',
  render({ markup, evaluate }) {
    const [file = '', , key = '', value = ''] = /^(\S+)(?:\s+(\w+)=(\S+))?/.exec(markup)?.slice(1, 2).concat('', ...(/(\w+)=(\S+)/.exec(markup)?.slice(1) ?? [])) ?? [];
    const files = new Map<string, string>(Object.entries(includes));
    const template = files.get(file);
    if (template === undefined) return { kind: 'problem', message: `No file \`${file}\`.` };
    return { kind: 'include', template, variables: { include: { [key]: evaluate(value) } } };
  },
};

const includes = {
  'figure.html': '<img src="{{ include.src }}">{% if site.data.captions %}<figcaption>{% endif %}',
  'twice.html': '{% include figure.html src=include.src %}{% include figure.html src=include.src %}',
  'endless.html': '{% include endless.html %}{% include endless.html %}',
  'assigns.html': '{% assign found = include.src %}',
  'broken.html': '{% if x %}',
};

const world: LiquidWorld = {
  dialect: liquid5,
  variables: {
    site: { baseurl: '/blog', data: UNKNOWN, posts: UNKNOWN, places: ['Oslo', 'Bergen'] },
    page: { title: 'A trip', image: '/images/a.png', url: lookupValue({ kind: 'self', argument: '' }) },
    open: { known: 'yes', [UNKNOWN]: UNKNOWN },
  },
  filters: {
    relative_url: (input, _args, { text }) => (text(input).startsWith('/') ? `/blog${text(input)}` : undefined),
    mystery: () => undefined,
    refuses: () => new FilterProblem('it refuses'),
  },
  deferrable: new Set(['relative_url']),
  tags: {
    post_url: postUrl,
    include,
    note: { kind: 'block', body: 'liquid', render: () => ({ kind: 'wrap', before: '<aside>', after: '</aside>' }) },
    shout: { kind: 'block', body: 'liquid', render: (_call, body) => ({ kind: 'text', text: body.toUpperCase() }) },
    code: { kind: 'block', body: 'raw', render: (_call, body) => ({ kind: 'text', text: `<pre>${body}</pre>` }) },
    path: { kind: 'tag', render: ({ markup, render }) => ({ kind: 'text', text: render(markup).trim() }) },
  },
  unknownTag: (name) => (name.includes('plugin') ? { kind: 'unknown' } : { kind: 'problem' }),
};

/** Pieces as a line: `copy 0-3`, `made 3-20 include?` where it is not certain. */
const drawn = ({ derived }: Evaluated): readonly string[] =>
  derived.pieces.map(({ kind, source, via, perhaps }) => `${kind} ${source.start}-${source.end}${via ? ` ${via}` : ''}${perhaps ? '?' : ''}`);

const mark = (index: number): string => `${LOOKUP_OPEN}${index}${LOOKUP_CLOSE}`;

describe('where it came from', () => {
  test('a text without Liquid is one piece', () => {
    expect(read('Just { text } % }}.', world).derived).toEqual({ text: 'Just { text } % }}.', pieces: [{ kind: 'copy', at: 0, source: { start: 0, end: 19 } }] });
  });

  test('only the range is read', () => {
    const source = '---\nx: {{ 1 }}\n---\nbody {{ page.title }}';
    const { derived } = evaluateLiquid(source, { start: 19, end: source.length }, world);
    expect(derived).toEqual({ text: 'body A trip', pieces: [
      { kind: 'copy', at: 0, source: { start: 19, end: 24 } }, { kind: 'made', at: 5, source: { start: 24, end: 40 } },
    ] });
  });

  test.each<[string, string, readonly string[]]>([
    ['a {{ page.image }} b', 'a /images/a.png b', ['copy 0-2', 'made 2-18', 'copy 18-20']],
    ['a{% if page.title %}b{% else %}c{% endif %}d', 'abd', ['copy 0-1', 'copy 20-21', 'copy 43-44']],
    ['{% for p in site.places %}- {{ p }}\n{% endfor %}', '- Oslo\n- Bergen\n', ['copy 26-28', 'made 28-35', 'copy 35-36', 'copy 26-28', 'made 28-35', 'copy 35-36']],
    ['{% raw %}{{ x }}{% endraw %}', '{{ x }}', ['copy 9-16']],
    ['x  {{- "y" -}}  z', 'xyz', ['copy 0-1', 'made 3-14', 'copy 16-17']],
    ['{% capture a %}b{% endcapture %}{{ a }}', 'b', ['made 32-39']],
    ['{% note %}[a](b){% endnote %}', '<aside>[a](b)</aside>', ['made 0-29', 'copy 10-16', 'made 0-29']],
    ['{% shout %}a{{ page.title }}{% endshout %}', 'AA TRIP', ['made 0-42']],
    ['{% code %}{{ x }{% endcode %}', '<pre>{{ x }</pre>', ['made 0-29 code']],
    ['{% path {{ page.image }} %}', '/images/a.png', ['made 0-27']],
    ['{% liquid\nassign a = "b"\necho a %}', 'b', ['made 0-34']],
  ])('%s', (template, text, pieces) => {
    const evaluated = read(template, world);
    expect(evaluated.derived.text).toBe(text);
    expect(drawn(evaluated)).toEqual(pieces);
    expect(evaluated.problems).toEqual([]);
  });

  test('what an include makes stands where its tag is, in certain and uncertain pieces', () => {
    const evaluated = read('{% include figure.html src=page.image %}', world);
    expect(evaluated.derived.text).toBe('<img src="/images/a.png"><figcaption>');
    expect(drawn(evaluated)).toEqual(['made 0-40 include', 'made 0-40 include?']);
  });

  test('an include of includes', () => {
    const evaluated = read('{% include twice.html src="/b.png" %}', world);
    expect(evaluated.derived.text).toBe('<img src="/b.png"><figcaption><img src="/b.png"><figcaption>');
  });

  test('an include assigns for the whole post and keeps its own variables', () => {
    expect(read('{% include assigns.html src="c" %}{{ found }}{{ include.src }}', world).derived.text).toBe('c');
  });
});

describe('what other posts decide', () => {
  test.each<[string, string, TemplateMapping | object]>([
    ['[a]({% post_url 2020-01-02-oslo %}#top)', `[a](${mark(0)}#top)`, { kind: 'post', argument: '2020-01-02-oslo', then: [], range: { start: 4, end: 34 } }],
    ['{{ page.url }}', mark(0), { kind: 'self', argument: '', then: [], range: { start: 0, end: 14 } }],
    ['{{ page.url | relative_url }}', mark(0), { kind: 'self', argument: '', then: ['relative_url'], range: { start: 0, end: 29 } }],
    ['{{ page.url | prepend: site.baseurl | append: "#x" }}', `/blog${mark(0)}#x`, { then: [] }],
    ['{% assign u = page.url | relative_url %}{{ u }}', mark(0), { then: ['relative_url'], range: { start: 40, end: 47 } }],
    ['{% if site.data.x %}{% post_url a %}{% endif %}', mark(0), { argument: 'a', perhaps: true }],
  ])('%s', (template, text, lookup) => {
    const { derived, lookups, problems } = read(template, world);
    expect(derived.text).toBe(text);
    expect(lookups).toHaveLength(1);
    expect(lookups[0]).toMatchObject(lookup);
    expect(problems).toEqual([]);
  });

  test('a captured tag is deferred from its own place', () => {
    const { derived, lookups } = read('{% capture u %}{% post_url a %}{% endcapture %}{{ u | relative_url }}', world);
    expect(derived.text).toBe(mark(1));
    expect(lookups[1]).toEqual({ kind: 'post', argument: 'a', then: ['relative_url'], range: { start: 15, end: 31 } });
  });

  test('any other filter makes it unknown', () => {
    expect(read('{{ page.url | upcase }}', world).derived.text).toBe(UNKNOWN);
    expect(read('{{ page.url | replace: "a", "b" }}', world).derived.text).toBe(UNKNOWN);
  });

  test('it is there, and not empty', () => {
    expect(read('{% if page.url %}a{% endif %}{% if page.url == "" %}b{% endif %}{% if page.url != empty %}c{% endif %}', world).derived.text).toBe('ac');
  });
});

describe('what cannot be known', () => {
  test.each<[string, string, readonly string[]]>([
    ['/{{ site.data.x }}/b', `/${UNKNOWN}/b`, ['copy 0-1', 'made 1-18', 'copy 18-20']],
    ['{{ "/a/" | append: site.data.x | append: ".png" }}', `/a/${UNKNOWN}.png`, ['made 0-50']],
    ['{{ open.known }}{{ open.other }}', `yes${UNKNOWN}`, ['made 0-16', 'made 16-32']],
    ['{{ "a" | mystery }}', UNKNOWN, ['made 0-19']],
    ['{% if site.data.x %}a{% elsif page.title %}b{% else %}c{% endif %}d', 'abd', ['copy 20-21?', 'copy 43-44?', 'copy 66-67']],
    ['{% if site.data.x and nope %}a{% else %}b{% endif %}', 'b', ['copy 40-41']],
    ['{% if site.data.x or page.title %}a{% else %}b{% endif %}', 'a', ['copy 34-35']],
    ['{% unless site.data.x %}a{% endunless %}', 'a', ['copy 24-25?']],
    ['{% case site.data.x %}{% when 1 %}a{% when 2 %}b{% else %}c{% endcase %}', 'abc', ['copy 34-35?', 'copy 47-48?', 'copy 58-59?']],
    ['{% for p in site.posts %}[x]({{ p.url }}){% else %}none{% endfor %}', `[x](${UNKNOWN})none`, ['copy 25-29?', 'made 29-40?', 'copy 40-41?', 'copy 51-55?']],
    ['{% for p in site.places %}{% if site.data.x %}{% break %}{% endif %}a{% endfor %}b', 'aab', ['copy 68-69?', 'copy 68-69?', 'copy 81-82']],
    ['{% for i in (1..site.data.n) %}a{% endfor %}', 'a', ['copy 31-32?']],
    ['{% plugin x %}', UNKNOWN, ['made 0-14 plugin']],
    ['{% plugin x %}a{% endplugin %}', `${UNKNOWN}a${UNKNOWN}`, ['made 0-30 plugin', 'copy 14-15?', 'made 0-30 plugin']],
  ])('%s', (template, text, pieces) => {
    const evaluated = read(template, world);
    expect(evaluated.derived.text).toBe(text);
    expect(drawn(evaluated)).toEqual(pieces);
    expect(evaluated.problems).toEqual([]);
  });

  test.each([
    ['{% if site.data.x %}{% assign a = 1 %}{{ a }}{% else %}[{{ a }}]{% endif %}{{ a }}', `1[]${UNKNOWN}`],
    ['{% assign a = 0 %}{% if site.data.x %}{% assign a = 1 %}{% else %}[{{ a }}]{% endif %}{{ a }}', `[0]${UNKNOWN}`],
    ['{% for p in site.posts %}{{ a }}{% assign a = 1 %}{{ a }}{% endfor %}{{ a }}', `${UNKNOWN}1${UNKNOWN}`],
    ['{% for p in site.places %}{% if site.data.x %}{% break %}{% endif %}{% assign a = 1 %}{% endfor %}{{ a }}', UNKNOWN],
    ['{% if site.data.x %}{% increment n %}{% endif %}{% increment n %}', `0${UNKNOWN}`],
    ['{% if site.data.x %}{% if site.data.y %}{% assign a = 1 %}{% endif %}{% endif %}{{ a }}', UNKNOWN],
  ])('a variable that may have been assigned: %s', (template, text) => {
    expect(read(template, world).derived.text).toBe(text);
  });

  test.each([
    ['{{ site.data.x }}', true],
    ['![a]({{ site.data.x }})', false],
    ['<a href="{{ site.data.x }}/b">', false],
    ['{{ site.data.x | date: "%Y" }}', false],
    ['{% plugin %}', true],
    ['![a]({% plugin %})', false],
    ['{{ page.title }}', false],
    ['{% if site.data.x %}a{% endif %}', false],
  ])('whether more than that is hidden: %s', (template, hidden) => {
    expect(read(template, world).hasUnknownParts).toBe(hidden);
  });
});

describe('what stops the build', () => {
  test.each<[string, string, string, number, number]>([
    ['a {% gist 1 %} b', 'The build stops here: nobody knows a tag `gist`.', 'a {% gist 1 %} b', 2, 14],
    ['a {% if page.title %}b', 'The build stops here: `{% if %}` is never closed with `{% endif %}`.', 'a {% if page.title %}b', 2, 21],
    ['a {{ page.title', 'The build stops here: what begins with `{{` is not closed with `}}`.', 'a {{ page.title', 2, 4],
    ['100 {% off', 'The build stops here: the tag that begins with `{%` is never closed with `%}`.', '100 {% off', 4, 6],
    ['{% for a in nope %}{% else %}b{% else %}{% endfor %}', 'The build stops here: there is nothing that `{% else %}` belongs to.', 'b{% else %}', 30, 40],
    ['{% endif %}', 'The build stops here: there is nothing that `{% endif %}` belongs to.', '{% endif %}', 0, 11],
    ['{% if page.title = 1 %}a{% endif %}', 'The build stops here: `{% if page.title = 1 %}` cannot be read, it does not know the operator `=`.', '', 0, 23],
    ['{{ "a" | refuses }}', 'The build stops here: it refuses.', UNKNOWN, 0, 19],
    ['{{ 1 | divided_by: 0 }}', 'The build stops here: it divides by zero.', UNKNOWN, 0, 23],
    ['{{ "a" | append }}', 'The build stops here: the filter `append` takes 1 value after its colon and is given 0.', UNKNOWN, 0, 18],
    ['{% include nope.html %}', 'No file `nope.html`.', '{% include nope.html %}', 0, 23],
    ['{% include broken.html %}', 'In the file it includes: The build stops here: `{% if %}` is never closed with `{% endif %}`.', '{% if x %}', 0, 25],
    ['{%- raw -%}{{ x }}{%- endraw -%}', 'The build stops here: `{% raw %}` is never closed with `{% endraw %}`.', '{%- raw -%}{{ x }}{%- endraw -%}', 0, 11],
    ['{% code %}a', 'The build stops here: `{% code %}` is never closed with `{% endcode %}`.', '{% code %}a', 0, 10],
  ])('%s', (template, message, text, start, end) => {
    const { problems, derived } = read(template, world);
    expect(problems).toEqual([{ kind: 'template', message, range: { start, end } }]);
    expect(derived.text).toBe(text);
  });

  test('the rest is still evaluated', () => {
    expect(read('{% gist 1 %} {{ page.title }}', world).derived.text).toBe('{% gist 1 %} A trip');
  });

  test('a block nobody knows is reported once', () => {
    expect(read('{% tip %}x{% endtip %}', world).problems).toHaveLength(1);
  });

  test('a tag that may not be reached does not stop it', () => {
    expect(read('{% if site.data.x %}{% include nope.html %}{% endif %}', world).problems).toEqual([]);
  });

  test('the generator may have words of its own, or leave the tag', () => {
    const say = (unknownTag: LiquidWorld['unknownTag']): Evaluated => read('{% gist %}', { ...world, ...(unknownTag && { unknownTag }) });
    expect(say(() => ({ kind: 'problem', message: 'No.' })).problems[0]?.message).toBe('No.');
    expect(say(() => ({ kind: 'literal' }))).toMatchObject({ problems: [], derived: { text: '{% gist %}' } });
  });
});

describe('LiquidJS', () => {
  const js: LiquidWorld = { ...world, dialect: liquidJs };

  test.each([
    ['{{ "}}" }}', '}}'],
    ['{% raw -%} {{ x }}{% endraw -%} y', ' {{ x }}y'],
    ['{% comment %}{% raw %}{% endcomment %}{% endraw %}{% endcomment %}y', 'y'],
    ['{% comment %}{% if x %}{% nope %}{% endcomment %}y', 'y'],
    ['{% if not nope %}a{% endif %}', 'a'],
    ['{% if page.title %} {% endif %}|', ' |'],
    ['{% # note %}a', 'a'],
    ['{% if nope == blank %}a{% endif %}', 'a'],
    ['{% comment %}{{ {a} }}{% endcomment %}y', 'y'],
  ])('%s', (template, text) => {
    const { derived, problems } = read(template, js);
    expect(derived.text).toBe(text);
    expect(problems).toEqual([]);
  });
});

describe('what stops LiquidJS and not Ruby', () => {
  test.each([
    ['style={{ color: "red" }}', 'The build stops here: `color: "red"` cannot be read, `: "red"` is no value.'],
    ['{{ }}', 'The build stops here: there is nothing in these braces.'],
  ])('%s', (template, message) => {
    expect(read(template, { ...world, dialect: liquidJs }).problems.map((problem) => problem.message)).toEqual([message]);
    expect(read(template, world).problems).toEqual([]);
  });
});

describe('hostile text takes its time and no more', () => {
  const repeated = (part: string, length = 300_000): string => part.repeat(Math.ceil(length / part.length));
  const nested = (open: string, close: string, depth: number): string => open.repeat(depth) + close.repeat(depth);

  test.each<[string, string]>([
    ['open tags', repeated('{%')],
    ['open outputs', repeated('{{')],
    ['closed outputs of one brace', repeated('{{ }')],
    ['quotes', `{{ ${repeated('"\'')} }}`],
    ['quotes that stay open', repeated('{{ " }}{% if \' %}')],
    ['brackets', `{{ ${repeated('[')} }}`],
    ['parentheses', `{{ ${repeated('(..')} }}`],
    ['filters', `{{ x ${repeated('| upcase ')} }}`],
    ['conditions', `{% if ${repeated('a and ')} b %}{% endif %}`],
    ['negations', `{% if ${repeated('not ')} b %}{% endif %}`],
    ['nested blocks', nested('{% if true %}', '{% endif %}', 10_000)],
    ['blocks without an end', repeated('{% if true %}')],
    ['ends without a block', repeated('{% endif %}')],
    ['raw without an end', repeated('{% raw %}')],
    ['unknown blocks', `${repeated('{% plugin %}', 150_000)}${repeated('{% endplugin %}', 150_000)}`],
    ['other ends of unknown blocks', `${repeated('{% plugin %}', 150_000)}${repeated('{% endplugins %}', 150_000)}`],
    ['a million rounds', '{% for i in (1..1000000) %}{% for j in (1..1000000) %}x{% endfor %}{% endfor %}'],
    ['rounds within rounds', `${'{% for i in (1..1000) %}'.repeat(20)}x${'{% endfor %}'.repeat(20)}`],
    ['doubling', `{% assign a = "aaaaaaaaaa" %}${'{% assign a = a | append: a %}'.repeat(100)}{{ a }}`],
    ['doubling by replacing', `{% assign a = "aaaaaaaaaa" %}${'{% assign a = a | replace: "a", a %}'.repeat(100)}{{ a }}`],
    ['putting out much', `{% assign a = "aaaaaaaaaa" %}${'{% assign a = a | append: a %}'.repeat(14)}${'{{ a }}'.repeat(10_000)}`],
    ['includes without end', '{% include endless.html %}'],
    ['unknown within unknown', nested('{% for a in site.posts %}', '{% endfor %}', 90)],
    ['assignments in branches', repeated('{% if site.data.x %}{% assign a = 1 %}{% else %}{% assign b = 1 %}{% endif %}')],
    ['assignments', repeated('{% assign ')],
    ['an assignment of letters', `{% assign ${repeated('a')} %}`],
    ['dashes', repeated('{%-')],
    ['spaces', `{{ x }}${repeated(' \n')}{{- x }}`],
    ['lists', `{% assign a = "${repeated('a,', 19_000)}" | split: "," %}${'{% assign a = a | concat: a %}'.repeat(50)}{{ a | sort | uniq | join: "," }}`],
    ['ranges', '{% assign a = (1..99999999999) %}{{ a | join }}{{ a | size }}{% for i in a reversed %}x{% endfor %}'],
  ])('%s', (_name, template) => {
    for (const dialect of [liquid5, liquidJs]) {
      const { derived, problems } = read(template, { ...world, dialect });
      expect(derived.text.length).toBeLessThan(20_000_000);
      expect(problems.length).toBeLessThanOrEqual(100);
    }
  });
});
