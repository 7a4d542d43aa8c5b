import type { BlockReader } from './blocks.ts';
import { backticksIn, type Closers, Finder, isSpace, lineEnd, skipSpaces, trimmedEnd } from './characters.ts';
import { type Source, SourceBuilder, type Stretch } from './source.ts';
import { readSpans } from './spans.ts';

/**
 * Reads a table at the reader's place. Lines with a `|` are one, with or without a line of dashes:
 * https://kramdown.gettalong.org/syntax.html#tables
 */
export function readTable(reader: BlockReader, start: number): boolean {
  const { text } = reader;
  const first = text.charCodeAt(start);
  const pipe = reader.finder.next('|', start);
  if (pipe < 0 || pipe > lineEnd(text, start) || first === SPACE || first === TAB || !reader.isAfterBoundary()) return false;
  if (!hasPipe(text, start, lineEnd(text, start))) return false;
  const rows = rowsOf(text, reader.at);
  if (!rows.hasBody || !reader.isBeforeBoundary(rows.end) || !hasPipes(reader, reader.at, rows.end)) {
    // Attributes are spent on the attempt.
    reader.pending = undefined;
    return false;
  }
  const cells = rows.rows.flatMap((row) => cellsOf(reader.source, row.start, row.end));
  reader.at = rows.end;
  reader.add({ kind: 'table', cells });
  return true;
}

const TAB = 9;
const SPACE = 32;
const LESS = 60;
const BACKSLASH = 92;
const BACKTICK = 96;
const PIPE = 124;

/** A `|` at the very start counts; others must have no backslash before them. */
function hasPipe(text: string, start: number, end: number): boolean {
  for (let at = text.indexOf('|', start); at >= 0 && at < end; at = text.indexOf('|', at + 1)) {
    if (at === start || text.charCodeAt(at - 1) !== BACKSLASH) return true;
  }
  return false;
}

interface Row { readonly start: number; readonly end: number }

interface Rows {
  readonly rows: readonly Row[];
  /** Rows that are neither above the first line of dashes nor below one of `=`: without any it is no table. */
  readonly hasBody: boolean;
  readonly end: number;
}

function rowsOf(text: string, at: number): Rows {
  const rows: Row[] = [];
  const parts = { loose: 0, hasHead: false, hasBody: false, hasFoot: false };
  let line = at;
  while (line < text.length) {
    const end = lineEnd(text, line);
    if (!hasPipe(text, line, end)) break;
    const separator = separatorIn(text.slice(line, end));
    if (separator) {
      if (line > at || separator === '=') separate(parts, separator);
    } else {
      rows.push({ start: line, end });
      parts.loose++;
    }
    line = end + 1;
  }
  if (!parts.hasFoot && parts.loose > 0) parts.hasBody = true;
  return { rows, hasBody: parts.hasBody, end: Math.min(line, text.length) };
}

/** Says what the rows before a separator are. */
function separate(parts: { loose: number; hasHead: boolean; hasBody: boolean; hasFoot: boolean }, separator: '-' | '='): void {
  if (separator === '-' && parts.loose > 0 && !parts.hasHead && !parts.hasFoot) parts.hasHead = true;
  else if (parts.loose > 0 && (separator === '=' || !parts.hasFoot)) parts.hasBody = true;
  if (separator === '=') parts.hasFoot = true;
  parts.loose = 0;
}

/** The mark of a line like `|---|:-:|` or, before the footer, `|===|`. */
function separatorIn(line: string): '-' | '=' | undefined {
  if (/^[+|: \t-]*$/.test(line)) return line.includes('-') ? '-' : undefined;
  return /^[+|: \t=]*$/.test(line) && line.includes('=') ? '=' : undefined;
}

/** Every line needs a `|` that is not inside of code or an element. */
function hasPipes(reader: BlockReader, start: number, end: number): boolean {
  const part = reader.stretch(start, end);
  const text = reader.text.slice(start, end);
  if (!text.includes('`') && !text.includes('<')) return true;
  let isOnLine = false;
  for (const span of readSpans(part, reader.definitions, reader.options, 'table').children) {
    if (span.kind === 'element') continue;
    const lines = text.slice(span.start, span.end).replace(/\n+$/, '').split('\n');
    const first = lines[0] ?? '';
    const last = lines.at(-1) ?? '';
    if (span.kind === 'code') {
      if (lines.length > 2 || (lines.length === 2 && !isOnLine)) return isOnLine;
      if (lines.length === 2) isOnLine = false;
      continue;
    }
    if (lines.length > 1 && !isOnLine && !hasPipe(first, 0, first.length)) return isOnLine;
    isOnLine = (isOnLine && lines.length === 1) || hasPipe(last, 0, last.length);
  }
  return isOnLine;
}

/** The end of the code span whose backticks begin at `at`; behind the backticks when it is none. */
function codeSpanEnd(text: string, backticks: Closers, at: number): number {
  let open = at;
  while (text.charCodeAt(open) === BACKTICK) open++;
  const isApart = open - at === 1 && (at === 0 || isSpace(text.charCodeAt(at - 1))) && isSpace(text.charCodeAt(open));
  const close = isApart ? undefined : backticks.next(open, open - at);
  return close ? close.at + open - at : open;
}

/** The cells of a row: split at each `|` outside of code, `\|` being a `|` of the text. Empty ones are left out. */
function cellsOf(source: Source, start: number, end: number): Stretch[] {
  const cells: Stretch[] = [];
  const row = source.text.slice(start, end);
  const finder = new Finder(row);
  const backticks = backticksIn(row);
  let cell = new CellBuilder(source, start);
  let at = 0;
  while (at < row.length) {
    const code = row.charCodeAt(at);
    if (code === PIPE) {
      cell.finish(start + at, cells);
      at++;
      cell = new CellBuilder(source, start + at);
    } else if (code === BACKTICK) {
      at = codeSpanEnd(row, backticks, at);
    } else if (code === BACKSLASH && row.charCodeAt(at + 1) === PIPE) {
      cell.leaveOut(start + at);
      at += 2;
    } else {
      at = code === LESS && row.startsWith('<code', at) ? codeElementEnd(finder, at) : at + 1;
    }
  }
  cell.finish(start + row.length, cells);
  return cells;
}

/** A cell's text: as it stands in the row, unless backslashes are to be left out of it. */
class CellBuilder {
  readonly #source: Source;
  #from: number;
  #builder: SourceBuilder | undefined;

  constructor(source: Source, from: number) {
    this.#source = source;
    this.#from = from;
  }

  leaveOut(at: number): void {
    this.#builder ??= new SourceBuilder();
    this.#builder.take(this.#source, this.#from, at);
    this.#from = at + 1;
  }

  finish(end: number, cells: Stretch[]): void {
    this.#builder?.take(this.#source, this.#from, end);
    const source = this.#builder?.done() ?? this.#source;
    const limit = this.#builder ? source.text.length : end;
    const start = Math.min(skipSpaces(source.text, this.#builder ? 0 : this.#from), limit);
    if (start < limit) cells.push({ source, start, end: trimmedEnd(source.text, start, limit) });
  }
}

function codeElementEnd(finder: Finder, at: number): number {
  const open = finder.next('>', at);
  const close = open < 0 ? -1 : finder.next('</code>', open + 1);
  return close < 0 ? at + 1 : close + '</code>'.length;
}
