import { describeRule } from '../../test/helpers/describe-rule.ts';
import droppedHtml from './dropped-html.ts';

const rawHtml = { isShown: false, advice: 'let it through' };

describeRule(droppedHtml, {
  finds: {
    'an image that is not on the page': {
      rawHtml,
      blog: { 'posts/hello.md': 'The harbour.\n\n<img src="/boat.png" srcset="/boat-2.png 2x">', 'boat.png': '' },
      drawn: `
posts/hello.md
<img src="/boat.png" srcset="/boat-2.png 2x">
          ~~~~~~~~~
          The settings keep raw HTML out of the page: \`/boat.png\` is not on it.
          Write it in Markdown, or let it through.
`,
    },
    'the first of several, and their number': {
      rawHtml,
      blog: { 'posts/hello.md': '<a href="/">Home</a> and <a href="/b/">a</a>, <a href="/c/">b</a>' },
      drawn: `
posts/hello.md
<a href="/">Home</a> and <a href="/b/">a</a>, <a href="/c/">b</a>
         ~
         The settings keep raw HTML out of the page: \`/\` is not on it, nor are 2 more in this post.
         Write it in Markdown, or let it through.
`,
    },
    'one whose tag readers see': {
      rawHtml: { isShown: true, advice: 'let it through' },
      blog: { 'posts/hello.md': '<a href="/">Home</a>' },
      drawn: `
posts/hello.md
<a href="/">Home</a>
         ~
         The settings keep raw HTML out of the page: readers see the tag around \`/\` as text.
         Write it in Markdown, or let it through.
`,
    },
  },
  accepts: {
    'raw HTML where it is let through': { 'posts/hello.md': '<a href="/">Home</a>' },
    'raw HTML that points nowhere': { rawHtml, blog: { 'posts/hello.md': '<b id="x">x</b> <!-- <img src="/boat.png"> -->' } },
  },
});
