import type { Document } from '../core/site/document.ts';
import { BlogError } from '../core/system.ts';
import { applyEdits } from '../core/text/edits.ts';
import { Lines } from '../core/text/range.ts';

/**
 * The text with these images in it: before a line (counted from 1), else in place of those that were left open, `![]()`,
 * in order, and the rest at the end, each a paragraph. All else stays, line ends too.
 */
export function insertImages(text: string, document: Document, images: readonly string[], line?: number): string {
  const lineEnd = /\r\n/.test(text) ? '\r\n' : '\n';
  if (line !== undefined) return beforeLine(text, document, images.join(lineEnd + lineEnd), line, lineEnd);
  const open = [...text.matchAll(/!\[[^\]\n]*\]\(\s*\)/g)].filter(({ index, 0: { length } }) =>
    document.references.some(({ kind, raw, whole }) => kind === 'image' && raw.trim() === '' && whole.start < index + length && whole.end > index));
  const edits = open.slice(0, images.length).map(({ index, 0: { length } }, at) => ({ range: { start: index, end: index + length }, text: images[at] ?? '' }));
  const rest = images.slice(edits.length).join(lineEnd + lineEnd);
  const filled = applyEdits(text, edits);
  if (rest === '') return filled;
  const ends = /(?:\r?\n)*$/.exec(filled)?.[0] ?? '';
  const breaks = ends.split('\n').length - 1;
  const gap = filled.trim() === '' ? '' : lineEnd.repeat(Math.max(0, 2 - breaks));
  return `${filled}${gap}${rest}${breaks > 0 ? lineEnd : ''}`;
}

function beforeLine(text: string, { frontMatter }: Document, images: string, line: number, lineEnd: string): string {
  const lines = new Lines(text);
  const first = lines.positionAt(frontMatter.range.end).line;
  const last = lines.positionAt(text.length).line;
  if (line < first || line > last) throw new BlogError(`\`--line ${line}\` is not in the text of the post, which has the lines ${first} to ${last}.`);
  const at = offsetOf(text, line);
  const isAfterText = line > first && lines.lineAt(line - 1).trim() !== '';
  const isBeforeText = lines.lineAt(line).trim() !== '';
  return `${text.slice(0, at)}${isAfterText ? lineEnd : ''}${images}${lineEnd}${isBeforeText ? lineEnd : ''}${text.slice(at)}`;
}

function offsetOf(text: string, line: number): number {
  let at = 0;
  for (let passed = 1; passed < line; passed++) at = text.indexOf('\n', at) + 1;
  return at;
}
