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
      message: `The settings keep raw HTML out of the page: ${rawHtml.isShown ? `readers see the tag around ${quote(first.destination ?? '')} as text` : `${quote(first.destination ?? '')} is not on it`}${others(more.length, rawHtml.isShown)}.`,
      help: `Write it in Markdown, or ${rawHtml.advice}.`,
    };
  },
});

function others(count: number, isShown: boolean): string {
  if (count === 0) return '';
  const more = count === 1 ? 'one more' : `${count} more`;
  return isShown ? `, and around ${more} in this post` : `, ${count === 1 ? 'nor is' : 'nor are'} ${more} in this post`;
}
