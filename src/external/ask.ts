import type { ExternalAnswer, Verdict } from '../core/external.ts';
import type { Web } from '../core/system.ts';
import { follow, type Road, type Trip } from './follow.ts';
import { Gate, type Pace } from './gate.ts';
import type { Plan, Target } from './plan.ts';
import { quirkOf } from './quirks.ts';
import { areAlike, hintIn, siblingOf } from './sibling.ts';
import { verdictOn } from './verdict.ts';

/** How the outside world is to be asked. */
export interface Manners {
  readonly userAgent: string;
  /** Requests under way at once: over all hosts, and for one. */
  readonly atOnce: number;
  readonly perHost: number;
  /** Milliseconds from the start of one request to a host to the start of the next. */
  readonly spacing: number;
  /** Milliseconds for an answer to begin. */
  readonly timeout: number;
  /** Milliseconds for the whole run. */
  readonly maxTime: number;
  /** Milliseconds; what a host may ask for with `Retry-After` before it is left alone. */
  readonly longestWait: number;
  /** Milliseconds before a second look at what failed; doubled each time. */
  readonly pause: number;
  readonly hosts: Readonly<Record<string, HostManners>>;
}

export interface HostManners {
  readonly headers?: Readonly<Record<string, string>>;
  /** Statuses that mean that it is there. */
  readonly accept?: readonly number[];
  readonly perHost?: number;
  readonly spacing?: number;
}

export interface AskOptions {
  readonly web: Web;
  readonly pace: Pace;
  readonly manners: Manners;
  /** Settles when nobody is to be asked any more: what is not known by then is left out. */
  readonly stop?: Promise<void>;
  /** Told whenever one more is known. */
  readonly onAnswer?: (target: Target, verdict: Verdict) => void;
}

/** What was found out about one target. */
export interface Found {
  readonly verdict: Verdict;
  /** Places on it that were looked for in vain, and the likeliest that it has. */
  readonly missing: ReadonlyMap<string, string | undefined>;
  /** Places that were found. */
  readonly places: ReadonlySet<string>;
}

/** Asks each target once, politely, with a second look at what fails. Answers for every one of them, unless it is stopped. */
export async function askAll(targets: readonly Target[], { web, pace, manners, stop, onAnswer }: AskOptions): Promise<ReadonlyMap<string, Found>> {
  const gate = gateFor(manners, pace);
  const asker = new Asker({ web, gate, pace, manners });
  const found = new Map<string, Found>();
  let isOver = false;
  const settle = (target: Target, one: Found): void => {
    if (isOver) return;
    found.set(target.url, one);
    onAnswer?.(target, one.verdict);
  };
  const looks: Promise<void>[] = [];
  const lane = async (queue: Target[]): Promise<void> => {
    for (let target = queue.shift(); target; target = queue.shift()) {
      const here = target;
      const first = await asker.look(here);
      // What failed is looked at again later; the next in line need not wait for that.
      if (waitBefore(first, 1, manners, pace) === undefined) settle(here, await asker.finish(here, first));
      else looks.push(asker.lookAgain(here, first).then(async (last) => settle(here, await asker.finish(here, last))));
    }
  };
  const all = Promise.all([...byHost(targets)].flatMap(([host, queue]) => Array.from({ length: Math.min(queue.length, paceOf(host, manners).atOnce) }, () => lane(queue)))).then(async () => {
    while (looks.length > 0) await Promise.all(looks.splice(0));
  });
  await (stop ? Promise.race([all, stop]) : all);
  isOver = true;
  gate.stop();
  return withoutNetwork(found) ? new Map([...found].map(([url, one]) => [url, { ...one, verdict: { kind: 'unknown', cause: 'offline' } }])) : found;
}

export const gateFor = (manners: Manners, pace: Pace): Gate => new Gate({
  pace, atOnce: manners.atOnce, deadline: pace.now() + manners.maxTime, paceOf: (host) => paceOf(host, manners),
});

function paceOf(host: string, { perHost, spacing, hosts }: Manners): { atOnce: number; spacing: number } {
  const quirk = quirkOf(nameOf(host))?.pace;
  const own = hosts[nameOf(host)];
  return {
    atOnce: own?.perHost ?? Math.min(perHost, quirk?.atOnce ?? perHost),
    spacing: own?.spacing ?? Math.max(spacing, quirk?.spacing ?? spacing),
  };
}

