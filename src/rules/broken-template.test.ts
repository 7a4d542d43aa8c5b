import { describeRule } from '../../test/helpers/describe-rule.ts';
import brokenTemplate from './broken-template.ts';

describeRule(brokenTemplate, {
  finds: {
    'a tag the generator refuses': {
      blog: { 'posts/hello.md': 'x {% tea %}' },
      problems: { 'posts/hello.md': [{ kind: 'template', message: 'No tag is called `tea`: the build stops here.', range: { start: 2, end: 11 } }] },
      drawn: `
posts/hello.md
x {% tea %}
  ~~~~~~~~~
  No tag is called \`tea\`: the build stops here.`,
    },
  },
  accepts: { 'a post without tags': { 'posts/hello.md': 'x' } },
});
