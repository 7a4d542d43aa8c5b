import { describe, expect, test } from 'vitest';
import { BlogError } from '../system.ts';
import type { HeadChange } from './front-matter-changes.ts';
import { changeHead } from './front-matter-edits.ts';
import { namedLanguage, optionalOpening, readFrontMatter, threeFormats, yamlBetweenLines, type FrontMatterDialect } from './front-matter.ts';

const change = (text: string, changes: HeadChange | readonly HeadChange[], dialect: FrontMatterDialect = threeFormats): string =>
  changeHead(text, Array.isArray(changes) ? changes : [changes].flat(), (one) => readFrontMatter(one, dialect));

const set = (key: string, value: Extract<HeadChange, { kind: 'set' }>['value']): HeadChange => ({ kind: 'set', key, value });
const date = (value: string, behind?: readonly string[]): HeadChange => ({ kind: 'set', key: 'date', value, literal: true, ...(behind && { behind }) });
const remove = (key: string): HeadChange => ({ kind: 'remove', key });
const add = (key: string, ...items: readonly string[]): HeadChange => ({ kind: 'add', key, items });
const replace = (key: string, item: string, by?: string): HeadChange => ({ kind: 'replace', key, item, ...(by !== undefined && { by }) });

const yaml = (...lines: readonly string[]): string => ['---', ...lines, '---', '', 'Text: --- as it was.'].join('\n');
const toml = (...lines: readonly string[]): string => ['+++', ...lines, '+++', '', 'Text.'].join('\n');

describe('set, in YAML', () => {
  test.each<[string, string, HeadChange, string]>([
    ['a value, not the comment on its line', 'draft:  true # not yet', set('draft', false), 'draft:  false # not yet'],
    ['in the quotes it had', "title: 'Porto'", set('title', "Porto's"), "title: 'Porto''s'"],
    ['in other quotes where it must be', 'title: Porto', set('title', 'Porto: a week'), 'title: "Porto: a week"'],
    ['a date as it is', 'date: 2026-01-01', date('2026-03-06 08:30:15 +0100'), 'date: 2026-03-06 08:30:15 +0100'],
    ['a date in the quotes it had', 'date: "2026-01-01"', date('2026-03-06'), 'date: "2026-03-06"'],
    ['where there was nothing', 'date:\ntitle: x', date('2026-03-06'), 'date: 2026-03-06\ntitle: x'],
    ['before a comment', 'date:   # later', date('2026-03-06'), 'date: 2026-03-06   # later'],
    ['instead of a text of several lines', 'title: >\n  a\n  b\n\nlast: 1', set('title', 'c'), 'title: c\n\nlast: 1'],
    ['instead of a list', 'tags:\n  - a\n  - b # why\nlast: 1', set('tags', 'c'), 'tags: c # why\nlast: 1'],
    ['a list', 'tags: [a]', set('tags', ['b', 'c, d']), 'tags: [b, "c, d"]'],
    ['inside of another', 'cover:\n  image: a.png\n  wide: true', set('cover.image', 'b.png'), 'cover:\n  image: b.png\n  wide: true'],
    ['between braces', 'cover: { image: a.png, wide: true }', set('cover.wide', false), 'cover: { image: a.png, wide: false }'],
    ['behind others, in lines of its own', 'title: x\ntext: |\n  a\n\n# end', set('draft', true), 'title: x\ntext: |\n  a\ndraft: true\n\n# end'],
    ['behind the key that it belongs to', 'layout: post\ntitle: x # y\ntags: []', date('2026-03-06', ['none', 'title']), 'layout: post\ntitle: x # y\ndate: 2026-03-06\ntags: []'],
    ['in an empty head', '# nothing yet', set('draft', true), 'draft: true\n# nothing yet'],
  ])('%s', (_, head, one, expected) => expect(change(yaml(head), one)).toBe(yaml(expected)));

  test('keeps a byte order mark, line ends, a missing last line end', () => {
    expect(change('\uFEFF---\r\ntitle: x\r\n---\r\nText', set('draft', true))).toBe('\uFEFF---\r\ntitle: x\r\ndraft: true\r\n---\r\nText');
    expect(change('---\r\ntags: [a]\r\n---', add('aliases', '/x/'))).toBe('---\r\ntags: [a]\r\naliases: [/x/]\r\n---');
  });

  test('gives a head to a file without one', () => {
    expect(change('Text.\n', set('draft', true))).toBe('---\ndraft: true\n---\n\nText.\n');
    expect(change('\uFEFF\r\nText.', date('2026-01-02'), yamlBetweenLines)).toBe('\uFEFF---\r\ndate: 2026-01-02\r\n---\r\n\r\nText.');
    expect(change('', add('tags', 'a'))).toBe('---\ntags: [a]\n---\n');
    expect(change('Text.\n', remove('draft'))).toBe('Text.\n');
  });

  test('without an opening line, with tabs, unclosed', () => {
    expect(change('title: x\n---\nText.', set('draft', true), optionalOpening)).toBe('title: x\ndraft: true\n---\nText.');
    expect(change('---\ncover:\n\timage: a.png\n\twide: true\n---\n', set('cover.image', 'b.png'), optionalOpening)).toBe('---\ncover:\n\timage: b.png\n\twide: true\n---\n');
    expect(change('---\ntitle: x', set('draft', true), namedLanguage)).toBe('---\ntitle: x\ndraft: true');
  });
});

