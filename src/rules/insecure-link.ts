import { defineRule } from '../core/rule.ts';
import { quote } from './words.ts';

export default defineRule({
  id: 'insecure-link',
  summary: 'A link or image over `http://`. Browsers block such images on a page served over https.',
  severity: 'warning',
  off: true,
  inspects: 'reference',

  *check({ reference, resolution }) {
    if (!/^\s*http:\/\//i.test(reference.url) || resolution.kind === 'local') return;
    yield {
      message: reference.kind === 'link' ? `${quote(reference.raw)} is not encrypted.` : `Browsers may refuse ${quote(reference.raw)} on a page served over https.`,
      help: `Try ${quote(reference.raw.replace(/http:/i, 'https:'))}.`,
    };
  },
});
