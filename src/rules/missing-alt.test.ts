import { describeRule } from '../../test/helpers/describe-rule.ts';
import missingAlt from './missing-alt.ts';

describeRule(missingAlt, {
  finds: {
    'images without words': {
      blog: { 'posts/hello.md': '![](/x.png)\n\n<img src="/x.png">\n', 'x.png': 'x' },
      drawn: `
posts/hello.md
![](/x.png)
    ~~~~~~
    The image \`/x.png\` has no alt text.
    Say in a few words what it shows: \`![what it shows](…)\`.
<img src="/x.png">
          ~~~~~~
          The image \`/x.png\` has no alt text.
          Add \`alt="what it shows"\`, or \`alt=""\` if it is only decoration.`,
    },
  },
  accepts: {
    'words, and decoration': { 'posts/hello.md': '![A boat](/x.png) <img src="/x.png" alt=""> <img src="/x.png" role="presentation">', 'x.png': 'x' },
  },
});
