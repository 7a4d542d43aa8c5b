import { BlogError, type System } from '../core/system.ts';
import { printable } from '../core/text/printable.ts';
import { cropped, padded, widthOf } from '../core/text/width.ts';
import { chosenPosts, hasTag, postsOf, sortedPosts, withWords, type ListedPost, type PostHead, type PostStatus } from '../posts/list-posts.ts';
import { wordsOf } from '../posts/skim.ts';
import { jsonOf } from '../reporters/json.ts';
import type { Style } from '../reporters/reporter.ts';
import { counted } from '../reporters/words.ts';
import { openHeads } from './open-heads.ts';
import type { OpenedSite } from './open-site.ts';
import { openOptionsOf, type SiteOptions } from './site-options.ts';
import { styleFor } from './style.ts';

export interface ListCommand extends Omit<SiteOptions, 'drafts'> {
  readonly all?: boolean;
  readonly drafts?: boolean;
  readonly scheduled?: boolean;
  readonly published?: boolean;
  readonly tag?: string;
  readonly sort: 'date' | 'title' | 'words';
  readonly limit?: number;
  readonly format: 'table' | 'json' | 'paths';
}

/** `blog list`: the drafts, or the posts that were asked for. */
export async function list({ drafts, ...options }: ListCommand, system: System): Promise<number> {
  // Git knows where the blog is served from, which a table does not show.
  const opened = await openHeads(system, openOptionsOf({ ...options, git: options.format === 'json' }));
  const all = postsOf(opened.site);
  const { tag, sort, limit } = options;
  if (tag !== undefined && !all.some((post) => hasTag(post, tag))) throw new BlogError(`No post has the tag \`${tag}\`.`);

  const statuses = statusesOf({ drafts, ...options });
  const chosen = await Promise.all(chosenPosts(all, statuses, tag).map(async (post) => withWords(post, wordsOf(await opened.folder.read(post.file) ?? ''))));
  const posts = sortedPosts(chosen, sort).slice(0, limit);
  switch (options.format) {
    case 'json': system.out(asJson(posts, opened)); break;
    case 'paths': system.out(posts.map(({ file }) => `${opened.shownAs(file)}\n`).join('')); break;
    case 'table': printTable(posts, { all, statuses, opened, system, style: styleFor(system.terminal, options.color) }); break;
    default: options.format satisfies never;
  }
  return 0;
}

const EVERY: readonly PostStatus[] = ['draft', 'scheduled', 'live', 'expired', 'unpublished'];

function statusesOf({ all, drafts, scheduled, published }: { all?: boolean; drafts?: boolean | undefined; scheduled?: boolean; published?: boolean }): readonly PostStatus[] {
  if (all) return EVERY;
  const statuses: readonly PostStatus[] = [
    ...(drafts ? ['draft', 'unpublished'] as const : []),
    ...(scheduled ? ['scheduled'] as const : []),
    ...(published ? ['live', 'expired'] as const : []),
  ];
  return statuses.length > 0 ? statuses : ['draft', 'unpublished'];
}

function asJson(posts: readonly ListedPost[], opened: OpenedSite): string {
  const rows = posts.map(({ file, date, day: _, ...post }) =>
    `    ${jsonOf({ file: opened.shownAs(file), ...post, ...(date !== undefined && { date: new Date(date).toISOString() }) })}`);
  return `{\n  "version": 1,\n  "posts": [${rows.length > 0 ? `\n${rows.join(',\n')}\n  ` : ''}]\n}\n`;
}

interface Table {
  readonly all: readonly PostHead[];
  readonly statuses: readonly PostStatus[];
  readonly opened: OpenedSite;
  readonly system: System;
  readonly style: Style;
}

function printTable(posts: readonly ListedPost[], table: Table): void {
  const { all, statuses, system } = table;
  const hasSeveral = new Set(posts.map(({ status }) => status)).size > 1;
  if (posts.length > 0) system.out(rowsOf(posts, hasSeveral, table));
  const shown = new Set(statuses);
  const counts = [
    ...(shown.has('draft') ? [countOf(all, ['draft', 'unpublished'], 'draft', 'No drafts')] : []),
    countOf(all, ['scheduled'], 'scheduled'),
    countOf(all, ['live', 'expired'], 'live'),
  ];
  system.out(`${counts.join(', ')}.\n`);
}

