import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { Value } from '../../site/document.ts';
import { LOOKUP_CLOSE, LOOKUP_OPEN, UNKNOWN } from '../../text/derived.ts';
import { evaluateNunjucks, lookupValue, type Evaluated, type NunjucksTag, type NunjucksWorld } from './index.ts';

interface Table {
  readonly variables: Record<string, Value>;
  readonly rows: readonly { readonly template: string; readonly output?: string; readonly error?: string }[];
}

const table: Table = JSON.parse(readFileSync(new URL('../../../../test/tables/nunjucks.json', import.meta.url), 'utf8'));

/** Rows that come out unknown, and why. */
const unsure = new Map<string, string>([
  ['{{ nope ~ "x" }}', 'which nothing it is, `null` or `undefined`'],
  ['{% for x in page.tags %}{% set y = y ~ x %}{{ y }} {% endfor %}', 'the same'],
  ['{{ page.nil < 1 }}', 'the same'],
  ['{{ page.title.toUpperCase() }}', 'a method'],
  ['{{ page.tags.join("+") }}', 'a method'],
  ['{{ page.tags | upper }}', 'an error of JavaScript'],
  ['{{ page.n | upper }}', 'an error of JavaScript'],
]);

/** Rows that come out wrong, and why that is left so. */
const wrong = new Map<string, string>([
  ['{{ page.nil | default("x") }}', 'front matter with nothing after the colon is taken for none'],
  ['{{ page.nil | trim }}|', 'the same'],
  ['{{ 1e3 }}', 'a number nobody writes in a post'],
]);

const read = (template: string, world: NunjucksWorld): Evaluated => evaluateNunjucks(template, { start: 0, end: template.length }, world);

describe('what Nunjucks makes of it', () => {
  test.each(table.rows.map((row) => [row.template.slice(0, 90), row] as const))('%s', (_name, { template, output, error }) => {
    const { derived, problems } = read(template, { variables: table.variables, autoescape: true });
    const isRight = error === undefined ? problems.length === 0 && derived.text === output : problems.length > 0;
    if (wrong.has(template)) expect(isRight).toBe(false);
    else if (unsure.has(template)) expect(derived.text).toContain(UNKNOWN);
    else if (error === undefined) expect({ problems, text: derived.text }).toEqual({ problems: [], text: output });
    else expect(problems).not.toHaveLength(0);
  });
});

const includes = new Map([
  ['figure.njk', '<img src="{{ src }}">{% if mystery %}<figcaption>{% endif %}'],
  ['endless.njk', '{% include "endless.njk" %}{% include "endless.njk" %}'],
  ['broken.njk', '{% if x %}'],
]);

const include: NunjucksTag = {
  kind: 'tag',
  render({ markup, evaluate }) {
    const name = evaluate(markup);
    const template = typeof name === 'string' ? includes.get(name) : undefined;
    return template === undefined ? { kind: 'problem', message: `No file \`${markup.trim()}\`.` } : { kind: 'include', template, variables: {} };
  },
};

const world: NunjucksWorld = {
  variables: {
    title: 'A trip', src: '/images/a.png', places: ['Oslo', 'Bergen'], mystery: UNKNOWN,
    page: { url: lookupValue({ kind: 'self', argument: '' }) }, collections: { [UNKNOWN]: UNKNOWN },
  },
  filters: { url: (input, _args, { text }) => (text(input).startsWith('/') ? `/blog${text(input)}` : input) },
  functions: { url_for: (input, _args, { text }) => `/blog/${text(input)}` },
  deferrable: new Set(['url']),
  tags: {
    include,
    post_link: { kind: 'tag', render: ({ markup }) => ({ kind: 'lookup', lookup: { kind: 'post', argument: markup.trim() } }) },
    note: { kind: 'block', body: 'nunjucks', render: () => ({ kind: 'wrap', before: '<aside>', after: '</aside>' }) },
    codeblock: { kind: 'block', body: 'raw', render: (_call, body) => ({ kind: 'text', text: `<pre>${body}</pre>` }) },
  },
  unknownTag: (name) => (name.includes('plugin') ? { kind: 'unknown' } : { kind: 'problem' }),
  autoescape: true,
};

const drawn = ({ derived }: Evaluated): readonly string[] =>
  derived.pieces.map(({ kind, source, via, perhaps }) => `${kind} ${source.start}-${source.end}${via ? ` ${via}` : ''}${perhaps ? '?' : ''}`);

const mark = (index: number): string => `${LOOKUP_OPEN}${index}${LOOKUP_CLOSE}`;

