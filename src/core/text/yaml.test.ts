import { describe, expect, test, vi } from 'vitest';
import { ParseError } from './parse-error.ts';
import { readPlainYaml } from './plain-yaml.ts';
import { parseYaml, readAnyMap, readYamlMap, writeYamlScalar, type YamlMap, type YamlVersion } from './yaml.ts';

const versions = ['1.1', '1.2'] as const;

const errorOf = (text: string, version: YamlVersion): ParseError | undefined => {
  try {
    parseYaml(text, version);
    return undefined;
  } catch (error) {
    if (error instanceof ParseError) return error;
    throw error;
  }
};

/** A little generator of numbers that gives the same ones every time. */
function dice(seed: number): (sides: number) => number {
  let state = seed;
  return (sides) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * sides);
  };
}

describe('a plain scalar', () => {
  // Psych 4.0.4 and js-yaml 4.1, but for dates, which stay text here.
  test.each([
    ['yes', true, 'yes'], ['No', false, 'No'], ['ON', true, 'ON'], ['off', false, 'off'],
    ['true', true, true], ['TRUE', true, true], ['tRue', true, 'tRue'], ['y', 'y', 'y'], ['N', 'N', 'N'],
    ['~', null, null], ['null', null, null], ['NULL', null, null], ['nULL', 'nULL', 'nULL'],
    ['0', 0, 0], ['-1', -1, -1], ['+1', 1, 1], ['007', 7, 7], ['0777', 511, 777], ['08', '08', 8], ['0o17', '0o17', 15],
    ['0x1F', 31, 31], ['-0x1f', -31, -31], ['0b101', 5, 5], ['1_000', 1000, '1_000'], ['1,000', 1000, '1,000'],
    ['1.5', 1.5, 1.5], ['1.', 1, 1], ['.5', 0.5, 0.5], ['-.5', -0.5, '-.5'], ['1e3', '1e3', 1000], ['1.5e+3', 1500, 1500],
    ['.inf', Infinity, Infinity], ['-.inf', -Infinity, -Infinity], ['1.5.2', '1.5.2', '1.5.2'], ['.', '.', '.'],
    ['2020-01-02', '2020-01-02', '2020-01-02'], ['2020-03-04 23:30', '2020-03-04 23:30', '2020-03-04 23:30'],
    ['12:30', '12:30', '12:30'], ['12345678901234567890', '12345678901234567890', '12345678901234567890'],
    ['1 2', '1 2', '1 2'], ['nothing', 'nothing', 'nothing'], ['yes, indeed', 'yes, indeed', 'yes, indeed'],
  ])('%s', (text, old, current) => {
    expect(parseYaml(`a: ${text}`, '1.1')).toEqual({ a: old });
    expect(parseYaml(`a: ${text}`, '1.2')).toEqual({ a: current });
  });
});

describe('parseYaml reads', () => {
  test.each([
    ['', null],
    ['# only a comment', null],
    ['- a\n- b: c', ['a', { b: 'c' }]],
    ['a:\n  b: [1, {c: d}]', { a: { b: [1, { c: 'd' }] } }],
    ['a: |\n  x\n  y\n', { a: 'x\ny\n' }],
    ['a: >-\n  x\n  y\n', { a: 'x y' }],
    ['a: &x {b: 1}\nc: *x', { a: { b: 1 }, c: { b: 1 } }],
    ['a: &x {b: 1, d: 2}\nc:\n  <<: *x\n  b: 3', { a: { b: 1, d: 2 }, c: { b: 3, d: 2 } }],
    ['a: !!str 1', { a: '1' }],
    ["a: 'it''s'", { a: "it's" }],
    ['a: "\\u00e9\\x41"', { a: 'éA' }],
    ['\uFEFFa: 1\nb: 2', { a: 1, b: 2 }],
    ['a: "Two weeks\nin Lisbon"\nb: 1', { a: 'Two weeks in Lisbon', b: 1 }],
    ["a:\n    b: 'Two  \n weeks\n\nin Lisbon'\nc: 1", { a: { b: 'Two weeks\nin Lisbon' }, c: 1 }],
    ['a: [x,\ny # why\n, "z\nz"]\nb: 1', { a: ['x', 'y', 'z z'], b: 1 }],
    ['a: [\n\tx,\n\ty\n]', { a: ['x', 'y'] }],
    ['a: {x: 1,\ny: 2\n}\nb: |\n  "\nc: "x\ny"', { a: { x: 1, y: 2 }, b: '"\n', c: 'x y' }],
  ])('%j', (text, expected) => {
    for (const version of versions) expect(parseYaml(text, version)).toEqual(expected);
  });

  test('keys in their order', () => {
    expect(Object.keys(Object(parseYaml('b: 1\na: 2\nc: {}', '1.2')))).toEqual(['b', 'a', 'c']);
  });

  test('the last of two equal keys in 1.1', () => expect(parseYaml('a: 1\na: 2', '1.1')).toEqual({ a: 2 }));

  test('keys that every object has, without harm', () => {
    const data = Object(parseYaml('__proto__: {x: 1}\nconstructor: 2\nother: [1]', '1.2'));
    expect(Object.keys(data)).toEqual(['__proto__', 'constructor', 'other']);
    expect(data.x).toBeUndefined();
    expect(data.toString).toBeUndefined();
  });
});