describe('set, in TOML and JSON', () => {
  test.each<[string, string, HeadChange, string]>([
    ['a value', 'draft = true # not yet', set('draft', false), 'draft = false # not yet'],
    ['in the quotes it had', "title = 'Porto'", set('title', 'Faro'), "title = 'Faro'"],
    ['a date', 'date = 2026-01-01', date('2026-03-06T08:30:15+01:00'), 'date = 2026-03-06T08:30:15+01:00'],
    ['before the first table', 'title = "x"\n\n[cover]\nwide = true', set('draft', true), 'title = "x"\ndraft = true\n\n[cover]\nwide = true'],
    ['before the first table of a head that has nothing else', '[cover]\nwide = true', set('draft', true), 'draft = true\n[cover]\nwide = true'],
    ['in a table', '[cover]\nwide = true\n[[x]]\na = 1', set('cover.wide', false), '[cover]\nwide = false\n[[x]]\na = 1'],
    ['a list over several lines', 'tags = [\n  "a", # one\n]', set('tags', ['b']), 'tags = ["b"]'],
  ])('TOML: %s', (_, head, one, expected) => expect(change(toml(head), one)).toBe(toml(expected)));

  test('JSON', () => {
    expect(change('{\n  "title": "x",\n  "draft": true\n}\n\nText.', set('draft', false))).toBe('{\n  "title": "x",\n  "draft": false\n}\n\nText.');
    expect(change('{\n  "title": "x"\n}\nText.', date('2026-01-02'))).toBe('{\n  "title": "x",\n  "date": "2026-01-02"\n}\nText.');
    expect(change('{"title": "x"}', set('draft', true))).toBe('{"title": "x", "draft": true}');
    expect(change('{}', set('draft', true))).toBe('{"draft": true}');
    expect(change('"title": "x"\n;;;\nText.', set('draft', true), optionalOpening)).toBe('"title": "x", "draft": true\n;;;\nText.');
  });
});

describe('remove', () => {
  test.each([
    ['a line', 'title: x\ndraft: true # not yet\n# the next\ntags: []', 'title: x\n# the next\ntags: []'],
    ['all of a list', 'draft:\n  - a\n\n  - b\ntags: []', 'tags: []'],
    ['a text of several lines', 'draft: |\n  a\n\n  b\ntags: []', 'tags: []'],
    ['the last', 'title: x\ndraft: true', 'title: x'],
    ['nothing', 'title: x', 'title: x'],
  ])('%s', (_, head, expected) => expect(change(yaml(head), remove('draft'))).toBe(yaml(expected)));

  test('between braces and in TOML', () => {
    expect(change(yaml('cover: {a: 1, draft: true, b: 2}'), remove('cover.draft'))).toBe(yaml('cover: {a: 1, b: 2}'));
    expect(change('{\n  "draft": true,\n  "title": "x"\n}\n', remove('draft'))).toBe('{\n  "title": "x"\n}\n');
    expect(change('{\n  "title": "x",\n  "draft": true\n}\n', remove('draft'))).toBe('{\n  "title": "x"\n}\n');
    expect(change(toml('draft = true', 'title = "x"', '[cover]', 'draft = 1'), remove('draft'))).toBe(toml('title = "x"', '[cover]', 'draft = 1'));
  });

  test('refuses where a second of the same name would come to light', () => {
    expect(() => change(yaml('draft: true', 'draft: false'), remove('draft'), yamlBetweenLines)).toThrow(BlogError);
  });
});

