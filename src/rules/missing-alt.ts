import { defineRule } from '../core/rule.ts';
import { quote } from './words.ts';

export default defineRule({
  id: 'missing-alt',
  summary: 'An image without words for those who cannot see it.',
  severity: 'warning',
  inspects: 'reference',
  of: ['image'],
  wordless: true,

  *check({ reference }) {
    if (reference.element !== 'img' || reference.attribute !== 'src' || reference.decorative || reference.via) return;
    if (reference.label !== undefined && reference.label.trim() !== '') return;
    const isMarkdown = reference.syntax === 'inline' || reference.syntax === 'definition';
    yield {
      message: `The image ${quote(reference.raw)} has no alt text.`,
      help: isMarkdown ? 'Say in a few words what it shows: `![what it shows](…)`.' : 'Add `alt="what it shows"`, or `alt=""` if it is only decoration.',
    };
  },
});
