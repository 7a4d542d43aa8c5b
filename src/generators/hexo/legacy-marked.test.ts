import { describe, expect, test } from 'vitest';
import { legacyEdits } from './legacy-marked.ts';

function edited(text: string): string {
  let result = '';
  let done = 0;
  for (const { start, end, text: made } of legacyEdits(text, 0, text.length)) {
    result += text.slice(done, start) + made.replace('\u200B', '·');
    done = end;
  }
  return result + text.slice(done);
}

describe('an early marked reads a destination to the first bracket', () => {
  test.each([
    ['[a](b)', '[a](b)'],
    ['[a](b "title")', '[a](b "title")'],
    ['[a](b c.md)', '[a](<b c.md>)'],
    ['![a](b.png =100x200)', '![a](<b.png =100x200>)'],
    ['[a](b (title))', '[a](<b (title>))'],
    ['[a](b_(c).html)', '[a](<b_(c>).html)'],
    ['[a](b "a "q" t")', '[a](<b>)'],
    ['[a](b "t (x)")', '[a](b "t (x)")'],
    ['[a](b\\_c)', '[a](<b\\\\_c>)'],
    ['[a](b） [c](d)', '[a](<b） [c](d>)'],
    ['[a](b\n\nc)', '[a](b\n\nc)'],
    ['[a](<b c>)', '[a](<b c>)'],
  ])('%j', (text, expected) => {
    expect(edited(text)).toBe(expected);
  });
});

describe('and Markdown in blocks of HTML', () => {
  test.each([
    ['<div>\n[a](b)\n</div>', '·<div>\n[a](b)\n·</div>'],
    ['  <br/>![](a)', '  ·<br/>![](a)'],
    ['a <b>c</b>', 'a <b>c</b>'],
    ['<pre>\n[a](b)\n</pre>', '<pre>\n[a](b)\n</pre>'],
    ['<https://a.example>', '<https://a.example>'],
  ])('%j', (text, expected) => {
    expect(edited(text)).toBe(expected);
  });
});

test.each(['](', '](a ', '](a "', '<div>\n', '](\n'])('200 kB of %j take no time', (text) => {
  legacyEdits(text.repeat(200_000 / text.length), 0, 200_000);
});
