import { expect, test } from 'vitest';
import { applyEdits, areCompatible } from './edits.ts';

const edit = (start: number, end: number, text: string) => ({ range: { start, end }, text });

test('edits are made wherever they stand, in any order', () => {
  expect(applyEdits('from Porto to Faro', [edit(14, 18, 'Lagos'), edit(5, 10, 'Braga')])).toBe('from Braga to Lagos');
  expect(applyEdits('Porto', [edit(0, 0, 'to '), edit(5, 5, '!')])).toBe('to Porto!');
  expect(applyEdits('a\r\n\uFEFFb', [])).toBe('a\r\n\uFEFFb');
});

test('the same edit twice is one', () => {
  expect(applyEdits('Porto', [edit(0, 5, 'Braga'), edit(0, 5, 'Braga')])).toBe('Braga');
});

test('two that overlap are refused', () => {
  expect(areCompatible([edit(0, 5, 'Braga'), edit(3, 5, 'x')])).toBe(false);
  expect(() => applyEdits('Porto', [edit(0, 5, 'Braga'), edit(3, 5, 'x')])).toThrow('overlap');
  expect(areCompatible([edit(0, 5, 'Braga'), edit(5, 5, 'x')])).toBe(true);
});
