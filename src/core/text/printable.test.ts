import { expect, test } from 'vitest';
import { printable } from './printable.ts';
import { cropped, padded, widthOf, wrapped } from './width.ts';

test.each([
  ['Grüße, 世界 👩‍👩‍👧 \t(tab)', 'Grüße, 世界 👩‍👩‍👧 \t(tab)'],
  ['\x1b[2J\x1b]0;gone\x07', '\\x1b[2J\\x1b]0;gone\\x07'],
  ['a\r\nb', 'a\\r\\nb'],
  ['\x9b31m', '\\x9b31m'],
  ['invoice\u202egpj.exe', 'invoice\\u202egpj.exe'],
  ['half \ud83d', 'half \\ud83d'],
])('%j is shown as %s', (text, shown) => expect(printable(text)).toBe(shown));

test.each([
  ['plain', 5], ['Grüße', 5], ['e\u0301', 1], ['世界', 4], ['한국어', 6], ['カナ', 4], ['ｶﾅ', 2], ['Ｆ', 2],
  ['👍', 2], ['👩‍👩‍👧', 2], ['🇩🇪', 2], ['❤️', 2], ['❤', 1], ['👍🏽', 2], ['a\u200bb', 2], ['…', 1], ['', 0],
])('%s has %i columns', (text, width) => expect(widthOf(text)).toBe(width));

test('what is cut ends in a dot dot dot', () => {
  expect(cropped('A week in Lisbon', 9)).toBe('A week i…');
  expect(cropped('里斯本的一周', 6)).toBe('里斯…');
  expect(widthOf(padded('里斯本', 10))).toBe(10);
  expect(padded('7', 3, 'right')).toBe('  7');
});

test('long texts are broken between words', () => {
  expect(wrapped('the train to Porto leaves at nine', 14)).toEqual(['the train to', 'Porto leaves', 'at nine']);
  expect(wrapped('averyveryverylongword it is', 8)).toEqual(['averyveryverylongword', 'it is']);
});