describe('parseYaml refuses', () => {
  test.each([
    ['a: b: c', 1, 4], ['a: 1\n  b: 2', 1, 4], ['x: 1\na: @x', 2, 4], ['a: `x`', 1, 4], ['a: %x', 1, 4], ['a: [x] y', 1, 8],
    ['a: "x" y', 1, 8], ['a: "x\n', 2, 1], ['x: 1\na:\n\tb: 1', 3, 1], ['a: *b', 1, 4], ['a: [x, y', 1, 9], ['a: \u0001', 1, 4],
  ])('%j', (text, line, column) => {
    for (const version of versions) {
      const error = errorOf(text, version);
      expect(error && { line: error.line, column: error.column }).toEqual({ line, column });
      expect(error?.message).toMatch(/^[A-Z].*\.$/s);
    }
  });

  test('a second key of the same name in 1.2', () => {
    expect(errorOf('a: 1\nb: 2\na: 3', '1.2')).toMatchObject({ message: 'The key `a` is there twice.', line: 3, column: 1, offset: 10 });
  });

  test('a tab after an unquoted scalar in 1.1', () => {
    expect(errorOf('a: x\n\t\nb: 1', '1.1')).toMatchObject({ line: 2 });
    expect(errorOf('a: x\n\t\nb: 1', '1.2')).toBeUndefined();
  });

  test('aliases that stand for billions of values', () => {
    const lines = ['a0: &a0 [x, x, x, x, x, x, x, x, x]'];
    for (let n = 1; n < 12; n++) lines.push(`a${n}: &a${n} [${Array(9).fill(`*a${n - 1}`).join(', ')}]`);
    expect(errorOf(lines.join('\n'), '1.2')?.message).toBe('It holds too many values.');
  });

  test.each(['[', '{a: ', '- ', '? '])('%j without end', (piece) => {
    expect(errorOf(piece.repeat(50_000), '1.2')?.message).toBe('It is nested too deeply.');
  });
});

describe('a long text', () => {
  test('is read to its end', () => {
    const text = `cities:\n${Array.from({ length: 20_000 }, (_, n) => `  - name: "City ${n}"\n`).join('')}last: [1]\n`;
    const read = readYamlMap(text, { version: '1.1', duplicateKeys: 'last' });
    expect(text.length).toBeGreaterThan(400_000);
    expect(Object(read?.data)).toMatchObject({ last: [1] });
    expect(read?.scalars.size).toBe(20_001);
  });

  /** How many letters are looked at. */
  const workOn = (text: string): number => {
    let work = 0;
    const { charAt, startsWith, indexOf } = String.prototype;
    const spies = [
      vi.spyOn(String.prototype, 'charAt').mockImplementation(function (this: string, at) { work++; return charAt.call(this, at); }),
      vi.spyOn(String.prototype, 'startsWith').mockImplementation(function (this: string, start, at) { work++; return startsWith.call(this, start, at); }),
      vi.spyOn(String.prototype, 'indexOf').mockImplementation(function (this: string, piece, from = 0) {
        const found = indexOf.call(this, piece, from);
        work += (found < 0 ? this.length : found) - from;
        return found;
      }),
    ];
    errorOf(text, '1.1');
    for (const spy of spies) spy.mockRestore();
    return work;
  };

  test.each(['- "a\n', '- ["]"\n', 'a: 1\n', 'a: {b: 1}\n', '? a\n', '? a\n: b\n', '- a: [b\n]\n', 'a: @\n'])('of %j takes work in proportion', (piece) => {
    expect(workOn(piece.repeat(2000)) / workOn(piece.repeat(1000))).toBeLessThan(2.3);
  });
});