function countOf(all: readonly PostHead[], statuses: readonly PostStatus[], word: string, none?: string): string {
  const count = all.filter(({ status }) => statuses.includes(status)).length;
  if (count === 0 && none !== undefined) return none;
  return word === 'draft' ? counted(count, word) : `${count.toLocaleString('en')} ${word}`;
}

interface Cells {
  readonly date: string;
  readonly status: string;
  readonly title: string;
  readonly words: string;
  readonly time: string;
  readonly file: string;
}

function rowsOf(posts: readonly ListedPost[], hasSeveral: boolean, { opened, system, style }: Table): string {
  const rows = posts.map((post): Cells => ({
    date: dayOf(post, system),
    status: hasSeveral ? (STATUS[post.status] ?? post.status) : '',
    title: printable(post.title),
    words: counted(post.words, 'word'),
    time: `${post.minutes} min`,
    file: printable(opened.shownAs(post.file)),
  }));
  const widths = widthsOf(rows, style.columns);
  return rows.map((row) => `${rowOf(row, widths, style)}\n`).join('');
}

const STATUS: Partial<Record<PostStatus, string>> = { live: 'live', unpublished: 'held back' };

type Widths = Readonly<Record<keyof Cells, number>>;

const GAP = '  ';

/** As much of a title and of a file as a person needs to know which it is. */
const ENOUGH = 20;

/** Of what is left for the two, when it is too little for both. */
const FILE_SHARE = 0.4;

/** Left out where there is too little room, one more at each step. */
const DISPENSABLE = [[], ['time'], ['time', 'words'], ['time', 'words', 'file'], ['time', 'words', 'file', 'status']] as const satisfies readonly (readonly (keyof Cells)[])[];

/** As wide as what is in them; where that is too much, columns go, and title and file are cut. */
function widthsOf(rows: readonly Cells[], columns: number | undefined): Widths {
  const full = { date: 0, status: 0, title: 0, words: 0, time: 0, file: 0 };
  for (const row of rows) for (const key of KEYS) full[key] = Math.max(full[key], widthOf(row[key]));
  if (columns === undefined) return full;
  const fitting = DISPENSABLE.map((gone) => fitted({ ...full, ...Object.fromEntries(gone.map((key) => [key, 0])) }, columns));
  return fitting.find((widths) => widths !== undefined) ?? { ...full, status: 0, words: 0, time: 0, file: 0, title: Math.max(4, columns - 12) };
}

/** Cuts title and file to what the other columns leave; `undefined` where that is not enough. */
function fitted(widths: Widths, columns: number): Widths | undefined {
  const others = KEYS.filter((key) => key !== 'title' && key !== 'file' && widths[key] > 0).map((key) => widths[key] + GAP.length);
  const room = columns - others.reduce((sum, width) => sum + width, 0) - (widths.file > 0 ? GAP.length : 0);
  const least = { title: Math.min(widths.title, ENOUGH), file: Math.min(widths.file, ENOUGH) };
  if (room < least.title + least.file) return undefined;
  const file = Math.min(widths.file, Math.max(least.file, room - widths.title, Math.floor(room * FILE_SHARE)));
  return { ...widths, file, title: Math.min(widths.title, room - file) };
}

const KEYS = ['date', 'status', 'title', 'words', 'time', 'file'] as const satisfies readonly (keyof Cells)[];

function rowOf(row: Cells, widths: Widths, style: Style): string {
  const cell = (key: keyof Cells, side: 'left' | 'right' = 'left'): string => padded(cropped(row[key], widths[key]), widths[key], side);
  const cells = {
    date: style.dim(cell('date')), status: cell('status'), title: style.strong(cell('title')),
    words: cell('words', 'right'), time: cell('time', 'right'), file: style.dim(fileIn(row.file, widths.file)),
  };
  return KEYS.filter((key) => widths[key] > 0).map((key) => cells[key]).join(GAP).trimEnd();
}

/** The end of a path says more than its beginning. */
function fileIn(file: string, columns: number): string {
  if (widthOf(file) <= columns) return file;
  const name = file.slice(file.lastIndexOf('/') + 1);
  return cropped(widthOf(name) + 2 <= columns ? `…/${name}` : name, columns);
}

function dayOf({ day, date }: ListedPost, { clock }: System): string {
  if (day !== undefined || date === undefined) return day ?? '';
  return new Intl.DateTimeFormat('sv-SE', { timeZone: clock.zone, dateStyle: 'short' }).format(date);
}
