import { defineRule } from '../core/rule.ts';
import { quote } from './words.ts';

export default defineRule({
  id: 'undefined-reference',
  summary: 'A link like `[text][label]` whose label is defined nowhere: readers see the brackets.',
  severity: 'error',
  inspects: 'document',
  of: ['suspects'],

  *check({ document, entry }) {
    if (!entry) return;
    for (const suspect of document.suspects) {
      if (suspect.kind !== 'undefined-reference') continue;
      const label = suspect.destination ?? '';
      yield {
        range: suspect.range,
        message: `Nothing defines ${quote(`[${label}]`)}, so readers see the brackets and no link.`,
        help: `Add a line ${quote(`[${label}]: https://…`)} (not within HTML or code), or write \`\\[\` for a plain bracket.`,
      };
    }
  },
});
