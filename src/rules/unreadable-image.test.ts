import { describeRule } from '../../test/helpers/describe-rule.ts';
import unreadableImage from './unreadable-image.ts';

const blog = { 'posts/hello.md': '![A boat](/images/x.png)', 'images/x.png': '' };

describeRule(unreadableImage, {
  finds: {
    'an empty file': {
      blog, facts: { unreadable: { 'images/x.png': 'is empty' } },
      drawn: `
posts/hello.md
![A boat](/images/x.png)
          ~~~~~~~~~~~~~
          The image \`images/x.png\` is empty.
          Export it again, or give it the extension of what it is.`,
    },
  },
  accepts: { 'an image that is one': blog },
});
