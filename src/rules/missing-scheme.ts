import { defineRule } from '../core/rule.ts';
import { quote } from './words.ts';

export default defineRule({
  id: 'missing-scheme',
  summary: 'An address of the web without `https://`, or of a person without `mailto:`: a browser takes it for a file beside the page.',
  severity: 'error',
  inspects: 'reference',
  meeting: ['missing'],

  *check({ reference, resolution }) {
    if (resolution.kind !== 'missing' || resolution.cause.kind !== 'no-scheme') return;
    yield {
      message: `${quote(reference.raw)} is taken for a file of this blog: it would be ${quote(resolution.url)}.`,
      help: `Write ${quote(resolution.cause.meant)}.`,
    };
  },
});
