import { resolve } from 'node:path';
import { asFilePath, type FilePath } from '../core/paths.ts';
import { BlogError, type GitPast, type Rename, type Snapshot } from '../core/system.ts';
import { openFolder } from './files.ts';
import { OPTIONS, pathsIn, type Run } from './git.ts';
import { snapshotOf, type TreeEntry } from './git-tree.ts';

export interface PastInput {
  /** The folder that git was asked about, absolute. */
  readonly path: string;
  /** The same, below the repository's top. */
  readonly prefix: string;
  readonly env: NodeJS.ProcessEnv;
  readonly git: Run;
  readonly github?: string;
}

/** Asks a repository about other times. Only commands that read objects: none that would start a filter, a hook or a viewer. */
export function pastOf({ path, prefix, env, git, github }: PastInput): GitPast {
  const top = resolve(path, ...prefix.split('/').filter(Boolean).map(() => '..'));
  const snapshot = async (entries: readonly TreeEntry[]): Promise<Snapshot> => {
    // What starts programs takes long to load, and no run without git should wait for it.
    const { openObjects } = await import('./git-objects.ts');
    const objects = openObjects({ words: OPTIONS, cwd: path, env });
    return snapshotOf({ top, entries, objects, disk: (place) => openFolder(place, env), past, ...(github !== undefined && { github }) });
  };
  const past: GitPast = {
    at: async (revision) => snapshot(await treeOf(await commitOf(revision, git), git)),
    staged: async () => {
      const [listed, last] = await Promise.all([git(['-C', top, 'ls-files', '-s', '-z']), treeOf('HEAD', git)]);
      const sizes = new Map(last.map(({ id, size }) => [id, size]));
      return snapshot(stagedIn(listed?.out ?? '').map((entry) => {
        const size = sizes.get(entry.id);
        return size === undefined ? entry : { ...entry, size };
      }));
    },
    renamedSince: async (revision) => {
      const changed = await git(['diff-index', '--cached', '-M', '--name-status', '--diff-filter=R', '-z', '--relative', await commitOf(revision, git), '--', '.']);
      return new Map(renamesIn(changed?.out ?? '').map(({ from, to }) => [to, from]));
    },
    renames: async () => renamesIn((await git(['log', ...PLAIN, '-M', '-l400', '--diff-filter=R', '--name-status', '--format=', '-z', '--relative', '--max-count=5000', '--', '.']))?.out ?? ''),
    versions: (file) => versionsOf(file, git),
  };
  return past;
}

/** No signature is looked at and no program shows a difference: a repository from elsewhere may name some. */
const PLAIN = ['--no-show-signature', '--no-ext-diff', '--no-textconv', '--no-color'];

async function commitOf(revision: string, git: Run): Promise<string> {
  const found = revision.startsWith('-') ? undefined : await git(['rev-parse', '--verify', '--quiet', `${revision}^{commit}`]);
  const id = found?.code === 0 ? found.out.trim() : '';
  if (id !== '') return id;
  const isShallow = (await git(['rev-parse', '--is-shallow-repository']))?.out.trim() === 'true';
  throw new BlogError(isShallow
    ? `This clone is shallow and does not have the revision \`${revision}\`. Type \`git fetch --unshallow\`; in GitHub Actions, give \`actions/checkout\` \`fetch-depth: 0\`.`
    : `Git knows no revision \`${revision}\` here.`);
}

/** `<mode> <kind> <id> <size>\t<path>`. https://git-scm.com/docs/git-ls-tree#_output_format */
async function treeOf(commit: string, git: Run): Promise<readonly TreeEntry[]> {
  const out = (await git(['ls-tree', '-r', '-l', '-z', '--full-tree', commit]))?.out ?? '';
  return out.split('\0').flatMap((line) => {
    const [, mode, id, size, path] = /^(\d+) \S+ ([0-9a-f]+) +(\d+|-)\t([^]*)$/.exec(line) ?? [];
    return mode === undefined || id === undefined || path === undefined ? [] : [{ mode, id, path, ...(size !== '-' && { size: Number(size) }) }];
  });
}

/** `<mode> <id> <stage>\t<path>`: of what is in conflict, our side. https://git-scm.com/docs/git-ls-files#_output */
function stagedIn(out: string): readonly TreeEntry[] {
  return out.split('\0').flatMap((line) => {
    const [, mode, id, path] = /^(\d+) ([0-9a-f]+) [02]\t([^]*)$/.exec(line) ?? [];
    return mode === undefined || id === undefined || path === undefined ? [] : [{ mode, id, path }];
  });
}

/** `R<score>`, the old path, the new path. */
function renamesIn(out: string): readonly Rename[] {
  const parts = pathsIn(out);
  return parts.flatMap((part, index) => {
    const [from, to] = [parts[index + 1], parts[index + 2]];
    return /^\n?R\d+$/.test(part) && from !== undefined && to !== undefined ? [{ from, to }] : [];
  });
}

/** More than this many versions are not looked at. */
const MOST_VERSIONS = 30;

async function versionsOf(file: FilePath, git: Run): Promise<readonly string[]> {
  const log = await git(['log', ...PLAIN, '--follow', '-M', '--format=%x01%H', '--name-only', '-z', '--relative', `--max-count=${MOST_VERSIONS}`, '--', `./${file}`]);
  const places: string[] = [];
  let commit = '';
  for (const part of (log?.out ?? '').split('\0')) {
    const id = /^\x01([0-9a-f]+)$/.exec(part)?.[1];
    if (id !== undefined) commit = id;
    else if (part.trim() !== '') places.push(`${commit}:./${asFilePath(part.replace(/^\n/, ''))}`);
  }
  const texts = await Promise.all(places.map((place) => git(['cat-file', 'blob', place])));
  return texts.flatMap((text) => (text?.code === 0 ? [text.out] : []));
}
