import { defineRule } from '../core/rule.ts';

export default defineRule({
  id: 'unreadable-image',
  summary: 'An image file that is empty, cut off, or of another kind than its extension says.',
  severity: 'warning',
  inspects: 'reference',
  meeting: ['ok'],
  fact: 'unreadable',

  *check({ resolution, facts }) {
    if (resolution.kind !== 'ok' || !resolution.entry.source) return;
    const wrong = facts.unreadable.get(resolution.entry.source);
    if (wrong === undefined) return;
    yield { message: `The image \`${resolution.entry.source}\` ${wrong}.`, help: 'Export it again, or give it the extension of what it is.' };
  },
});
