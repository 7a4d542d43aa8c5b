import { describe, expect, test } from 'vitest';
import { nearest } from './nearest.ts';

describe('nearest', () => {
  test('finds a slip of the fingers', () => {
    expect(nearest('brewing-gren-tea', ['brewing-green-tea', 'brewing-black-tea'])).toBe('brewing-green-tea');
    expect(nearest('taec', ['cake', 'teac'])).toBe('teac');
    expect(nearest('geting-there', ['getting-there', 'being-there'])).toBe('getting-there');
  });

  test('finds nothing in words that have little in common', () => {
    expect(nearest('tea', ['cake', 'milk'])).toBeUndefined();
    expect(nearest('part-two-of-three', ['second-part'])).toBeUndefined();
    expect(nearest('tea', [])).toBeUndefined();
  });

  test('does not choose between two that are equally near', () => {
    expect(nearest('part-x', ['part-a', 'part-b'])).toBeUndefined();
    expect(nearest('part-x', ['part-a', 'part-b', 'part-xy', 'part-x'])).toBe('part-x');
  });

  test('is quick among many', () => {
    const many = Array.from({ length: 20_000 }, (_, index) => `/2020/01/02/a-rather-long-title-of-a-post-${index}/`);
    expect(nearest('/2020/01/02/a-rather-long-titel-of-a-post-12345/', many)).toBe('/2020/01/02/a-rather-long-title-of-a-post-12345/');
  });
});
