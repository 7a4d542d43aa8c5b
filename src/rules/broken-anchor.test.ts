import { describeRule } from '../../test/helpers/describe-rule.ts';
import brokenAnchor from './broken-anchor.ts';

describeRule(brokenAnchor, {
  finds: {
    'a heading that was renamed': {
      blog: { 'posts/hello.md': 'See [how](/tea/#geting-there).', 'posts/tea.md': '## Getting there\n' },
      drawn: `
posts/hello.md
See [how](/tea/#geting-there).
          ~~~~~~~~~~~~~~~~~~
          \`/tea/\` (\`posts/tea.md\`) has no heading or other place called \`#geting-there\`.
          Did you mean \`/tea/#getting-there\`?`,
    },
    'letter case on the page itself': {
      blog: { 'posts/hello.md': '[up](#Getting-There)\n\n## Getting there\n' },
      drawn: `
posts/hello.md
[up](#Getting-There)
     ~~~~~~~~~~~~~~
     This page (\`posts/hello.md\`) has \`#getting-there\`, not \`#Getting-There\`: letter case counts.
     Write \`#getting-there\`.`.replace(' (`posts/hello.md`)', ''),
    },
    'a place in raw HTML that is kept out of the page': {
      rawHtml: { isShown: false, advice: 'let it through' },
      blog: { 'posts/hello.md': 'See [how](/tea/#milk).', 'posts/tea.md': '<a name="milk"></a>Milk\n\n## Milks\n' },
      drawn: `
posts/hello.md
See [how](/tea/#milk).
          ~~~~~~~~~~
          \`/tea/\` (\`posts/tea.md\`) has no heading or other place called \`#milk\`: the one in raw HTML is kept out of the page.
          Give the id to a heading, or let it through.`,
    },
  },
  accepts: {
    'headings, ids and names': { 'posts/hello.md': '## Tea\n<a name="cake"></a><p id="milk">x</p>\n\n[a](#tea) [b](#cake) [c](#milk) [d](#top) [e](#)\n' },
    'a percent-encoded fragment': { 'posts/hello.md': '## Über\n\n[a](#%C3%BCber) [b](#über)\n' },
    'a text fragment': { 'posts/hello.md': '[a](#:~:text=hello)' },
    'a place in a file of another kind': { 'posts/hello.md': '[p. 2](/menu.pdf#page=2)', 'menu.pdf': '%PDF' },
    'a comment, which a program adds': { 'posts/hello.md': '[a](#comment-12)' },
  },
});
