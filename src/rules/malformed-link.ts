import { defineRule } from '../core/rule.ts';
import type { Suspect } from '../core/markdown/markup.ts';
import type { Document } from '../core/site/document.ts';
import { quote, referenceAt } from './words.ts';

export default defineRule({
  id: 'malformed-link',
  summary: 'Something that was meant as a link and that readers see as plain text, or an address that is mistyped.',
  severity: 'error',
  inspects: 'document',
  of: ['suspects'],

  *check({ document, entry }) {
    if (!entry) return;
    for (const suspect of document.suspects) {
      const told = suspect.kind === 'mistyped-address' ? mistyped(suspect, document) : SUSPECTS[suspect.kind]?.(suspect);
      if (told) yield { range: suspect.range, ...told };
    }
  },
});

function mistyped({ range, destination = '' }: Suspect, document: Document): { message: string; help: string } | undefined {
  const reference = referenceAt(range, document);
  return reference && { message: `${quote(reference.raw)} is no address: its beginning is mistyped.`, help: `Write ${quote(destination)}.` };
}

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
