import { resolve } from 'node:path';
import { asFilePath, type FilePath } from '../core/paths.ts';
import type { Git, History } from '../core/system.ts';
import { pastOf } from './git-past.ts';

/** What git makes of a folder; `undefined` outside a repository, and where there is no git. */
export async function openGit({ path, env, linked }: GitInput): Promise<Git | undefined> {
  const git: Run = (words, input) => runGit(words, { cwd: path, env: safe(env), input: input ?? '' });
  const [prefix, listed, remote] = await Promise.all([
    git(['rev-parse', '--show-prefix']),
    git(['ls-files', '-z', '--recurse-submodules']),
    git(['config', '--get', 'remote.origin.url']),
  ]);
  if (prefix?.code !== 0 || listed?.code !== 0) return undefined;

  const tracked = new Set(pathsIn(listed.out));
  // Git stops at a symbolic link, a build does not: what lies behind one is tracked where it really lies.
  for (const [file, real] of linked) if (tracked.has(real)) tracked.add(file);
  const github = GITHUB.exec(remote?.out.trim() ?? '')?.[1];
  return {
    tracked,
    prefix: trimmed(prefix.out),
    ...(github !== undefined && { github }),
    ignored: (paths) => ignoredOf(paths, git, linked),
    history: () => historyOf(git),
    past: pastOf({ path, env: safe(env), prefix: trimmed(prefix.out), git, ...(github !== undefined && { github }) }),
    renamed: (files) => renameInIndex(files, trimmed(prefix.out), git),
  };
}

const trimmed = (out: string): string => out.replace(/\n$/, '').replace(/\/$/, '');

export interface GitInput {
  readonly path: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Files reached through symbolic links, by where they really lie. */
  readonly linked: ReadonlyMap<FilePath, FilePath>;
}

/** `git@github.com:owner/name.git`, `https://github.com/owner/name`, `ssh://git@github.com/owner/name.git` */
const GITHUB = /^(?:https?:\/\/(?:[^@/]*@)?|ssh:\/\/git@|git:\/\/|git@)github\.com[/:]([\w.-]+\/[\w.-]+?)(?:\.git)?\/?$/i;

export type Run = (words: readonly string[], input?: string) => Promise<Result | undefined>;

export interface Result {
  readonly code: number;
  readonly out: string;
}

async function ignoredOf(paths: readonly FilePath[], git: Run, linked: GitInput['linked']): Promise<ReadonlySet<FilePath>> {
  const real = new Map(paths.map((file) => [file, linked.get(file) ?? file]));
  if (real.size === 0) return new Set();
  // A name may begin with `:`, which would mean something to git.
  const result = await git(['check-ignore', '-z', '--stdin'], [...new Set(real.values())].map((file) => `./${file}\0`).join(''));
  const ignored = new Set(pathsIn(result?.out ?? ''));
  return new Set(paths.filter((file) => ignored.has(asFilePath(`./${real.get(file) ?? file}`))));
}

async function historyOf(git: Run): Promise<History> {
  const [log, different, shallow] = await Promise.all([
    git(['log', '-z', '--format=%x01%ct', '--name-only', '--no-renames', '--relative', '--', '.']),
    git(['diff', '-z', '--name-only', '--no-renames', '--no-ext-diff', '--relative', 'HEAD', '--', '.']),
    git(['rev-parse', '--is-shallow-repository']),
  ]);
  const changed = newestIn(log?.out ?? '');
  for (const file of pathsIn(different?.out ?? '')) changed.delete(file);
  return { changed, isCut: shallow?.out.trim() === 'true' };
}

/** Commits, the newest first: a time, then the files, of which the first comes after a line end. */
function newestIn(log: string): Map<FilePath, number> {
  const newest = new Map<FilePath, number>();
  let at = 0;
  let isFirst = false;
  for (const part of log.split('\0')) {
    const time = /^\x01(\d+)$/.exec(part)?.[1];
    if (time !== undefined) {
      at = Number(time) * 1000;
      isFirst = true;
      continue;
    }
    const file = asFilePath(isFirst ? part.replace(/^\n/, '') : part);
    isFirst = false;
    if (file !== '' && !newest.has(file)) newest.set(file, at);
  }
  return newest;
}

/** Entries of the index under their new names, with what was staged of them. Those in the middle of a merge stay as they are. */
async function renameInIndex(files: readonly (readonly [from: FilePath, to: FilePath])[], prefix: string, git: Run): Promise<boolean> {
  const listed = await git(['ls-files', '-s', '-z', '--full-name']);
  if (listed?.code !== 0) return false;
  const full = (file: FilePath): string => (prefix === '' ? file : `${prefix}/${file}`);
  const names = new Map(files.map(([from, to]) => [full(from), full(to)]));
  const entries = listed.out.split('\0').flatMap((line) => {
    const [, mode = '', hash = '', stage, name = ''] = /^(\d+) ([0-9a-f]+) (\d)\t(.+)$/s.exec(line) ?? [];
    const to = names.get(name);
    return to === undefined || stage !== '0' ? [] : [{ name, to, mode, hash }];
  });
  const gone = entries.map(({ name, hash }) => `0 ${'0'.repeat(hash.length)}\t${name}\0`);
  const made = entries.map(({ to, mode, hash }) => `${mode} ${hash}\t${to}\0`);
  return (await git(['update-index', '-z', '--index-info'], [...gone, ...made].join('')))?.code === 0;
}

export const pathsIn = (out: string): readonly FilePath[] => out.split('\0').filter((path) => path !== '').map(asFilePath);

/** A repository from elsewhere may bring settings that name programs to run or servers to ask: all of them are off. */
const SAFE = {
  GIT_OPTIONAL_LOCKS: '0',
  GIT_NO_LAZY_FETCH: '1',
  GIT_ALLOW_PROTOCOL: 'none',
  GIT_TERMINAL_PROMPT: '0',
  LC_ALL: 'C',
};

/** Said in front of every command. */
export const OPTIONS = ['--no-pager', '-c', 'core.fsmonitor=false', '-c', 'core.hooksPath=/dev/null'];

/**
 * In a hook git hands over where its index is (`git commit -a` uses one of its own), relative to the folder it runs in.
 * With `GIT_DIR` set git would take any folder it is started in for the top, so the repository is found as usual instead.
 */
function safe({ GIT_DIR, GIT_WORK_TREE, GIT_INDEX_FILE: index, ...env }: GitInput['env']): NodeJS.ProcessEnv {
  return { ...env, ...(index !== undefined && { GIT_INDEX_FILE: resolve(index) }), ...SAFE };
}

const LONGEST = 30_000;

async function runGit(words: readonly string[], { cwd, env, input }: { cwd: string; env: NodeJS.ProcessEnv; input: string }): Promise<Result | undefined> {
  const { spawn } = await import('node:child_process');
  return new Promise((done) => {
    const child = spawn('git', [...OPTIONS, ...words], { cwd, env, stdio: ['pipe', 'pipe', 'ignore'], timeout: LONGEST, windowsHide: true });
    const out: Buffer[] = [];
    child.stdout.on('data', (part: Buffer) => out.push(part));
    // No git, or git gone before it read all of it: the exit code tells.
    child.stdin.on('error', () => undefined);
    child.on('error', () => done(undefined));
    child.on('close', (code) => done({ code: code ?? 1, out: Buffer.concat(out).toString('utf8') }));
    child.stdin.end(input);
  });
}
