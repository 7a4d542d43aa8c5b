import type { FileEdit, Finding, Fix, Place, PlacedFinding, PlacedFix } from '../core/finding.ts';
import { isBinary, type FilePath } from '../core/paths.ts';
import { Lines, type Range } from '../core/text/range.ts';

/** Gives findings their lines and columns: reads again only the files that have some. Expects them sorted by file. */
export async function placeFindings(
  findings: readonly Finding[],
  read: (path: FilePath) => Promise<string | undefined>,
): Promise<readonly PlacedFinding[]> {
  const placed: PlacedFinding[] = [];
  let file: FilePath | undefined;
  let lines = new Lines('');
  const linesOf = async (path: FilePath): Promise<Lines> => (path === file ? lines : new Lines(isBinary(path) ? '' : (await read(path)) ?? ''));
  for (const finding of findings) {
    lines = await linesOf(finding.file);
    file = finding.file;
    const { fixes, ...rest } = finding;
    const place = placeOf(finding.range, lines);
    placed.push({ ...rest, ...place, text: lines.lineAt(place.line), ...(fixes && { fixes: await placeFixes(fixes, linesOf) }) });
  }
  return placed;
}

async function placeFixes(fixes: readonly Fix[], linesOf: (path: FilePath) => Promise<Lines>): Promise<readonly PlacedFix[]> {
  const placeEdit = async (edit: FileEdit): Promise<FileEdit & Place> => ({ ...edit, ...placeOf(edit.range, await linesOf(edit.file)) });
  return Promise.all(fixes.map(async (fix) => ({ ...fix, edits: await Promise.all(fix.edits.map(placeEdit)) })));
}

function placeOf({ start, end }: Range, lines: Lines): Place {
  const from = lines.positionAt(start);
  const to = lines.positionAt(Math.max(start, end));
  return { line: from.line, column: from.column, endLine: to.line, endColumn: to.column };
}
