import type { Verdict, VerdictCause } from '../core/external.ts';
import type { WebFault } from '../core/system.ts';
import type { Trip } from './follow.ts';

export interface Standards {
  /** Statuses that this host may give for what is there: `[403]`. */
  readonly accepted: readonly number[];
}

/** What a trip comes down to, by itself: whether `dead` stays so, and whether what answers is what was linked to, needs another look. */
export function verdictOn(url: string, trip: Trip, { accepted }: Standards): Verdict {
  const { end } = trip;
  switch (end.kind) {
    case 'fault': return faulty(end.fault);
    case 'loop': return unknown('loop');
    case 'nowhere': return unknown('odd-redirect');
    case 'late': return unknown('no-time');
    case 'closed': return unknown('rate-limit');
    case 'offline': return unknown('offline');
    case 'head': {
      const { status, headers } = end.head;
      if (accepted.includes(status)) return ok(status);
      if (status >= 200 && status < 300 || status === 304) return isGateway(url, trip.at) ? { ...unknown('login'), status } : arrived(url, trip, status);
      return refused(status, headers);
    }
    default: return end satisfies never;
  }
}

const unknown = (cause: VerdictCause): Verdict => ({ kind: 'unknown', cause });
const ok = (status: number): Verdict => ({ kind: 'ok', cause: 'answers', status });

function faulty(fault: WebFault): Verdict {
  switch (fault) {
    case 'no-such-host': return { kind: 'dead', cause: 'no-such-host' };
    case 'tls-expired':
    case 'tls-wrong-host':
    // A browser shows a warning where the visitor expected the page.
    case 'tls-self-signed': return { kind: 'suspect', cause: fault };
    // Browsers often know the certificates between.
    case 'tls-incomplete':
    case 'tls-unknown-authority':
    case 'tls':
    case 'no-dns':
    case 'timeout':
    case 'malformed': return unknown(fault);
    case 'refused': return unknown('private');
    case 'connection-refused':
    case 'unreachable':
    case 'reset': return unknown('no-connection');
    default: return fault satisfies never;
  }
}

function refused(status: number, headers: Readonly<Record<string, string>>): Verdict {
  const said = (cause: VerdictCause): Verdict => ({ kind: 'unknown', cause, status });
  // https://developers.cloudflare.com/cloudflare-challenges/challenge-types/challenge-pages/detect-response/
  if (headers['cf-mitigated'] !== undefined) return said('refuses-programs');
  switch (status) {
    case 404:
    case 410: return { kind: 'dead', cause: 'gone', status };
    case 401:
    case 407: return said('login');
    case 403:
    case 405:
    case 406:
    case 418:
    case 451:
    case 999: return said('refuses-programs');
    case 429: return said('rate-limit');
    default: return said(status >= 500 && status < 600 ? 'server-error' : 'odd-status');
  }
}

/** It answers: here, or somewhere that every hop calls the place for good. */
function arrived(url: string, { hops, at }: Trip, status: number): Verdict {
  if (hops.length === 0 || at === url || !hops.every((hop) => hop.status === 301 || hop.status === 308)) return ok(status);
  const [from, to] = [new URL(url), new URL(at)];
  // Which page a site starts with is its own affair.
  if (from.pathname === '/' && from.search === '' && nameOf(from) === nameOf(to) && from.protocol === to.protocol) return ok(status);
  if (isForThisVisitor(from, to)) return ok(status);
  return { kind: 'moved', cause: 'moved', status, to: hops.at(-1)?.to ?? at };
}

/** The same page in the language that was asked for, or with a pass that is good for this one visit: not what an author would write. */
function isForThisVisitor(from: URL, to: URL): boolean {
  if (PASS.test(to.search) && !PASS.test(from.search)) return true;
  const parts = to.pathname.split('/');
  return parts.some((part, index) => LANGUAGE.test(part) && parts.toSpliced(index, 1).join('/') === from.pathname && nameOf(from) === nameOf(to));
}

const PASS = /[?&](?:x-amz-\w+|signature|sig|token|access_token|expires|session\w*|sid|jsessionid|phpsessid)=/i;
const LANGUAGE = /^[a-z]{2}(?:[-_][a-z]{2,4})?$/i;

const nameOf = ({ host }: URL): string => host.replace(/^www\./, '');

/** A page to log in, or to agree to something, where another one was linked to. */
function isGateway(from: string, to: string): boolean {
  if (from === to) return false;
  const [a, b] = [new URL(from), new URL(to)];
  return GATEWAY.test(b.pathname) && !GATEWAY.test(a.pathname) || GATEWAY_HOST.test(b.hostname) && !GATEWAY_HOST.test(a.hostname);
}

const GATEWAY = /\/(?:log-?in|sign-?in|sso|auth|oauth2?|saml|account\/login|accounts\/login|uas\/login|authwall|checkpoint|consent|cookie-?wall|captcha|challenge)(?:[/.]|$)/i;
const GATEWAY_HOST = /^(?:accounts|login|signin|auth|sso|consent|idp)\./i;
