import type { Finding, Severity } from '../core/finding.ts';
import type { FilePath } from '../core/paths.ts';
import { BlogError, type System } from '../core/system.ts';
import { nearest } from '../core/text/nearest.ts';
import { printable } from '../core/text/printable.ts';
import { withFixes } from '../lint/find-fixes.ts';
import { judgedBy, lintFolder } from '../lint/lint-site.ts';
import { placeFindings } from '../lint/place-findings.ts';
import { reporters } from '../reporters/index.ts';
import { FORMATS, type ReporterName } from '../reporters/names.ts';
import { plainStyle, type Report } from '../reporters/reporter.ts';
import { counted, lookedAt } from '../reporters/words.ts';
import { rules } from '../rules/index.ts';
import { lintAndFix, wantsFixes } from './lint-fix.ts';
import { version } from '../version.ts';
import { systemAsOf, tellSchedule } from './as-of.ts';
import { keptRun, nameOf, type Worked } from './kept-run.ts';
import { shownFrom, type OpenedSite } from './open-site.ts';
import { lintSettings } from './lint-settings.ts';
import { withBaseline, type BaselineCommand } from './baseline.ts';
import { htmlParts } from './html-parts.ts';
import { askedAt, type ExternalCommand } from './external.ts';
import { lintInput } from './lint-input.ts';
import { openAt, type OpenedAt } from './open-at.ts';
import { outputOf, writeOutput, type Output } from './outputs.ts';
import { pathsFrom } from './paths-from.ts';
import { asStaged, narrowing } from './since.ts';
import type { SiteOptions } from './site-options.ts';
import { styleFor } from './style.ts';
import { watchLint } from './watch.ts';

export interface LintCommand extends SiteOptions, ExternalCommand, BaselineCommand {
  readonly format?: ReporterName;
  /** `sarif=out.sarif`: reports that go to files. */
  readonly output?: readonly string[];
  readonly rule?: Readonly<Record<string, Severity | 'off'>>;
  /** Where more paths are listed: a file, or `-` for standard input. */
  readonly filesFrom?: string;
  /** The file whose text stands at standard input, saved or not. */
  readonly stdinFilename?: string;
  readonly quiet?: boolean;
  readonly maxWarnings?: number;
  readonly exitZero?: boolean;
  readonly watch?: boolean;
  /** `true` for what is certain; or kinds with commas between: `all`, `archive`. */
  readonly fix?: string | boolean;
  /** Show the patch, write nothing. */
  readonly fixDryRun?: boolean;
  readonly diff?: boolean;
  readonly interactive?: boolean;
  /** A revision: only what is broken now and was not then. */
  readonly since?: string;
  /** What the next commit brings, against the last one. */
  readonly staged?: boolean;
  /** A day: the blog as it will be then. */
  readonly asOf?: string;
}

/** `blog lint`: says what a visitor will find broken. */
export async function lint(paths: readonly string[], options: LintCommand, today: System): Promise<number> {
  const system = systemAsOf(options, today);
  checkRules(options.rule ?? {});
  if (options.stdinFilename !== undefined || paths.includes('-')) return lintInput(paths, options, system);
  checkTogether(options);
  if (options.watch && options.external) throw new BlogError('`--watch` looks again with every change, which is no way to ask other sites: leave `--external` out.');
  outputsOf(options);
  if (options.watch) return watchLint(paths, options, system);
  const listed = options.filesFrom === undefined ? [] : await pathsFrom(options.filesFrom, system);
  // A list with nothing on it - no file was changed - is not the same as no list.
  if (options.filesFrom !== undefined && paths.length + listed.length === 0) return 0;
  if (wantsFixes(options)) return lintAndFix({ paths, listed }, options, system);
  return options.staged ? asStaged(options, system, (there) => tell({ paths, listed }, options, there)) : tell({ paths, listed }, options, system, today);
}

interface Asked {
  readonly paths: readonly string[];
  /** Paths that a program named. */
  readonly listed?: readonly string[];
}

