import { relative, resolve, sep } from 'node:path';
import { changeHead, type HeadChange } from '../core/markdown/front-matter-edits.ts';
import { asFilePath, encodePath, nameOf, type FilePath } from '../core/paths.ts';
import type { Entry } from '../core/site/conventions.ts';
import type { Site } from '../core/site/site.ts';
import { BlogError, type Change, type System } from '../core/system.ts';
import { printable } from '../core/text/printable.ts';
import { Lines } from '../core/text/range.ts';
import { unifiedDiff } from '../core/text/unified-diff.ts';
import { findPost } from '../posts/find-post.ts';
import { dateChange, dayOf } from '../posts/move/dates.ts';
import { mayMention, mentionFinder } from '../posts/move/mentions.ts';
import { movesInOrder, planMove, type Destination, type MovePlan } from '../posts/move/plan-move.ts';
import { newAddresses, withoutOwnRedirects, withRedirects, type NewAddress, type Redirected } from '../posts/move/redirects.ts';
import { retarget, type Retargeted } from '../posts/move/retarget.ts';
import { slugChange } from '../posts/move/slug-change.ts';
import { refusalOf } from '../posts/move/refusals.ts';
import { readWhen, type When } from '../posts/when.ts';
import { jsonOf } from '../reporters/json.ts';
import { patch } from '../reporters/patch.ts';
import { counted } from '../reporters/words.ts';
import { openSite, type OpenedSite } from './open-site.ts';
import { openOptionsOf, type SiteOptions } from './site-options.ts';
import { styleFor } from './style.ts';
import { whatIf } from './what-if.ts';

export interface MvCommand extends SiteOptions {
  readonly date?: string;
  readonly redirect?: boolean;
  readonly dryRun?: boolean;
  readonly json?: boolean;
  readonly quiet?: boolean;
}

/** `blog mv`: gives something another name, place or date, and leads everything that points there to it. */
export async function move(what: string, to: string | undefined, options: MvCommand, system: System): Promise<number> {
  const when = whenOf(options, system);
  if (to === undefined && !when) throw new BlogError(`Say where to: \`blog mv ${what} <new name>\`, or a new \`--date\`.`);
  const opened = await openSite(system, openOptionsOf({ ...options, drafts: false }));
  const outcome = await planned({ what, to, when }, { opened, options, system });
  if (!options.dryRun) await opened.folder.change(outcome.changes);
  await tell(outcome, { opened, options, system });
  return 0;
}

interface Work {
  readonly opened: OpenedSite;
  readonly options: MvCommand;
  readonly system: System;
}

interface Outcome {
  readonly plan: MovePlan;
  readonly changes: readonly Change[];
  /** New texts by new path, with the old ones. */
  readonly edited: ReadonlyMap<FilePath, { readonly before: string; readonly after: string }>;
  readonly retargeted: Retargeted;
  readonly redirected: Redirected;
  readonly addresses: readonly NewAddress[];
  readonly left: readonly Left[];
}

/** Something that only its author can change, where it stands. */
interface Left {
  readonly file: FilePath;
  readonly line: number;
  readonly column: number;
  readonly raw: string;
  readonly why: string;
}

interface Asked {
  readonly what: string;
  readonly to: string | undefined;
  readonly when: When | undefined;
}

async function planned({ what, to, when }: Asked, work: Work): Promise<Outcome> {
  const { opened, system, options } = work;
  const { site } = opened;
  const from = placeOf(what, work);
  const plan = planMove({ from, ...(to !== undefined && { to: destinationOf(to, from, work) }), ...(when && { day: dayOf(when, system.clock.zone) }) }, site);
  const { moves } = plan;
  const olds = new Map([...moves].map(([old, now]) => [now, old]));
  const texts = new Map<FilePath, string>();
  const original = async (path: FilePath): Promise<string> => (await opened.folder.read(olds.get(path) ?? path)) ?? '';
  const read = async (path: FilePath): Promise<string> => texts.get(path) ?? original(path);

  const main = plan.main ?? (when ? from : undefined);
  const edit = async (path: FilePath, change: HeadChange | undefined): Promise<void> => {
    if (change) texts.set(path, changeHead(await read(path), [change], (text) => site.conventions.read(path, text).frontMatter));
  };
  if (main !== undefined && when) await edit(main, dateChange(when, { site, file: olds.get(main) ?? main, name: nameOf(main), zone: system.clock.zone }));

  const imagine = async (): Promise<Site> => {
    const changes = [...(await editsOf(texts, olds, original)), ...movesInOrder(moves)];
    return (await openSite(whatIf(system, opened.root, changes), openOptionsOf({ ...options, drafts: false }))).site;
  };
  let after = await imagine();
  const slug = main !== undefined && plan.slug ? slugChange(main, await read(main), plan.slug, { before: site, after, old: olds.get(main) ?? main }) : undefined;
  if (main !== undefined && slug) {
    await edit(main, slug);
    after = await imagine();
  }
  const own = await withoutOwnRedirects(newAddresses(site, after, moves), { site: after, read });
  for (const [path, text] of own) texts.set(path, text);
  if (own.size > 0) after = await imagine();
  const refusal = refusalOf(site, after, moves);
  if (refusal !== undefined) throw new BlogError(refusal);

  const retargeted = await retarget({ before: site, after, moves, read });
  for (const [path, text] of retargeted.texts) texts.set(path, text);
  const addresses = newAddresses(site, retargeted.site, moves);
  const redirected = await withRedirects(addresses, { site: retargeted.site, read, isWanted: options.redirect !== false });
  for (const [path, text] of redirected.texts) texts.set(path, text);

  const edits = await editsOf(texts, olds, original);
  const edited = new Map<FilePath, { before: string; after: string }>();
  for (const [path, text] of texts) {
    const before = await original(path);
    if (before !== text) edited.set(path, { before, after: text });
  }
  return {
    plan, changes: [...edits, ...movesInOrder(moves)], edited, retargeted, redirected, addresses,
    left: await leftOf({ retargeted, redirected, moves, read }, work),
  };
}

