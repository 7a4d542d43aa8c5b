import type { Finding, Severity } from '../core/finding.ts';
import type { FilePath } from '../core/paths.ts';
import { BlogError, type System } from '../core/system.ts';
import { nearest } from '../core/text/nearest.ts';
import { printable } from '../core/text/printable.ts';
import { gatherFacts } from '../lint/gather-facts.ts';
import { lintSite } from '../lint/lint-site.ts';
import { placeFindings } from '../lint/place-findings.ts';
import { reporters, type ReporterName } from '../reporters/index.ts';
import { lookedAt } from '../reporters/words.ts';
import { rules } from '../rules/index.ts';
import type { OpenedSite } from './open-site.ts';
import { openAt } from './open-at.ts';
import { pathsFrom } from './paths-from.ts';
import type { SiteOptions } from './site-options.ts';
import { styleFor } from './style.ts';

export interface LintCommand extends SiteOptions {
  readonly format: ReporterName;
  readonly rule?: Readonly<Record<string, Severity | 'off'>>;
  /** Where more paths are listed: a file, or `-` for standard input. */
  readonly filesFrom?: string;
  readonly quiet?: boolean;
  readonly exitZero?: boolean;
}

/** `blog lint`: says what a visitor will find broken. */
export async function lint(paths: readonly string[], options: LintCommand, system: System): Promise<number> {
  checkRules(options.rule ?? {});
  const listed = options.filesFrom === undefined ? [] : await pathsFrom(options.filesFrom, system);
  // A list with nothing on it - no file was changed - is not the same as no list.
  if (options.filesFrom !== undefined && paths.length + listed.length === 0) return 0;
  const { opened, isChosen } = await openAt(paths, options, system, listed);
  if (!options.quiet) for (const note of opened.notes) system.err(`${printable(note)}\n`);

  const findings = await findingsOf(opened, options, isChosen);
  const looked = lookedIn(opened, isChosen);
  const report = {
    findings: await placeFindings(findings, (path) => opened.folder.read(path)),
    ...looked, shown: opened.shownAs,
  };
  system.out(reporters[options.format](styleFor(system.terminal, options.color))(report));
  if (findings.length === 0 && options.format === 'default' && !options.quiet) {
    system.err(looked.posts + looked.pages === 0 ? 'There is no post or page to look at here.\n' : `No broken links in ${lookedAt(looked)}.\n`);
  }
  return findings.some(({ severity }) => severity === 'error') && !options.exitZero ? 1 : 0;
}

function checkRules(settings: Readonly<Record<string, unknown>>): void {
  const ids = rules.map(({ id }) => id);
  const unknown = Object.keys(settings).find((id) => !ids.includes(id));
  if (unknown === undefined) return;
  const near = nearest(unknown, ids);
  throw new BlogError(`No rule is called \`${unknown}\`.${near === undefined ? '' : ` Did you mean \`${near}\`?`} \`blog rules\` lists them.`);
}

async function findingsOf(opened: OpenedSite, options: LintCommand, isChosen: (path: FilePath) => boolean): Promise<readonly Finding[]> {
  const facts = await gatherFacts(opened.site, opened.folder, { git: options.git !== false });
  const findings = lintSite(opened.site, { facts, ...(options.rule && { rules: options.rule }) });
  return findings.filter(({ file, severity }) => isChosen(file) && (!options.quiet || severity === 'error'));
}

function lookedIn({ site }: OpenedSite, isChosen: (path: FilePath) => boolean): { posts: number; pages: number } {
  const kinds = [...site.documents.keys()].filter(isChosen).map((path) => site.bySource.get(path)?.kind);
  const posts = kinds.filter((kind) => kind === 'post').length;
  return { posts, pages: kinds.length - posts };
}
