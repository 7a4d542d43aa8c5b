import type { Range } from '../../core/text/range.ts';

/** A stretch of a text, and what to read in its place. */
export interface Edit extends Range {
  readonly text: string;
}

/**
 * Where `marked` before 0.6 - and `kramed`, its fork - read Markdown in another way than CommonMark does, as changes that
 * make CommonMark read it alike. A destination went to the first `)`, blanks and all; Markdown in blocks of HTML was
 * Markdown.
 */
export function legacyEdits(source: string, start: number, end: number): readonly Edit[] {
  // Cut out, so that nothing is looked for beyond it.
  const text = source.slice(start, end);
  return editsOf(text).map((edit) => ({ ...edit, start: edit.start + start, end: edit.end + start }));
}

function editsOf(text: string): readonly Edit[] {
  const edits: Edit[] = [];
  MARK.lastIndex = 0;
  for (let match = MARK.exec(text); match; match = MARK.exec(text)) {
    if (match[0] !== '](') {
      const at = match.index + match[0].indexOf('<');
      edits.push({ start: at, end: at, text: NOTHING });
      continue;
    }
    const link = destinationAt(text, match.index + 2);
    if (!link) continue;
    MARK.lastIndex = link.close;
    if (isOdd(text, link)) edits.push(...asCommonMark(text, link));
  }
  return edits;
}

/** A link's opening, or a line that begins with a tag - but not of those whose text is no Markdown to anyone. */
const MARK = /\]\(|^[ \t]*<\/?(?!(?:pre|script|style|textarea)\b)[A-Za-z][\w-]*(?=[\s/>])/gim;

/** Before a tag it makes the line one of text, in which tags and Markdown mix. */
const NOTHING = '\u200B';

interface Destination extends Range {
  /** Where the `)` is. */
  readonly close: number;
}

/** The shortest text behind `](` that a `)` ends, or a title in quotes and a `)`. */
function destinationAt(text: string, open: number): Destination | undefined {
  const limit = Math.min(text.length, open + LONGEST);
  const start = open + blanksAt(text, open, limit);
  let openings = 0;
  for (let at = start; at < limit; at += 1) {
    const character = text.charAt(at);
    if (character === ')') return { start, end: at, close: at };
    // One that never closes may swallow the next link, and hardly ever more.
    if (character === ']' && text.charAt(at + 1) === '(' && (openings += 1) > 1) return undefined;
    if (character !== ' ' && character !== '\n' && character !== '\t') continue;
    const after = at + blanksAt(text, at, limit);
    if (character === '\n' && text.charAt(at + 1) === '\n') return undefined;
    const close = text.charAt(after) === ')' ? after : closeOfTitle(text, after, limit);
    if (close !== undefined) return { start, end: at, close };
    at = after - 1;
  }
  return undefined;
}

const LONGEST = 600;

function blanksAt(text: string, from: number, limit: number): number {
  let at = from;
  while (at < limit && (text[at] === ' ' || text[at] === '\n' || text[at] === '\t' || text[at] === '\r')) at += 1;
  return at - from;
}

function closeOfTitle(text: string, from: number, limit: number): number | undefined {
  if (text[from] !== '"' && text[from] !== "'") return undefined;
  const match = /^["'](?:(?!\]\()[^])*?["']\s*(?=\))/.exec(text.slice(from, limit));
  return match ? from + match[0].length : undefined;
}

/** Whether CommonMark would see another destination, or none. */
function isOdd(text: string, { start, end, close }: Destination): boolean {
  const destination = text.slice(start, end);
  if (/[<>\n]/.test(destination)) return false;
  return /[\s()\\]/.test(destination) || !/^\s*(?:"[^"\\]*"|'[^'\\]*')?\s*$/.test(text.slice(end, close));
}

/** `[x](my file.md "a "b"")` is `[x](<my file.md>)`. */
function asCommonMark(text: string, { start, end, close }: Destination): readonly Edit[] {
  const backslashes = Array.from(text.slice(start, end).matchAll(/\\/g), ({ index }) => ({ start: start + index, end: start + index, text: '\\' }));
  return [{ start, end: start, text: '<' }, ...backslashes, { start: end, end: close, text: '>' }];
}
