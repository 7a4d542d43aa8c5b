import type { PlacedFinding } from '../core/finding.ts';
import { printable } from '../core/text/printable.ts';
import { spoken } from './escape.ts';
import type { Report, Reporter } from './reporter.ts';
import { counted, lookedAt } from './words.ts';

/** For a comment on a pull request: a table for each file. As much as GitHub takes. */
export const markdown = (): Reporter => (report) => {
  const { findings, shown } = report;
  if (findings.length === 0) return `**No broken links** in ${lookedAt(report)}.\n`;
  let told = `**${countsOf(findings)}** in ${counted(new Set(findings.map(({ file }) => file)).size, 'file')}, of ${lookedAt(report)}.\n`;
  let file: string | undefined;
  for (const [index, finding] of findings.entries()) {
    const head = finding.file === file ? '' : `\n${code(shown(finding.file))}\n\n| | line | |\n|-|-|-|\n`;
    const row = `| ${finding.severity} ${code(finding.rule)} | ${finding.line} | ${sentence(finding.message)}${finding.help === undefined ? '' : ` ${sentence(finding.help)}`} |\n`;
    // What is cut off is counted, not lost in the middle of a row.
    if (told.length + head.length + row.length > MOST) return `${told}\nAnd ${counted(findings.length - index, 'more finding')}.\n`;
    told += head + row;
    file = finding.file;
  }
  return told;
};

/** A comment holds 65,536 characters. */
const MOST = 60_000;

function countsOf(findings: Report['findings']): string {
  const count = (severity: PlacedFinding['severity']): number => findings.filter((finding) => finding.severity === severity).length;
  return [...(count('error') > 0 ? [counted(count('error'), 'error')] : []), ...(count('warning') > 0 ? [counted(count('warning'), 'warning')] : [])].join(' and ');
}

const sentence = (text: string): string => spoken(text).map((part) => (part.isCode ? code(part.text) : prose(part.text))).join('');

/** Nothing in it is Markdown, HTML, a name that is called or a number of an issue. */
const prose = (text: string): string => printable(text).replace(/[^\p{L}\p{N} .,;'()\/…-]/gu, (mark) => (mark === ':' ? ':&#8203;' : `&#${mark.codePointAt(0) ?? 0xfffd};`));

/** A code span in a table: ended only by as many backticks as it began with, and no `|` that ends the cell. */
function code(text: string): string {
  const shown = printable(text).replaceAll('\t', ' ');
  const fence = '`'.repeat(Math.max(0, ...[...shown.matchAll(/`+/g)].map(([run]) => run.length)) + 1);
  const inner = /^`|`$|^ .* $/.test(shown) || shown === '' ? ` ${shown} ` : shown;
  return `${fence}${inner.replaceAll('|', '\\|')}${fence}`;
}
