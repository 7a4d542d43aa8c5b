import { afterBlankLines, closingBrace, isBlankFrom, isSpace, lineEnd, nextLine, TAB } from './characters.ts';
import { spanElements } from './html-elements.ts';
import { nameEndAt } from './html-tags.ts';

/** What one line of a post can begin. All of these look at `text` from `at`, the start of a line. */

/** The offset behind up to three spaces. */
export function afterIndent(text: string, at: number, most = 3): number {
  let end = at;
  while (end < at + most && text.charCodeAt(end) === SPACE) end++;
  return end;
}

/** The offset behind a tab or four spaces, or `at` when there is neither. */
export function afterCodeIndent(text: string, at: number): number {
  if (text.charCodeAt(at) === TAB) return at + 1;
  return afterIndent(text, at, 4) === at + 4 ? at + 4 : at;
}

export const isIndentedCode = (text: string, at: number): boolean =>
  afterCodeIndent(text, at) > at && !isBlankFrom(text, at);

export interface ListMarker {
  readonly element: 'ul' | 'ol';
  /** The offset behind `-` or `1.` */
  readonly end: number;
}

/** The marker of a list's item. kramdown takes a `|` behind it for a space. */
export function listMarkerAt(text: string, at: number, mostIndent = 3): ListMarker | undefined {
  const start = afterIndent(text, at, mostIndent);
  const first = text.charCodeAt(start);
  if (first === STAR || first === MINUS || first === 43) {
    return isMarkerSpace(text.charCodeAt(start + 1)) ? { element: 'ul', end: start + 1 } : undefined;
  }
  let end = start;
  while (isDigit(text.charCodeAt(end))) end++;
  if (end === start || text.charCodeAt(end) !== 46) return undefined;
  return isMarkerSpace(text.charCodeAt(end + 1)) ? { element: 'ol', end: end + 1 } : undefined;
}

/** The offset behind the `:` of a definition list's definition. */
export function definitionMarkerAt(text: string, at: number, mostIndent = 3): number | undefined {
  const start = afterIndent(text, at, mostIndent);
  return text.charCodeAt(start) === 58 && isMarkerSpace(text.charCodeAt(start + 1)) ? start + 1 : undefined;
}

const isMarkerSpace = (code: number): boolean => code === SPACE || code === TAB || code === 124;
const isDigit = (code: number): boolean => code >= 48 && code <= 57;

/** `* * *`, `---`, `___` */
export function isRule(text: string, at: number): boolean {
  const start = afterIndent(text, at);
  const mark = text.charCodeAt(start);
  if (mark !== STAR && mark !== MINUS && mark !== 95) return false;
  let marks = 0;
  for (let position = start; ; position++) {
    const code = text.charCodeAt(position);
    if (code === mark) marks++;
    else if (code !== SPACE && code !== TAB) return marks >= 3 && (code === 10 || Number.isNaN(code));
  }
}

/** The length of a fence's marks, or 0. */
export function fenceAt(text: string, at: number): number {
  const mark = text.charCodeAt(at);
  if (mark !== 96 && mark !== 126) return 0;
  let end = at;
  while (text.charCodeAt(end) === mark) end++;
  return end - at >= 3 ? end - at : 0;
}

/** The number of `#`s of a heading, or 0. GFM wants a space behind them, and text. */
export function headingLevelAt(text: string, at: number, isGfm: boolean): number {
  let end = at;
  while (end < at + 6 && text.charCodeAt(end) === 35) end++;
  if (end === at) return 0;
  const next = text.charCodeAt(end);
  if (!isGfm) return end - at;
  return (next === SPACE || next === TAB) && !isBlankFrom(text, end) ? end - at : 0;
}

/** Whether the line is only `^`, which ends a block. */
export const isEndMarker = (text: string, at: number): boolean =>
  text.charCodeAt(at) === 94 && isBlankFrom(text, at + 1);

/** The range of what stands in a line that is only `{: … }`. */
export function attributeLineAt(text: string, at: number): { start: number; end: number; after: number } | undefined {
  const start = afterIndent(text, at) + 2;
  if (!text.startsWith('{:', start - 2)) return undefined;
  const next = text.charCodeAt(start);
  if (next === 58 || next === 47) return undefined;
  const end = closingBrace(text, start);
  if (end <= start || !isBlankFrom(text, end + 1)) return undefined;
  return { start, end, after: lineEnd(text, end) + 1 };
}

/** A tag that no paragraph takes in when it begins a line; names are not looked up in other letter cases. */
export function beginsBlockTag(text: string, at: number): boolean {
  const start = afterIndent(text, at);
  if (text.charCodeAt(start) !== 60) return false;
  const nameStart = text.charCodeAt(start + 1) === 47 ? start + 2 : start + 1;
  if (nameEndAt(text, nameStart) === nameStart) return false;
  let wordEnd = nameStart;
  while (isWord(text.charCodeAt(wordEnd))) wordEnd++;
  const word = text.slice(nameStart, wordEnd);
  return !spanElements.has(word) && word !== 'script';
}

const isWord = (code: number): boolean =>
  (code >= 97 && code <= 122) || (code >= 65 && code <= 90) || isDigit(code) || code === 95;

/** Where any paragraph, quote, list item or code block without a mark of its own on the line comes to its end. */
export function endsLazily(text: string, at: number): boolean {
  if (isBlankFrom(text, at) || isEndMarker(text, at)) return true;
  return endsCode(text, at);
}

/** Where a line without indentation no longer belongs to the code block before it. */
export function endsCode(text: string, at: number): boolean {
  const start = afterIndent(text, at);
  const code = text.charCodeAt(start);
  if (code === 123) return attributeLineAt(text, at) !== undefined;
  if (code === 60) return beginsBlockTag(text, at);
  return isEndMarker(text, at);
}

/** The end of the indented code at `at`, blank lines between its parts included; `at` itself when there is none. */
export function codeEnd(text: string, at: number): number {
  let end = at;
  for (;;) {
    let line = afterBlankLines(text, end);
    if (line >= text.length || !isIndentedCode(text, line)) return end;
    while (line < text.length && isIndentedCode(text, line)) line = nextLine(text, line);
    while (line < text.length && !isBlankFrom(text, line) && !endsCode(text, line)) line = nextLine(text, line);
    end = line;
  }
}

/** Where a paragraph ends; when `isEarly`, most blocks end it without a blank line. */
export function endsParagraph(text: string, at: number, isEarly: boolean): boolean {
  const start = afterIndent(text, at);
  switch (text.charCodeAt(start)) {
    case 123: return attributeLineAt(text, at) !== undefined;
    case 60: return beginsBlockTag(text, at);
    case 94: return isEndMarker(text, at);
    case 58: return definitionMarkerAt(text, at) !== undefined;
    case 62: return isEarly;
    case 35: return isEarly && start === at && headingLevelAt(text, at, true) > 0;
    case 96: case 126: return isEarly && fenceAt(text, start) > 0;
    default: break;
  }
  if (isSpace(text.charCodeAt(start)) || start >= text.length) return isBlankFrom(text, start);
  return isEarly && listMarkerAt(text, at) !== undefined;
}

const SPACE = 32;
const STAR = 42;
const MINUS = 45;
