import { describeRule } from '../../test/helpers/describe-rule.ts';
import movedLink from './moved-link.ts';

const moved = (to: string) => ({ verdict: { kind: 'moved', cause: 'moved', to } } as const);

describeRule(movedLink, {
  finds: {
    'the same page over https, its place kept': {
      blog: { 'posts/hello.md': '[a](http://ferry.example/times#sunday)' }, facts: { external: { 'http://ferry.example/times#sunday': moved('https://ferry.example/times/') } },
      drawn: `
posts/hello.md
[a](http://ferry.example/times#sunday)
    ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~
    \`http://ferry.example/times#sunday\` has moved to \`https://ferry.example/times/#sunday\`.
    Write \`https://ferry.example/times/#sunday\`.`,
    },
    'another page': {
      blog: { 'posts/hello.md': '[a](http://ferry.example/times)' }, facts: { external: { 'http://ferry.example/times': moved('https://boats.example/#times') } },
      drawn: `
posts/hello.md
[a](http://ferry.example/times)
    ~~~~~~~~~~~~~~~~~~~~~~~~~~
    \`http://ferry.example/times\` has moved to \`https://boats.example/#times\`.
    If that is still what you mean, write \`https://boats.example/#times\`.`,
    },
  },
  accepts: { 'what answers': { blog: { 'posts/hello.md': '[a](http://ferry.example/)' }, facts: { external: { 'http://ferry.example/': { verdict: { kind: 'ok', cause: 'answers' } } } } } },
});
