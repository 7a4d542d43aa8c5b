import type { Trip } from './follow.ts';

/**
 * What makes an answer look like another thing than what was linked to. It takes a second question to be sure: whether
 * an address that nobody ever made up, right beside this one, is answered in the same way.
 */
export type Hint = 'not-found-page' | 'home' | 'parked';

/** What is odd about an answer, if anything. */
export function hintIn(url: string, { hops, at, end }: Trip): Hint | undefined {
  if (end.kind !== 'head') return undefined;
  const title = end.page?.title ?? '';
  // Most answers: at once, and with nothing odd about them.
  if (hops.length === 0 && !FOR_SALE.test(title) && !NOT_FOUND.test(title) && !LANDER.test(end.page?.short ?? '')) return undefined;
  const [from, to] = [new URL(url), new URL(at)];
  if (PARKING.test(to.hostname) && !PARKING.test(from.hostname) || FOR_SALE.test(title) || LANDER.test(end.page?.short ?? '')) return 'parked';
  if (isRoot(from)) return undefined;
  if (hops.length > 0 && (isRoot(to) || ERROR_PAGE.test(to.pathname)) && !ERROR_PAGE.test(from.pathname)) return ERROR_PAGE.test(to.pathname) ? 'not-found-page' : 'home';
  return NOT_FOUND.test(title) ? 'not-found-page' : undefined;
}

/** `/`, `/en/`, `/index.html`, with nothing asked of it. */
const isRoot = ({ pathname, search }: URL): boolean => search === '' && /^\/(?:[a-z]{2}(?:-[a-z]{2})?\/?)?(?:index\.\w+|home\/?)?$/i.test(pathname);

const ERROR_PAGE = /\/(?:404|(?:page-?)?not-?found|error)(?:[/.]|$)/i;

/** In the languages that most of the web is written in. */
const NOT_FOUND = /\b404\b|not[ -]found|can(?:no|['’])t be found|does(?: not|n['’]t) exist|no longer (?:available|exists?)|nicht gefunden|introuvable|no encontrad[ao]|non trovat[ao]|n[aã]o encontrad[ao]|niet gevonden|не найден|找不到|見つかりません/i;

/** Where those who park domains send their visitors. */
const PARKING = /(?:^|\.)(?:sedoparking|parkingcrew|hugedomains|dan|afternic|bodis|above|parklogic|undeveloped|buydomains|domainmarket|brandbucket|squadhelp|sedo|uniregistry|voodoo|parking-lot)\.(?:com|net)$/i;
const FOR_SALE = /\bdomain(?: name)? (?:is |may be )?(?:for sale|parked|available for purchase)|\bis for sale\b|buy this domain|parked (?:domain|free)|domain steht zum verkauf/i;
/** The whole page is a step to another one. */
const LANDER = /location(?:\.href)?\s*=\s*["']\/lander/i;

/** An address right beside this one that nobody has ever made: `/a/b.html` has `/a/x7k2….html`. */
export function siblingOf(url: string, random: () => number): string {
  const sibling = new URL(url);
  const [, folder = '/', name = '', slash = ''] = /^(.*\/)?([^/]*)(\/?)$/.exec(sibling.pathname) ?? [];
  const made = Array.from({ length: 14 }, () => LETTERS[Math.floor(random() * LETTERS.length)] ?? 'x').join('');
  sibling.pathname = name === '' && slash === '' ? `${folder}${made}` : `${folder}${made}${/\.\w{1,5}$/.exec(name)?.[0] ?? ''}${slash}`;
  sibling.search = '';
  return sibling.href;
}

const LETTERS = 'abcdefghijklmnopqrstuvwxyz0123456789';

/** Whether two trips, to different addresses, came to the same answer. */
export function areAlike(hint: Hint, one: Trip, other: Trip): boolean {
  if (one.end.kind !== 'head' || other.end.kind !== 'head' || other.end.head.status !== one.end.head.status) return false;
  const [a, b] = [new URL(one.at), new URL(other.at)];
  if (one.hops.length > 0 && other.hops.length > 0 && a.origin === b.origin && a.pathname === b.pathname) return true;
  return (hint === 'parked' ? a.host === b.host : hint === 'not-found-page') && one.end.page !== undefined && one.end.page.title === other.end.page?.title;
}
