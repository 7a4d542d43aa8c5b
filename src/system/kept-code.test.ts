import { describe, expect, test } from 'vitest';
import { packCode, unpackCode } from './kept-code.ts';

const CODE = new Map([['main.cjs', 'a program'], ['new.cjs', 'starts a post'], ['empty.cjs', '']].map(([name = '', text]) => [name, Buffer.from(text ?? '')]));

const file = (): Buffer<ArrayBuffer> => Buffer.concat(packCode(CODE));

/** All that comes out of a file; nothing where it is none. */
function allOf(bytes: Buffer<ArrayBuffer>): Readonly<Record<string, string | undefined>> {
  try {
    const { names, of } = unpackCode(bytes);
    return Object.fromEntries([...names].map((name) => [name, of(name)?.toString()]));
  } catch {
    return {};
  }
}

describe('code in a file', () => {
  test('comes out as it went in', () => {
    expect(allOf(file())).toEqual({ 'main.cjs': 'a program', 'new.cjs': 'starts a post', 'empty.cjs': '' });
    expect(unpackCode(file()).of('lint.cjs')).toBeUndefined();
  });

  test('lies where V8 takes it without a copy', () => {
    const bytes = file();
    const { names, of } = unpackCode(bytes);
    expect([...names].map((name) => ((of(name)?.byteOffset ?? 1) - bytes.byteOffset) % 8)).toEqual([0, 0, 0]);
  });

  test('never comes out other than it went in, whatever happens to the file', () => {
    const whole = file();
    const good = allOf(whole);
    const isTrue = (found: Readonly<Record<string, string | undefined>>): boolean => Object.entries(found).every(([name, code]) => code === undefined || good[name] === code);
    for (let length = 0; length < whole.length; length++) expect(isTrue(allOf(whole.subarray(0, length)))).toBe(true);
    for (let at = 0; at < whole.length; at++) {
      const changed = Buffer.from(whole);
      changed[at] = (changed[at] ?? 0) ^ 4;
      const found = allOf(changed);
      expect(isTrue(found)).toBe(true);
      // Two parts out of three are still there where one was damaged, and none where the list of them was.
      expect([0, 2, 3]).toContain(Object.values(found).filter((code) => code !== undefined).length);
    }
  });
});
