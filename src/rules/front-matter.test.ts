import { describeRule } from '../../test/helpers/describe-rule.ts';
import frontMatter from './front-matter.ts';

describeRule(frontMatter, {
  finds: {
    'a post without a title': {
      blog: { 'posts/hello.md': '---\ntags: [tea]\n---\nx' },
      drawn: `
posts/hello.md
---
~~~
This post has no title.
Add a line \`title: …\` to its front matter.`,
    },
    'a title that is a list': {
      blog: { 'posts/hello.md': '---\ntitle: [Tea] \n---\nx' },
      drawn: `
posts/hello.md
---
~~~
The title is not a text.
Put it in quotes: \`title: "…"\`.`,
    },
  },
  accepts: {
    'keys in other letter case, which some generators take': { 'posts/hello.md': '---\nTitle: Tea\n---\nx' },
    'a blog whose titles are kept elsewhere': { 'posts/a.md': '---\nheadline: Tea\n---\nx', 'posts/b.md': '---\nheadline: Milk\n---\nx', 'posts/c.md': '---\ntitle: Sugar\n---\nx' },
    'a post with a title, and a page without': { 'posts/hello.md': '---\ntitle: Tea\n---\nx', 'about.md': '---\nlayout: page\n---\nx' },
  },
});
