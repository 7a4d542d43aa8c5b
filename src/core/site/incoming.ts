import type { FilePath } from '../paths.ts';
import { resolve } from './resolve.ts';
import type { Site } from './site.ts';

/** How many links in published posts and pages lead to each source, its own to itself left out. Worked out once for each site. */
export function incomingOf(site: Site): ReadonlyMap<FilePath, number> {
  let counts = cache.get(site);
  if (!counts) cache.set(site, (counts = count(site)));
  return counts;
}

const cache = new WeakMap<Site, ReadonlyMap<FilePath, number>>();

function count(site: Site): ReadonlyMap<FilePath, number> {
  const counts = new Map<FilePath, number>();
  for (const document of site.documents.values()) {
    const entry = site.bySource.get(document.path);
    if (entry?.visibility.kind !== 'live') continue;
    for (const reference of document.references) {
      if (reference.kind !== 'link') continue;
      const resolution = resolve(reference, document, entry, site);
      const target = 'entry' in resolution ? resolution.entry.source : undefined;
      if (target !== undefined && target !== document.path) counts.set(target, (counts.get(target) ?? 0) + 1);
    }
  }
  return counts;
}
