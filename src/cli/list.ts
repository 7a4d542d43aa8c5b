import { BlogError, type System } from '../core/system.ts';
import { printable } from '../core/text/printable.ts';
import { cropped, padded, widthOf } from '../core/text/width.ts';
import { listPosts, postsOf, type ListedPost, type PostStatus } from '../posts/list-posts.ts';
import { jsonOf } from '../reporters/json.ts';
import type { Style } from '../reporters/reporter.ts';
import { counted } from '../reporters/words.ts';
import { openSite, type OpenedSite } from './open-site.ts';
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
  const opened = await openSite(system, openOptionsOf({ ...options, git: false }));
  const all = postsOf(opened.site);
  const statuses = statusesOf({ drafts, ...options });
  const { tag, sort, limit } = options;
  const posts = listPosts(all, { statuses, sort, ...(tag !== undefined && { tag }), ...(limit !== undefined && { limit }) });
  if (tag !== undefined && !all.some(({ tags }) => tags.some((one) => one.toLowerCase() === tag.toLowerCase()))) {
    throw new BlogError(`No post has the tag \`${tag}\`.`);
  }
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
  readonly all: readonly ListedPost[];
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

function countOf(all: readonly ListedPost[], statuses: readonly PostStatus[], word: string, none?: string): string {
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

/** What a title needs at least for a person to know it. */
const SHORTEST_TITLE = 16;

/** As wide as what is in them; where that is too much, columns go, the least needed first, and the rest are cut. */
function widthsOf(rows: readonly Cells[], columns: number | undefined): Widths {
  const full = { date: 0, status: 0, title: 0, words: 0, time: 0, file: 0 };
  for (const row of rows) for (const key of KEYS) full[key] = Math.max(full[key], widthOf(row[key]));
  if (columns === undefined) return full;

  const widths = { ...full };
  const total = () => KEYS.filter((key) => widths[key] > 0).reduce((sum, key) => sum + widths[key] + GAP.length, -GAP.length);
  const shrink = (key: keyof Cells, least: number) => {
    const needed = total() - columns;
    if (needed > 0) widths[key] = Math.max(Math.min(least, widths[key]), widths[key] - needed);
  };
  shrink('title', Math.max(SHORTEST_TITLE, Math.floor(columns / 3)));
  shrink('file', Math.floor(columns / 3));
  for (const key of ['time', 'words'] as const) if (total() > columns) widths[key] = 0;
  // What came free goes back to those that were cut.
  for (const key of ['title', 'file'] as const) widths[key] = Math.min(full[key], widths[key] + Math.max(0, columns - total()));
  if (total() > columns) widths.file = 0;
  widths.title = Math.min(full.title, widths.title + Math.max(0, columns - total()));
  shrink('title', SHORTEST_TITLE);
  if (total() > columns) widths.status = 0;
  shrink('title', 4);
  return widths;
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
