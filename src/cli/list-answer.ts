import { BlogError, type System } from '../core/system.ts';
import { grouped } from '../core/text/grouped.ts';
import { printable } from '../core/text/printable.ts';
import { wrapped } from '../core/text/width.ts';
import { dayAt, fieldNamed, fieldOf, noSuchField, type Cost, type FieldName, type Here } from '../posts/fields.ts';
import { chosenPosts, hasTag, postsOf, STATUSES, type ListedPost, type PostHead, type PostStatus } from '../posts/list-posts.ts';
import { parseSort, sortedPosts, type SortKey } from '../posts/sort-posts.ts';
import { parseWhere, type Where } from '../posts/where.ts';
import { counted } from '../reporters/words.ts';
import { csvOf, jsonListOf } from './list-formats.ts';
import { tableOf } from './list-table.ts';
import { measurerFor } from './measure-posts.ts';
import { openHeads } from './open-heads.ts';
import type { Worked } from './kept-run.ts';
import type { ListCommand } from './list.ts';
import { openSite, type OpenedSite } from './open-site.ts';
import { openOptionsOf } from './site-options.ts';
import { styleFor } from './style.ts';

/** All that `blog list` prints. What tells how old something is is true at this moment only. */
export async function listAnswer(options: ListCommand, system: System): Promise<Worked<{ readonly text: string }>> {
  const question = questionOf(options);
  const opened = await open(question, options, system);
  // Few posts have no day of their own, and finding out where this is takes long.
  const here: Here = { now: system.clock.now(), get zone() { return system.clock.zone; } };
  const all = postsOf(opened.site);
  const { tag } = options;
  if (tag !== undefined && !all.some((post) => hasTag(post, tag))) throw new BlogError(`No post has the tag \`${tag}\`.`);

  const measure = measurerFor(opened, system, { git: options.git !== false });
  const chosen = await measure(chosenPosts(all, question.statuses, tag), costsOf(question.asked));
  const found = sortedPosts(chosen.filter((post) => isMeant(post, question, here)), question.sort, here);
  // Words cost a look at the whole text: only what is shown is read.
  const posts = await measure(found.slice(0, options.limit), costsOf(question.columns));
  const isOfNow = [...question.asked, ...question.columns].some((field) => OF_NOW.has(field));
  return {
    result: { text: written({ all, found, posts, question, here, opened }, options, system) },
    site: opened.site, isTimely: opened.isTimely, ...(isOfNow && { until: here.now }),
  };
}

/** They change while one looks, or with what git says. */
const OF_NOW: ReadonlySet<FieldName> = new Set<FieldName>(['age', 'idle', 'changed']);

interface Found {
  readonly all: readonly PostHead[];
  readonly found: readonly ListedPost[];
  /** Those of them that are shown. */
  readonly posts: readonly ListedPost[];
  readonly question: Question;
  readonly here: Here;
  readonly opened: OpenedSite;
}

function written({ all, found, posts, question, here, opened }: Found, options: ListCommand, system: System): string {
  const { shownAs, fileUrl } = opened;
  switch (options.format) {
    case 'json': return jsonListOf(posts, question.columns, { here, shownAs });
    case 'csv': return csvOf(posts, question.columns, { here, shownAs });
    case 'paths': return posts.map(({ file }) => `${pathFor(shownAs(file), system)}\n`).join('');
    case 'table': {
      const style = styleFor(system.terminal, options.color);
      const table = tableOf(posts, { columns: question.columns, isChosen: options.columns !== undefined, here, style, shownAs, fileUrl });
      const summary = question.isNarrowed ? narrowed(found.length, posts.length, all.length) : summaryOf(all, question.statuses, here) + (posts.length === 0 && all.length > 0 && !options.all ? ' `--all` lists them all.' : '');
      return `${table}${wrapped(summary, style.columns ?? Infinity).join('\n')}\n`;
    }
    default: return options.format satisfies never;
  }
}

/** What was asked, in fields. */
interface Question {
  readonly statuses: readonly PostStatus[];
  readonly where: Where | undefined;
  readonly isOrphan: boolean;
  readonly sort: readonly SortKey[];
  /** The fields that decide what is shown, and in which order. */
  readonly asked: ReadonlySet<FieldName>;
  readonly columns: readonly FieldName[];
  /** Set when some posts may be left out for what they are, not for their status. */
  readonly isNarrowed: boolean;
}

function questionOf(options: ListCommand): Question {
  const where = options.where === undefined ? undefined : parseWhere(options.where);
  const sort = parseSort(options.sort ?? (options.all && where === undefined ? 'status,date' : 'date'));
  const isOrphan = options.orphans === true;
  const asked = new Set<FieldName>([...(where?.fields ?? []), ...sort.map(({ field }) => field), ...(isOrphan ? ['inbound' as const] : [])]);
  const isNarrowed = where !== undefined || isOrphan || options.tag !== undefined;
  return { statuses: statusesOf(options, isNarrowed), where, isOrphan, sort, asked, columns: columnsOf(options, asked), isNarrowed };
}

