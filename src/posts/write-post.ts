import type { FilePath } from '../core/paths.ts';
import type { NewPostConventions } from '../core/site/conventions.ts';
import type { Value } from '../core/site/document.ts';
import { slugOf } from '../core/text/slug.ts';
import { dateShapeOf } from './date-shape.ts';
import { writeFrontMatter, type Field } from './front-matter-text.ts';
import { isKey } from './head-keys.ts';
import { habitsOf, type Habit, type Habits, type Sample } from './habits.ts';
import { civilOf } from './when.ts';

/** What a new post is to be. */
export interface PostRequest {
  readonly title: string;
  /** Instead of what the title makes. */
  readonly slug?: string;
  /** Milliseconds since the epoch. */
  readonly at: number;
  /** Whose clocks dates are written by. */
  readonly zone: string;
  readonly draft: boolean;
  /** The folder it is to lie in, where that is not the usual one. */
  readonly into?: string;
  /** What the person said of when: it is written down, whatever the other posts do. */
  readonly dated?: 'day' | 'time';
  readonly tags: readonly string[];
  /** Keys and values for its front matter, over everything else. */
  readonly set: readonly (readonly [key: string, value: Value])[];
}

/** A file that is not there yet. */
export interface NewFile {
  readonly file: FilePath;
  readonly text: string;
}

/** Says what file a new post is, and what is in it: as the blog's other posts are, the newest first in `samples`. */
export function writePost(request: PostRequest, samples: readonly Sample[], conventions: NewPostConventions): NewFile {
  const habits = habitsOf(samples);
  const title = request.title.replace(/\s+/g, ' ').trim();
  const slug = request.slug ?? (shortened(slugFor(title, conventions)) || 'post');
  const file = conventions.fileFor({ slug, at: request.at, zone: request.zone, draft: request.draft, ...(request.into !== undefined && { into: request.into }) });
  const { dated, ...undated } = request;
  const isInName = dated === 'day' && file.includes(dayOf(request));
  return {
    file,
    text: writeFrontMatter(fieldsOf({ ...(isInName ? undated : request), title }, habits, conventions), {
      format: habits?.format ?? conventions.format, lineEnd: habits?.lineEnd ?? '\n', listMark: habits?.listMark ?? '',
    }),
  };
}

/** The generator's own, unless that leaves out most of the title: writing that it knows no letters for. */
function slugFor(title: string, { slugify }: NewPostConventions): string {
  const letters = (text: string): number => text.match(/\p{L}/gu)?.length ?? 0;
  const own = slugify?.(title) ?? '';
  return own === '' || letters(own) * 2 < letters(title) ? slugOf(title) : own;
}

function dayOf({ at, zone }: PostRequest): string {
  const { year, month, day } = civilOf(at, zone);
  return [year, month, day].map((part) => String(part).padStart(2, '0')).join('-');
}

/** In bytes: file systems take 255 for a name, and a date and an extension are still to come. */
const LONGEST_SLUG = 120;

/** Cut between words where there are any. */
function shortened(slug: string): string {
  const bytes = new TextEncoder().encode(slug);
  if (bytes.length <= LONGEST_SLUG) return slug;
  const cut = new TextDecoder().decode(bytes.subarray(0, LONGEST_SLUG)).replace(/\ufffd+$/, '');
  const words = cut.slice(0, Math.max(0, cut.lastIndexOf('-')));
  return (words.length > cut.length / 2 ? words : cut).replace(/-+$/, '');
}

function fieldsOf(request: PostRequest, habits: Habits | undefined, conventions: NewPostConventions): readonly Field[] {
  const usual = habits ? habits.keys : conventions.defaults.map(([key, shared]): Habit => ({ key, shared, last: shared, joint: undefined, quote: undefined }));
  const has = (name: string): boolean => usual.some(({ key }) => isKey(key, name, conventions));
  const plain: Habit = { key: '', last: null, joint: mostUsed(usual), quote: undefined };
  const wanted = [
    ...(has('title') ? [] : [{ ...plain, key: 'title' }]),
    ...usual,
    ...(!has(conventions.dateKey) && isDateNeeded(request, conventions) ? [{ ...plain, key: conventions.dateKey }] : []),
    ...(conventions.draftKey !== undefined && request.draft && !has(conventions.draftKey) ? [{ ...plain, key: conventions.draftKey }] : []),
    ...(request.tags.length > 0 && !has('tags') && !has('tag') ? [{ ...plain, key: 'tags' }] : []),
  ];
  const fields = wanted.flatMap((habit) => fieldOf(habit, request, conventions));
  const given = new Map(request.set);
  return [
    ...fields.map((field) => (given.has(field.key) ? { ...field, value: given.get(field.key) ?? null, isLiteral: false } : field)),
    ...request.set.filter(([key]) => !fields.some((field) => field.key === key)).map(([key, value]): Field => ({ ...plain, key, value })),
  ];
}

const mostUsed = (habits: readonly Habit[]): string | undefined => habits.find(({ joint }) => joint !== undefined)?.joint;

/** Where a draft's folder makes it a draft, its date is when it is published. */
const isDateNeeded = ({ draft, dated }: PostRequest, { dateNeeded, draftKey }: NewPostConventions): boolean =>
  dated !== undefined || (dateNeeded && (!draft || draftKey !== undefined));

/** One line of the new front matter, or none: what another post's key holds is that post's own. */
function fieldOf(habit: Habit, request: PostRequest, conventions: NewPostConventions): readonly Field[] {
  const { shared, last } = habit;
  const key = conventions.keysInAnyCase ? habit.key.toLowerCase() : habit.key;
  if (key === 'title') return [{ ...habit, value: request.title }];
  if (key === conventions.dateKey) return dateField(habit, request, conventions);
  if (key === conventions.draftKey) return [{ ...habit, value: request.draft }];
  if (key === 'tags' || key === 'tag') return [{ ...habit, value: tagsLike(last, request.tags, conventions) }];
  if (OWN.has(key)) return [];
  if (shared !== undefined) return [{ ...habit, value: shared }];
  if (EMPTY.has(key)) return [{ ...habit, value: Array.isArray(last) ? [] : '' }];
  return [];
}

/** Never taken over, even where all posts there are agree. */
const OWN: ReadonlySet<string> = new Set([
  'slug', 'permalink', 'url', 'aliases', 'redirect_from', 'id', 'uuid', 'guid', 'updated', 'lastmod', 'modified', 'last_modified_at',
]);

/** Most posts have them, each its own: a reminder to fill them in. */
const EMPTY: ReadonlySet<string> = new Set(['categories', 'description', 'excerpt', 'summary']);

function dateField(habit: Habit, request: PostRequest, conventions: NewPostConventions): readonly Field[] {
  if (request.draft && conventions.draftKey === undefined && request.dated === undefined) return [];
  const shape = typeof habit.last === 'string' ? dateShapeOf(habit.last) : undefined;
  const value = shape?.(request.at, request.zone) ?? conventions.formatDate(request.at, request.zone);
  return [{ ...habit, value, isLiteral: habit.quote === undefined || habit.quote === 'plain' }];
}

/** A list; or one text where the author writes `tags: travel food`, as far as that is read as several. */
function tagsLike(last: Value, tags: readonly string[], { textTags }: NewPostConventions): Value {
  const isText = typeof last === 'string' && last !== '' && !tags.some((tag) => /[\s,]/.test(tag));
  const isRead = tags.length < 2 || textTags === undefined || textTags === 'words' && !String(last).includes(',');
  return isText && isRead ? tags.join(String(last).includes(',') ? ', ' : ' ') : tags;
}
