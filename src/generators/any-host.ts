import { githubPages, netlify, type Host } from '../core/site/hosts.ts';

/**
 * A host of which nothing is known: an address is answered when the strictest host answers it, missing when the most
 * lenient does not, and between the two it depends.
 */
export const anyHost: Host = {
  name: 'any host',
  answer(path, outputs) {
    const strict = githubPages.answer(path, outputs);
    if (strict.kind !== 'none') return strict;
    const lenient = netlify.answer(path, outputs);
    return lenient.kind === 'entry' ? { kind: 'depends', entry: lenient.entry } : lenient;
  },
};
