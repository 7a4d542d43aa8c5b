import { defineRule } from '../core/rule.ts';
import { incomingOf } from '../core/site/incoming.ts';

export default defineRule({
  id: 'orphan-post',
  summary: 'A post that no other post or page links to: readers find it in lists only.',
  severity: 'warning',
  off: true,
  inspects: 'site',

  *check({ site }) {
    const incoming = incomingOf(site);
    for (const { kind, source, visibility } of site.entries) {
      if (kind !== 'post' || source === undefined || visibility.kind !== 'live' || incoming.has(source)) continue;
      yield {
        file: source,
        range: { start: 0, end: 0 },
        message: 'No other post or page links here.',
        help: 'Link to it from a post on the same thing.',
      };
    }
  },
});
