import type { Web, WebAnswer, WebFault, WebHead } from '../core/system.ts';
import type { Gate } from './gate.ts';
import { isHtml, PageReader, type Page } from './page.ts';
import { waitAskedFor } from './waits.ts';

/** One redirect on the way. */
export interface Hop {
  readonly status: number;
  readonly to: string;
}

/** The way from an address to what answers in the end. */
export interface Trip {
  readonly hops: readonly Hop[];
  /** The last address that was asked, or was to be. */
  readonly at: string;
  readonly end:
    | { readonly kind: 'head'; readonly head: WebHead; readonly page?: Page; readonly isWhole: boolean }
    | { readonly kind: 'fault'; readonly fault: WebFault }
    | { readonly kind: 'loop' | 'nowhere' | 'late' | 'closed' | 'offline' };
}

export interface Question {
  readonly url: string;
  /** With its port. */
  readonly host: string;
  readonly method: 'GET' | 'HEAD';
  readonly fragments: ReadonlySet<string>;
}

export interface Road {
  readonly web: Web;
  readonly gate: Gate;
  readonly now: () => number;
  /** Milliseconds for one head. */
  readonly timeout: number;
  /** Milliseconds since the epoch: the end of the run. */
  readonly deadline: number;
  /** Whether there is no network to ask anybody through. */
  isCutOff(): boolean;
  /** Milliseconds. A host that wants to be left alone for longer is not asked again. */
  readonly longestWait: number;
  /** What is sent to a host; looked up anew at each hop, so that nothing meant for one host reaches another. */
  headersFor(host: string): Readonly<Record<string, string>>;
}

/** As many as browsers follow. https://fetch.spec.whatwg.org/#http-redirect-fetch */
const MOST_HOPS = 20;

/** Asks, and follows redirects, each hop in its turn. */
export async function follow(question: Question, road: Road): Promise<Trip> {
  const hops: Hop[] = [];
  const seen = new Set<string>();
  let { url: at, host } = question;
  for (;;) {
    if (seen.has(at) || hops.length > MOST_HOPS) return { hops, at, end: { kind: 'loop' } };
    seen.add(at);
    const asked = await ask(at, host, question, road);
    if (asked.kind !== 'head' || !REDIRECTS.has(asked.head.status) || asked.head.headers.location === undefined) return { hops, at, end: asked };
    const to = targetOf(asked.head.headers.location, at);
    if (to === undefined) return { hops, at, end: { kind: 'nowhere' } };
    hops.push({ status: asked.head.status, to });
    at = withoutFragment(to);
    host = new URL(at).host;
  }
}

const REDIRECTS: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);

async function ask(url: string, host: string, { method, fragments }: Question, road: Road): Promise<Trip['end']> {
  const entrance = await road.gate.enter(host);
  if (entrance.kind !== 'in') return { kind: entrance.kind };
  try {
    if (road.isCutOff()) return { kind: 'offline' };
    let reader: PageReader | undefined;
    const answer = await road.web.ask({
      method, url, headers: road.headersFor(host), timeout: Math.max(1, Math.min(road.timeout, road.deadline - road.now())),
      reader: (head) => (head.status >= 200 && head.status < 300 && isHtml(head) ? (reader = new PageReader(head, fragments)) : undefined),
    });
    heed(answer, host, road);
    if (answer.kind === 'fault') return { kind: 'fault', fault: answer.fault };
    return { kind: 'head', head: answer, isWhole: answer.ended === 'whole', ...(reader && { page: reader.page() }) };
  } finally {
    entrance.leave();
  }
}

/** Does as the host asks. */
function heed(answer: WebAnswer, host: string, { gate, now, longestWait }: Road): void {
  if (answer.kind === 'fault') return;
  const wait = waitAskedFor(answer, now());
  if (wait !== undefined && wait > longestWait) gate.close(host);
  else if (wait !== undefined) gate.pause(host, wait);
  if (answer.status === 429 || answer.status === 503) gate.slowDown(host);
}

/** Where a `Location` leads. `undefined` where that is no address of the web. */
function targetOf(location: string, from: string): string | undefined {
  try {
    // What is no ASCII in a header comes as one character for each byte; browsers keep the bytes.
    const bytes = location.replace(/[\x80-\xff]/g, (byte) => `%${byte.charCodeAt(0).toString(16).toUpperCase()}`);
    const url = new URL(bytes, from);
    if (url.protocol !== 'http:' && url.protocol !== 'https:') return undefined;
    url.username = url.password = '';
    return url.href;
  } catch {
    return undefined;
  }
}

export function withoutFragment(url: string): string {
  const at = url.indexOf('#');
  return at < 0 ? url : url.slice(0, at);
}
