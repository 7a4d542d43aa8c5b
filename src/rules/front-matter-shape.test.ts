import { describeRule } from '../../test/helpers/describe-rule.ts';
import type { Texts } from '../../test/helpers/blog.ts';
import frontMatterShape from './front-matter-shape.ts';

const posts = (count: number, head: string): Texts => Object.fromEntries(Array.from({ length: count }, (_, index) => [`posts/p${index}.md`, `---\n${head}\n---\n`]));

describeRule(frontMatterShape, {
  finds: {
    'a text where the others have a list': {
      blog: { ...posts(20, 'title: A\ntags: [a]'), 'posts/tea.md': '---\ntitle: B\ntags: a, b\n---\n' },
      drawn: `
posts/tea.md
tags: a, b
      ~~~~
      \`tags\` is a text here, and a list in 20 other posts.
      Write it as the others do.`,
    },
    'a list where the others have a text': {
      blog: { ...posts(20, 'author: Ada'), 'posts/tea.md': '---\nauthor:\n  - Ada\n---\n' },
      drawn: `
posts/tea.md
  - Ada
    ~~~
    \`author\` is a list here, and a text in 20 other posts.
    Write it as the others do.`,
    },
    'a draft that is not one': {
      blog: { ...posts(20, 'draft: false'), 'posts/tea.md': '---\ndraft: "false"\n---\n' },
      drawn: `
posts/tea.md
draft: "false"
        ~~~~~
        \`draft\` is a text here, and true or false in 20 other posts.
        Write it as the others do.`,
    },
    'a date that is none': {
      blog: { ...posts(20, 'date: 2024-01-02'), 'posts/tea.md': '---\ndate: May 5, 2024\n---\n' },
      drawn: `
posts/tea.md
date: May 5, 2024
      ~~~~~~~~~~~
      \`date\` is a text here, and a date in 20 other posts.
      Write it as the others do.`,
    },
    'a key that nearly all have': {
      blog: { ...posts(60, 'title: A\ndescription: x'), 'posts/tea.md': '---\ntitle: B\n---\n' },
      drawn: `
posts/tea.md
---
~~~
\`description\` is missing here, which 60 of 61 posts have.`,
    },
    'what a schema is against': {
      blog: { 'posts/tea.md': '---\ntags: a\n---\n' },
      facts: { shape: { 'posts/tea.md': [{ path: 'tags', message: 'It is no list.' }, { path: '', message: 'It has no title.' }] } },
      drawn: `
posts/tea.md
---
~
It has no title.
Mend it, or the schema.
tags: a
      ~
      It is no list.
      Mend it, or the schema.`,
    },
  },
  accepts: {
    'a title that is a number': { ...posts(20, 'title: A'), 'posts/tea.md': '---\ntitle: 1984\n---\n' },
    'a few posts that differ': { ...posts(5, 'tags: [a]'), 'posts/tea.md': '---\ntags: a\n---\n' },
    'what is mixed in many': { ...posts(20, 'tags: [a]'), 'posts/tea.md': '---\ntags: a\n---\n', 'posts/milk.md': '---\ntags: b\n---\n' },
    'an empty value': { ...posts(20, 'tags: [a]'), 'posts/tea.md': '---\ntags:\n---\n' },
    'a draft without what is missing yet': { ...posts(60, 'title: A\ndescription: x'), 'posts/tea.md': '---\ntitle: B\ndraft: true\n---\n' },
    'all of it, where a schema speaks and is content': { blog: { ...posts(20, 'tags: [a]'), 'posts/tea.md': '---\ntags: a\n---\n' }, facts: { shape: {} } },
  },
});
