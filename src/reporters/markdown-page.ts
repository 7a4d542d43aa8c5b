import { printable } from '../core/text/printable.ts';
import { wrapped } from '../core/text/width.ts';
import type { Style } from './reporter.ts';

/** A page of our own Markdown for a terminal: headings strong, paragraphs and lists wrapped, code as it is. */
export const markdownPage = (style: Style) => (text: string): string => {
  const columns = style.columns === undefined ? Infinity : Math.max(20, Math.min(style.columns, 100));
  return text.split(/(^```[^]*?^```$)/m).map((part) => (part.startsWith('```') ? codeOf(part, style) : proseOf(part, columns, style))).join('');
};

const codeOf = (block: string, style: Style): string =>
  block.replace(/^```.*\n|\n?^```$/gm, '').split('\n').map((line) => style.dim(`    ${printable(line)}`.trimEnd())).join('\n');

function proseOf(part: string, columns: number, style: Style): string {
  return part.replace(/[^\n]+(?:\n(?![-#|\n])[^\n]+)*/g, (paragraph) => {
    const heading = /^#+ (.*)$/.exec(paragraph)?.[1];
    if (heading !== undefined) return style.strong(heading);
    const isItem = paragraph.startsWith('- ');
    return wrapped(printable(paragraph.replace(/\s+/g, ' ')), columns - (isItem ? 2 : 0))
      .map((line, index) => (isItem && index > 0 ? `  ${line}` : line).replace(/`([^`]+)`/g, (_, code: string) => style.code(code))).join('\n');
  });
}
