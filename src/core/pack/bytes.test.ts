import { describe, expect, test } from 'vitest';
import type { Value } from '../site/document.ts';
import { BytesReader, BytesWriter } from './bytes.ts';

function through(write: (writer: BytesWriter) => void): BytesReader {
  const writer = new BytesWriter();
  write(writer);
  writer.end();
  return new BytesReader(Buffer.from(writer.take()), 0);
}

describe('numbers', () => {
  test.each([0, 1, 127, 128, 16_383, 16_384, 2 ** 31, 2 ** 32, Number.MAX_SAFE_INTEGER])('%d comes back', (number) => {
    expect(through((writer) => writer.number(number)).number()).toBe(number);
  });

  test.each([0, -1, 1, -64, 63, -(2 ** 40)])('%d comes back with its sign', (number) => {
    expect(through((writer) => writer.signed(number)).signed()).toBe(number);
  });
});

describe('strings', () => {
  test.each(['', 'a', 'Über', 'ÿ', '漢字', '👋🏽', 'a\u0000b', '\uD800 alone', '\uFDD0'])('%j comes back', (text) => {
    const reader = through((writer) => { writer.string(text); writer.string('after'); });
    expect([reader.string(), reader.string()]).toEqual([text, 'after']);
  });

  test('those read apart are the same', () => {
    const writer = new BytesWriter();
    for (const text of ['日', 'one', '', 'two']) writer.string(text);
    writer.end();
    const reader = new BytesReader(Buffer.from(writer.take()), 0, true);
    expect([reader.string(), reader.string(), reader.string(), reader.string()]).toEqual(['日', 'one', '', 'two']);
  });
});

describe('values', () => {
  const values: readonly Value[] = [
    null, true, false, 'text', 0, 5, -5, 1.5, -0, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 60, [], {}, [1, ['a', { b: null }]], { 'a b': { c: [true] } },
  ];
  test.each(values.map((value) => ({ value })))('$value comes back', ({ value }) => {
    expect(through((writer) => writer.value(value)).value()).toStrictEqual(value);
  });

  test('one held twice is the same one, and a circle stays a circle', () => {
    const shared = ['x'];
    const circle: Value[] = [shared, shared];
    circle.push(circle);
    const back = through((writer) => writer.value(circle)).value();
    const [first, second, third] = Array.isArray(back) ? back : [];
    expect(first).toBe(second);
    expect(third).toBe(back);
  });

  test('a key is only ever a key', () => {
    const value: Value = JSON.parse('{"__proto__": {"polluted": true}, "constructor": 1}');
    const back = through((writer) => writer.value(value)).value();
    expect(Object.keys(back ?? {})).toEqual(['__proto__', 'constructor']);
    expect(Object.getPrototypeOf(back)).toBe(Object.prototype);
  });

  test('an object without a prototype has none', () => {
    expect(Object.getPrototypeOf(through((writer) => writer.value(Object.create(null))).value())).toBe(null);
  });
});

test('several parts stand one after the other, and a writer can be used again', () => {
  const writer = new BytesWriter();
  for (const round of ['first', 'second']) {
    writer.string(`${round} one`);
    const one = writer.end();
    writer.string(`${round} two`);
    const two = writer.end();
    const bytes = Buffer.from(writer.take());
    expect([new BytesReader(bytes, one).string(), new BytesReader(bytes, two).string()]).toEqual([`${round} one`, `${round} two`]);
  }
});

test('bytes that are cut off are refused', () => {
  const writer = new BytesWriter();
  writer.string('a text of some length');
  writer.number(300);
  writer.end();
  const bytes = Buffer.from(writer.take());
  for (let length = 0; length < bytes.length; length++) {
    expect(() => {
      const reader = new BytesReader(bytes.subarray(0, length), 0);
      reader.string();
      reader.number();
    }).toThrow(RangeError);
  }
});