describe('places', () => {
  test('of every scalar', () => {
    const text = 'title: "Two \\"weeks\\""\ndate: 2020-01-02\ndraft:\nheader: {teaser: \'/a.png\'}\ntags:\n  - sea\n  - city\nlist: [a, "b"]\n';
    const { scalars } = readYamlMap(text, { version: '1.1', duplicateKeys: 'last' }) ?? { scalars: new Map() };
    const seen = Array.from(scalars, ([path, { key, value, quoted }]) =>
      `${path} | ${text.slice(key.start, key.end)} | ${text.slice(value.start, value.end)}${quoted ? ' | quoted' : ''}`);
    expect(seen).toEqual([
      'title | title | Two \\"weeks\\" | quoted',
      'date | date | 2020-01-02',
      'draft | draft | ',
      'header.teaser | teaser | /a.png | quoted',
      'tags.0 | tags | sea',
      'tags.1 | tags | city',
      'list.0 | list | a',
      'list.1 | list | b | quoted',
    ]);
    expect(scalars.get('draft')?.value.start).toBe(text.indexOf('draft:') + 6);
  });
});

describe('the short way for plain text', () => {
  const scalars = [
    'Lisbon', 'Two weeks in Lisbon', 'it\'s', 'a#b', 'a #b', 'a: b', 'a:b', 'b:', '"x"', '"x', "'x'", "'it''s'", "''", '""', '"a\\nb"',
    '[a, b]', '[a, "b", \'c\']', '[]', '[ ]', '[a,]', '[a b , c]', '[a: b]', '[a:b]', '[a', '{a: b}', '-5', '- x', '5', '1.5', 'yes',
    'true', 'null', '~', '2020-01-02', '2020-01-02 03:04', '@x', '`x`', '%x', '&x y', '*x', '!x y', '|', '>', '? x', ':x', ',x',
    '(x)', '/a/b.png', 'http://x.org/a', 'é', '里斯本', '🚋 tram', '', ' ', '  x  ', 'x\ty', '"x" # y', '"x"y', "'x' y", '"x" y', 'x"y', '[x] y',
    '[x] # y', '["x"y]', '[x#y]', '[x #y]', '{{ x }}', '{% x %}', '#x', '\\', '"\\\\"', '=', '<<', '<x>', '"a: b"', '[[a]]', '[a, -]', '-', '--- x', '...', 'x y: z',
  ];
  const keys = ['title', 'date', 'a-b', 'a_b', 'Tags', 'x1', '"q"', 'a b', '1', '-', 'é', '<<', 'a.b'];
  const shapes = [
    (key: string, one: string) => `${key}: ${one}`,
    (key: string, one: string, two: string) => `${key}:\n  - ${one}\n  - ${two}`,
    (key: string, one: string, two: string) => `${key}:\n- ${one}\n- ${two}`,
    (key: string, one: string, two: string) => `${key}:\n  - ${one}\n - ${two}`,
    (key: string, one: string, two: string) => `${key}: ${one}\n  ${two}`,
    (key: string, one: string) => `${key}:${one}`,
    (key: string) => `${key}:`,
    (key: string, one: string) => `${key}:\n  ${key}: ${one}`,
    (_: string, one: string) => `# ${one}`,
    (_: string, one: string) => one,
    () => '',
    () => '  ',
    (key: string, one: string) => `${key}:   ${one}   `,
    (key: string, one: string, two: string) => `${key}:\n\n  - ${one}\n# c\n  - ${two}`,
    (key: string, one: string) => `${key} : ${one}`,
  ];

  const same = (text: string, version: YamlVersion): boolean => {
    const short = readPlainYaml(text, 0, text.length, version);
    if (!short) return false;
    const full: YamlMap | undefined = readAnyMap(text, { version, duplicateKeys: 'last' });
    expect([text, short.data, [...short.scalars].sort()]).toEqual([text, full?.data, [...full?.scalars ?? []].sort()]);
    expect(Object.keys(short.data)).toEqual(Object.keys(full?.data ?? {}));
    return true;
  };

  test('gives what the long way gives, on every scalar alone', () => {
    for (const version of versions) {
      for (const shape of shapes) for (const one of scalars) same(`${shape('title', one, 'x')}\nnext: y`, version);
    }
  });

  test('gives what the long way gives, on heads made by chance', () => {
    const roll = dice(20200102);
    const pick = <T>(list: readonly T[], other: T): T => list[roll(list.length)] ?? other;
    let taken = 0;
    for (let round = 0; round < 6000; round++) {
      const lines = Array.from({ length: 1 + roll(4) }, () =>
        pick(shapes, shapes[0] ?? String)(pick(keys, 'x'), pick(scalars, 'x'), pick(scalars, 'y')));
      const text = lines.join(roll(5) === 0 ? '\r\n' : '\n') + (roll(2) === 0 ? '\n' : '');
      if (same(text, pick(versions, '1.1'))) taken++;
    }
    expect(taken).toBeGreaterThan(500);
  });
});

