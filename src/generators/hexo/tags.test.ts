import { describe, expect, test } from 'vitest';
import { LOOKUP_CLOSE, LOOKUP_OPEN } from '../../core/text/derived.ts';
import { argumentsOf, passTags, type TagPass } from './tags.ts';

const pass = (source: string, more: Partial<Parameters<typeof passTags>[0]> = {}): TagPass =>
  passTags({ source, body: { start: 0, end: source.length }, language: 'markdown', data: { title: 'Boats' }, highlights: true, unclosedStops: true, ...more });

/** The parts as text, lookups by number: `«0»`. */
const shown = (source: string): readonly string[] =>
  pass(source).parts.map(({ derived }) => derived.text.replaceAll(LOOKUP_OPEN, '«').replaceAll(LOOKUP_CLOSE, '»'));

describe('a tag becomes a comment for Markdown, and behind it what it writes', () => {
  test.each([
    ['See {% post_link harbour %}.', 'See <!--tag--><a href="«0»">harbour</a>.'],
    ['{% post_link harbour#pier "The pier" %}', '<!--tag--><a href="«0»#pier">The pier</a>'],
    ['## On {% post_link harbour %}', '## On <!--tag--><a href="«0»"></a>'],
    ['{% asset_img boat.png A boat %}', '<!--tag--><img src="«0»">'],
    ['{% img wide /images/boat.png 10 20 %}', '<!--tag--><img src="«0»">'],
    ['<img src="{% asset_path boat.png %}">', '<img src="«0»">'],
    ['[a]({% post_path harbour %})', '[a](«0»)'],
    ['{{ title }} <a href="{{ title }}">', '<!--tag--> <a href="Boats">'],
    ['{{ site.title }} <a href="{{ site.url }}/x">', '<!--tag--> <a href="/x">'],
    ['a {# no #} b', 'a  b'],
  ])('%s', (source, expected) => {
    expect(shown(source)).toEqual([expected]);
  });
});

describe('code and comments keep their tags', () => {
  test.each([
    '`{% post_link x %}`',
    '``a ` {{ b }}``',
    '<!-- {% post_link x %} -->',
    'a \\` {{ title',
  ])('%s', (source) => {
    expect(shown(source)).toEqual([source]);
  });

  test('a fenced block is taken out as a whole', () => {
    expect(shown('a\n\n> ```js\n> {{ x }} [no](no)\n> ```\n\nb')).toEqual(['a\n\n> <!--tag-->\n\nb']);
  });

  test('a fence that is not closed by as many marks is none', () => {
    expect(shown('````\n{{ title }}\n```\n')).toEqual(['````\n<!--tag-->\n```\n']);
  });
});

describe('what a block tag holds is a part of its own', () => {
  test('without its indentation', () => {
    expect(shown('a\n{% note %}\n    [x](y)\n    {% post_link z %}\n{% endnote %}\nb')).toEqual([
      'a\n<!--tag-->\nb', '\n[x](y)\n<a href="«0»">z</a>\n',
    ]);
  });

  test('nested', () => {
    expect(shown('{% note %}a {% note %}b{% endnote %} c{% endnote %} d')).toEqual(['<!--tag--> d', 'a  c', 'b']);
  });

  test('of code it is not read at all', () => {
    expect(shown('{% codeblock %}[x](y){% endcodeblock %}')).toEqual(['<!--tag-->']);
  });

  test('of raw it is HTML', () => {
    expect(pass('{% raw %}<a href="{{ x }}">{% endraw %}').parts.map(({ kind, derived }) => [kind, derived.text])).toEqual([
      ['markdown', '<!--tag-->'], ['html', '<a href="{{ x }}">'],
    ]);
  });
});

describe('what stops Hexo is a problem', () => {
  test.each([
    ['# Boats {#boats}', '`{#` begins a comment that never ends: Hexo stops here.'],
    ['a {{ b', '`{{` begins a tag that never ends: Hexo stops here.'],
    ['a {% post_link b Go % } on', '`{%` begins a tag that never ends: Hexo takes the rest of the post for a part of it, or stops here.'],
    ['{% codeblock %}\nx', '`{% codeblock %}` has no `{% endcodeblock %}`: Hexo stops here.'],
  ])('%s', (source, message) => {
    expect(pass(source).problems.map((problem) => problem.message)).toEqual([message]);
  });

  test('version 8 leaves such marks as they are', () => {
    expect(pass('# Boats {#boats}', { unclosedStops: false }).problems).toEqual([]);
  });
});

test('a tag of a plugin may put anything on the page, one that plays a film does not', () => {
  expect(pass('{% treasure x %}').hasUnknownParts).toBe(true);
  expect(pass('{% youtube x %}').hasUnknownParts).toBe(false);
});

test('<!-- more --> leaves an anchor', () => {
  expect(pass('a\n\n<!-- more -->\n').anchors).toEqual([{ id: 'more', range: { start: 3, end: 16 }, from: 'generated' }]);
});

test('arguments are parted by blanks and held together by quotes', () => {
  expect(argumentsOf('"b c.png"  x 50 \'T "q"\' a"b c"d')).toEqual(['b c.png', 'x', '50', 'T "q"', 'ab cd']);
});

test.each([
  ['unclosed tags', '{% x '], ['tags', '{% x %}'], ['braces', '{{'], ['backticks', '` `` '], ['fences', '```\n'], ['comments', '<!--'],
  ['raws', '{% raw %}'], ['notes', '{% note %}'], ['quotes', '{% x " %}'], ['indents', '\n    '],
])('200 kB of %s takes no time', (_, text) => {
  pass(text.repeat(200_000 / text.length));
});
