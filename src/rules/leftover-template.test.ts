import { describeRule } from '../../test/helpers/describe-rule.ts';
import leftoverTemplate from './leftover-template.ts';

describeRule(leftoverTemplate, {
  finds: {
    'a tag of another generator in an address': {
      blog: { 'posts/hello.md': '<a href="{{ site.url }}/tea/">tea</a>' },
      drawn: `
posts/hello.md
<a href="{{ site.url }}/tea/">tea</a>
         ~~~~~~~~~~~~~~~~~~~
         \`{{ site.url }}/tea/\` is template code that stays as it is on the page.
         Write the address itself, or what A generator has for it.`,
    },
  },
  accepts: { 'braces in code': { 'posts/hello.md': '`<a href="{{ site.url }}">`' } },
});
