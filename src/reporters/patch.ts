import { printable } from '../core/text/printable.ts';
import type { Style } from './reporter.ts';

/** A patch for the eyes where it goes to a terminal; to the byte where a program takes it. */
export const patch = (style: Style) => (text: string): string =>
  (style.columns === undefined ? text : text.replace(/[^\n]+/g, (line) => dressed(line.replace(/\r$/, ''), style)));

function dressed(line: string, style: Style): string {
  const safe = printable(line);
  if (/^(?:---|\+\+\+|diff|rename) /.test(line)) return style.strong(safe);
  if (line.startsWith('@@')) return style.dim(safe);
  if (line.startsWith('+')) return style.added(safe);
  return line.startsWith('-') ? style.removed(safe) : safe;
}
