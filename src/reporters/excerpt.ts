import type { PlacedFinding } from '../core/finding.ts';
import { printable } from '../core/text/printable.ts';
import { lettersOf, widthOf } from '../core/text/width.ts';
import { notCommand } from './escape.ts';

/** A line of text as a terminal shows it, and which of its columns are meant. */
export interface Excerpt {
  readonly line: string;
  readonly start: number;
  readonly width: number;
}

/** Takes as much of a finding's line as fits, around the place that is meant. */
export function excerptOf({ text, line, column, endLine, endColumn }: PlacedFinding, columns: number): Excerpt {
  const from = Math.min(column - 1, text.length);
  const to = Math.min(Math.max(from, endLine === line ? endColumn - 1 : text.length), text.length);
  // A line can be a megabyte: what lies this far off will not be shown in any case.
  const near = Math.max(0, from - 4 * columns);
  const far = Math.min(to, from + 4 * columns);
  const before = showable(text.slice(near, from), 0);
  const marked = showable(text.slice(from, far), widthOf(before));
  const after = showable(text.slice(far, far + 4 * columns), widthOf(before) + widthOf(marked));
  return asText(fit({ before: near > 0 ? before : before.trimStart(), marked, after: after.trimEnd(), isCut: near > 0 || far < to }, columns));
}

function asText({ line, start, width }: Excerpt): Excerpt {
  const shown = notCommand(line);
  const more = shown.length - line.length;
  return start > 0 ? { line: shown, start: start + more, width } : { line: shown, start, width: width + more };
}

interface Parts {
  readonly before: string;
  readonly marked: string;
  readonly after: string;
  readonly isCut: boolean;
}

/** What is meant comes first, then what leads up to it, then what follows. */
function fit({ before, marked, after, isCut }: Parts, columns: number): Excerpt {
  const whole = before + marked + after;
  if (!isCut && widthOf(whole) <= columns) return { line: whole, start: widthOf(before), width: Math.max(1, widthOf(marked)) };

  const middle = start(marked, columns - 2);
  const room = columns - 2 - widthOf(middle);
  const lead = end(before, Math.max(Math.floor(room / 2), room - widthOf(after)));
  const rest = start(after, room - widthOf(lead));
  const isLed = lead.length < before.length || (isCut && before !== '');
  const isFollowed = middle.length < marked.length || rest.length < after.length;
  return {
    line: `${isLed ? '…' : ''}${lead}${middle}${rest}${isFollowed ? '…' : ''}`,
    start: widthOf(lead) + (isLed ? 1 : 0),
    width: Math.max(1, widthOf(middle)),
  };
}

/** The first letters that fit. */
function start(text: string, columns: number): string {
  let width = 0;
  for (const letter of lettersOf(text)) {
    width += letter.width;
    if (width > columns) return text.slice(0, letter.at);
  }
  return text;
}

/** The last letters that fit. */
function end(text: string, columns: number): string {
  let width = 0;
  for (const letter of lettersOf(text).toReversed()) {
    width += letter.width;
    if (width > columns) return text.slice(letter.at + letter.text.length);
  }
  return text;
}

const TAB = 4;

/** Tabs become the spaces they look like, seen from the column the text starts in; the rest is made printable. */
function showable(text: string, column: number): string {
  if (!text.includes('\t')) return printable(text);
  let shown = '';
  let width = column;
  for (const part of text.split(/(\t)/)) {
    const added = part === '\t' ? ' '.repeat(TAB - (width % TAB)) : printable(part);
    shown += added;
    width += widthOf(added);
  }
  return shown;
}
