import type { PlacedFinding } from '../core/finding.ts';
import { BlogError, type System } from '../core/system.ts';
import { printable } from '../core/text/printable.ts';
import { reporters } from '../reporters/index.ts';
import type { Report } from '../reporters/reporter.ts';
import { counted, lookedAt } from '../reporters/words.ts';
import { look, type LintCommand } from './lint.ts';
import { styleFor } from './style.ts';

/**
 * `blog lint --watch`: tells everything once, then after each change what is new and how much was mended, until Ctrl-C.
 * A mistake in the middle of writing - settings that cannot be read - is told and waited out.
 */
export async function watchLint(paths: readonly string[], options: LintCommand, system: System): Promise<number> {
  const format = options.format ?? 'default';
  if (format !== 'default' && format !== 'unix') throw new BlogError('`--watch` tells people and editors: `--format default` or `unix`.');
  const { opened, report } = await look({ paths }, options, system);
  const tell = reporters[format](styleFor(system.terminal, options.color));
  system.out(tell(report));
  system.err(`${report.findings.length === 0 ? `No broken links in ${lookedAt(report)}. ` : ''}Watching ${printable(opened.root)}; Ctrl-C ends.\n`);

  let before = report;
  for await (const files of system.watch(opened.root)) {
    try {
      const now = (await look({ paths }, options, system)).report;
      const change = changeOf(before, now);
      before = now;
      if (change.appeared.length > 0) system.out(tell({ ...now, findings: change.appeared }));
      system.err(`${timeOf(system)} ${printable(files[0] ?? '')}${files.length > 1 ? ` and ${files.length - 1} more` : ''}: ${wordsOf(change, now)}\n`);
    } catch (error) {
      if (!(error instanceof BlogError)) throw error;
      system.err(`${timeOf(system)} ${printable(error.message)}\n`);
    }
  }
  return 0;
}

interface ReportChange {
  readonly appeared: readonly PlacedFinding[];
  readonly mended: number;
}

/** Findings that were not there before, wherever in their file they stand now. */
function changeOf(before: Report, now: Report): ReportChange {
  const left = new Map<string, number>();
  for (const finding of before.findings) left.set(keyOf(finding), (left.get(keyOf(finding)) ?? 0) + 1);
  const appeared = now.findings.filter((finding) => {
    const count = left.get(keyOf(finding)) ?? 0;
    left.set(keyOf(finding), count - 1);
    return count < 1;
  });
  return { appeared, mended: before.findings.length - (now.findings.length - appeared.length) };
}

const keyOf = ({ file, rule, message, reference }: PlacedFinding): string => JSON.stringify([file, rule, message, reference?.raw]);

function wordsOf({ appeared, mended }: ReportChange, { findings }: Report): string {
  const parts = [
    ...(appeared.length > 0 ? [`${appeared.length} new`] : []),
    ...(mended > 0 ? [`${mended} mended`] : []),
  ];
  const left = findings.length === 0 ? 'nothing is broken' : `${counted(findings.length, 'finding')} in all`;
  return [...(parts.length > 0 ? [parts.join(', ')] : []), left].join('; ') + '.';
}

const timeOf = ({ clock }: System): string =>
  new Intl.DateTimeFormat('en-GB', { timeZone: clock.zone, timeStyle: 'medium' }).format(clock.now());
