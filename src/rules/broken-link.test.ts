import { describeRule } from '../../test/helpers/describe-rule.ts';
import brokenLink from './broken-link.ts';

describeRule(brokenLink, {
  finds: {
    'a link to a post that was renamed': {
      blog: { 'posts/hello.md': 'Go on to [part two](/part-two-of-three/).', 'posts/second-part.md': '# Part two' },
      drawn: `
posts/hello.md
Go on to [part two](/part-two-of-three/).
                    ~~~~~~~~~~~~~~~~~~~
                    \`/part-two-of-three/\` leads nowhere, and nothing is there.`,
    },
    'a link to a source file, which is right in an editor only': {
      blog: { 'posts/hello.md': 'Go on to [part two](part-two.md).', 'posts/part-two.md': 'x' },
      drawn: `
posts/hello.md
Go on to [part two](part-two.md).
                    ~~~~~~~~~~~
                    \`part-two.md\` is \`/hello/part-two.md\` from \`/hello/\`; the page is at \`/part-two/\`. It is right beside the source file, but a browser starts from the published address.
                    Write \`/part-two/\`.`,
    },
    'the right post under another date': {
      blog: { 'posts/hello.md': '[then](/2020/01/03/tea/)', 'posts/tea.md': '---\npermalink: /2020/01/02/tea/\n---\n' },
      drawn: `
posts/hello.md
[then](/2020/01/03/tea/)
       ~~~~~~~~~~~~~~~~
       \`/2020/01/03/tea/\` leads nowhere; the post is at \`/2020/01/02/tea/\` (another date).
       Write \`/2020/01/02/tea/\`.`,
    },
    'a slash after a page that is a file': {
      blog: { 'posts/hello.md': '[menu](/menu/)', 'posts/menu.md': '---\npermalink: /menu.html\n---\n' },
      drawn: `
posts/hello.md
[menu](/menu/)
       ~~~~~~
       \`/menu/\` leads nowhere; the page answers without the slash at the end, at \`/menu.html\`.
       Write \`/menu.html\`.`,
    },
    'punctuation that went into the address': {
      blog: { 'posts/hello.md': 'See <a href="/tea/).">tea</a>', 'posts/tea.md': 'x' },
      drawn: `
posts/hello.md
See <a href="/tea/).">tea</a>
             ~~~~~~~
             \`/tea/).\` leads nowhere, and nothing is there: punctuation of the sentence went into it.
             Write \`/tea/\`, and leave what follows it outside of the link.`,
    },
    'an address of the system the blog was kept in before': {
      blog: { 'posts/hello.md': '[old](/node/12)' },
      drawn: `
posts/hello.md
[old](/node/12)
      ~~~~~~~~
      \`/node/12\` leads nowhere, and nothing is there: it looks like an address of the system this blog was kept in before.
      Point it to where the thing is now, or remove the link.`,
    },
    'a slip of the fingers': {
      blog: { 'posts/hello.md': '[tea](/brewing-gren-tea/)', 'posts/brewing-green-tea.md': 'x' },
      drawn: `
posts/hello.md
[tea](/brewing-gren-tea/)
      ~~~~~~~~~~~~~~~~~~
      \`/brewing-gren-tea/\` leads nowhere, and nothing is there.
      Did you mean \`/brewing-green-tea/\`?`,
    },
    'an address below the path that is the blog\'s alone, written in full': {
      base: '/tea',
      blog: { 'posts/hello.md': '<https://travels.example/tea/milk/>' },
      drawn: `
posts/hello.md
<https://travels.example/tea/milk/>
 ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~
 \`https://travels.example/tea/milk/\` is \`/tea/milk/\` on the site, and nothing is there.`,
    },
    'an address of the blog itself, written in full': {
      blog: { 'posts/hello.md': '<https://travels.example/hello/nowhere/>' },
      drawn: `
posts/hello.md
<https://travels.example/hello/nowhere/>
 ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~
 \`https://travels.example/hello/nowhere/\` is \`/hello/nowhere/\` on the site, and nothing is there.`,
    },
  },
  accepts: {
    'another folder of the same host, which another repository may publish': { 'posts/hello.md': '<https://travels.example/docs/>' },
    'a link to a post, with and without its slash': { 'posts/hello.md': '[a](/tea/) [b](/tea) [c](../tea/) [d](/tea/index.html)', 'posts/tea.md': 'x' },
    'the post itself': { 'posts/hello.md': '[top](#) [again]() [here](/hello/)' },
    'other sites, letters and telephones': { 'posts/hello.md': '[a](https://example.org/x) [b](mailto:a@example.org) [c](tel:+49) [d](//example.org/x)' },
    'a file that is published as it is': { 'posts/hello.md': '[menu](/files/menu.pdf)', 'files/menu.pdf': '%PDF' },
    'a percent-encoded name': { 'posts/hello.md': '[menu](/files/the%20menu.pdf)', 'files/the menu.pdf': '%PDF' },
    'a link in code': { 'posts/hello.md': '`[a](/nowhere/)`\n\n    [b](/nowhere/)\n\n```\n[c](/nowhere/)\n```\n' },
    'a link in a comment': { 'posts/hello.md': '<!-- [a](/nowhere/) <a href="/nowhere/">x</a> -->' },
  },
});
