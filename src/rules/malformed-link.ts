import { defineRule } from '../core/rule.ts';
import { meantAddress } from '../core/site/causes.ts';
import type { Suspect } from '../core/markdown/markup.ts';
import { quote } from './words.ts';

export default defineRule({
  id: 'malformed-link',
  summary: 'Something that was meant as a link and that readers see as plain text, or an address that is mistyped.',
  severity: 'error',
  inspects: 'document',

  *check({ document, entry }) {
    if (!entry) return;
    for (const suspect of document.suspects) {
      const told = SUSPECTS[suspect.kind]?.(suspect);
      if (told) yield { range: suspect.range, ...told };
    }
    for (const reference of document.references) {
      const meant = meantAddress(reference.url);
      if (meant === undefined) continue;
      yield { range: reference.range, message: `${quote(reference.raw)} is no address: its beginning is mistyped.`, help: `Write ${quote(meant)}.` };
    }
  },
});

const SUSPECTS: Readonly<Partial<Record<Suspect['kind'], (suspect: Suspect) => { message: string; help: string }>>> = {
  'space-before-destination': ({ destination }) => ({
    message: 'This is no link: a space stands between the brackets and the parentheses.',
    help: `Write \`](${destination ?? '…'})\` without the space.`,
  }),
  'reversed-brackets': ({ destination }) => ({
    message: 'This is no link: brackets and parentheses are the wrong way round.',
    help: `Write \`[text](${destination ?? 'address'})\`.`,
  }),
  'space-in-destination': ({ destination }) => ({
    message: 'This is no link: its address holds a space.',
    help: `Write \`(<${destination ?? '…'}>)\`, or \`%20\` for each space.`,
  }),
  'unclosed-destination': () => ({
    message: 'This is no link: the parenthesis is never closed.',
    help: 'Close it with `)` at the end of the address.',
  }),
};
