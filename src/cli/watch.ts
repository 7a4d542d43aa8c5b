import type { PlacedFinding } from '../core/finding.ts';
import type { FilePath } from '../core/paths.ts';
import { BlogError, type System } from '../core/system.ts';
import { printable } from '../core/text/printable.ts';
import { liveSite, type LiveSite } from '../lint/live-site.ts';
import { newFindings } from '../lint/new-findings.ts';
import { reporters } from '../reporters/index.ts';
import type { Report } from '../reporters/reporter.ts';
import { counted, lookedAt } from '../reporters/words.ts';
import { reportOn, type LintCommand } from './lint.ts';
import { lintSettings } from './lint-settings.ts';
import { openAt, type OpenedAt } from './open-at.ts';
import { styleFor } from './style.ts';

/**
 * `blog lint --watch`: tells everything once, then after each change what is new and how much was mended, until Ctrl-C.
 * The blog stays open: only what changed is read again, and only what depends on it judged. A mistake in the middle of
 * writing - settings that cannot be read - is told and waited out.
 */
export async function watchLint(paths: readonly string[], options: LintCommand, system: System): Promise<number> {
  const format = options.format ?? 'default';
  if (format !== 'default' && format !== 'unix') throw new BlogError('`--watch` tells people and editors: `--format default` or `unix`.');
  const tell = reporters[format](styleFor(system.terminal, options.color));
  let watched = await open(paths, options, system);
  let before = await reportOf(watched, options);
  system.out(tell(before));
  system.err(`${before.findings.length === 0 ? `No broken links in ${lookedAt(before)}. ` : ''}Watching ${printable(watched.opened.root)}; Ctrl-C ends.\n`);

  for await (const files of system.watch(watched.opened.root)) {
    try {
      const isKnown = !files.some(isSettings) && (await watched.live.change(files.map((file) => ({ file })))).kind === 'changed';
      if (!isKnown) watched = await open(paths, options, system);
      const now = await reportOf(watched, options);
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

/** What our own settings and the baseline say is asked when a blog is opened. */
const isSettings = (file: FilePath): boolean => /^(?:\.blog\/|(?:.*\/)?(?:blog\.config\.\w+|package\.json)$)/.test(file);

interface Watched extends OpenedAt {
  readonly live: LiveSite;
}

async function open(paths: readonly string[], options: LintCommand, system: System): Promise<Watched> {
  const { opened, isChosen } = await openAt(paths, options, system);
  const live = await liveSite({
    site: opened.site, folder: opened.folder, isDecisive: opened.isDecisive, options: { git: options.git !== false, ...lintSettings(opened, options.rule) },
  });
  return { opened, isChosen, live };
}

async function reportOf({ opened, isChosen, live }: Watched, options: LintCommand): Promise<Report> {
  const chosen = live.findings.filter(({ file }) => isChosen(file));
  return (await reportOn(chosen, { opened: { ...opened, site: live.site }, isChosen }, options)).report;
}

interface ReportChange {
  readonly appeared: readonly PlacedFinding[];
  readonly mended: number;
}

/** What is new, and how much of what was there is gone. */
function changeOf(before: Report, now: Report): ReportChange {
  const appeared = newFindings(now.findings, before.findings);
  return { appeared, mended: before.findings.length - (now.findings.length - appeared.length) };
}

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
