import { withoutExtension, type FilePath } from '../core/paths.ts';
import { siteOf } from '../core/site/build-site.ts';
import type { Document } from '../core/site/document.ts';
import type { Site } from '../core/site/site.ts';
import type { GitPast, Rename } from '../core/system.ts';
import type { History } from './candidates.ts';
import type { Judgement } from './judge.ts';

export interface HistorySources {
  readonly site: Site;
  readonly read: (path: FilePath) => Promise<string | undefined>;
  readonly past: GitPast;
}

/** Asks git about what is broken: renames where a path is missing, older texts where a heading is. */
export async function historyOf(broken: readonly Judgement[], sources: HistorySources): Promise<History> {
  const moved = broken.some(({ resolution }) => resolution.kind !== 'missing-anchor') ? placesNow(await rememberedOf(sources.past).renames(), sources.site.files) : new Map<FilePath, FilePath>();
  const movedTo = await oldAddresses(moved, sources);
  const renamed = new Map<string, readonly string[]>();
  const files = new Map<FilePath, readonly Document[]>();
  for (const { resolution } of broken) {
    if (resolution.kind !== 'missing-anchor' || !resolution.entry.source) continue;
    const { entry: { source }, fragment } = resolution;
    if (!files.has(source) && files.size >= MOST_FILES) continue;
    if (!files.has(source)) files.set(source, await versionsOf(source, sources));
    const id = decoded(fragment);
    renamed.set(`${id} ${source}`, idNow(id, files.get(source) ?? []));
  }
  return { movedTo, movedFrom: (name) => [...moved].flatMap(([was, is]) => (isCalled(was, name) ? [is] : [])), renamed: (file, id) => renamed.get(`${id} ${file}`) ?? [] };
}

const remembered = new WeakMap<GitPast, Pick<GitPast, 'renames' | 'versions'>>();

/** What is done to the working copy meanwhile changes nothing of it, so each is asked once. */
function rememberedOf(past: GitPast): Pick<GitPast, 'renames' | 'versions'> {
  let known = remembered.get(past);
  if (known) return known;
  let renames: ReturnType<GitPast['renames']> | undefined;
  const versions = new Map<FilePath, ReturnType<GitPast['versions']>>();
  known = {
    renames: () => (renames ??= past.renames()),
    versions: (file) => {
      const asked = versions.get(file) ?? past.versions(file);
      versions.set(file, asked);
      return asked;
    },
  };
  remembered.set(past, known);
  return known;
}

/** Texts of more files than this are not looked through. */
const MOST_FILES = 50;

const decoded = (fragment: string): string => {
  try { return decodeURIComponent(fragment); } catch { return fragment; }
};

/** `hello` of `posts/hello.md`, with as many of its folders as are named. */
function isCalled(file: string, name: string): boolean {
  const bare = withoutExtension(file);
  const asked = /\.(?:md|markdown|mdx|html)$/i.test(name) ? withoutExtension(name) : name;
  return asked !== '' && (bare === asked || bare.endsWith(`/${asked}`) || file === name || file.endsWith(`/${name}`));
}

/** Tells of an address that files had under an earlier name where they are now: what would be published had they kept it. */
async function oldAddresses(now: ReadonlyMap<FilePath, FilePath>, { site, read }: HistorySources): Promise<History['movedTo']> {
  if (now.size === 0) return () => [];
  const documents = new Map<FilePath, Document>(site.documents);
  for (const [was, is] of now) {
    if (!site.documents.has(is)) continue;
    documents.set(was, site.conventions.read(was, await read(is) ?? ''));
  }
  const before = siteOf({ conventions: site.conventions, files: [...site.files, ...now.keys()].sort(), now: site.now }, documents);
  const outputs = new Map([...now.keys()].flatMap((was) => {
    const entry = before.bySource.get(was);
    return entry ? [[entry.output as string, entry] as const] : [];
  }));
  return (path) => {
    const answer = site.conventions.host.answer(path, { get: (output) => outputs.get(output), hasFolder: () => false });
    const is = answer.kind === 'entry' && answer.entry.source ? now.get(answer.entry.source) : undefined;
    return is === undefined ? [] : [is];
  };
}

/** Where each file is now that had another name, of those that are still there. `renames` are the newest first. */
function placesNow(renames: readonly Rename[], files: ReadonlySet<FilePath>): ReadonlyMap<FilePath, FilePath> {
  const now = new Map<FilePath, FilePath>();
  for (const { from, to } of renames) {
    // A newer rename went on from there. The first one that is met is the last that happened.
    if (!now.has(from)) now.set(from, now.get(to) ?? to);
  }
  return new Map([...now].filter(([was, is]) => !files.has(was) && files.has(is)));
}

/** A source as it was, the newest first; what it is now leads. */
async function versionsOf(file: FilePath, { site, past }: HistorySources): Promise<readonly Document[]> {
  const now = site.documents.get(file);
  const texts = await rememberedOf(past).versions(file);
  return [...(now ? [now] : []), ...texts.map((text) => site.conventions.read(file, text))];
}

/** What a heading is called now: followed from the newest version that has it, one version at a time. */
function idNow(id: string, versions: readonly Document[]): readonly string[] {
  const ids = versions.map(({ headings }) => headings.flatMap((heading) => heading.id ?? []));
  let at = ids.findIndex((there) => there.includes(id));
  let name: string | undefined = id;
  while (name !== undefined && at > 0) {
    name = successor(name, ids[at] ?? [], ids[at - 1] ?? []);
    at--;
  }
  return name === undefined || name === id ? [] : [name];
}

/** The heading that stands where one stood: the only one that is new between the same neighbours. */
function successor(id: string, before: readonly string[], after: readonly string[]): string | undefined {
  if (after.includes(id)) return id;
  const removed = before.filter((one) => !after.includes(one));
  const added = after.filter((one) => !before.includes(one));
  if (removed.length === 1 && added.length === 1) return added[0];
  const place = before.indexOf(id);
  const [left, right] = [before[place - 1], before[place + 1]];
  const start = left === undefined ? 0 : after.indexOf(left) + 1;
  const end = right === undefined ? after.length : after.indexOf(right);
  const between = (left !== undefined && start === 0) || end < 0 ? [] : after.slice(start, end);
  return between.length === 1 ? between[0] : undefined;
}
