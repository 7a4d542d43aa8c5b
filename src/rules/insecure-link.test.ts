import { describeRule } from '../../test/helpers/describe-rule.ts';
import insecureLink from './insecure-link.ts';

describeRule(insecureLink, {
  finds: {
    'a link over http': {
      blog: { 'posts/hello.md': '[a](http://example.org/)' },
      drawn: `
posts/hello.md
[a](http://example.org/)
    ~~~~~~~~~~~~~~~~~~~
    \`http://example.org/\` is not encrypted.
    Try \`https://example.org/\`.`,
    },
  },
  accepts: { 'https, and the own machine': { 'posts/hello.md': '[a](https://example.org/) [b](http://localhost/)' } },
});
