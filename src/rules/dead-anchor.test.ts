import { describeRule } from '../../test/helpers/describe-rule.ts';
import deadAnchor from './dead-anchor.ts';

const missing = (fragment: string, near?: string) => ({ verdict: { kind: 'ok', cause: 'answers' }, missingAnchor: { fragment, ...(near !== undefined && { near }) } } as const);

describeRule(deadAnchor, {
  finds: {
    'a place that is called otherwise': {
      blog: { 'posts/hello.md': '[a](http://ferry.example/#time)' }, facts: { external: { 'http://ferry.example/#time': missing('time', 'times') } },
      drawn: `
posts/hello.md
[a](http://ferry.example/#time)
    ~~~~~~~~~~~~~~~~~~~~~~~~~~
    The page \`http://ferry.example/\` has no place called \`#time\`.
    Did you mean \`http://ferry.example/#times\`?`,
    },
    'a place like none that is there': {
      blog: { 'posts/hello.md': '[a](http://ferry.example/#x)' }, facts: { external: { 'http://ferry.example/#x': missing('x') } },
      drawn: `
posts/hello.md
[a](http://ferry.example/#x)
    ~~~~~~~~~~~~~~~~~~~~~~~
    The page \`http://ferry.example/\` has no place called \`#x\`.
    Take it out of the address, or name another one.`,
    },
  },
  accepts: { 'a place that is there': { blog: { 'posts/hello.md': '[a](http://ferry.example/#x)' }, facts: { external: { 'http://ferry.example/#x': { verdict: { kind: 'ok', cause: 'answers' } } } } } },
});
