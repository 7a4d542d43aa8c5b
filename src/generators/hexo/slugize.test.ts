import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { UNKNOWN } from '../../core/text/derived.ts';
import { slugize } from './slugize.ts';

const table = <T>(name: string): T =>
  JSON.parse(readFileSync(new URL(`../../../test/tables/${name}.json`, import.meta.url), 'utf8'));

describe('slugize agrees with hexo-util', () => {
  const { rows } = table<{ rows: { input: string; slugize: string; lower: string; upper: string }[] }>('hexo-slugize');

  test.each(rows)('$input', ({ input, ...expected }) => {
    expect({
      slugize: slugize(input),
      lower: slugize(input, { casing: 1 }),
      upper: slugize(input, { casing: 2 }),
    }).toEqual(expected);
  });

  test('for every letter of its table, and leaves all others', () => {
    const { map } = table<{ map: Record<string, string> }>('hexo-diacritics');
    const wrong = [];
    for (let code = 0x80; code <= 0x1f9ff; code += 1) {
      if (code >= 0xd800 && code <= 0xdfff) continue;
      const letter = String.fromCodePoint(code);
      const expected = `a${map[letter] ?? letter}b`;
      if (slugize(`a${letter}b`) !== expected) wrong.push([code.toString(16), slugize(`a${letter}b`), expected]);
    }
    expect(wrong).toEqual([]);
  });
});

test('slugize keeps what is not known', () => {
  expect(slugize(`Part ${UNKNOWN}`)).toBe(`Part-${UNKNOWN}`);
});

test('slugize is fast on a megabyte of punctuation', () => {
  slugize('-_ '.repeat(350_000));
});
