import { defineRule } from '../core/rule.ts';
import { quote, referenceAt } from './words.ts';

export default defineRule({
  id: 'leftover-template',
  summary: 'Template code that this generator does not run: readers see it, or a link is made of it.',
  severity: 'error',
  inspects: 'document',
  of: ['problems', 'suspects'],

  *check({ document, entry, site }) {
    if (!entry) return;
    const generator = site.conventions.generator;
    for (const problem of document.problems) {
      if (problem.kind === 'leftover-template') yield { range: problem.range, message: problem.message };
    }
    for (const suspect of document.suspects) {
      const reference = suspect.kind === 'template-address' ? referenceAt(suspect.range, document) : undefined;
      if (!reference) continue;
      yield {
        range: reference.range,
        message: `${quote(reference.raw)} is template code that stays as it is on the page.`,
        help: `Write the address itself, or what ${generator} has for it.`,
      };
    }
  },
});
