import { describeRule } from '../../test/helpers/describe-rule.ts';
import wrongCase from './wrong-case.ts';

describeRule(wrongCase, {
  finds: {
    'an image whose name begins with a capital': {
      blog: { 'posts/hello.md': '<img src="../images/X.png" alt="">', 'images/x.png': 'x' },
      drawn: `
posts/hello.md
<img src="../images/X.png" alt="">
          ~~~~~~~~~~~~~~~
          \`../images/X.png\` is \`/images/X.png\` from \`/hello/\`, but it is called \`/images/x.png\`: letter case counts on the web, whatever this disk says.
          Write \`../images/x.png\`.`,
    },
    'a page in lower case': {
      blog: { 'posts/hello.md': '[tea](/Tea/#milk)', 'posts/tea.md': '## Milk' },
      drawn: `
posts/hello.md
[tea](/Tea/#milk)
      ~~~~~~~~~~
      \`/Tea/#milk\` leads nowhere, but it is called \`/tea/\`: letter case counts on the web, whatever this disk says.
      Write \`/tea/#milk\`.`,
    },
  },
  accepts: {
    'two files that differ only in case': { 'posts/hello.md': '![a](/X.png) ![b](/x.png)', 'X.png': 'x', 'x.png': 'x' },
  },
});