/** Who asks for drafts gets drafts; who asks for a tag, all that have it. */
function statusesOf({ all, drafts, scheduled, published, orphans }: ListCommand, isNarrowed: boolean): readonly PostStatus[] {
  if (all) return STATUSES;
  const statuses: readonly PostStatus[] = [
    ...(drafts ? ['draft', 'unpublished'] as const : []),
    ...(scheduled ? ['scheduled'] as const : []),
    ...(published ? ['live', 'expired'] as const : []),
  ];
  if (statuses.length > 0) return statuses;
  return orphans ? ['live'] : isNarrowed ? STATUSES : ['draft', 'unpublished'];
}

const TABLE: readonly FieldName[] = ['date', 'status', 'title', 'words', 'minutes', 'file'];
const DATA: readonly FieldName[] = ['file', 'url', 'title', 'status', 'tags', 'words', 'minutes', 'date'];

/** What was asked about is worth seeing. */
function columnsOf({ columns, format }: ListCommand, asked: ReadonlySet<FieldName>): readonly FieldName[] {
  if (columns && columns.length > 0) return columns.map(columnNamed);
  if (format === 'paths') return ['file'];
  const usual = format === 'table' ? TABLE : DATA;
  const more = [...asked].filter((field) => !usual.includes(field));
  return format === 'table' ? [...usual.slice(0, -1), ...more, 'file'] : [...usual, ...more];
}

function columnNamed(name: string): FieldName {
  const field = fieldNamed(name);
  if (field === undefined) throw new BlogError(`In \`--columns\`: ${noSuchField(name)}`);
  return field;
}

const costsOf = (fields: Iterable<FieldName>): ReadonlySet<Cost> => new Set([...fields].map((field) => fieldOf(field).costs));

const needsSite = (costs: ReadonlySet<Cost>): boolean => costs.has('links') || costs.has('problems');

/** No more of the blog is read than the fields need. */
async function open({ asked, columns }: Question, { drafts: _, ...options }: ListCommand, system: System): Promise<OpenedSite> {
  const costs = costsOf([...asked, ...columns]);
  // Git knows where the blog is served from, and when a file was changed.
  const git = options.git !== false && (costs.has('history') || needsSite(costs) || asked.has('url') || columns.includes('url'));
  const store = options.cache === false ? undefined : await system.store?.(options.cacheLocation);
  const opening = { ...openOptionsOf({ ...options, git }), store };
  return needsSite(costs) ? openSite(system, opening) : openHeads(system, opening);
}

function isMeant(post: ListedPost, { where, isOrphan }: Question, here: Here): boolean {
  if (isOrphan && post.inbound !== 0) return false;
  return where?.isTrueOf((field) => fieldOf(field).of(post, here)) ?? true;
}

/** Programs get a path as it is. */
const pathFor = (path: string, { terminal }: System): string => (terminal.columns === undefined ? path : printable(path));

const narrowed = (found: number, shown: number, all: number): string =>
  `${grouped(found)} of ${counted(all, 'post')}${shown < found ? `, the first ${grouped(shown)} shown` : ''}.`;

function summaryOf(all: readonly PostHead[], statuses: readonly PostStatus[], here: Here): string {
  if (all.length === 0) return 'No posts yet: `blog new "My title"` starts one.';
  const counts = [
    ...(statuses.includes('draft') ? [countOf(all, ['draft', 'unpublished'], 'draft', 'No drafts')] : []),
    countOf(all, ['scheduled'], 'scheduled'),
    countOf(all, ['live', 'expired'], 'live'),
  ];
  return `${counts.join(', ')}.${nextOf(all, here)}`;
}

function countOf(all: readonly PostHead[], statuses: readonly PostStatus[], word: string, none?: string): string {
  const count = all.filter(({ status }) => statuses.includes(status)).length;
  if (count === 0 && none !== undefined) return none;
  return word === 'draft' ? counted(count, word) : `${grouped(count)} ${word}`;
}

/** The scheduled post that comes first. */
function nextOf(all: readonly PostHead[], here: Here): string {
  const scheduled = all.filter(({ status, date }) => status === 'scheduled' && date !== undefined);
  const next = scheduled.reduce<PostHead | undefined>((first, post) => (first && (first.date ?? 0) <= (post.date ?? 0) ? first : post), undefined);
  if (next?.date === undefined) return '';
  return ` Next: ${next.day ?? dayAt(next.date, here.zone)}, ${printable(next.title)}.`;
}
