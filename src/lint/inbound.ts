import type { FilePath } from '../core/paths.ts';
import type { Site } from '../core/site/site.ts';
import { judgementsOf } from './judge.ts';

/** How many links in published posts and pages lead to each source, its own to itself left out. */
export function inboundOf(site: Site): ReadonlyMap<FilePath, number> {
  const counts = new Map<FilePath, number>();
  for (const { document, entry, reference, resolution } of judgementsOf(site)) {
    if (entry.visibility.kind !== 'live' || reference.kind !== 'link' || !('entry' in resolution)) continue;
    const target = resolution.entry.source;
    if (target !== undefined && target !== document.path) counts.set(target, (counts.get(target) ?? 0) + 1);
  }
  return counts;
}
