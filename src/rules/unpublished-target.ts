import { defineRule } from '../core/rule.ts';
import type { Entry, Visibility } from '../core/site/conventions.ts';
import { dayOf, quote } from './words.ts';

export default defineRule({
  id: 'unpublished-target',
  summary: 'A link to a draft, to a post of the future, or to one that is held back.',
  severity: 'error',
  inspects: 'reference',
  meeting: ['unpublished', 'not-built'],

  *check({ reference, resolution, entry }) {
    const target = resolution.kind === 'unpublished' ? resolution.entry : resolution.kind === 'not-built' ? resolution.hidden : undefined;
    if (!target) return;
    const name = target.source ? `\`${target.source}\`` : quote(target.url);
    const isLive = entry.visibility.kind === 'live';
    yield {
      message: `${quote(reference.raw)} leads to ${name}, which ${stateOf(target.visibility)}.`,
      help: whatToDo(target),
      ...(!isLive && { severity: 'warning' as const }),
    };
  },
});

function stateOf(visibility: Visibility): string {
  switch (visibility.kind) {
    case 'draft': return 'is a draft';
    case 'scheduled': return `will not be live before ${dayOf(visibility.from)}`;
    case 'expired': return `expired on ${dayOf(visibility.since)}`;
    case 'unpublished': return `is not published: ${visibility.why}`;
    case 'live': return 'is live';
    default: return visibility satisfies never;
  }
}

function whatToDo({ kind, visibility }: Entry): string {
  if (kind === 'file') return 'Move it to a place that is published, or take the link out.';
  if (visibility.kind === 'scheduled') return `Until ${dayOf(visibility.from)} visitors get "not found": publish this one then, or take the link out until then.`;
  return 'Publish that one first, or take the link out.';
}