async function editsOf(texts: ReadonlyMap<FilePath, string>, olds: ReadonlyMap<FilePath, FilePath>, original: (path: FilePath) => Promise<string>): Promise<readonly Change[]> {
  const edits: Change[] = [];
  for (const [path, after] of texts) {
    const before = await original(path);
    if (before !== after) edits.push({ kind: 'edit', file: olds.get(path) ?? path, before, after });
  }
  return edits;
}

function whenOf({ date }: MvCommand, { clock }: System): When | undefined {
  if (date === undefined) return undefined;
  const when = readWhen(date, { now: clock.now(), zone: clock.zone });
  if (!when) throw new BlogError(`\`${date}\` is no date. Write it as \`2026-01-02\`, \`2026-01-02 10:00\`, \`today\`, \`tomorrow 9:00\`, \`friday\` or \`+3d\`.`);
  return when;
}

/** A path as it was typed, or a post by its name. */
function placeOf(what: string, { opened, system }: Work): FilePath {
  const place = relative(opened.root, resolve(system.cwd, what)).split(sep).join('/');
  const isInside = place !== '' && place !== '..' && !place.startsWith('../');
  const { site } = opened;
  if (isInside && (site.files.has(asFilePath(place)) || [...site.files].some((file) => file.startsWith(`${place}/`)))) return asFilePath(place);
  const found = findPost(what, site);
  if (found.kind === 'post') return found.file;
  if (found.kind === 'several') throw new BlogError(`\`${what}\` could be ${found.files.slice(0, 4).map((file) => `\`${opened.shownAs(file)}\``).join(', ')}. Name the file.`);
  throw new BlogError(`There is no file, folder or post \`${what}\` in this blog.${found.near === undefined ? '' : ` Did you mean \`${opened.shownAs(found.near)}\`?`}`);
}

function destinationOf(to: string, from: FilePath, { opened, system }: Work): Destination {
  const { site, root } = opened;
  const place = relative(root, resolve(system.cwd, to)).split(sep).join('/');
  const isFolder = /[/\\]$/.test(to) || (isThere(place, site) && (/[/\\]/.test(to) || !site.documents.has(from)));
  if (!isFolder && !/[/\\]/.test(to)) return { kind: 'name', name: to };
  if (place === '..' || place.startsWith('../')) throw new BlogError(`\`${to}\` lies outside of the blog in \`${root}\`.`);
  return { kind: 'path', path: asFilePath(place), isFolder };
}

const isThere = (folder: string, { files }: Site): boolean => folder === '' || [...files].some((file) => file.startsWith(`${folder}/`));

interface Leaving {
  readonly retargeted: Retargeted;
  readonly redirected: Redirected;
  readonly moves: ReadonlyMap<FilePath, FilePath>;
  readonly read: (path: FilePath) => Promise<string>;
}

/** References that stay as they are, and places outside of posts that name what was moved. */
async function leftOf({ retargeted, redirected, moves, read }: Leaving, { opened }: Work): Promise<readonly Left[]> {
  const { site: before } = opened;
  const { site } = retargeted;
  const left: Left[] = [];
  for (const { file, reference, why } of retargeted.left) {
    const { line, column } = new Lines(await read(file)).positionAt(reference.range.start);
    left.push({ file, line, column, raw: reference.raw, why });
  }
  const moved = [...moves.keys()].flatMap((path) => before.bySource.get(path) ?? []).filter((entry) => isElsewhere(entry, site, moves));
  const find = mentionFinder(moved, before);
  for (const path of moved.length === 0 ? [] : site.files) {
    if (!mayMention(path) || redirected.texts.has(path)) continue;
    const text = await read(path);
    const known = site.documents.get(path)?.references.map(({ range }) => range) ?? [];
    if (text.length > MOST) continue;
    for (const { range, text: raw } of find(text, known)) {
      const { line, column } = new Lines(text).positionAt(range.start);
      left.push({ file: path, line, column, raw, why: site.documents.has(path) ? 'it is no link' : 'it is not in a post or a page' });
    }
  }
  return left;
}

