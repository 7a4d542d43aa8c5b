import { describe, expect, test } from 'vitest';
import { nearest, NearestIndex, sameInOtherWords } from './nearest.ts';

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

  test('agrees with the distance worked out in full', () => {
    let seed = 7;
    const random = (): number => (seed = (seed * 48271) % 2147483647) / 2147483647;
    const word = (): string => Array.from({ length: 4 + Math.floor(random() * 14) }, () => 'abc'[Math.floor(random() * 3)]).join('');
    for (let round = 0; round < 3000; round++) {
      const [a, b] = [word(), word()];
      const limit = Math.min(4, Math.max(1, Math.floor(a.length / 4)));
      expect(nearest(a, [b]), `${a} ${b}`).toBe(distance(a, b) <= limit ? b : undefined);
    }
  });
});

describe('sameInOtherWords', () => {
  test('finds a phrase with a word more or less', () => {
    expect(sameInOtherWords('the-short-list', ['the-very-short-list', 'what-i-left'])).toBe('the-very-short-list');
    expect(sameInOtherWords('how-to-get-there', ['to-get-there'])).toBe('to-get-there');
  });

  test('finds nothing in one word, or between two', () => {
    expect(sameInOtherWords('list', ['the-list'])).toBeUndefined();
    expect(sameInOtherWords('the-list', ['the-long-list', 'the-short-list'])).toBeUndefined();
  });
});

function distance(a: string, b: string): number {
  const rows = Array.from({ length: a.length + 1 }, (_, i) => Array.from({ length: b.length + 1 }, (_, j) => (i === 0 ? j : j === 0 ? i : 0)));
  const at = (i: number, j: number): number => rows[i]?.[j] ?? 0;
  for (let i = 1; i <= a.length; i++) {
    for (let j = 1; j <= b.length; j++) {
      let cost = Math.min(at(i - 1, j) + 1, at(i, j - 1) + 1, at(i - 1, j - 1) + (a[i - 1] === b[j - 1] ? 0 : 1));
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) cost = Math.min(cost, at(i - 2, j - 2) + 1);
      rows[i]?.splice(j, 1, cost);
    }
  }
  return at(a.length, b.length);
}

test('an index answers what a search does', () => {
  let seed = 11;
  const random = (): number => (seed = (seed * 48271) % 2147483647) / 2147483647;
  const word = (): string => Array.from({ length: 2 + Math.floor(random() * 12) }, () => 'abcAB12/-é'[Math.floor(random() * 10)]).join('');
  for (let round = 0; round < 60; round++) {
    const words = new Set(Array.from({ length: 300 }, word));
    const index = new NearestIndex(words);
    for (let ask = 0; ask < 30; ask++) {
      const asked = word();
      const most = Math.floor(random() * 6);
      expect([asked, most, index.nearest(asked, most), index.nearest(asked)]).toEqual([asked, most, nearest(asked, words, most), nearest(asked, words)]);
    }
  }
});

test('those that are near are all that a search finds, up to the second nearest', () => {
  let seed = 5;
  const random = (): number => (seed = (seed * 48271) % 2147483647) / 2147483647;
  const word = (): string => Array.from({ length: 3 + Math.floor(random() * 9) }, () => 'abc12é'[Math.floor(random() * 6)]).join('');
  for (let round = 0; round < 8; round++) {
    const words = [...new Set(Array.from({ length: 200 }, word))];
    const index = new NearestIndex(words);
    for (let ask = 0; ask < 20; ask++) {
      const asked = random() < 0.3 ? words[Math.floor(random() * words.length)] ?? '' : word();
      const most = 1 + Math.floor(random() * 4);
      const near = words.map((one) => ({ word: one, distance: distance(asked, one) })).filter((one) => one.distance > 0 && one.distance <= most).sort((a, b) => a.distance - b.distance);
      const expected = near.filter((one) => one.distance <= (near[1]?.distance ?? most)).map((one) => `${one.distance} ${one.word}`).sort();
      expect([asked, most, ...index.besides(asked, most).map((one) => `${one.distance} ${one.word}`).sort()]).toEqual([asked, most, ...expected]);
    }
  }
});
