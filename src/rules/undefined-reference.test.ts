import { describeRule } from '../../test/helpers/describe-rule.ts';
import undefinedReference from './undefined-reference.ts';

describeRule(undefinedReference, {
  finds: {
    'a label that nothing defines': {
      blog: { 'posts/hello.md': 'See [the post][tea].' },
      drawn: `
posts/hello.md
See [the post][tea].
    ~~~~~~~~~~~~~~~
    Nothing defines \`[tea]\`, so readers see the brackets and no link.
    Add a line \`[tea]: https://…\` (not within HTML or code), or write \`\\[\` for a plain bracket.`,
    },
  },
  accepts: {
    'a label that is defined, in any letter case': { 'posts/hello.md': 'See [the post][Tea].\n\n[tea]: /hello/\n' },
    'single brackets': { 'posts/hello.md': 'A note [sic] and a list [1].\n\n- [ ] to do\n- [x] done\n' },
  },
});
