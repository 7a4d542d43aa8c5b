import { describe, expect, test } from 'vitest';
import { ParseError } from './parse-error.ts';
import { parseToml, readTomlMap, writeTomlScalar } from './toml.ts';

describe('parseToml', () => {
  test.each([
    ['a = 1\nb = "x"\nc = true', { a: 1, b: 'x', c: true }],
    ['date = 2020-01-02', { date: '2020-01-02' }],
    ['date = 2020-01-02T03:04:05+09:00 # then', { date: '2020-01-02T03:04:05+09:00' }],
    ['dates = [ 2020-01-02 03:04:05, 2021-01-01 ]', { dates: ['2020-01-02 03:04:05', '2021-01-01'] }],
    ['[a.b]\nc = 03:04:05', { a: { b: { c: '03:04:05' } } }],
    ['[[a]]\nd = 2020-01-01\n[[a.b]]\nd = 2020-01-02\n[[a]]\nd = 2020-01-03\n[a.c]\nd = 2020-01-04',
      { a: [{ d: '2020-01-01', b: [{ d: '2020-01-02' }] }, { d: '2020-01-03', c: { d: '2020-01-04' } }] }],
    ['\uFEFFa.b."c d" = { e = 2020-01-02, f = [] }', { a: { b: { 'c d': { e: '2020-01-02', f: [] } } } }],
    ['"\\u0061" = 2020-01-02', { a: '2020-01-02' }],
    ['a = """x\n"y" """"\nd = 2020-01-02', { a: 'x\n"y" "', d: '2020-01-02' }],
  ])('reads %j', (text, expected) => expect(parseToml(text)).toEqual(expected));

  test('keeps keys that every object has harmless', () => {
    const data = parseToml('__proto__ = { x = 1 }\nconstructor = 2');
    expect(Object.keys(data)).toEqual(['__proto__', 'constructor']);
    expect(data['x']).toBeUndefined();
  });

  test.each([
    ['a = 1\nb = x', 2, 5],
    ['a = 1\na = 2', 2, 1],
    ['a = [1', 1, 7],
    ['a', 1, 1],
  ])('refuses %j', (text, line, column) => {
    let error: unknown;
    try { parseToml(text); } catch (caught) { error = caught; }
    expect(error).toBeInstanceOf(ParseError);
    expect(error).toMatchObject({ line, column });
    expect(error).toHaveProperty('message', expect.stringMatching(/^[A-Z][^\n]*\.$/));
  });
});

test('readTomlMap knows where every scalar stands', () => {
  const text = 'title = "A \\"b\\""\ndate = 2020-01-02 # then\n[params.cover]\nimage = \'a.png\'\ntags = [ "x",\n  # why\n  "y" ]\ninline = { a.b = 1 }\n[[resources]]\nsrc = """c.png"""\n[[resources]]\nsrc = \'\'\n';
  const seen = Array.from(readTomlMap(text).scalars, ([path, { key, value, quoted }]) =>
    `${path} | ${text.slice(key.start, key.end)} | ${text.slice(value.start, value.end)}${quoted ? ' | quoted' : ''}`);
  expect(seen).toEqual([
    'title | title | A \\"b\\" | quoted',
    'date | date | 2020-01-02',
    'params.cover.image | image | a.png | quoted',
    'params.cover.tags.0 | tags | x | quoted',
    'params.cover.tags.1 | tags | y | quoted',
    'params.cover.inline.a.b | a.b | 1',
    'resources.0.src | src | c.png | quoted',
    'resources.1.src | src |  | quoted',
  ]);
});

describe('writeTomlScalar', () => {
  test.each([
    ['Lisbon: day 2', '"Lisbon: day 2"'],
    ['She said "no"', "'She said \"no\"'"],
    ['It\'s "x"', '"It\'s \\"x\\""'],
    ['a\nb\\', '"a\\nb\\\\"'],
    ['', '""'],
    ['🚋 里斯本', '"🚋 里斯本"'],
  ])('%j', (value, expected) => {
    expect(writeTomlScalar(value)).toBe(expected);
    expect(parseToml(`a = ${expected}`)).toEqual({ a: value });
  });

  test('leaves numbers and booleans as they are', () => expect([writeTomlScalar(1), writeTomlScalar(true)]).toEqual(['1', 'true']));
});
