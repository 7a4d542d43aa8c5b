import { describeRule } from '../../test/helpers/describe-rule.ts';
import deadLink from './dead-link.ts';

const GONE = { verdict: { kind: 'dead', cause: 'gone', status: 404 } } as const;
const copy = { url: 'https://web.archive.org/web/20240504/http://ferry.example/', day: '2024-05-04' };

describeRule(deadLink, {
  finds: {
    'what is not there': {
      blog: { 'posts/hello.md': 'Take [the ferry](http://ferry.example/times).' }, facts: { external: { 'http://ferry.example/times': GONE } },
      drawn: `
posts/hello.md
Take [the ferry](http://ferry.example/times).
                 ~~~~~~~~~~~~~~~~~~~~~~~~~~
                 \`http://ferry.example/times\` answers 404.
                 Find out where it is now, or take the link out.`,
    },
    'a host that is gone, since when, and where a copy is': {
      blog: { 'posts/hello.md': '![a](http://ferry.example/)' },
      facts: { external: { 'http://ferry.example/': { verdict: { kind: 'dead', cause: 'no-such-host', since: Date.parse('2026-01-02') }, archived: new Map([['', copy]]) } } },
      drawn: `
posts/hello.md
![a](http://ferry.example/)
     ~~~~~~~~~~~~~~~~~~~~~
     \`http://ferry.example/\` is on a host that does not exist any more, since 2026-01-02.
     A copy from 2024-05-04 is at \`https://web.archive.org/web/20240504/http://ferry.example/\`.`,
    },
    'what was there lately': {
      blog: { 'posts/hello.md': '<http://ferry.example/>' }, facts: { external: { 'http://ferry.example/': { verdict: { ...GONE.verdict, fresh: true } } } },
      drawn: `
posts/hello.md
<http://ferry.example/>
 ~~~~~~~~~~~~~~~~~~~~~
 \`http://ferry.example/\` answers 404. It was there before, so this may pass.
 Find out where it is now, or take the link out.`,
    },
  },
  accepts: {
    'what was not asked': { 'posts/hello.md': '[a](http://ferry.example/)' },
    'what nobody can tell': { blog: { 'posts/hello.md': '[a](http://ferry.example/)' }, facts: { external: { 'http://ferry.example/': { verdict: { kind: 'unknown', cause: 'timeout' } } } } },
  },
});