describe('add', () => {
  test.each<[string, string, HeadChange, string]>([
    ['to a list in one line', 'tags: [a, "b"] # c', add('tags', 'd', 'e f', 'a'), 'tags: [a, "b", "d", "e f"] # c'],
    ['to an empty one', 'tags: []', add('tags', 'a'), 'tags: [a]'],
    ['to one in lines', 'tags:\n- a # one\n- b\nlast: 1', add('tags', 'c', 'd'), 'tags:\n- a # one\n- b\n- c\n- d\nlast: 1'],
    ['to brackets over several lines', 'tags: [\n  a,\n  b\n]', add('tags', 'c'), 'tags: [\n  a,\n  b,\n  c\n]'],
    ['to nothing', 'tags:\nlast: 1', add('tags', 'c'), 'tags: [c]\nlast: 1'],
    ['a new list as the others are', 'tags:\n  - "a"', add('aliases', '/x/'), 'tags:\n  - "a"\naliases:\n  - "/x/"'],
    ['a new list, alone', 'title: x', add('aliases', '/x/'), 'title: x\naliases: [/x/]'],
    ['a new list with a mark', 'title: x', { kind: 'add', key: 'aliases', items: ['/x/', '/y/'], mark: '- ' }, 'title: x\naliases:\n- /x/\n- /y/'],
    ['to a single value', 'redirect_from: /x/', add('redirect_from', '/y/'), 'redirect_from: [/x/, /y/]'],
    ['to words in one text', 'tags: travel food', { kind: 'add', key: 'tags', items: ['sea'], joint: ' ' }, 'tags: travel food sea'],
    ['to words in one text, where they are no words', 'tags: "a, b"', { kind: 'add', key: 'tags', items: ['c, d'], joint: ', ' }, 'tags: [a, b, "c, d"]'],
    ['nothing new', 'tags: [a]', add('tags', 'a'), 'tags: [a]'],
  ])('%s', (_, head, one, expected) => expect(change(yaml(head), one)).toBe(yaml(expected)));

  test('in TOML and JSON', () => {
    expect(change(toml("tags = ['a']"), add('tags', 'b'))).toBe(toml("tags = ['a', 'b']"));
    expect(change(toml('tags = [', '  "a",', ']'), add('tags', 'b'))).toBe(toml('tags = [', '  "a",', '  "b",', ']'));
    expect(change(toml('title = "x"', '[cover]'), add('aliases', '/x/'))).toBe(toml('title = "x"', 'aliases = ["/x/"]', '[cover]'));
    expect(change('{"tags": ["a"]}', add('tags', 'b"'))).toBe('{"tags": ["a", "b\\""]}');
  });
});