describe('where it came from', () => {
  test.each<[string, string, readonly string[]]>([
    ['Just { text } % }}.', 'Just { text } % }}.', ['copy 0-19']],
    ['a {{ src }} b', 'a /images/a.png b', ['copy 0-2', 'made 2-11', 'copy 11-13']],
    ['a{# note #}b', 'ab', ['copy 0-1', 'copy 11-12']],
    ['{% for p in places %}- {{ p }}\n{% endfor %}', '- Oslo\n- Bergen\n', ['copy 21-23', 'made 23-30', 'copy 30-31', 'copy 21-23', 'made 23-30', 'copy 30-31']],
    ['{% raw %}{{ x }}{% endraw %}', '{{ x }}', ['copy 9-16']],
    ['{% note "it\'s" %}[a](b){% endnote %}', '<aside>[a](b)</aside>', ['made 0-36', 'copy 17-23', 'made 0-36']],
    ['{% note it\'s here %}a{% endnote %}', '<aside>a</aside>', ['made 0-34', 'copy 20-21', 'made 0-34']],
    ['{% codeblock a.js %}{{ x }{% endcodeblock %}', '<pre>{{ x }</pre>', ['made 0-44 codeblock']],
    ['{{ url_for("a") }}', '/blog/a', ['made 0-18']],
    ['{% include "figure.njk" %}', '<img src="/images/a.png"><figcaption>', ['made 0-26 include', 'made 0-26 include?']],
  ])('%s', (template, text, pieces) => {
    const evaluated = read(template, world);
    expect(evaluated.derived.text).toBe(text);
    expect(drawn(evaluated)).toEqual(pieces);
    expect(evaluated.problems).toEqual([]);
  });

  test('what is protected stays', () => {
    const source = 'a {{ title }} `{{ x }` {% nope %} {{ title }}';
    const shielded = { ...world, protected: [{ start: 14, end: 22 }, { start: 23, end: 33 }] };
    expect(read(source, shielded)).toMatchObject({ derived: { text: 'a A trip `{{ x }` {% nope %} A trip' }, problems: [] });
  });
});

describe('what other posts decide', () => {
  test.each<[string, string, object]>([
    ['[a]({% post_link oslo %}#top)', `[a](${mark(0)}#top)`, { kind: 'post', argument: 'oslo', then: [], range: { start: 4, end: 24 } }],
    ['{{ page.url | url }}', mark(0), { kind: 'self', then: ['url'], range: { start: 0, end: 20 } }],
    ['{{ "https://a.b" + page.url }}', `https://a.b${mark(0)}`, { then: [] }],
    ['{% if mystery %}{% post_link a %}{% endif %}', mark(0), { perhaps: true }],
  ])('%s', (template, text, lookup) => {
    const { derived, lookups, problems } = read(template, world);
    expect(derived.text).toBe(text);
    expect(lookups).toEqual([expect.objectContaining(lookup)]);
    expect(problems).toEqual([]);
  });
});

describe('what cannot be known', () => {
  test.each<[string, string, readonly string[]]>([
    ['/{{ mystery }}/b', `/${UNKNOWN}/b`, ['copy 0-1', 'made 1-14', 'copy 14-16']],
    ['{{ "/a/" + mystery + ".png" }}', `/a/${UNKNOWN}.png`, ['made 0-30']],
    ['{% if mystery %}a{% elif title %}b{% else %}c{% endif %}d', 'abd', ['copy 16-17?', 'copy 33-34?', 'copy 56-57']],
    ['{% for p in collections.posts %}[x]({{ p.url }}){% else %}none{% endfor %}', `[x](${UNKNOWN})none`, ['copy 32-36?', 'made 36-47?', 'copy 47-48?', 'copy 58-62?']],
    ['{% plugin x %}', UNKNOWN, ['made 0-14 plugin']],
    ['{% plugin x %}a{% endplugin %}', `${UNKNOWN}a${UNKNOWN}`, ['made 0-30 plugin', 'copy 14-15?', 'made 0-30 plugin']],
    ['{% macro m() %}x{% endmacro %}{{ m() }}', UNKNOWN, ['made 30-39']],
    ['{% import "a.njk" as forms %}{{ forms.input("x") }}', UNKNOWN, ['made 29-51']],
    ['{{ "a" if mystery else "b" }}', UNKNOWN, ['made 0-29']],
  ])('%s', (template, text, pieces) => {
    const evaluated = read(template, world);
    expect(evaluated.derived.text).toBe(text);
    expect(drawn(evaluated)).toEqual(pieces);
    expect(evaluated.problems).toEqual([]);
  });

  test.each([
    ['{% if mystery %}{% set a = 1 %}{{ a }}{% else %}[{{ a }}]{% endif %}{{ a }}', `1[]${UNKNOWN}`],
    ['{% set a = 0 %}{% for p in mystery %}{{ a }}{% set a = 1 %}{{ a }}{% endfor %}{{ a }}', `${UNKNOWN}1${UNKNOWN}`],
  ])('a variable that may have been assigned: %s', (template, text) => {
    expect(read(template, world).derived.text).toBe(text);
  });

  test.each([['{{ mystery }}', true], ['![a]({{ mystery }})', false], ['{% plugin %}', true], ['{% if mystery %}a{% endif %}', false]])(
    'whether more than that is hidden: %s', (template, hidden) => {
      expect(read(template, world).hasUnknownParts).toBe(hidden);
    });
});

