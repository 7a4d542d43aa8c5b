import { defineRule } from '../core/rule.ts';

export default defineRule({
  id: 'heavy-image',
  summary: 'An image of more than 2 MB: on a phone it takes longer to load than readers wait.',
  severity: 'warning',
  off: true,
  inspects: 'reference',
  meeting: ['ok'],
  fact: 'sizes',

  *check({ reference, resolution, facts }) {
    if (resolution.kind !== 'ok' || resolution.entry.source === undefined || reference.kind === 'link') return;
    const size = facts.sizes?.get(resolution.entry.source) ?? 0;
    if (size <= (facts.largestImage ?? LIMIT)) return;
    yield {
      message: `\`${resolution.entry.source}\` has ${megabytes(size)} MB.`,
      help: 'Make it smaller: few screens show more than 2,000 pixels across, and as JPEG or WebP a photograph has less than 1 MB.',
    };
  },
});

/** In bytes, where the blog says nothing. */
const LIMIT = 2_000_000;

const megabytes = (size: number): string => (size / 1_000_000).toFixed(1);