async function tell(asked: Asked, options: LintCommand, system: System, today = system): Promise<number> {
  const { opened, root, notes, settings, warnings, known, ...looked } = await toldOf(asked, options, system);
  const report: Report = { ...looked, shown: shownFrom(system.cwd, root), rules, version };
  if (!options.quiet) for (const note of notes) system.err(`${printable(note)}\n`);

  const format = options.format ?? formatOf({ settings });
  system.out(reporters[format](styleFor(system.terminal, options.color))(report));
  if (opened) for (const output of outputsOf(options)) await writeOutput(output, reporters[output.format](plainStyle)(report), opened, system);
  if (report.findings.length === 0 && format === 'default' && !options.quiet && !options.suppressAll && !opened?.isCutShort) {
    const told = options.since === undefined && !options.staged && known === 0 ? 'No broken links' : 'Nothing newly broken';
    const rest = known === 0 ? '' : `, beside ${counted(known, 'finding')} that the baseline knows`;
    system.err(report.posts + report.pages === 0 ? 'There is no post or page to look at here.\n' : `${told} in ${lookedAt(report)}${rest}.\n`);
  }
  if (options.asOf !== undefined && !options.quiet) await tellSchedule(options, today, root);
  const most = options.maxWarnings ?? settings.maxWarnings ?? Infinity;
  if (warnings > most) system.err(`There ${warnings === 1 ? 'is' : 'are'} ${counted(warnings, 'warning')}, and ${most === 0 ? 'none is' : `${most} ${most === 1 ? 'is' : 'are'}`} allowed.\n`);
  if (opened?.isCutShort) return CUT_SHORT;
  const fails = warnings > most || report.findings.some(({ severity }) => severity === 'error');
  return fails && !options.exitZero ? 1 : 0;
}

/** What a shell says of a program that Ctrl-C has ended. */
export const CUT_SHORT = 130;

/** All that is told, as plain data: what can be kept for the next time. */
interface Told extends Pick<OpenedSite, 'root' | 'settings'>, Pick<Report, 'findings' | 'posts' | 'pages' | 'graph' | 'strips'>, Pick<Look, 'warnings' | 'known' | 'notes'> {}

/** What a run comes to: the last one's, as long as nothing has changed. With the blog where it was opened. */
async function toldOf(asked: Asked, options: LintCommand, system: System): Promise<Told & { readonly opened?: OpenedSite }> {
  const work = async (there: System): Promise<Worked<Told> & { readonly opened: OpenedSite }> => {
    const { opened, report: { findings, posts, pages, graph, strips }, warnings, known, notes } = await look(asked, options, there);
    const { root, settings, site, isTimely } = opened;
    return { opened, site, isTimely, result: { root, notes, settings, findings, posts, pages, ...(graph && { graph }), ...(strips && { strips }), warnings, known } };
  };
  const isOfNow = options.since !== undefined || options.staged === true || options.asOf !== undefined || options.external === true || outputsOf(options).length > 0
    || options.suppressAll === true || options.pruneSuppressions === true;
  const store = isOfNow || options.cache === false ? undefined : await system.store?.(options.cacheLocation);
  if (!store) {
    const { opened, result } = await work(system);
    return { ...result, opened };
  }
  const { color: _, exitZero: __, ...decisive } = options;
  return keptRun({ system, store, name: nameOf(['lint', system.cwd, asked, decisive]), work });
}

/** The format that the settings name. */
export const formatOf = ({ settings }: Pick<OpenedSite, 'settings'>): ReporterName => (settings.format !== undefined && isReporter(settings.format) ? settings.format : 'default');

const isReporter = (name: string): name is ReporterName => FORMATS.some((one) => one === name);

/** The reports that go to files. */
export const outputsOf = ({ output = [] }: LintCommand): readonly Output[] => output.map(outputOf);

/** What was looked at, and what was found. */
export interface Look {
  readonly opened: OpenedSite;
  readonly report: Report;
  /** How many there are, those too that `--quiet` keeps from the report. */
  readonly warnings: number;
  /** How many the baseline knows. */
  readonly known: number;
  readonly notes: readonly string[];
}

/** Reads the blog that holds these paths and lints it. `listed` are paths that a program named. */
export async function look(
  { paths, listed = [] }: Asked,
  options: LintCommand,
  system: System,
): Promise<Look> {
  const { opened, isChosen } = await askedAt(await openAt(paths, options, system, listed), options, system);
  const narrow = await narrowing(opened, options, system);
  return reportOn(narrow(await findingsOf(opened, options, isChosen)), { opened, isChosen }, options);
}