describe('what stops the build', () => {
  test.each<[string, string, string, number, number]>([
    ['a {% gist 1 %} b', 'The build stops here: nobody knows a tag `gist`.', 'a {% gist 1 %} b', 2, 14],
    ['a {% if title %}b', 'The build stops here: `{% if %}` is never closed with `{% endif %}`.', 'a {% if title %}b', 2, 16],
    ['a {{ title', 'The build stops here: what begins with `{{` is never closed.', 'a {{ title', 2, 4],
    ['b {#id}', 'The build stops here: what begins with `{#` is never closed.', 'b {#id}', 2, 4],
    ['{% endif %}', 'The build stops here: there is nothing that `{% endif %}` belongs to.', '{% endif %}', 0, 11],
    ['{{ a b }}', 'The build stops here: `a b` is no expression.', '{{ a b }}', 0, 9],
    ['{{ "a" | nope }}', 'The build stops here: there is no filter `nope`.', UNKNOWN, 0, 16],
    ['{{ nope() }}', 'The build stops here: there is no function `nope`.', UNKNOWN, 0, 12],
    ['{% include "nope.njk" %}', 'No file `"nope.njk"`.', '{% include "nope.njk" %}', 0, 24],
    ['{% include "broken.njk" %}', 'In the file it includes: The build stops here: `{% if %}` is never closed with `{% endif %}`.', '{% if x %}', 0, 26],
  ])('%s', (template, message, text, start, end) => {
    const { problems, derived } = read(template, world);
    expect(problems).toEqual([{ kind: 'template', message, range: { start, end } }]);
    expect(derived.text).toBe(text);
  });
});

describe('hostile text takes its time and no more', () => {
  const repeated = (part: string, length = 300_000): string => part.repeat(Math.ceil(length / part.length));
  const nested = (open: string, close: string, depth: number): string => open.repeat(depth) + close.repeat(depth);

  test.each<[string, string]>([
    ['open tags', repeated('{%')],
    ['open outputs', repeated('{{')],
    ['open comments', repeated('{#')],
    ['all of them', repeated('{{{%{#')],
    ['quotes', `{{ ${repeated('"\'')} }}`],
    ['quotes in tags', repeated('{% note \'" %}')],
    ['quotes that stay open', repeated('{{ " }}{% if \' %}')],
    ['backslashes', `{{ "${repeated('\\\\')}" }}`],
    ['brackets', `{{ ${repeated('[', 15_000)} }}`],
    ['many brackets', repeated(`{{ ${'['.repeat(100)} }}`)],
    ['signs', `{{ ${repeated('-', 15_000)}1 }}`],
    ['nots', `{{ ${repeated('not ', 15_000)}1 }}`],
    ['sums', `{{ ${repeated('1 + ', 15_000)}1 }}`],
    ['filters', `{{ x ${repeated('| upper ', 15_000)} }}`],
    ['braces', repeated('{ ')],
    ['nested blocks', nested('{% if true %}', '{% endif %}', 10_000)],
    ['blocks without an end', repeated('{% if true %}')],
    ['ends without a block', repeated('{% endif %}')],
    ['raw without an end', repeated('{% raw %}')],
    ['raw in raw', nested('{% raw %}', '{% endraw %}', 10_000)],
    ['blocks of code without an end', repeated('{% codeblock %}')],
    ['unknown blocks', `${repeated('{% plugin %}', 150_000)}${repeated('{% endplugin %}', 150_000)}`],
    ['rounds within rounds', `${'{% for i in range(1000) %}'.repeat(20)}x${'{% endfor %}'.repeat(20)}`],
    ['long rounds', '{% for i in range(100000000) %}x{% endfor %}'],
    ['doubling', `{% set a = "aaaaaaaaaa" %}${'{% set a = a + a %}'.repeat(100)}{{ a }}`],
    ['replacing', `{% set a = "aaaaaaaaaa" %}${'{% set a = a | replace("a", a) %}'.repeat(100)}{{ a }}`],
    ['lists', `{% set a = [1] %}${'{% set a = [a, a] %}'.repeat(60)}{{ a }}`],
    ['deep lists', `{% set a = [1] %}${'{% set a = [a] %}'.repeat(20_000)}{{ a }}`],
    ['includes without end', '{% include "endless.njk" %}'],
    ['ends of comments', repeated('#}')],
    ['spaces', `{{ x }}${repeated(' \n')}{{- x }}`],
  ])('%s', (_name, template) => {
    const { derived, problems } = read(template, world);
    expect(derived.text.length).toBeLessThan(20_000_000);
    expect(problems.length).toBeLessThanOrEqual(100);
  });
});
