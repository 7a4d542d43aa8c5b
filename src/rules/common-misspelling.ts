import type { Fix } from '../core/finding.ts';
import { defineRule } from '../core/rule.ts';
import { proseOf } from '../core/text/prose.ts';

export default defineRule({
  id: 'common-misspelling',
  summary: 'An English word in a spelling that is a common slip: `recieve`, `seperate`.',
  severity: 'warning',
  off: true,
  needs: 'misspellings',
  inspects: 'document',

  *check({ document, entry, facts }) {
    const text = facts.texts?.get(document.path);
    if (text === undefined || !facts.misspellings || !entry) return;
    const prose = proseOf(text, document.frontMatter.range.end);
    if (!isEnglish(prose)) return;
    for (const { 0: word, index } of prose.matchAll(WORD)) {
      const meant = facts.misspellings.get(word);
      if (meant === undefined) continue;
      const range = { start: index, end: index + word.length };
      const isOne = !meant.includes(',');
      const fix: Fix = {
        title: `Write \`${meant}\`.`, confidence: 'possible', evidence: 'It is what most people mean who write it so.',
        edits: [{ file: document.path, range, text: meant }],
      };
      yield {
        range,
        ...(isOne && { fixes: [fix] }),
        message: `\`${word}\` is a common slip of the pen.`,
        help: `Did you mean ${meant.split(/,\s*/).map((one) => `\`${one}\``).join(' or ')}?`,
      };
    }
  },
});

/** In lower case all of it: what begins with a capital may be a name. Parts of longer words are no words. */
const WORD = /(?<![\p{L}\p{M}\p{N}_'’-])[a-z]{4,}(?![\p{L}\p{M}\p{N}_'’-])/gu;

/** A tenth of any English text are these; of no other language. */
function isEnglish(prose: string): boolean {
  const words = prose.toLowerCase().match(/\p{L}+/gu) ?? [];
  const common = words.filter((word) => COMMON.has(word)).length;
  return words.length >= 10 && common >= words.length / 10;
}

const COMMON: ReadonlySet<string> = new Set(['the', 'of', 'and', 'to', 'is', 'it', 'you', 'that', 'for', 'with', 'this', 'are', 'be', 'was', 'have', 'from', 'we', 'not']);
