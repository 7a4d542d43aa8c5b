import { defineRule } from '../core/rule.ts';
import { quote } from './words.ts';

export default defineRule({
  id: 'dropped-html',
  summary: 'A link or an image in raw HTML, which the settings keep out of the page.',
  severity: 'error',
  inspects: 'document',
  of: ['suspects'],

  *check({ document, entry, site: { conventions: { rawHtml } } }) {
    const [first, ...more] = document.suspects.filter(({ kind }) => kind === 'dropped-reference');
    if (!entry || !rawHtml || !first) return;
    yield {
      range: first.range,
      message: `The settings keep raw HTML out of the page: ${rawHtml.isShown ? `readers see the tag around ${quote(first.destination ?? '')} as text` : `${quote(first.destination ?? '')} is not on it`}${others(more.length)}.`,
      help: `Write it in Markdown, or ${rawHtml.advice}.`,
    };
  },
});

const others = (count: number): string => (count === 0 ? '' : count === 1 ? ', and one more like it' : `, and ${count} more like it`);
