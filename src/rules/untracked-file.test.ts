import { describeRule } from '../../test/helpers/describe-rule.ts';
import untrackedFile from './untracked-file.ts';

const blog = { 'posts/hello.md': '![A boat](/images/x.png)', 'images/x.png': 'x' };

describeRule(untrackedFile, {
  finds: {
    'an image that was never added': {
      blog, facts: { untracked: { 'images/x.png': 'untracked' } },
      drawn: `
posts/hello.md
![A boat](/images/x.png)
          ~~~~~~~~~~~~~
          \`images/x.png\` is on this disk, but git does not have it yet, so it will not be on the site.
          Type \`git add images/x.png\`.`,
    },
    'an image that is ignored': {
      blog, facts: { untracked: { 'images/x.png': 'ignored' } },
      drawn: `
posts/hello.md
![A boat](/images/x.png)
          ~~~~~~~~~~~~~
          \`images/x.png\` is on this disk, but git ignores it, so it will not be on the site.
          Take it out of \`.gitignore\`, or type \`git add -f images/x.png\`.`,
    },
  },
  accepts: {
    'a blog outside of git': blog,
    'a new post with its new image, which will be added together': { blog, facts: { untracked: { 'images/x.png': 'untracked', 'posts/hello.md': 'untracked' } } },
  },
});
