import type { Entry } from '../core/site/conventions.ts';
import type { Document, Reference } from '../core/site/document.ts';
import type { Resolution } from '../core/site/resolution.ts';
import { LOOKUP_CLOSE, LOOKUP_OPEN, UNKNOWN } from '../core/text/derived.ts';
import { resolve } from '../core/site/resolve.ts';
import type { Site } from '../core/site/site.ts';

/** One reference and what it meets. */
export interface Judgement {
  readonly reference: Reference;
  readonly resolution: Resolution;
  readonly document: Document;
  readonly entry: Entry;
}

/** Where a reference leads, for showing; as it was written where a template decides. */
export function shownUrl({ reference, resolution }: Judgement): string {
  const url = ('url' in resolution ? resolution.url : undefined) ?? reference.url;
  return MARKS.test(url) ? reference.raw : url;
}

const MARKS = new RegExp(`[${UNKNOWN}${LOOKUP_OPEN}${LOOKUP_CLOSE}]`);

/** Every reference of every source that is published, or will be, with what it meets. Worked out once for each site. */
export function judgementsOf(site: Site): readonly Judgement[] {
  let judgements = cache.get(site);
  if (!judgements) cache.set(site, (judgements = judge(site)));
  return judgements;
}

const cache = new WeakMap<Site, readonly Judgement[]>();

function judge(site: Site): readonly Judgement[] {
  return [...site.documents.values()].flatMap((document) => judgementsIn(document, site));
}

/**
 * The references of one source, or those in some places among them, with what they meet; none where it is published as
 * nothing. Going through a large blog source by source takes little memory, where `judgementsOf` holds all of it at once.
 */
export function judgementsIn(document: Document, site: Site, places?: readonly number[]): readonly Judgement[] {
  const entry = site.bySource.get(document.path);
  if (!entry || places?.length === 0) return [];
  const references = places ? places.flatMap((place) => document.references[place] ?? []) : document.references;
  return references.map((reference) => ({ reference, document, entry, resolution: resolve(reference, document, entry, site) }));
}
