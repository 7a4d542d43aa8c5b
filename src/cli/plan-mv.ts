import { relative, resolve, sep } from 'node:path';
import type { HeadChange } from '../core/markdown/front-matter-edits.ts';
import { asFilePath, nameOf, type FilePath } from '../core/paths.ts';
import type { Site } from '../core/site/site.ts';
import { BlogError, type Change, type System } from '../core/system.ts';
import { Lines } from '../core/text/range.ts';
import { findPost } from '../posts/find-post.ts';
import { valueAt, withHead } from '../posts/head-keys.ts';
import { dateChange, dayOf } from '../posts/move/dates.ts';
import { mayMention, mentionFinder, type MovedThing } from '../posts/move/mentions.ts';
import { movesInOrder, planMove, type Destination, type MovePlan } from '../posts/move/plan-move.ts';
import { lostRedirects, newAddresses, withoutOwnRedirects, withRedirects, type NewAddress, type Redirected } from '../posts/move/redirects.ts';
import { refusalOf } from '../posts/move/refusals.ts';
import { retarget, type Retargeted } from '../posts/move/retarget.ts';
import { slugChange } from '../posts/move/slug-change.ts';
import type { When } from '../posts/when.ts';
import { openSite, type OpenedSite, type OpenOptions } from './open-site.ts';
import { whatIf } from './what-if.ts';

/** What was typed. */
export interface AskedMove {
  readonly what: string;
  readonly to: string | undefined;
  readonly when: When | undefined;
  readonly isRedirectWanted: boolean;
  readonly isAlone: boolean;
}

/** All that a move will do, worked out and tried on a copy of the blog in memory. */
export interface PlannedMove {
  readonly plan: MovePlan;
  /** For `Folder.change`. */
  readonly changes: readonly Change[];
  /** Texts that change, by new path. */
  readonly edited: ReadonlyMap<FilePath, { readonly before: string; readonly after: string }>;
  readonly retargeted: Retargeted;
  readonly redirected: Redirected;
  readonly addresses: readonly NewAddress[];
  /** Some of them git has no commit of, so that they need no redirect. */
  readonly hasNew: boolean;
  readonly left: readonly LeftPlace[];
}

/** Something that only the author can change, where it stands. */
export interface LeftPlace {
  readonly file: FilePath;
  readonly line: number;
  readonly column: number;
  readonly raw: string;
  readonly why: string;
}

/** Works out a move. Throws a `BlogError` where it cannot be, or would do harm. */
export async function plannedMove(asked: AskedMove, opened: OpenedSite, options: OpenOptions, system: System): Promise<PlannedMove> {
  const { site } = opened;
  const { zone } = system.clock;
  const from = placeOf(asked.what, opened, system);
  const isIncluded = [...site.documents.values()].some(({ included }) => included?.has(from));
  if (isIncluded || (opened.isDecisive(from) && !site.documents.has(from))) throw new BlogError(`\`${opened.shownAs(from)}\` decides how other files are read, and they name it in ways that are not followed: move it by hand.`);
  const plan = planMove({
    from, isAlone: asked.isAlone, ...(asked.to !== undefined && { to: destinationOf(asked.to, from, opened, system) }), ...(asked.when && { day: dayOf(asked.when, zone) }),
  }, site);
  refuseLinked(plan.moves, opened);
  const texts = new Texts(opened, plan.moves);
  // Whatever moves: it is the same blog, of the same generator.
  const same = { ...options, dir: opened.root, generator: site.conventions.generator };
  const imagine = async (): Promise<Site> => (await openSite(whatIf(system, opened.root, [...await texts.edits(), ...movesInOrder(plan.moves)]), same)).site;

  const main = plan.main ?? (asked.when ? from : undefined);
  const heads = main === undefined ? [] : [main, ...plan.translations];
  for (const file of heads) if (asked.when) await texts.changeHead(file, newDate(file, asked.when, heads[0], { site, texts, zone }));
  let after = await imagine();
  for (const file of heads) {
    if (plan.slug && await texts.changeHead(file, slugChange(file, await texts.read(file), plan.slug, { before: site, after, old: texts.oldOf(file) }))) after = await imagine();
  }
  if (texts.putAll(await withoutOwnRedirects(newAddresses(site, after, plan.moves), { before: site, site: after, read: texts.read, oldOf: texts.oldOf }))) after = await imagine();
  const refusal = refusalOf(site, after, plan.moves);
  if (refusal !== undefined) throw new BlogError(refusal);

  const retargeted = await retarget({ before: site, after, moves: plan.moves, read: texts.read });
  texts.putAll(retargeted.texts);
  const addresses = newAddresses(site, retargeted.site, plan.moves);
  const lost = await lostRedirects(plan.moves, { before: site, site: retargeted.site, read: texts.read, oldOf: texts.oldOf });
  const isNew = await newFiles(opened);
  const known = addresses.filter(({ file }) => !isNew(texts.oldOf(file)));
  const redirected = await withRedirects([...known, ...lost], { site: retargeted.site, read: texts.read, isWanted: asked.isRedirectWanted });
  texts.putAll(redirected.texts);
  return {
    plan, hasNew: asked.isRedirectWanted && known.length < addresses.length, changes: [...await texts.edits(), ...movesInOrder(plan.moves)], edited: await texts.edited(), retargeted, redirected, addresses,
    left: [...await keptReferences(retargeted, texts), ...await mentions(site, { plan, retargeted, redirected }, texts)],
  };
}

