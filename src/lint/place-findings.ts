import type { Finding, PlacedFinding } from '../core/finding.ts';
import type { FilePath } from '../core/paths.ts';
import { Lines } from '../core/text/range.ts';

/** Gives findings their lines and columns: reads again only the files that have some. Expects them sorted by file. */
export async function placeFindings(
  findings: readonly Finding[],
  read: (path: FilePath) => Promise<string | undefined>,
): Promise<readonly PlacedFinding[]> {
  const placed: PlacedFinding[] = [];
  let file: FilePath | undefined;
  let lines = new Lines('');
  for (const finding of findings) {
    if (finding.file !== file) {
      file = finding.file;
      lines = new Lines((await read(file)) ?? '');
    }
    placed.push(place(finding, lines));
  }
  return placed;
}

function place(finding: Finding, lines: Lines): PlacedFinding {
  const start = lines.positionAt(finding.range.start);
  const end = lines.positionAt(Math.max(finding.range.start, finding.range.end));
  return { ...finding, line: start.line, column: start.column, endLine: end.line, endColumn: end.column, text: lines.lineAt(start.line) };
}
