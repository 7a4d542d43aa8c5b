import type { FilePath } from '../core/paths.ts';
import type { System } from '../core/system.ts';
import type { Cost } from '../posts/fields.ts';
import type { ListedPost } from '../posts/list-posts.ts';
import { wordsOf } from '../posts/skim.ts';
import type { OpenedSite } from './open-site.ts';

/** Adds to posts what costs more than a look at their heads. What was found out before is not found out again. */
export type Measure = (posts: readonly ListedPost[], costs: ReadonlySet<Cost>) => Promise<readonly ListedPost[]>;

/** `git: false` asks git nothing: then a file was changed when it was written. */
export function measurerFor(opened: OpenedSite, system: System, options: { readonly git: boolean }): Measure {
  let problems: Promise<ReadonlyMap<FilePath, number>> | undefined;
  let history: Promise<Changed> | undefined;
  return async (posts, costs) => {
    const incoming = costs.has('links') ? await linksOf(opened) : undefined;
    const found = costs.has('problems') ? await (problems ??= problemsOf(opened, options)) : undefined;
    const changed = costs.has('history') ? await (history ??= historyOf(opened, system, options)) : undefined;
    return Promise.all(posts.map(async (post): Promise<ListedPost> => {
      const at = post.changed ?? await changed?.(post.file);
      return {
        ...post,
        ...(costs.has('text') && post.words === undefined && { words: wordsOf(await opened.folder.read(post.file) ?? '') }),
        ...(at !== undefined && { changed: at }),
        ...(incoming && { inbound: incoming.get(post.file) ?? 0 }),
        ...(found && { problems: found.get(post.file) ?? 0 }),
      };
    }));
  };
}

/** Links that lead to each source. What resolves them is loaded for those who ask. */
async function linksOf({ site }: OpenedSite): Promise<ReadonlyMap<FilePath, number>> {
  const { incomingOf } = await import('../core/site/incoming.ts');
  return incomingOf(site);
}

/** Findings by file. Needs a site whose texts were read whole, as links do. */
async function problemsOf(opened: OpenedSite, { git }: { readonly git: boolean }): Promise<ReadonlyMap<FilePath, number>> {
  // The rules load when somebody asks for problems.
  const [{ lintFolder }, { lintSettings }] = await Promise.all([import('../lint/lint-site.ts'), import('./lint-settings.ts')]);
  const problems = new Map<FilePath, number>();
  const { site, folder } = opened;
  for (const { file } of await lintFolder(site, folder, { git, ...lintSettings(opened, undefined) })) problems.set(file, (problems.get(file) ?? 0) + 1);
  return problems;
}

type Changed = (file: FilePath) => Promise<number | undefined>;

/** The last commit; for what is not committed, the file itself. */
async function historyOf({ folder }: OpenedSite, system: System, { git }: { readonly git: boolean }): Promise<Changed> {
  const history = git ? await (await folder.git())?.history() : undefined;
  if (history?.isCut) system.err('This clone has the latest commits only: posts that were not changed since seem to be as old as the oldest of them.\n');
  return async (file) => history?.changed.get(file) ?? await folder.modified(file);
}
