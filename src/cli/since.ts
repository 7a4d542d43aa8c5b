import { relative, resolve } from 'node:path';
import type { Finding } from '../core/finding.ts';
import { BlogError, type Folder, type GitPast, type System } from '../core/system.ts';
import { printable } from '../core/text/printable.ts';
import { newFindings } from '../lint/new-findings.ts';
import { findingsOf, type LintCommand } from './lint.ts';
import { openSite, type OpenedSite } from './open-site.ts';
import { openOptionsOf } from './site-options.ts';

/** Which of the findings are told. */
export type Narrow = (findings: readonly Finding[]) => readonly Finding[];

/** Does something on the machine as the next commit will have it: the folders are those of git's index. */
export async function asStaged<T>(options: LintCommand, system: System, work: (there: System) => Promise<T>): Promise<T> {
  const path = resolve(system.cwd, options.root ?? '.');
  const past = await pastAt(await system.folder(path), '--staged', system);
  const snapshot = await past.staged();
  try {
    return await work({ ...system, folder: async (place) => snapshot.folder(place) ?? system.folder(place) });
  } finally {
    snapshot.close();
  }
}

/** With `--since` and `--staged`: only what is broken now and was not then. Both times the whole blog is read. */
export async function narrowing(opened: OpenedSite, options: LintCommand, system: System): Promise<Narrow> {
  const revision = options.since ?? (options.staged ? 'HEAD' : undefined);
  if (revision === undefined) return (findings) => findings;
  const past = await pastAt(opened.folder, options.since === undefined ? '--staged' : '--since', system);
  const [then, renamed] = await Promise.all([findingsAt(revision, past, { opened, options, system }), past.renamedSince(revision)]);
  return (findings) => newFindings(findings, then, renamed);
}

async function pastAt(folder: Folder, option: string, { cwd }: System): Promise<GitPast> {
  const git = await folder.git();
  if (git?.past) return git.past;
  throw new BlogError(`\`${option}\` asks git what was there before, and \`${relative(cwd, folder.path) || '.'}\` is not in a git repository.`);
}

interface Then {
  readonly opened: OpenedSite;
  readonly options: LintCommand;
  readonly system: System;
}

async function findingsAt(revision: string, past: GitPast, { opened, options, system }: Then): Promise<readonly Finding[]> {
  const snapshot = await past.at(revision);
  try {
    if (!(await snapshot.folder(opened.root)?.list())?.length) return [];
    const clock = { ...system.clock, zone: system.clock.zone, now: () => opened.site.now };
    const there: System = { ...system, clock, folder: async (path) => snapshot.folder(path) ?? system.folder(path) };
    const before = await openSite(there, openOptionsOf({ ...options, root: opened.root }));
    // The rules of today are asked of both: a rule that was turned on breaks nothing.
    return await findingsOf({ ...opened, site: before.site, folder: before.folder }, options, () => true);
  } catch (error) {
    if (!(error instanceof BlogError)) throw error;
    system.err(`The blog could not be read as it was at ${printable(revision)}, so everything is told: ${printable(error.message)}\n`);
    return [];
  } finally {
    snapshot.close();
  }
}
