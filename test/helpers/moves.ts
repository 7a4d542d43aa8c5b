import { openSite } from '../../src/cli/open-site.ts';
import { asFilePath, decodePath, folderOf, nameOf, withoutExtension, type FilePath } from '../../src/core/paths.ts';
import type { Document } from '../../src/core/site/document.ts';
import type { Resolution } from '../../src/core/site/resolution.ts';
import type { Site } from '../../src/core/site/site.ts';
import { judgementsOf } from '../../src/lint/judge.ts';
import { lintSite } from '../../src/lint/lint-site.ts';
import { run } from '../../src/main.ts';
import type { Texts } from './blog.ts';
import type { Random } from './random.ts';
import { memorySystem } from './system.ts';

/** One `blog mv` and what came of it. */
export interface MoveResult {
  readonly typed: readonly string[];
  /** What it said when it did nothing. */
  readonly refused?: string;
  /** How many references it rewrote. */
  readonly rewritten: number;
  /** What it told the author to look at. */
  readonly left: number;
  /** Whatever is not as promised. */
  readonly problems: readonly string[];
  /** Whether moving back gave the same bytes; `undefined` where it was not tried. */
  readonly restored?: boolean;
  /** What is not as it was after moving back. */
  readonly differs?: readonly string[];
}

const NOW = '2026-03-01T12:00:00Z';

interface Outcome {
  readonly moved: readonly { readonly from: string; readonly to: string }[];
  readonly references: number;
  readonly addresses: readonly { readonly redirect: boolean }[];
  readonly left: readonly { readonly file: string; readonly raw: string }[];
}

/** Makes a move in a blog in memory, holds it against its promises, and moves back. `before` is the site as it is, where known. */
export async function checkMove(texts: Texts, typed: readonly string[], known?: Site): Promise<MoveResult> {
  const before = known ?? await siteOf(texts);
  const there = await moveIn(texts, [...typed, '--json']);
  if (there.code !== 0) {
    const isUntouched = JSON.stringify(texts) === JSON.stringify(there.texts);
    return { typed, refused: there.err, rewritten: 0, left: 0, problems: [...(isUntouched ? [] : ['it was refused, and changed something']), ...(there.code === 2 && !/should not have happened/.test(there.err) ? [] : [`it ended with ${there.code}: ${there.err}`])] };
  }
  const outcome: Outcome = JSON.parse(there.out);
  const moves = new Map(outcome.moved.map(({ from, to }) => [asFilePath(from), asFilePath(to)]));
  const after = await siteOf(there.texts);
  const context = { before, after, moves, texts, textsAfter: there.texts, outcome, isDated: typed.includes('--date') };
  const problems = [...newFindings(context), ...otherTargets(context), ...otherBytes(context)];

  const back = isOtherKind(context) ? undefined : backWords(typed, outcome);
  if (!back) return { typed, rewritten: outcome.references, left: outcome.left.length, problems };
  const again = await moveIn(there.texts, [...back, '--no-redirect', '--json']);
  if (again.code !== 0) return { typed, rewritten: outcome.references, left: outcome.left.length, problems: [...problems, `it cannot be moved back: ${back.join(' ')}: ${again.err}`] };
  return { typed, rewritten: outcome.references, left: outcome.left.length, problems, restored: sameTexts(texts, again.texts), ...(sameTexts(texts, again.texts) ? {} : { differs: Object.keys({ ...texts, ...again.texts }).filter((path) => asRead(texts[path] ?? '') !== asRead(again.texts[path] ?? '')).map((path) => `${path}: ${difference(texts[path] ?? '(none)', again.texts[path] ?? '(none)')}`) }) };
}

interface Context {
  readonly before: Site;
  readonly after: Site;
  readonly moves: ReadonlyMap<FilePath, FilePath>;
  readonly texts: Texts;
  readonly textsAfter: Texts;
  readonly outcome: Outcome;
  readonly isDated: boolean;
}

export const siteOf = async (texts: Texts): Promise<Site> => (await openSite(memorySystem({ files: texts, now: NOW }))).site;

/** The files of the blog alone, where it lies in a folder of these. */
export async function blogIn(texts: Texts): Promise<Texts> {
  const { root } = await openSite(memorySystem({ files: texts, now: NOW }));
  const folder = root === '/blog' ? '' : `${root.slice('/blog/'.length)}/`;
  return Object.fromEntries(Object.entries(texts).flatMap(([path, text]) => (path.startsWith(folder) ? [[path.slice(folder.length), text]] : [])));
}

