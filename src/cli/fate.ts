import type { Entry } from '../core/site/conventions.ts';
import { shownAddress } from '../core/site/shown-address.ts';
import type { Site } from '../core/site/site.ts';
import type { System } from '../core/system.ts';

/** What becomes of a post, in a sentence. */
export function fateOf(entry: Entry, site: Site, system: System): string {
  const address = addressOf(entry, site);
  const { visibility } = entry;
  switch (visibility.kind) {
    case 'live': return `It will be at ${address} with the next build.`;
    case 'draft': return `A draft. Once published, it will be at ${address}`;
    case 'scheduled': return `Scheduled: the first build after ${momentText(visibility.from, system)} puts it at ${address}`;
    case 'expired': return `It is expired already, and will not be at ${address}`;
    case 'unpublished': return `It will not be published: ${visibility.why}.`;
    default: return visibility satisfies never;
  }
}

/** Where a visitor will find it: with the blog's origin, where that is known. */
export const addressOf = (entry: Entry, { conventions }: Site): string => `${conventions.origins[0] ?? ''}${shownAddress(entry, conventions)}`;

export const momentText = (at: number, { clock }: System): string =>
  new Intl.DateTimeFormat('sv-SE', { timeZone: clock.zone, dateStyle: 'short', timeStyle: 'short' }).format(at);
