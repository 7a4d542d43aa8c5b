import { isCause, type Verdict } from '../core/external.ts';
import { BlogError } from '../core/system.ts';
import type { Found } from './ask.ts';
import { hashOf, type Target } from './plan.ts';

/** What is remembered of one address, places on it included: one line of the file. Times are milliseconds since the epoch. */
export interface Memory {
  readonly url: string;
  readonly kind: Verdict['kind'];
  readonly cause: Verdict['cause'];
  readonly checked: number;
  /** Since when it has answered each time. */
  readonly okSince?: number;
  readonly lastOk?: number;
  readonly failingSince?: number;
  /** How many times in a row it was not there; looks within an hour count once. */
  readonly failures: number;
  readonly to?: string;
}

export type History = ReadonlyMap<string, Memory>;

export interface ReadHistory {
  readonly history: History;
  /** What was wrong with the file and what became of it, a sentence each. */
  readonly repairs: readonly string[];
}

const HEAD = '# blog links 1: address, verdict, why, asked, answers since, answered last, fails since, times, leads to';

/**
 * Reads the text of a history. Lines that are torn or mistyped are left out and told of; two for one address become one, so
 * that both sides of a git conflict count. Throws a `BlogError` for a file of a later version.
 */
export function readHistory(text: string, name: string): ReadHistory {
  const version = /^\ufeff?# blog links (\d+)/.exec(text)?.[1];
  if (version !== undefined && version !== '1') throw new BlogError(`\`${name}\` was written by a later version of blog.`);
  const history = new Map<string, Memory>();
  let bad = 0;
  let conflicts = 0;
  for (const line of text.split(/\r\n|\n|\r/)) {
    if (line.trim() === '' || /^\ufeff?#/.test(line)) continue;
    if (/^(?:<{7}|={7}|>{7}|\|{7})/.test(line)) { conflicts++; continue; }
    const memory = memoryIn(line);
    if (memory) remember(history, memory);
    else bad++;
  }
  return {
    history,
    repairs: [
      ...(bad > 0 ? [`${bad === 1 ? 'A line' : `${bad} lines`} of \`${name}\` could not be read; what ${bad === 1 ? 'it' : 'they'} said will be asked again.`] : []),
      ...(conflicts > 0 ? [`\`${name}\` held both sides of a git conflict; of each address the later word counts.`] : []),
    ],
  };
}

/** The text of a history: sorted, a line for each address, so that it can be committed and compared. */
export function writeHistory(history: History): string {
  const lines = [...history.values()].sort((a, b) => (a.url < b.url ? -1 : a.url > b.url ? 1 : 0)).map(lineOf);
  return `${[HEAD, ...lines].join('\n')}\n`;
}

/** Joins what several runs remember. The order does not matter, nor how often the same is joined. */
export function mergeHistories(...histories: readonly History[]): History {
  const merged = new Map<string, Memory>();
  for (const history of histories) for (const memory of history.values()) remember(merged, memory);
  return merged;
}

/** Of two memories the later is true; when it last answered may be known to either. */
function remember(history: Map<string, Memory>, memory: Memory): void {
  const before = history.get(memory.url);
  if (!before) {
    history.set(memory.url, memory);
    return;
  }
  const isLater = memory.checked !== before.checked ? memory.checked > before.checked : lineOf({ ...memory, lastOk: 0 }) > lineOf({ ...before, lastOk: 0 });
  const lastOk = Math.max(memory.lastOk ?? 0, before.lastOk ?? 0);
  history.set(memory.url, { ...(isLater ? memory : before), ...(lastOk > 0 && { lastOk }) });
}

function lineOf({ url, kind, cause, checked, okSince, lastOk, failingSince, failures, to = '-' }: Memory): string {
  return [url, kind, cause, ...[checked, okSince, lastOk, failingSince].map(writtenTime), String(failures), to].join('\t');
}

/** `2026-03-01T12:00Z`: no finer than it needs to be. */
const writtenTime = (at: number | undefined): string => (at === undefined ? '-' : `${new Date(at).toISOString().slice(0, 16)}Z`);

/** As fine as it is written, so that what is read back is what was there. */
export const toMinute = (at: number): number => Math.floor(at / 60_000) * 60_000;

function memoryIn(line: string): Memory | undefined {
  const fields = line.split('\t');
  const [url = '', kind = '', cause = '', ...rest] = fields;
  const [checked, okSince, lastOk, failingSince] = rest.slice(0, 4).map(timeIn);
  const [, , , , failures = '', to = ''] = rest;
  if (fields.length !== 9 || !isAddress(url) || !isKind(kind) || !isCause(cause) || !/^\d{1,6}$/.test(failures) || to !== '-' && !isAddress(to)) return undefined;
  if (checked === undefined || [okSince, lastOk, failingSince].some((time) => Number.isNaN(time)) || Number.isNaN(checked)) return undefined;
  return {
    url, kind, cause, checked, failures: Number(failures),
    ...(okSince !== undefined && { okSince }), ...(lastOk !== undefined && { lastOk }), ...(failingSince !== undefined && { failingSince }),
    ...(to !== '-' && { to }),
  };
}

/** `NaN` for what is no time. */
function timeIn(text: string): number | undefined {
  if (text === '-') return undefined;
  return /^\d{4}-\d\d-\d\dT\d\d:\d\dZ$/.test(text) ? Date.parse(text) : Number.NaN;
}

const KINDS = ['ok', 'moved', 'dead', 'suspect', 'unknown'] as const;
const isKind = (text: string): text is Verdict['kind'] => KINDS.some((kind) => kind === text);

function isAddress(text: string): boolean {
  if (!/^https?:\/\/[\x21-\x7e]+$/.test(text)) return false;
  try { return new URL(text).href === text; } catch { return false; }
}

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/**
 * Whether an address need not be asked: it answered, with all the places on it that are linked to, and not too long ago.
 * The longer it has answered each time, the longer it is trusted: half as long again, from a day to a month. Anything
 * else than an answer is never trusted.
 */
export function isTrusted({ url, fragments }: Target, history: History, now: number): boolean {
  return isFresh(history.get(url), now) && [...fragments].every((fragment) => isFresh(history.get(`${url}#${fragment}`), now));
}

function isFresh(memory: Memory | undefined, now: number): boolean {
  if (memory?.kind !== 'ok' || memory.checked > now) return false;
  const trust = Math.min(30 * DAY, Math.max(DAY, (memory.checked - (memory.okSince ?? memory.checked)) / 2));
  // Not all on the same day: what was asked together does not come back together.
  const jitter = 0.75 + (hashOf(`${memory.url} ${memory.checked}`) % 1_000) / 2_000;
  return now - memory.checked < trust * jitter;
}

/** How often, and over how long, what was there before must be gone to be called dead. */
export interface DeadAfter {
  readonly failures: number;
  readonly days: number;
}

/** What an answer adds to the memory of an address, and the verdict in the light of it. */
export function learn(before: Memory | undefined, verdict: Verdict, { url, now, deadAfter }: { readonly url: string; readonly now: number; readonly deadAfter: DeadAfter }): { readonly memory: Memory; readonly verdict: Verdict } {
  const checked = toMinute(now);
  const base = { url, kind: verdict.kind, cause: verdict.cause, checked, ...(verdict.to !== undefined && isAddress(verdict.to) && { to: verdict.to }) };
  const lastOk = before?.lastOk;
  switch (verdict.kind) {
    case 'ok':
    case 'moved': {
      const okSince = before?.failures === 0 ? before.okSince ?? checked : checked;
      return { verdict, memory: { ...base, okSince, lastOk: checked, failures: 0 } };
    }
    case 'dead': {
      const since = before?.failingSince;
      const failingSince = since !== undefined && since >= (lastOk ?? 0) ? since : checked;
      const isSameLook = before !== undefined && before.failures > 0 && now - before.checked < HOUR;
      const failures = failingSince === checked ? 1 : (before?.failures ?? 0) + (isSameLook ? 0 : 1);
      const isFresh = lastOk !== undefined && (failures < deadAfter.failures || now - failingSince < deadAfter.days * DAY);
      return {
        verdict: { ...verdict, ...(failingSince < checked && { since: failingSince }), ...(isFresh && { fresh: true as const }) },
        memory: { ...base, ...(lastOk !== undefined && { lastOk }), failingSince, failures },
      };
    }
    case 'suspect':
    case 'unknown':
      // It speaks neither for it nor against it.
      return {
        verdict,
        memory: {
          ...base, failures: before?.failures ?? 0, ...(before?.okSince !== undefined && { okSince: before.okSince }), ...(lastOk !== undefined && { lastOk }),
          ...(before?.failingSince !== undefined && { failingSince: before.failingSince }),
        },
      };
    default: return verdict.kind satisfies never;
  }
}

/** The places that were found on a page are remembered too, a line each. */
export function learnAll(before: History, found: ReadonlyMap<string, Found>, { now, deadAfter }: { readonly now: number; readonly deadAfter: DeadAfter }): { readonly memories: History; readonly found: ReadonlyMap<string, Found> } {
  const memories = new Map<string, Memory>();
  const judged = new Map<string, Found>();
  for (const [url, one] of found) {
    // What was not asked has taught nothing.
    if (one.verdict.cause === 'no-time' || one.verdict.cause === 'offline' || one.verdict.cause === 'private') {
      judged.set(url, one);
      continue;
    }
    const { memory, verdict } = learn(before.get(url), one.verdict, { url, now, deadAfter });
    memories.set(url, memory);
    judged.set(url, { ...one, verdict });
    for (const place of one.places) {
      const whole = `${url}#${place}`;
      if (isAddress(whole)) memories.set(whole, learn(before.get(whole), { kind: 'ok', cause: 'answers' }, { url: whole, now, deadAfter }).memory);
    }
  }
  return { memories, found: judged };
}

/** Without what the blog has not linked to for a long time. */
export const withoutForgotten = (history: History, isLinked: (url: string) => boolean, now: number): History =>
  new Map([...history].filter(([url, { checked }]) => isLinked(url.replace(/#.*$/, '')) || now - checked < 60 * DAY));
