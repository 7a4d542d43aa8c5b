import type { Reference } from './site/document.ts';
import { LOOKUP_OPEN, UNKNOWN } from './text/derived.ts';
import { grouped } from './text/grouped.ts';

/** What asking another site about one address came to. */
export interface Verdict {
  /**
   * `ok`: it answers. `moved`: it answers elsewhere, and every hop on the way says for good. `dead`: it is not there, and
   * was not at a second look. `suspect`: it answers, but not with what was linked to. `unknown`: nobody can tell from here.
   */
  readonly kind: 'ok' | 'moved' | 'dead' | 'suspect' | 'unknown';
  readonly cause: VerdictCause;
  /** The last HTTP status. */
  readonly status?: number;
  /** `moved`, and `suspect` where it leads elsewhere: the address in the end. */
  readonly to?: string;
  /** Milliseconds since the epoch: since when it fails, where the history knows. */
  readonly since?: number;
  /** `dead`, but it was there before and has not failed often or long enough yet to be called so for sure. */
  readonly fresh?: true;
}

/** Why a verdict is what it is. */
export type VerdictCause = keyof typeof CAUSES;

/** All that is known of one external address. */
export interface ExternalAnswer {
  readonly verdict: Verdict;
  /** Set where the page is there and the place on it is not; `near` is the likeliest of those it has. */
  readonly missingAnchor?: { readonly fragment: string; readonly near?: string };
  /** Copies in an archive, by the day that a post was written: `2020-03-04`. */
  readonly archived?: ReadonlyMap<string, Snapshot>;
}

export interface Snapshot {
  readonly url: string;
  /** `2020-03-04` */
  readonly day: string;
}

/** How each cause is told: what finishes "It …", and what is counted under it. */
const CAUSES = {
  'answers': ['answers', 'answer'],
  'moved': ['has moved', 'moved'],
  'gone': ['is not there', 'not there'],
  'no-such-host': ['is on a host that does not exist any more', 'no such host'],
  'refuses-programs': ['does not answer programs', 'refuse programs'],
  'rate-limit': ['answers only so many questions', 'rate limits'],
  'server-error': ['has trouble', 'server errors'],
  'timeout': ['did not answer in time', 'timeouts'],
  'no-connection': ['could not be reached', 'no connection'],
  'no-dns': ['is on a host whose name could not be looked up', 'DNS trouble'],
  'offline': ['could not be asked: no site answered', 'offline'],
  'login': ['asks to log in first', 'logins'],
  'loop': ['redirects in a circle', 'redirect loops'],
  'odd-redirect': ['redirects to nowhere', 'odd redirects'],
  'odd-status': ['gave an odd answer', 'odd answers'],
  'malformed': ['answered with something that is no HTTP', 'no HTTP'],
  'private': ['is not on the public web', 'not public'],
  'no-time': ['was not asked: the time was over', 'no time left'],
  'tls-expired': ['has a certificate that has expired', 'expired certificates'],
  'tls-wrong-host': ['has a certificate for another host', 'certificates of others'],
  'tls-self-signed': ['has a certificate that it signed itself', 'self-signed certificates'],
  'tls-incomplete': ['does not send its whole chain of certificates', 'incomplete chains'],
  'tls-unknown-authority': ['has a certificate of an authority that is not known here', 'unknown authorities'],
  'tls': ['could not agree on how to encrypt', 'TLS trouble'],
  'not-found-page': ['shows a page that says "not found", as it does for any address', 'not-found pages'],
  'home': ['leads to the start page, as any address there does', 'start pages'],
  'parked': ['is a parked domain', 'parked domains'],
} as const satisfies Readonly<Record<string, readonly [clause: string, counted: string]>>;

/** What finishes "It …": "answers 404", "has a certificate that has expired". */
export function clauseOf({ cause, status }: Verdict): string {
  if (cause === 'gone' || cause === 'server-error' || cause === 'odd-status' || cause === 'refuses-programs') return `answers ${status ?? 'nothing'}`;
  return CAUSES[cause][0];
}

/** So many of a cause: "3 timeouts", "1 timeout". */
export function countedAs(cause: VerdictCause, count: number): string {
  const many: string = CAUSES[cause][1];
  return `${grouped(count)} ${count === 1 ? ONE[many] ?? many : many}`;
}

/** Of those that differ. */
const ONE: Readonly<Record<string, string>> = {
  'refuse programs': 'refuses programs', 'rate limits': 'rate limit', 'server errors': 'server error', 'timeouts': 'timeout', 'logins': 'login',
  'redirect loops': 'redirect loop', 'odd redirects': 'odd redirect', 'odd answers': 'odd answer', 'incomplete chains': 'incomplete chain', 'unknown authorities': 'unknown authority',
};

export const isCause = (text: string): text is VerdictCause => Object.hasOwn(CAUSES, text);

/** Whether two addresses are one page: over https, or with a slash at the end. */
export function isSamePage(from: string, to: string): boolean {
  const [a, b] = [new URL(from), new URL(to)];
  const path = (url: URL): string => url.pathname.replace(/\/$/, '');
  return a.host === b.host && path(a) === path(b) && a.search === b.search && (a.protocol === b.protocol || b.protocol === 'https:');
}

/**
 * Whether another site can be asked about a reference: all of its address is known, and a visitor could meet what is there.
 * Hints for browsers name hosts, and services for programs, that have no page.
 */
export function isAskable({ url, element, attributes }: Reference): boolean {
  if (url.includes(UNKNOWN) || url.includes(LOOKUP_OPEN)) return false;
  return element !== 'link' || !NO_PAGE.test(attributes?.rel ?? '');
}

/** https://html.spec.whatwg.org/multipage/links.html#linkTypes */
const NO_PAGE = /\b(?:preconnect|dns-prefetch|pingback|webmention|micropub|EditURI|wlwmanifest|profile|authorization_endpoint|token_endpoint)\b/i;