/** What is told of all that was found. */
export async function reportOn(all: readonly Finding[], { opened, isChosen }: OpenedAt, options: LintCommand): Promise<Look> {
  const read = (path: FilePath): Promise<string | undefined> => opened.folder.read(path);
  const { findings: found, known, notes } = await withBaseline(all, { opened, options, isLooked: isLookedBy(opened, options, isChosen) });
  const told = options.quiet ? found.filter(({ severity }) => severity === 'error') : found;
  const formats = formatsOf(options, opened);
  const findings = await placeFindings(formats.some((format) => TELLS_FIXES.has(format)) ? await withFixes(told, { site: opened.site, read }) : told, read);
  return {
    opened, warnings: found.filter(({ severity }) => severity === 'warning').length,
    report: { findings, ...lookedIn(opened, isChosen), shown: opened.shownAs, rules, version, ...(formats.includes('html') && await htmlParts(told, opened)) },
    known, notes: [...opened.notes, ...notes],
  };
}

/** All that this run writes, to stdout and to files. */
export const formatsOf = (options: LintCommand, opened: OpenedSite): readonly ReporterName[] =>
  [options.format ?? formatOf(opened), ...outputsOf(options).map(({ format }) => format)];

/** Formats that programs read, which may want to offer what would mend a finding. */
const TELLS_FIXES: ReadonlySet<ReporterName> = new Set<ReporterName>(['json', 'jsonl', 'sarif']);

/** Words that contradict each other. */
function checkTogether(options: LintCommand): void {
  const isPart = options.since !== undefined || options.staged === true || options.watch === true || wantsFixes(options);
  if (options.suppressAll && (isPart || options.baseline === false)) throw new BlogError('`--suppress-all` writes down all that is found: leave out what tells only a part of it, or changes it.');
  if (options.watch && options.output) throw new BlogError('`--watch` tells people and editors as they write; `--output` is for a single look.');
  if (options.staged && options.since !== undefined) throw new BlogError('`--staged` is what you are about to commit, `--since` what is there now: take one of them.');
  if (options.staged && wantsFixes(options)) throw new BlogError('`--fix` changes your files, not what is staged. `blog lint --since HEAD --fix` mends what you broke; then stage it.');
}

function checkRules(settings: Readonly<Record<string, unknown>>): void {
  const ids = rules.map(({ id }) => id);
  const unknown = Object.keys(settings).find((id) => !ids.includes(id));
  if (unknown === undefined) return;
  const near = nearest(unknown, ids);
  throw new BlogError(`No rule is called \`${unknown}\`.${near === undefined ? '' : ` Did you mean \`${near}\`?`} \`blog rules\` lists them.`);
}

/** What is found in the files that were chosen. */
export async function findingsOf(opened: OpenedSite, options: LintCommand, isChosen: (path: FilePath) => boolean): Promise<readonly Finding[]> {
  const findings = await lintFolder(opened.site, opened.folder, {
    git: options.git !== false, ...(opened.external && { external: opened.external }), ...lintSettings(opened, options.rule),
  });
  return findings.filter(({ file }) => isChosen(file));
}

/** Whether the files and rules of a baseline were looked at. What git tracks differs from machine to machine. */
export function isLookedBy(opened: OpenedSite, options: LintCommand, isChosen: (path: FilePath) => boolean): (file: FilePath, rule: string) => boolean {
  const judged = judgedBy({ ...lintSettings(opened, options.rule), ...(opened.external && { external: opened.external }) });
  return (file, rule) => isChosen(file) && judged.has(rule) && rule !== 'untracked-file';
}

/** How much was looked at. */
export function lookedIn({ site }: Pick<OpenedSite, 'site'>, isChosen: (path: FilePath) => boolean): { posts: number; pages: number } {
  const kinds = [...site.documents.keys()].filter(isChosen).map((path) => site.bySource.get(path)?.kind);
  const posts = kinds.filter((kind) => kind === 'post').length;
  return { posts, pages: kinds.length - posts };
}
