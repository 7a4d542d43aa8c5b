import type { Range } from '../../text/range.ts';

/** One piece of a template. Offsets are into its text. */
export type Token =
  | { readonly kind: 'text'; readonly start: number; readonly end: number }
  | { readonly kind: 'tag' | 'output' | 'comment'; readonly start: number; readonly end: number; readonly markup: string; readonly trimsAfter: boolean }
  /** What is opened and never closed. */
  | { readonly kind: 'unclosed'; readonly start: number; readonly end: number; readonly mark: Mark };

export type Mark = '{%' | '{{' | '{#';

export interface Tokens {
  next(): Token | undefined;
  /** Skips what is `raw`, to the end that belongs to it. */
  rawUntil(name: string): { readonly start: number; readonly end: number; readonly tagEnd: number } | undefined;
}

/** Cuts a template up as Nunjucks does: quoted text inside of a tag does not end it. Linear in any text. */
export function tokensOf(text: string, { start, end }: Range, shielded: readonly Range[]): Tokens {
  const openings = new Set<string>(['{%', '{{', '{#']);
  const guards = shielded.filter((range) => range.end > start && range.start < end);
  let guard = 0;
  let at = start;
  let quotes = true;

  /** The next opening outside of what is protected. */
  const nextOpening = (from: number): number => {
    let open = openingAfter(text, from, end, openings);
    for (let range = guards[guard]; range && open >= range.start; range = guards[guard]) {
      if (open < range.end) open = openingAfter(text, range.end, end, openings);
      if (open < end && open < range.end) break;
      guard += 1;
    }
    return open;
  };

  const next = (): Token | undefined => {
    if (at >= end) return undefined;
    const open = nextOpening(at);
    const token = open > at ? { kind: 'text', start: at, end: open } as const : markAt(text, open, end, quotes);
    if (token.kind === 'unclosed') {
      // The build has failed by then: what follows is not searched again and again.
      openings.delete(token.mark);
      quotes = false;
    }
    at = token.end;
    return token;
  };

  const rawUntil = (name: string) => {
    const pattern = new RegExp(`\\{%\\s*(end)?${name}\\s*%\\}`, 'g');
    pattern.lastIndex = at;
    let depth = 1;
    for (let found = pattern.exec(text); found && found.index < end; found = pattern.exec(text)) {
      depth += found[1] ? -1 : 1;
      if (depth > 0) continue;
      const raw = { start: at, end: found.index, tagEnd: pattern.lastIndex };
      at = pattern.lastIndex;
      return raw;
    }
    return undefined;
  };

  return { next, rawUntil };
}

function openingAfter(text: string, from: number, end: number, openings: ReadonlySet<string>): number {
  for (let at = text.indexOf('{', from); at >= 0 && at < end - 1; at = text.indexOf('{', at + 1)) {
    if (openings.has(text.slice(at, at + 2))) return at;
  }
  return end;
}

const marks = {
  '{%': { kind: 'tag', close: '%}' },
  '{{': { kind: 'output', close: '}}' },
  '{#': { kind: 'comment', close: '#}' },
} as const;

function markAt(text: string, start: number, end: number, quotes: boolean): Token {
  const mark: Mark = text.startsWith('{%', start) ? '{%' : text.startsWith('{{', start) ? '{{' : '{#';
  const { kind, close } = marks[mark];
  const at = quotes && kind !== 'comment' ? closeOutsideQuotes(text, start + 2, end, close) : text.indexOf(close, start + 2);
  if (at < 0 || at + 2 > end) return { kind: 'unclosed', start, end: start + 2, mark };
  const from = text.charAt(start + 2) === '-' ? start + 3 : start + 2;
  const trimsAfter = kind !== 'comment' && at > from && text.charAt(at - 1) === '-';
  return { kind, start, end: at + 2, markup: text.slice(from, trimsAfter ? at - 1 : at), trimsAfter };
}

/** A quote that is never closed is an apostrophe: `{% note it's here %}`. */
function closeOutsideQuotes(text: string, from: number, end: number, close: string): number {
  const limit = Math.min(end, from + LONGEST_TAG);
  let at = from;
  while (at < limit) {
    const letter = text.charAt(at);
    if (letter === '"' || letter === "'") at = quoteEnd(text, at, limit);
    else if (text.startsWith(close, at)) return at;
    else at += 1;
  }
  return text.indexOf(close, from);
}

const LONGEST_TAG = 20_000;

function quoteEnd(text: string, start: number, limit: number): number {
  const quote = text.charAt(start);
  let at = start + 1;
  while (at < limit && text.charAt(at) !== quote) at += text.charAt(at) === '\\' ? 2 : 1;
  return at + 1;
}
