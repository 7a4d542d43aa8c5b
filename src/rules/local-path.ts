import { defineRule } from '../core/rule.ts';
import { quote } from './words.ts';

export default defineRule({
  id: 'local-path',
  summary: 'An address on the author\'s own machine: `file://`, `C:\\`, `/Users/…`, `localhost`.',
  severity: 'error',
  inspects: 'reference',
  meeting: ['local', 'missing'],

  *check({ reference, resolution }) {
    if (resolution.kind === 'local') {
      const isServer = /^(?:https?:)?\/\//i.test(resolution.url);
      yield {
        message: isServer ? `${quote(reference.raw)} is a server on your own machine.` : `${quote(reference.raw)} is a file on your own machine.`,
        help: isServer && reference.kind === 'link'
          ? 'If you mean the blog itself, leave out everything up to the path. If readers shall see the address, put it in backticks.'
          : 'Copy the file into the blog and point there.',
        ...(isServer && reference.kind === 'link' && { severity: 'warning' as const }),
      };
    } else if (resolution.kind === 'missing' && HOME.test(reference.url)) {
      yield { message: `${quote(reference.raw)} is a path on your own machine.`, help: 'Copy the file into the blog and point there.' };
    }
  },
});

/** Where people keep their files on macOS, Linux and Windows. */
const HOME = /^(?:\/(?:Users|home|Volumes|mnt\/[a-z])\/[^/]+\/|~\/|\\\\)/;