/** Without the port. */
const nameOf = (host: string): string => host.replace(/:\d+$/, '');

function byHost(targets: readonly Target[]): Map<string, Target[]> {
  const queues = new Map<string, Target[]>();
  for (const target of targets) {
    const queue = queues.get(target.host);
    if (queue) queue.push(target);
    else queues.set(target.host, [target]);
  }
  return queues;
}

/** One look at a target. */
interface Look {
  readonly verdict: Verdict;
  readonly trip: Trip;
}

interface AskerOptions {
  readonly web: Web;
  readonly gate: Gate;
  readonly pace: Pace;
  readonly manners: Manners;
}

class Asker {
  readonly #options: AskerOptions;
  readonly #road: Road;
  /** How addresses that nobody made up are answered, by their folder. */
  readonly #siblings = new Map<string, Promise<Trip>>();
  /** Hosts that did not answer at all, several times in a row, and how often. */
  readonly #silent = new Map<string, { times: number; look: Look }>();
  /** Hosts that could not be reached, as long as none was. */
  readonly #unreached = new Set<string>();
  #isConnected = false;

  constructor(options: AskerOptions) {
    const { web, gate, pace, manners } = options;
    const headers = { ...HEADERS, 'user-agent': manners.userAgent };
    this.#options = options;
    this.#road = {
      web, gate, now: () => pace.now(), timeout: manners.timeout, longestWait: manners.longestWait, deadline: pace.now() + manners.maxTime,
      isCutOff: () => !this.#isConnected && this.#unreached.size >= CUT_OFF,
      headersFor: (host) => {
        const own = manners.hosts[nameOf(host)]?.headers;
        return own ? { ...headers, ...own } : headers;
      },
    };
  }

  async look(target: Target): Promise<Look> {
    const silent = this.#silent.get(target.host);
    if (silent && silent.times >= SILENT) return silent.look;
    const name = nameOf(target.host);
    const quirk = quirkOf(name);
    const instead = quirk?.instead?.(new URL(target.url));
    const { url, host, fragments } = target;
    const question = instead === undefined ? { url, host, fragments } : { url: instead, host: new URL(instead).host, fragments: NONE };
    let trip = await follow({ method: quirk?.head && target.fragments.size === 0 ? 'HEAD' : 'GET', ...question }, this.#road);
    if (quirk?.head && isRefusal(trip)) trip = await follow({ method: 'GET', ...question }, this.#road);
    const look = { trip, verdict: instead === undefined ? verdictOn(target.url, trip, { accepted: this.#options.manners.hosts[name]?.accept ?? [] }) : insteadVerdict(trip, quirk ?? {}) };
    this.#listen(target.host, look);
    return look;
  }

  /** Until it is good, or there is no use in asking again. */
  async lookAgain(target: Target, first: Look): Promise<Look> {
    const { manners, pace } = this.#options;
    let last = first;
    for (let time = 1; ; time++) {
      const wait = waitBefore(last, time, manners, pace);
      if (wait === undefined) return last;
      await pace.sleep(wait);
      const next = await this.look(target);
      // Two looks that do not agree leave it open; the time being over says nothing against the first.
      if (next.verdict.cause === 'no-time' || next.verdict.cause === 'rate-limit' && last.verdict.kind === 'dead') {
        return last.verdict.kind === 'dead' ? { ...last, verdict: { ...last.verdict, kind: 'unknown' } } : last;
      }
      last = next;
    }
  }

  /** What answers is held against what would answer to anything; places on the page are looked for. */
  async finish(target: Target, { verdict, trip }: Look): Promise<Found> {
    const suspect = verdict.kind === 'ok' || verdict.kind === 'moved' ? await this.#suspicion(target.url, trip) : undefined;
    const missing = new Map<string, string | undefined>();
    const places = new Set<string>();
    const { end } = trip;
    for (const fragment of target.fragments) {
      if (suspect || end.kind !== 'head') break;
      const place = end.page?.placeOf(fragment, end.isWhole);
      if (place?.kind === 'found') places.add(fragment);
      if (place?.kind === 'missing' && !quirkOf(new URL(trip.at).hostname)?.livingAnchors) missing.set(fragment, place.near);
    }
    return { verdict: suspect ?? verdict, missing, places };
  }

  async #suspicion(url: string, trip: Trip): Promise<Verdict | undefined> {
    const hint = hintIn(url, trip);
    if (!hint) return undefined;
    const made = siblingOf(url, () => this.#options.pace.random());
    const folder = made.replace(/[^/]*\/?$/, '');
    const sibling = this.#siblings.get(folder) ?? follow({ url: made, host: new URL(made).host, method: 'GET', fragments: NONE }, this.#road);
    this.#siblings.set(folder, sibling);
    if (!areAlike(hint, trip, await sibling)) return undefined;
    return { kind: 'suspect', cause: hint, ...(trip.at !== url && { to: trip.at }) };
  }

  /** A host that says nothing, time after time, is not waited for once for every link to it. */
  #listen(host: string, look: Look): void {
    const { end } = look.trip;
    if (end.kind === 'head') this.#isConnected = true;
    if (end.kind === 'fault' && (end.fault === 'no-dns' || end.fault === 'unreachable')) this.#unreached.add(host);
    if (end.kind !== 'fault' || look.trip.hops.length > 0 || !MUTE.has(end.fault)) this.#silent.delete(host);
    else this.#silent.set(host, { times: (this.#silent.get(host)?.times ?? 0) + 1, look });
  }
}

const NONE: ReadonlySet<string> = new Set();

/** So many hosts that cannot be reached, and none that can: nobody else is waited for. */
const CUT_OFF = 20;
const SILENT = 4;
const MUTE: ReadonlySet<string> = new Set(['timeout', 'connection-refused', 'unreachable', 'no-dns', 'no-such-host']);

/** Like a browser asks, as far as it is true. */
const HEADERS = {
  'accept': 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8',
  'accept-language': 'en;q=0.8,*;q=0.5',
  'accept-encoding': 'gzip, deflate, br',
};

const isRefusal = ({ end }: Trip): boolean => end.kind === 'fault' || end.kind === 'head' && end.head.status >= 400;

function insteadVerdict(trip: Trip, { gone = [], there = [] }: { readonly gone?: readonly number[]; readonly there?: readonly number[] }): Verdict {
  const { end } = trip;
  if (end.kind === 'head' && gone.includes(end.head.status)) return { kind: 'dead', cause: 'gone', status: 404 };
  return verdictOn(trip.at, trip, { accepted: there });
}

/** Milliseconds until a next look is worth it; `undefined` when it is not. With jitter, so that those who failed together do not come back together. */
function waitBefore({ verdict, trip }: Look, time: number, { pause }: Manners, pace: Pace): number | undefined {
  const most = verdict.cause === 'rate-limit' && trip.end.kind !== 'closed' ? 4 : AGAIN.has(verdict.cause) ? 2 : 1;
  return time < most ? pause * 2 ** (time - 1) * (1 + pace.random() / 4) : undefined;
}

/** Worth a second look: it may have been a moment's trouble, and nobody is called dead after one look. */
const AGAIN: ReadonlySet<string> = new Set(['gone', 'no-such-host', 'server-error', 'timeout', 'no-connection', 'no-dns']);

/** Not one site answered, and more than one was asked: it is this machine that is cut off. */
function withoutNetwork(found: ReadonlyMap<string, Found>): boolean {
  const hosts = new Set([...found.keys()].map((url) => new URL(url).host));
  return hosts.size > 1 && [...found.values()].every(({ verdict }) => NO_NETWORK.has(verdict.cause));
}

const NO_NETWORK: ReadonlySet<string> = new Set(['offline', 'no-such-host', 'no-dns', 'no-connection', 'timeout', 'private', 'no-time']);

/** The answers by the address that the blog links to. */
export function answersFor({ byUrl }: Plan, found: ReadonlyMap<string, Found>): ReadonlyMap<string, ExternalAnswer> {
  const answers = new Map<string, ExternalAnswer>();
  for (const [url, { target, fragment }] of byUrl) {
    const one = found.get(target.url);
    if (!one) continue;
    const isMissing = fragment !== undefined && one.missing.has(fragment);
    const near = fragment === undefined ? undefined : one.missing.get(fragment);
    answers.set(url, { verdict: one.verdict, ...(isMissing && { missingAnchor: { fragment, ...(near !== undefined && { near }) } }) });
  }
  return answers;
}