describe('replace', () => {
  test.each<[string, string, HeadChange, string]>([
    ['an item', 'tags: [a, "b", c] # d', replace('tags', 'b', 'x'), 'tags: [a, "x", c] # d'],
    ['an item in lines', 'tags:\n  - a\n  - b # why\n  - c', replace('tags', 'b', 'x: y'), 'tags:\n  - a\n  - "x: y" # why\n  - c'],
    ['by one that is there', 'tags: [a, b, c]', replace('tags', 'b', 'c'), 'tags: [a, c]'],
    ['the first two by one that is there', 'tags: [a, a, c]', replace('tags', 'a', 'c'), 'tags: [c]'],
    ['by one that is there, in lines', 'tags:\n- a\n- b\n- c', replace('tags', 'a', 'c'), 'tags:\n- b\n- c'],
    ['all of one kind by one', 'tags: [a, b, a]', replace('tags', 'a', 'x'), 'tags: [x, b]'],
    ['by nothing', 'tags: [a, b]', replace('tags', 'b'), 'tags: [a]'],
    ['the only one by nothing', 'tags:\n  - a\nlast: 1', replace('tags', 'a'), 'tags: []\nlast: 1'],
    ['a single value', 'tags: a', replace('tags', 'a', 'b'), 'tags: b'],
    ['a word', 'tags: a b  c', { kind: 'replace', key: 'tags', item: 'b', by: 'x', joint: ' ' }, 'tags: a x c'],
    ['a word by more than one', 'tags: a b', { kind: 'replace', key: 'tags', item: 'b', by: 'x y', joint: ' ' }, 'tags: [a, x y]'],
    ['a number', 'tags: [2020, a]', replace('tags', '2020', '2021'), 'tags: ["2021", a]'],
    ['what is not there', 'tags: [a]', replace('tags', 'z', 'b'), 'tags: [a]'],
    ['in a mapping', 'taxonomies:\n  tags: [a]', replace('taxonomies.tags', 'a', 'b'), 'taxonomies:\n  tags: [b]'],
  ])('%s', (_, head, one, expected) => expect(change(yaml(head), one)).toBe(yaml(expected)));

  test('in TOML', () => {
    expect(change(toml('[taxonomies]', 'tags = [', '  "a",', '  "b",', ']'), replace('taxonomies.tags', 'a', 'b'))).toBe(toml('[taxonomies]', 'tags = [', '  "b",', ']'));
  });
});

describe('what cannot be changed is refused', () => {
  test.each([
    ['a head that cannot be read', '---\ntitle: [\n---\n', /cannot be read/],
    ['a key inside of another that is not there', yaml('title: x'), /cannot be changed/],
  ])('%s', (_, text, message) => expect(() => change(text, set('cover.image', 'x'))).toThrow(message));
});

/** Numbers by chance, the same each time. */
function chance(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    return (state >>> 8) % below;
  };
}

describe('heads made by chance', () => {
  const values = ['1', '"a: b"', "'it''s'", '[a, b]', '[]', '', 'plain text # said', '\n  - a\n  - "b" # c', '\n- a\n\n- b', '|\n  a\n\n  b', '{a: 1, b: [2]}', '\n  a: 1\n  b:\n    - c', '2026-01-02 10:00', '>-\n  a\n  b', '"two\n  lines"', '&x y', '*x'];
  const keys = ['title', 'date', 'tags', 'draft', 'cover', 'x-y'];
  const comments = ['', '# a comment\n', '\n', '  # further in\n'];

  test('change what was asked for and nothing else, or are refused', () => {
    const pick = chance(7);
    let changed = 0;
    for (let round = 0; round < 1_500; round++) {
      const chosen = keys.filter(() => pick(3) > 0);
      const lines = chosen.map((key) => `${comments[pick(8)] ?? ''}${key}:${[values[pick(values.length)]].map((value = '') => (value === '' || value.startsWith('\n') ? value : ` ${value}`)).join('')}\n`);
      const lineEnd = pick(4) === 0 ? '\r\n' : '\n';
      const text = `---\n${lines.join('')}---\nText\n`.replaceAll('\n', lineEnd);
      if (readFrontMatter(text, yamlBetweenLines).error) continue;
      const key = keys[pick(keys.length)] ?? '';
      const asked = [set(key, 'a: "b"'), set(key, true), date('2026-01-02'), remove(key), add(key, 'n', "o'p"), replace(key, 'a', 'b')][pick(6)] ?? remove(key);
      try {
        const after = change(text, asked, yamlBetweenLines);
        changed++;
        // `changeHead` has compared the data; here, the text: every line of the other keys is there, in its order.
        const others = lines.filter((_, index) => chosen[index] !== asked.key).map((line) => line.replaceAll('\n', lineEnd));
        let at = 0;
        for (const line of others) {
          const found = after.indexOf(line.replace(/^(?:\s*#[^\n]*|\s*)\n/, ''), at);
          expect([text, asked, after, found >= 0]).toEqual([text, asked, after, true]);
          at = found;
        }
        expect(after.replaceAll('\r\n', '').includes('\r')).toBe(false);
      } catch (error) {
        if (!(error instanceof BlogError)) throw error;
        // Only an alias whose anchor went with the key, and what gives an anchor to a list.
        expect([text, asked, /[&*]x/.test(text)]).toEqual([text, asked, true]);
      }
    }
    expect(changed).toBeGreaterThan(800);
  });
});
