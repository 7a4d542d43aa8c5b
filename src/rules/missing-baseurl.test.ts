import { describeRule } from '../../test/helpers/describe-rule.ts';
import missingBaseurl from './missing-baseurl.ts';

describeRule(missingBaseurl, {
  finds: {
    'a rooted image on a project page': {
      base: '/blog',
      blog: { 'posts/hello.md': '![A boat](/images/x.png)', 'images/x.png': 'x' },
      drawn: `
posts/hello.md
![A boat](/images/x.png)
          ~~~~~~~~~~~~~
          \`/images/x.png\` starts at the root of the host, but this blog is served under \`/blog/\`; the image is at \`/blog/images/x.png\`.
          Write \`/blog/images/x.png\`.`,
    },
  },
  accepts: {
    'a path with its base, and a relative one': { base: '/blog', blog: { 'posts/hello.md': '![a](/blog/images/x.png) ![b](../images/x.png)', 'images/x.png': 'x' } },
    'a full address of another page on the host': { base: '/blog', blog: { 'posts/hello.md': '[a](https://travels.example/other-project/)' } },
  },
});