async function moveIn(texts: Texts, words: readonly string[]): Promise<{ code: number; out: string; err: string; texts: Texts }> {
  const system = memorySystem({ files: texts, now: NOW });
  const code = await run(['mv', ...words], system);
  return { code, ...system.written, texts: Object.fromEntries([...system.disk].map(([path, text]) => [path.slice('/blog/'.length), text])) };
}

/** But for what moving cannot know: whether a letter was percent-encoded, where a name in between had none like it; and `./`. */
const asRead = (text: string): string => decodePath(text.replace(/%25/g, '%').replace(/\\([()])/g, '$1')).replace(/(?<=[("'<])\.\/(?=\w)/g, '').replace(/%20/g, ' ');

const sameTexts = (a: Texts, b: Texts): boolean => {
  const [ours, theirs] = [Object.keys(a), Object.keys(b)];
  return ours.length === theirs.length && ours.every((path) => a[path] === b[path] || asRead(a[path] ?? '') === asRead(b[path] ?? '\0'));
};

/** No rule finds more in any file than it did. */
function newFindings({ before, after, moves, outcome }: Context): readonly string[] {
  const counts = new Map<string, number>();
  const facts = { unreadable: new Map() };
  const told = new Map<string, number>();
  for (const { file } of outcome.left) told.set(file, (told.get(file) ?? 0) + 1);
  for (const { rule, file } of lintSite(before, { facts })) count(counts, `${rule} in ${moves.get(file) ?? file}`, 1);
  const messages = new Map<string, string>();
  for (const { rule, file, message } of lintSite(after, { facts })) {
    count(counts, `${rule} in ${file}`, -1);
    messages.set(`${rule} in ${file}`, message);
  }
  return [...counts].filter(([key, number]) => number < -(told.get(key.replace(/^.* in /, '')) ?? 0)).map(([key]) => `new finding: ${key}: ${messages.get(key)}`);
}

const count = (counts: Map<string, number>, key: string, by: number): void => { counts.set(key, (counts.get(key) ?? 0) + by); };

/** Every reference leads where it led. */
function otherTargets({ before, after, moves, outcome }: Context): readonly string[] {
  const now = new Map<FilePath, Resolution[]>();
  for (const { document, resolution } of judgementsOf(after)) now.set(document.path, [...now.get(document.path) ?? [], resolution]);
  const at = new Map<FilePath, number>();
  return judgementsOf(before).flatMap(({ document, reference, resolution }) => {
    const path = moves.get(document.path) ?? document.path;
    const index = at.get(path) ?? 0;
    at.set(path, index + 1);
    const other = now.get(path)?.[index];
    const target = targetOf(resolution, moves);
    if (other && (target === 'nothing' || target === targetOf(other, new Map()) || isListElsewhere(resolution, other, after))) return [];
    if (outcome.left.some(({ file }) => file === path)) return [];
    return [`${path}: \`${reference.raw}\` led to ${targetOf(resolution, moves)} and leads to ${other ? targetOf(other, new Map()) : 'nothing'}`];
  });
}

/** The list of a folder that was moved, which no file makes: it is where the folder is, or a file makes it now. */
function isListElsewhere(was: Resolution, is: Resolution, { outputs }: Site): boolean {
  const [before, now] = [was, is].map((one) => ('entry' in one ? one.entry : undefined));
  if (before?.source === undefined && before?.kind === 'generated' && now?.output === before.output) return true;
  return before?.source === undefined && before?.kind === 'generated' && !outputs.has(before.output) && now?.kind === 'generated';
}

function targetOf(resolution: Resolution, moves: ReadonlyMap<FilePath, FilePath>): string {
  const entry = 'entry' in resolution ? resolution.entry : undefined;
  if (!entry) return ['missing', 'outside-base', 'unknowable', 'not-built'].includes(resolution.kind) ? 'nothing' : resolution.kind;
  const part = 'fragment' in resolution && resolution.fragment !== undefined ? `#${resolution.fragment}` : '';
  return `${entry.source === undefined ? entry.output : moves.get(entry.source) ?? entry.source}${part}`;
}

/** Nothing changed but references, and in the front matter of what was moved what says its name, date and old addresses. */
function otherBytes({ before, after, moves, texts, textsAfter, outcome, isDated }: Context): readonly string[] {
  return Object.keys(texts).flatMap((path) => {
    const to = moves.get(asFilePath(path)) ?? asFilePath(path);
    const [was, is] = [texts[path] ?? '', textsAfter[to]];
    if (is === undefined) return [`${path} is gone`];
    if (was === is) return [];
    const [old, now] = [before.documents.get(asFilePath(path)), after.documents.get(to)];
    if (!old || !now) return [`${path} was changed, which is no post`];
    if (old.frontMatter.format !== now.frontMatter.format) return [];
    const isHeadFree = isDated || moves.has(asFilePath(path)) || outcome.addresses.some(({ redirect }) => redirect);
    const [a, b] = [around(was, old, isHeadFree), around(is, now, isHeadFree)];
    return a === b ? [] : [`${path}: something else was changed: ${difference(a, b)}`];
  });
}

function around(text: string, document: Document, isHeadFree: boolean): string {
  const parts: string[] = [];
  let at = isHeadFree ? document.frontMatter.range.end : 0;
  for (const { range } of [...document.references].sort((a, b) => a.range.start - b.range.start)) {
    if (range.start >= at) parts.push(text.slice(at, range.start));
    at = Math.max(at, range.end);
  }
  return [...parts, text.slice(at)].join('\0');
}

function difference(a: string, b: string): string {
  let at = 0;
  while (at < a.length && a[at] === b[at]) at++;
  return JSON.stringify([a.slice(Math.max(0, at - 20), at + 40), b.slice(Math.max(0, at - 20), at + 40)]);
}

/** A post that is a page where it is now, a picture that was hidden: there may be no way back. */
const isOtherKind = ({ before, after, moves }: Context): boolean =>
  [...moves].some(([from, to]) => {
    const [was, is] = [before.bySource.get(from), after.bySource.get(to)];
    // Of two that claim one address none can come back to it.
    const isClaimed = was !== undefined && before.entries.filter(({ output, source }) => output === was.output && source !== from).length > 0;
    return isClaimed || was?.kind !== is?.kind || was?.visibility.kind !== is?.visibility.kind;
  });

/** What is typed to have it back. */
function backWords([what = '', to]: readonly string[], { moved }: Outcome): readonly string[] | undefined {
  const [first] = moved;
  if (!first || to === '--date') return undefined;
  const isFile = moved.some(({ from }) => from === what);
  return isFile ? [`./${moved.find(({ from }) => from === what)?.to ?? ''}`, `./${what}`] : [folderMoved(first, what), `./${what}`];
}

/** The new folder of a folder. */
const folderMoved = ({ from, to }: { readonly from: string; readonly to: string }, folder: string): string => to.slice(0, to.length - (from.length - folder.length));

/** Something to type, with the paths of this blog. */
export function randomMove(site: Site, random: Random, newName: () => string): readonly string[] {
  const posts = [...site.documents.keys()].filter((path) => site.bySource.has(path));
  const images = [...site.files].filter((path) => /\.(?:png|jpe?g|gif|svg|webp)$/i.test(path));
  const pointedTo = new Set(judgementsOf(site).flatMap(({ resolution }) => ('entry' in resolution && resolution.entry?.source ? [resolution.entry.source] : [])));
  // Mostly what something points to.
  const choose = (paths: readonly FilePath[]): FilePath | undefined => (random.chance(0.7) ? random.pick(paths.filter((path) => pointedTo.has(path))) : undefined) ?? random.pick(paths);
  const post = choose(posts) ?? '';
  const image = choose(images);
  const folder = folderOf(random.pick([image ?? post, post]));
  const name = newName();
  const extension = nameOf(post).slice(withoutExtension(nameOf(post)).length);
  const dated = /^\d{4}-\d\d?-\d\d?-/.exec(nameOf(post))?.[0] ?? '';
  return random.pick<readonly string[]>([
    [post, name], [post, name], [post, name], [post, `./${folderOf(post)}/${dated}${name}${extension}`.replace('.//', './')],
    [post, `./${folderOf(post)}/${name}/`.replace('.//', './')], [post, `./${folderOf(folderOf(post))}/`.replace('.//', './')],
    [post, '--date', `202${Math.floor(random.next() * 6)}-0${1 + Math.floor(random.next() * 9)}-2${Math.floor(random.next() * 8)}`],
    ...(image === undefined ? [] : [[image, name], [image, name], [image, `./${folderOf(image)}/${name}/`], [image, `./${folderOf(folderOf(image))}/`.replace('.//', './')]]),
    ...(folder === '' ? [] : [[folder, `./${folderOf(folder) === '' ? '' : `${folderOf(folder)}/`}${name}`]]),
  ]) ?? [post, name];
}
