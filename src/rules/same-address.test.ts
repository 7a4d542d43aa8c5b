import { describeRule } from '../../test/helpers/describe-rule.ts';
import sameAddress from './same-address.ts';

describeRule(sameAddress, {
  finds: {
    'two posts with one permalink': {
      blog: { 'posts/hello.md': '---\npermalink: /tea/\n---\n', 'posts/tea.md': 'x' },
      drawn: `
posts/tea.md
x
~
Both \`posts/hello.md\` and \`posts/tea.md\` are published at \`/tea/\`: only one of them will be there.
Give one of them another file name, slug or permalink.`,
    },
  },
  accepts: { 'a draft beside a live post': { 'posts/hello.md': '---\npermalink: /tea/\ndraft: true\n---\n', 'posts/tea.md': 'x' } },
});
