import type { PlacedFinding } from '../core/finding.ts';
import type { FilePath } from '../core/paths.ts';
import { grouped } from '../core/text/grouped.ts';
import { printable } from '../core/text/printable.ts';
import { wrapped } from '../core/text/width.ts';
import { notCommand } from './escape.ts';
import { excerptOf } from './excerpt.ts';
import type { Report, Reporter, Style } from './reporter.ts';
import { counted, lookedAt } from './words.ts';

/** For people: file by file, each finding with its line of text, what to do about it, and the counts at the end. */
export const story = (style: Style): Reporter => (report) => {
  if (report.findings.length === 0) return '';
  let told = '';
  let file: FilePath | undefined;
  for (const finding of report.findings) {
    if (finding.file !== file) told += `${style.path(notCommand(printable(report.shown(finding.file))))}\n`;
    told += `${paragraphOf(finding, style)}\n`;
    file = finding.file;
  }
  return `${told}${countsOf(report, style)}\n`;
};

const INDENT = '    ';

/** One finding with its line of text, without its file. */
export function paragraphOf(finding: PlacedFinding, style: Style): string {
  const { severity, message, help, rule } = finding;
  const place = `${finding.line}:${finding.column}`;
  const room = style.columns === undefined ? Infinity : Math.max(24, style.columns - INDENT.length);
  const excerpt = excerptOf(finding, Math.min(room, WIDEST));
  return [
    `  ${style.dim(place)} ${style[severity](severity)} ${style.dim(rule)}`,
    ...lines(message, room).map((line) => INDENT + dressed(line, style)),
    ...(excerpt.line.trim() === '' ? [] : [
      '',
      `${INDENT}${excerpt.line}`,
      `${INDENT}${' '.repeat(excerpt.start)}${style[severity]('~'.repeat(excerpt.width))}`,
    ]),
    ...(help === undefined ? [] : lines(help, room).map((line) => INDENT + dressed(line, style))),
    '',
  ].join('\n');
}

/** Where there is no terminal to fit: more of a line than this helps nobody. */
const WIDEST = 160;

const lines = (text: string, room: number): readonly string[] => text.split('\n').flatMap((line) => wrapped(notCommand(printable(line)), room));

/** Backticks mark the author's own words. */
const dressed = (line: string, style: Style): string => line.replace(/`([^`]+)`/g, (_, code: string) => style.code(code));

function countsOf({ findings, posts, pages }: Report, style: Style): string {
  const files = new Set(findings.map(({ file }) => file)).size;
  const errors = findings.filter(({ severity }) => severity === 'error').length;
  const warnings = findings.length - errors;
  const found = [
    ...(errors > 0 ? [style.error(counted(errors, 'error'))] : []),
    ...(warnings > 0 ? [style.warning(counted(warnings, 'warning'))] : []),
  ].join(' and ');
  return `${found} in ${posts + pages === 1 ? '' : `${grouped(files)} of `}${lookedAt({ posts, pages })}`;
}