/** What git has in no commit yet nobody has an old address of: a post that was begun a minute ago, under the wrong name. */
async function newFiles({ folder }: OpenedSite): Promise<(file: FilePath) => boolean> {
  const git = await folder.git();
  return (file) => git !== undefined && git.tracked.size > 0 && !git.tracked.has(file);
}

/** Moving what a symbolic link leads to would leave the link behind, and whatever is published by it. */
function refuseLinked(moves: MovePlan['moves'], { folder, shownAs }: OpenedSite): void {
  for (const [link, file] of folder.linked?.() ?? []) {
    if (!moves.has(file) || moves.has(link)) continue;
    throw new BlogError(`\`${shownAs(file)}\` is \`${shownAs(link)}\` too, by a symbolic link: move it by hand, and the link with it.`);
  }
}

/** The change that dates a post anew. A translation takes the new date where it had the same one. */
function newDate(file: FilePath, when: When, main: FilePath | undefined, { site, texts, zone }: { readonly site: Site; readonly texts: Texts; readonly zone: string }): HeadChange | undefined {
  const old = texts.oldOf(file);
  const dateIn = (path: FilePath): unknown => valueAt(site.documents.get(path)?.frontMatter.data ?? {}, site.conventions.newPost.dateKey, site.conventions.newPost);
  if (main !== undefined && file !== main && (dateIn(old) ?? undefined) !== dateIn(texts.oldOf(main))) return undefined;
  return dateChange(when, { site, file: old, name: nameOf(file), zone });
}

/** The texts of a blog by their new paths, and those that change. */
class Texts {
  readonly #opened: OpenedSite;
  readonly #olds: ReadonlyMap<FilePath, FilePath>;
  readonly #changed = new Map<FilePath, string>();

  constructor(opened: OpenedSite, moves: MovePlan['moves']) {
    this.#opened = opened;
    this.#olds = new Map([...moves].map(([old, now]) => [now, old]));
  }

  readonly read = async (path: FilePath): Promise<string> => this.#changed.get(path) ?? this.#original(path);

  readonly oldOf = (path: FilePath): FilePath => this.#olds.get(path) ?? path;

  /** Whether there is anything to put in. */
  putAll(texts: ReadonlyMap<FilePath, string>): boolean {
    for (const [path, text] of texts) this.#changed.set(path, text);
    return texts.size > 0;
  }

  /** Whether anything was to be changed. */
  async changeHead(path: FilePath, change: HeadChange | undefined): Promise<boolean> {
    if (!change) return false;
    const { conventions } = this.#opened.site;
    this.#changed.set(path, withHead(path, await this.read(path), [change], conventions));
    return true;
  }

