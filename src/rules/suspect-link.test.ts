import { describeRule } from '../../test/helpers/describe-rule.ts';
import suspectLink from './suspect-link.ts';

describeRule(suspectLink, {
  finds: {
    'a page that says so of any address': {
      blog: { 'posts/hello.md': '[a](http://ferry.example/times)' }, facts: { external: { 'http://ferry.example/times': { verdict: { kind: 'suspect', cause: 'not-found-page' } } } },
      drawn: `
posts/hello.md
[a](http://ferry.example/times)
    ~~~~~~~~~~~~~~~~~~~~~~~~~~
    \`http://ferry.example/times\` shows a page that says "not found", as it does for any address.
    Open it and see whether it is still what you mean.`,
    },
  },
  accepts: { 'a chain that browsers complete': { blog: { 'posts/hello.md': '[a](https://ferry.example/)' }, facts: { external: { 'https://ferry.example/': { verdict: { kind: 'unknown', cause: 'tls-incomplete' } } } } } },
});
