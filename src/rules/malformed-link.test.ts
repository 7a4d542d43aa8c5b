import { describeRule } from '../../test/helpers/describe-rule.ts';
import malformedLink from './malformed-link.ts';

describeRule(malformedLink, {
  finds: {
    'a space between the two halves': {
      blog: { 'posts/hello.md': 'See [the post] (/tea/).' },
      drawn: `
posts/hello.md
See [the post] (/tea/).
    ~~~~~~~~~~~~~~~~~~
    This is no link: a space stands between the brackets and the parentheses.
    Write \`](/tea/)\` without the space.`,
    },
    'brackets the wrong way round': {
      blog: { 'posts/hello.md': 'See (the post)[https://example.org/tea].' },
      drawn: `
posts/hello.md
See (the post)[https://example.org/tea].
    ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~
    This is no link: brackets and parentheses are the wrong way round.
    Write \`[text](https://example.org/tea)\`.`,
    },
    'an address that is mistyped at its beginning': {
      blog: { 'posts/hello.md': '[a](htp://example.org) [b](http:/example.org/x) [c](http：//example.org)' },
      drawn: `
posts/hello.md
[a](htp://example.org) [b](http:/example.org/x) [c](http：//example.org)
    ~~~~~~~~~~~~~~~~~
    \`htp://example.org\` is no address: its beginning is mistyped.
    Write \`http://example.org\`.
[a](htp://example.org) [b](http:/example.org/x) [c](http：//example.org)
                           ~~~~~~~~~~~~~~~~~~~
                           \`http:/example.org/x\` is no address: its beginning is mistyped.
                           Write \`http://example.org/x\`.
[a](htp://example.org) [b](http:/example.org/x) [c](http：//example.org)
                                                    ~~~~~~~~~~~~~~~~~~
                                                    \`http：//example.org\` is no address: its beginning is mistyped.
                                                    Write \`http://example.org\`.`,
    },
  },
  accepts: {
    'brackets and parentheses in prose': { 'posts/hello.md': 'The list [of three] (see below) and f(x)[0] are fine (really)[sic].' },
    'a right address': { 'posts/hello.md': '[a](https://example.org) [b](HTTP://example.org) [c](/http/x)' },
  },
});
