import { expect, test } from 'vitest';
import { wordsIn } from './words.ts';

test.each([
  ['', 0],
  ['  ...  ', 0],
  ['Two weeks in Lisbon', 4],
  ["don't, it’s 2024-01-02", 5],
  ['naïve cafe\u0301', 2],
  ['Москва не сразу строилась', 4],
  ['里斯本的电车', 6],
  ['リスボンへ行く', 7],
  ['리스본 여행', 2],
  ['Tram28 里斯本', 4],
  ['हिन्दी में', 2],
  ['🚋 🇵🇹 →', 0],
  ['𠮷野家', 3],
])('%s', (text, words) => expect(wordsIn(text)).toBe(words));

test('counts in a part only', () => expect(wordsIn('one two three four', 4, 13)).toBe(2));
