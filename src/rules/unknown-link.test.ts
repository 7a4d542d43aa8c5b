import { describeRule } from '../../test/helpers/describe-rule.ts';
import unknownLink from './unknown-link.ts';

describeRule(unknownLink, {
  finds: {
    'a site that refuses programs': {
      blog: { 'posts/hello.md': '[a](http://ferry.example/times)' }, facts: { external: { 'http://ferry.example/times': { verdict: { kind: 'unknown', cause: 'refuses-programs', status: 403 } } } },
      drawn: `
posts/hello.md
[a](http://ferry.example/times)
    ~~~~~~~~~~~~~~~~~~~~~~~~~~
    \`http://ferry.example/times\` answers 403, so it is not known whether it is there.
    Open it and see.`,
    },
  },
  accepts: { 'what is known to be gone': { blog: { 'posts/hello.md': '[a](http://ferry.example/)' }, facts: { external: { 'http://ferry.example/': { verdict: { kind: 'dead', cause: 'gone', status: 410 } } } } } },
});
