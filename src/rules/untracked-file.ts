import { defineRule } from '../core/rule.ts';
import { quote } from './words.ts';

export default defineRule({
  id: 'untracked-file',
  summary: 'A file that is on this disk but not in git - not added, ignored, or a pointer of Git LFS: it will not be on the site.',
  severity: 'error',
  inspects: 'reference',
  meeting: ['ok'],
  fact: 'untracked',

  *check({ reference, resolution, document, facts }) {
    if (resolution.kind !== 'ok' || !resolution.entry.source) return;
    const file = resolution.entry.source;
    const state = facts.untracked?.get(file);
    if (state === undefined || state === 'untracked' && facts.untracked?.has(document.path)) return;
    yield { ...WORDS[state](file), ...(state === 'untracked' && { severity: 'warning' as const }) };
    void reference;
  },
});

const WORDS = {
  untracked: (file: string) => ({ message: `\`${file}\` is on this disk, but git does not have it yet, so it will not be on the site.`, help: `Type ${quote(`git add ${file}`)}.` }),
  ignored: (file: string) => ({ message: `\`${file}\` is on this disk, but git ignores it, so it will not be on the site.`, help: `Take it out of \`.gitignore\`, or type ${quote(`git add -f ${file}`)}.` }),
  lfs: (file: string) => ({ message: `\`${file}\` is a pointer of Git LFS, not the file itself; hosts that know no LFS (GitHub Pages) will serve the pointer.`, help: `Type ${quote('git lfs pull')} to see the file, and keep files of the site out of LFS.` }),
};