describe('writeYamlScalar', () => {
  test.each([
    ['Two weeks in Lisbon', 'Two weeks in Lisbon'],
    ['Lisbon: day 2', '"Lisbon: day 2"'],
    ['Tram #28', '"Tram #28"'],
    ['C# and F#', 'C# and F#'],
    ['She said "no"', 'She said "no"'],
    ['"No", she said', '\'"No", she said\''],
    ["It's \"x\": y", "'It''s \"x\": y'"],
    ['@home', '"@home"'],
    ['100% true', '100% true'],
    ['% x', '"% x"'],
    ['- x', '"- x"'],
    ['yes', '"yes"'], ['No', '"No"'], ['y', '"y"'], ['null', '"null"'], ['~', '"~"'],
    ['2020', '"2020"'], ['1.5', '"1.5"'], ['1e3', '"1e3"'], ['12:30', '"12:30"'], ['1,000', '"1,000"'],
    ['2020-01-02', '"2020-01-02"'], ['2020-01-02 and on', '"2020-01-02 and on"'], ['10 things', '10 things'],
    ['', '""'], [' x ', '" x "'], ['x:', '"x:"'], ['a\nb', '"a\\nb"'], ['🚋 Tram', '🚋 Tram'], ['里斯本', '里斯本'],
    ['Hello, world', 'Hello, world'], ['{{ x }}', '"{{ x }}"'], ['a\\b', 'a\\b'], ['\\b', "'\\b'"], ['a\u00a0b', '"a\\u00A0b"'],
  ])('%j', (value, expected) => expect(writeYamlScalar(value)).toBe(expected));

  test('quotes in a list what would end there', () => {
    expect(writeYamlScalar('Hello, world', { flow: true })).toBe('"Hello, world"');
  });

  test('leaves numbers and booleans as they are', () => {
    expect([2020, true, null].map((value) => writeYamlScalar(value))).toEqual(['2020', 'true', 'null']);
  });

  test('is read back by both versions, whatever it was', () => {
    const roll = dice(7);
    const alphabet = [...'ab yYnN01.:,-#@%!&*?|>[]{}"\'\\~=<_+/eEoOxX\n\t\r\u0000\u00a0\u2028é里🚋\uFEFF'];
    for (let round = 0; round < 4000; round++) {
      const value = Array.from({ length: roll(round % 10 === 0 ? 300 : 8) }, () => alphabet[roll(alphabet.length)]).join('');
      for (const version of versions) {
        const written = writeYamlScalar(value);
        expect([written, written.includes('\n'), parseYaml(`a: ${written}\nb: 1`, version)]).toEqual([written, false, { a: value, b: 1 }]);
        expect(parseYaml(`a: [${writeYamlScalar(value, { flow: true })}, c]`, version)).toEqual({ a: [value, 'c'] });
      }
    }
  });
});
