import type { Finding } from '../../src/core/finding.ts';
import { asFilePath } from '../../src/core/paths.ts';
import { placeFindings } from '../../src/lint/place-findings.ts';
import type { Texts } from './blog.ts';

/** Findings drawn under the lines they are on: the line, `~` under the place, the message, then the help. */
export async function draw(findings: readonly Finding[], texts: Texts): Promise<string> {
  const placed = await placeFindings(findings, async (path) => texts[path]);
  const drawn: string[] = [];
  let file = asFilePath('');
  for (const { file: path, text, line, column, endLine, endColumn, message, help } of placed) {
    if (path !== file) drawn.push(path);
    file = path;
    const indent = ' '.repeat(column - 1);
    const length = Math.max(1, (endLine === line ? endColumn : text.length + 1) - column);
    drawn.push(text, indent + '~'.repeat(length), indent + message);
    if (help !== undefined) drawn.push(indent + help);
  }
  return drawn.join('\n');
}