/** In characters: no template or data file that a person writes is longer. */
const MOST = 1_000_000;

const isElsewhere = ({ source, url }: Entry, after: Site, moves: ReadonlyMap<FilePath, FilePath>): boolean =>
  source !== undefined && (moves.get(source) !== source || after.bySource.get(moves.get(source) ?? source)?.url !== url);

async function tell(outcome: Outcome, work: Work): Promise<void> {
  const { opened, options, system } = work;
  const { plan, edited, retargeted, redirected, addresses, left } = outcome;
  const [only] = addresses.length === 1 ? addresses : [];
  const address = ({ url }: Entry): string => encodePath((retargeted.site.conventions.origins[0] ?? '') + retargeted.site.conventions.base + url);
  if (options.json) {
    system.out(`${jsonOf({
      moved: [...plan.moves].map(([from, to]) => ({ from: opened.shownAs(from), to: opened.shownAs(to) })),
      edited: [...edited.keys()].map((file) => opened.shownAs(file)), references: retargeted.count,
      addresses: addresses.map(({ was, is, file }) => ({ from: address(was), to: address(is), redirect: redirected.kept.some((one) => one.address.file === file) })),
      left: left.map(({ file, ...one }) => ({ file: opened.shownAs(file), ...one })),
    })}\n`);
    return;
  }
  const main = plan.main ?? (plan.moves.size === 1 ? [...plan.moves.values()][0] : undefined);
  if (options.dryRun) system.out(patch(styleFor(system.terminal, options.color))(patchOf(outcome, opened)));
  else system.out(main === undefined ? [...new Set(plan.moves.values())].map((file) => `${printable(opened.shownAs(file))}\n`).join('') : `${printable(opened.shownAs(main))}\n`);
  if (options.quiet) return;

  const would = options.dryRun ? 'would be ' : '';
  const files = new Set([...retargeted.texts.keys()]).size;
  if (only) system.err(printed(`Its address ${options.dryRun ? 'would be' : 'is now'} ${address(only.is)} (it was ${address(only.was)}).`));
  else if (addresses.length > 1) system.err(printed(`${addresses.length.toLocaleString('en')} addresses ${would}changed.`));
  else if (plan.main !== undefined && plan.slug && plan.slug.from !== plan.slug.to) system.err('Its address stays what it was: its name has no part in it.\n');
  if (retargeted.count > 0) system.err(printed(`${counted(retargeted.count, 'reference')} in ${counted(files, 'file')} ${would}rewritten.`));
  if (redirected.kept.length > 0) {
    const { key, address: one } = redirected.kept[0] ?? { key: '', address: undefined };
    const old = redirected.kept.length === 1 && one ? encodePath(retargeted.site.conventions.base + one.was.url) : 'the old addresses';
    system.err(printed(`\`${key}\` in its front matter ${options.dryRun ? 'would send' : 'sends'} visitors of ${old} on.`));
  }
  for (const line of new Set(redirected.advice)) system.err(printed(line));
  tellLeft(left, work);
}

const printed = (text: string): string => `${printable(text)}\n`;

const SHOWN = 20;

function tellLeft(left: readonly Left[], { opened, system }: Work): void {
  if (left.length === 0) return;
  system.err(`\n${left.length === 1 ? 'One place names what was moved and was left as it is. Look at it' : `${left.length.toLocaleString('en')} places name what was moved and were left as they are. Look at them`}:\n`);
  for (const { file, line, column, raw, why } of left.slice(0, SHOWN)) system.err(`  ${printed(`${opened.shownAs(file)}:${line}:${column}: ${raw} (${why})`)}`);
  if (left.length > SHOWN) system.err(`  and ${left.length - SHOWN} more: \`blog mv --json\` gives them all.\n`);
}

function patchOf({ plan, edited }: Outcome, { shownAs }: OpenedSite): string {
  const olds = new Map([...plan.moves].map(([old, now]) => [now, old]));
  const paths = [...new Set([...plan.moves.values(), ...edited.keys()])].sort();
  return paths.map((path) => {
    const { before = '', after = '' } = edited.get(path) ?? {};
    return unifiedDiff(shownAs(path), before, after, shownAs(olds.get(path) ?? path));
  }).join('');
}
