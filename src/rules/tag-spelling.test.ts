import { expect, test } from 'vitest';
import { describeRule } from '../../test/helpers/describe-rule.ts';
import { sameTag } from '../core/text/same-tag.ts';
import tagSpelling from './tag-spelling.ts';

const post = (tags: string) => `---\ntags: ${tags}\n---\n`;

describeRule(tagSpelling, {
  finds: {
    'a tag that most posts spell in another way': {
      blog: { 'posts/a.md': post('[Next.js, web]'), 'posts/b.md': post('\n  - web\n  - nextjs'), 'posts/c.md': post('[Next.js]') },
      drawn: `
posts/b.md
  - nextjs
    ~~~~~~
    The tag \`nextjs\` is \`Next.js\` in 2 other posts.
    Write \`Next.js\` here too: \`blog rename-tag\` does so everywhere.`,
    },
  },
  accepts: {
    'tags that differ in more than spelling': { 'posts/a.md': post('[c, tool]'), 'posts/b.md': post('[c++, tools]') },
    'a tag twice in one spelling': { 'posts/a.md': post('[Next.js, Next.js]') },
  },
});

test.each([
  [['Next.js', 'nextjs', 'next-js', 'NextJS'], 1],
  [['Web Design', 'web-design', 'web_design', 'webdesign'], 1],
  [['C', 'C++', 'C#'], 3],
  [['.net', 'net'], 2],
  [['café', 'CAFÉ', 'cafe\u0301'], 1],
  [['旅行', '旅 行'], 1],
  [['tool', 'tools'], 2],
  [['3.1', '31'], 2],
])('%j are %i', (tags, count) => expect(new Set(tags.map(sameTag)).size).toBe(count));
