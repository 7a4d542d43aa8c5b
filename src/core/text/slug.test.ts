import { expect, test } from 'vitest';
import { slugOf } from './slug.ts';

test.each([
  ['A week in Lisbon', 'a-week-in-lisbon'],
  ['Über uns & euch', 'uber-uns-and-euch'],
  ['Don’t panic: it\'s fine', 'dont-panic-its-fine'],
  ['C++ / C#, twice -- really…', 'c-c-twice-really'],
  ['snake_case and 1.5 days', 'snake-case-and-1-5-days'],
  ['Привет, мир', 'privet-mir'],
  ['里斯本 2026', '里斯本-2026'],
  ['日本語のタイトル', '日本語のタイトル'],
  ['Cafe\u0301', 'cafe'],
  ['👍🎉', ''],
  ['---', ''],
  ['100% sure: "quoted" #1', '100-percent-sure-quoted-1'],
  ['Coursera Deep Learning Specialization (2-min read)', 'coursera-deep-learning-specialization-2-min-read'],
  ['Vec<T> | R&D', 'vec-t-r-and-d'],
  ['한국어 제목', '한국어-제목'],
  ['हिन्दी में', 'हिन्दी-में'],
])('%s', (title, slug) => expect(slugOf(title)).toBe(slug));
