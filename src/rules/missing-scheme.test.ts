import { describeRule } from '../../test/helpers/describe-rule.ts';
import missingScheme from './missing-scheme.ts';

describeRule(missingScheme, {
  finds: {
    'addresses of the web and of a person': {
      blog: { 'posts/hello.md': '[a](www.example.org/x)\n[b](example.org)\n[c](mia@example.org)\n' },
      drawn: `
posts/hello.md
[a](www.example.org/x)
    ~~~~~~~~~~~~~~~~~
    \`www.example.org/x\` is taken for a file of this blog: it would be \`/hello/www.example.org/x\`.
    Write \`https://www.example.org/x\`.
[b](example.org)
    ~~~~~~~~~~~
    \`example.org\` is taken for a file of this blog: it would be \`/hello/example.org\`.
    Write \`https://example.org\`.
[c](mia@example.org)
    ~~~~~~~~~~~~~~~
    \`mia@example.org\` is taken for a file of this blog: it would be \`/hello/mia@example.org\`.
    Write \`mailto:mia@example.org\`.`,
    },
  },
  accepts: {
    'a file of such a name': { 'posts/hello.md': '[a](../example.org)', 'example.org': 'x' },
    'a missing file, which is no host': { 'posts/hello.md': '[a](setup.py) [b](notes.md)' },
  },
});