  async edited(): Promise<PlannedMove['edited']> {
    const pairs = await Promise.all([...this.#changed].map(async ([path, after]) => [path, { before: await this.#original(path), after }] as const));
    return new Map(pairs.filter(([, { before, after }]) => before !== after));
  }

  /** For the old paths, since they come before the moves. */
  async edits(): Promise<readonly Change[]> {
    return [...await this.edited()].map(([path, texts]) => ({ kind: 'edit', file: this.oldOf(path), ...texts }));
  }

  async #original(path: FilePath): Promise<string> {
    return (await this.#opened.folder.read(this.oldOf(path))) ?? '';
  }
}

/** A path as it was typed, or a post by its name. */
function placeOf(what: string, { site, root, shownAs }: OpenedSite, { cwd }: System): FilePath {
  const place = below(root, resolve(cwd, what));
  if (place === '') throw new BlogError('That is the blog itself: name a file or a folder in it.');
  if (place !== undefined && (site.files.has(place) || isFolder(place, site))) return place;
  const found = findPost(what, site);
  switch (found.kind) {
    case 'post': return found.file;
    case 'several': {
      const one = oneInAllLanguages(found.files, site);
      if (one !== undefined) return one;
      throw new BlogError(`\`${what}\` could be ${found.files.slice(0, 4).map((file) => `\`${shownAs(file)}\``).join(', ')}. Name the file.`);
    }
    case 'none': throw new BlogError(`There is no file, folder or post \`${what}\` in this blog.${found.near === undefined ? '' : ` Did you mean \`${shownAs(found.near)}\`?`}`);
    default: return found satisfies never;
  }
}

/** Of translations of one post, which move together, any: that with the plainest name. `undefined` where they are different posts. */
function oneInAllLanguages(files: readonly FilePath[], { conventions }: Site): FilePath | undefined {
  const [first, ...others] = files.map((file) => conventions.translatedName?.(file)?.name);
  return first !== undefined && others.every((name) => name === first) ? files.toSorted((a, b) => a.length - b.length)[0] : undefined;
}

/** The path below the root; `undefined` outside. */
function below(root: string, path: string): FilePath | undefined {
  const place = relative(root, path).split(sep).join('/');
  return place === '..' || place.startsWith('../') ? undefined : asFilePath(place);
}

const isFolder = (folder: string, { files }: Site): boolean => folder === '' || [...files].some((file) => file.startsWith(`${folder}/`));

/** One word is a new name; for a post also where a folder is called so. */
function destinationOf(to: string, from: FilePath, { site, root }: OpenedSite, { cwd }: System): Destination {
  const hasSlash = /[/\\]|^\.\.?$/.test(to);
  const place = below(root, resolve(cwd, to));
  const isThere = place !== undefined && isFolder(place, site) && (hasSlash || !site.documents.has(from));
  if (!hasSlash && !isThere) return { kind: 'name', name: to };
  if (place === undefined) throw new BlogError(`\`${to}\` lies outside of the blog in \`${root}\`.`);
  return { kind: 'path', path: place, isFolder: isThere || /[/\\]$/.test(to) };
}

async function keptReferences({ left }: Retargeted, { read }: Texts): Promise<readonly LeftPlace[]> {
  return Promise.all(left.map(async ({ file, reference, why }) =>
    ({ file, ...new Lines(await read(file)).positionAt(reference.range.start), raw: reference.raw, why })));
}

/** In characters: no template or data file that a person writes is longer. */
const MOST = 1_000_000;

/** Places that are no references of a post, and name what was moved. */
async function mentions(before: Site, { plan: { moves }, retargeted: { site }, redirected }: Pick<PlannedMove, 'plan' | 'retargeted' | 'redirected'>, { read }: Texts): Promise<readonly LeftPlace[]> {
  const moved = movedThings(before, site, moves);
  if (moved.size === 0) return [];
  const find = mentionFinder([...moved.values()], before);
  const found: LeftPlace[] = [];
  const { buildFolder } = before.conventions;
  for (const file of site.files) {
    if (buildFolder !== undefined && file.startsWith(`${buildFolder}/`)) continue;
    const text = mayMention(file) && !redirected.texts.has(file) ? await read(file) : '';
    if (text === '' || text.length > MOST) continue;
    const document = site.documents.get(file);
    const itself = moved.get(file);
    const known = [...document?.references.map(({ range }) => range) ?? [], ...(itself ? mentionFinder([itself], before)(text).map(({ range }) => range) : [])];
    for (const { range, text: raw } of find(text, known)) {
      found.push({ file, ...new Lines(text).positionAt(range.start), raw, why: document ? 'it is no link' : 'it is not in a post or a page' });
    }
  }
  return found;
}

/** By new path: the old path and the old address, as far as they are others now. */
function movedThings(before: Site, after: Site, moves: MovePlan['moves']): ReadonlyMap<FilePath, MovedThing> {
  const things = new Map<FilePath, MovedThing>();
  for (const [path, was] of before.bySource) {
    const now = moves.get(path) ?? path;
    const isElsewhere = after.bySource.get(now)?.url !== was.url;
    if (now !== path || isElsewhere) things.set(now, { ...(isElsewhere && { address: was.url }), ...(now !== path && { source: path }) });
  }
  return things;
}
