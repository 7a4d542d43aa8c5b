import type { LiquidDialect } from './world.ts';

/** One piece of a template. Offsets are into its text. */
export type Token =
  | { readonly kind: 'text'; readonly start: number; readonly end: number }
  | { readonly kind: 'tag'; readonly name: string; readonly markup: string; readonly start: number; readonly end: number; readonly trims: Trims }
  | { readonly kind: 'output'; readonly markup: string; readonly start: number; readonly end: number; readonly trims: Trims }
  /** `{%` or `{{` that is not closed - the first of them: the others are text - or holds no name. */
  | { readonly kind: 'broken'; readonly of: 'tag' | 'output'; readonly start: number; readonly end: number };

/** `{%-` takes away the space before it, `-%}` what follows. */
export interface Trims { readonly before: boolean; readonly after: boolean }

export interface Tokens {
  next(): Token | undefined;
  /** Skips to what ends a `raw`: the text up to it. `undefined` when nothing does. */
  rawUntil(end: string): { readonly start: number; readonly end: number; readonly tagEnd: number } | undefined;
}

/** Cuts a template up as Liquid does: by the first `%}` after `{%` and the first `}` after `{{`. Linear in any text. */
export function tokensOf(text: string, start: number, end: number, dialect: LiquidDialect): Tokens {
  const tags = finder(text, '{%', end);
  const outputs = finder(text, '{{', end);
  const how: How = { dialect, quotes: dialect.respectsQuotes, tagEnd: finder(text, '%}', end), brace: finder(text, '}', end), braces: finder(text, '}}', end) };
  const closes = { tag: true, output: true };
  let at = start;

  const next = (): Token | undefined => {
    if (at >= end) return undefined;
    const open = Math.min(end, closes.tag ? tags(at) : end, closes.output ? outputs(at) : end);
    const token = open > at ? { kind: 'text', start: at, end: open } as const : markAt(text, open, end, how);
    if (token.kind === 'broken') {
      // The build has failed by then. Going on like this keeps hostile text from being read again and again.
      how.quotes = false;
      if (token.end - token.start === 2) closes[token.of] = false;
    }
    at = token.end;
    return token;
  };

  const rawUntil = (name: string) => {
    const from = at;
    for (let token = next(); token; token = next()) {
      if (token.kind === 'text') continue;
      const closing = rawEnd(text, token.start, token.end, name);
      if (closing !== undefined) return { start: from, end: closing, tagEnd: token.end };
    }
    return undefined;
  };

  return { next, rawUntil };
}

/** Where a mark comes next; going forward only, each place is looked at once. */
type Find = (from: number) => number;

function finder(text: string, mark: string, end: number): Find {
  let last = -1;
  return (from) => {
    if (last >= from) return last;
    const found = text.indexOf(mark, from);
    last = found < 0 || found + mark.length > end ? end : found;
    return last;
  };
}

interface How {
  readonly dialect: LiquidDialect;
  quotes: boolean;
  readonly tagEnd: Find;
  readonly brace: Find;
  readonly braces: Find;
}

function markAt(text: string, open: number, end: number, how: How): Token {
  if (text.startsWith('{%', open)) return tagAt(text, open, end, how);
  return outputAt(text, open, end, how);
}

function tagAt(text: string, open: number, end: number, { quotes, dialect, tagEnd }: How): Token {
  const close = quotes ? closeOutsideQuotes(text, open + 2, end, '%}') : tagEnd(open + 2);
  if (close >= end) return { kind: 'broken', of: 'tag', start: open, end: open + 2 };
  const { inner, trims } = inside(text, open, close);
  const [, name, markup] = (dialect.modernTags ? modernTag : plainTag).exec(inner) ?? [];
  if (name === undefined || markup === undefined) return { kind: 'broken', of: 'tag', start: open, end: close + 2 };
  return { kind: 'tag', name, markup, start: open, end: close + 2, trims };
}

const plainTag = /^\s*([A-Za-z0-9_]+)\s*([^]*)$/;
const modernTag = /^\s*(#|[A-Za-z0-9_]+)\s*([^]*)$/;

/** Ruby's Liquid ends `{{` at the first brace and complains when there is only one. */
function outputAt(text: string, open: number, end: number, { quotes, dialect, brace, braces }: How): Token {
  if (dialect.respectsQuotes) {
    const close = quotes ? closeOutsideQuotes(text, open + 2, end, '}}') : braces(open + 2);
    if (close >= end) return { kind: 'broken', of: 'output', start: open, end: open + 2 };
    const { inner, trims } = inside(text, open, close);
    return { kind: 'output', markup: inner, start: open, end: close + 2, trims };
  }
  const close = brace(open + 2);
  if (close >= end) return { kind: 'broken', of: 'output', start: open, end: open + 2 };
  if (text[close + 1] !== '}' || close + 2 > end) return { kind: 'broken', of: 'output', start: open, end: close + 1 };
  const { inner, trims } = inside(text, open, close);
  return { kind: 'output', markup: inner, start: open, end: close + 2, trims };
}

function inside(text: string, open: number, close: number): { readonly inner: string; readonly trims: Trims } {
  const before = text[open + 2] === '-';
  const after = text[close - 1] === '-';
  const from = before ? open + 3 : open + 2;
  return { inner: text.slice(from, Math.max(from, after ? close - 1 : close)), trims: { before, after } };
}

/** A quote that is never closed leaves the tag unclosed. */
function closeOutsideQuotes(text: string, from: number, end: number, close: string): number {
  let at = from;
  while (at < end) {
    const letter = text[at];
    if (letter === '"' || letter === "'") {
      const quote = text.indexOf(letter, at + 1);
      if (quote < 0 || quote >= end) return end;
      at = quote + 1;
    } else if (text.startsWith(close, at)) {
      return at;
    } else {
      at += 1;
    }
  }
  return end;
}

/** Where the raw text ends, if the last `{%` of a token is the tag that ends it. */
function rawEnd(text: string, start: number, end: number, name: string): number | undefined {
  if (!text.startsWith('%}', end - 2)) return undefined;
  const open = text.lastIndexOf('{%', end - 2);
  if (open < start) return undefined;
  const words = text.slice(open + 2, end - 2);
  // `{%-` is not understood here, neither by Ruby nor by LiquidJS.
  return /^\s*([A-Za-z0-9_]+)/.exec(words)?.[1] === name ? open : undefined;
}
