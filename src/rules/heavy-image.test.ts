import { describeRule } from '../../test/helpers/describe-rule.ts';
import heavyImage from './heavy-image.ts';

const blog = { 'posts/hello.md': '![A boat](/images/x.png)', 'images/x.png': 'x' };

describeRule(heavyImage, {
  finds: {
    'an image as it came out of the camera': {
      blog, facts: { sizes: { 'images/x.png': 7_340_000 } },
      drawn: `
posts/hello.md
![A boat](/images/x.png)
          ~~~~~~~~~~~~~
          \`images/x.png\` has 7.3 MB.
          Make it smaller: few screens show more than 2,000 pixels across, and as JPEG or WebP a photograph has less than 1 MB.`,
    },
  },
  accepts: {
    'an image of a sensible size': { blog, facts: { sizes: { 'images/x.png': 2_000_000 } } },
    'a link to the large one': { blog: { ...blog, 'posts/hello.md': '[large](/images/x.png)' }, facts: { sizes: { 'images/x.png': 7_340_000 } } },
  },
});
