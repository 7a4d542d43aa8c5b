import type { Value } from '../core/site/document.ts';
import { nearest } from '../core/text/nearest.ts';
import type { ListedPost, PostStatus } from './list-posts.ts';

/** What can be asked about a post, by name. */
export const FIELDS = {
  file: { type: 'text', costs: 'head', of: ({ file }) => file },
  url: { type: 'text', costs: 'head', of: ({ url }) => url },
  title: { type: 'text', costs: 'head', of: ({ title }) => title },
  status: { type: 'status', costs: 'head', of: ({ status }) => status, order: ({ status }) => WAITING.indexOf(status) },
  date: { type: 'day', costs: 'head', of: dayOf, order: ({ date }) => date ?? Infinity },
  tags: { type: 'list', costs: 'head', of: ({ tags }) => tags },
  age: { type: 'span', costs: 'head', of: ({ date }, { now }) => since(date, now) },
  words: { type: 'number', costs: 'text', of: ({ words }) => words },
  minutes: { type: 'number', costs: 'text', of: ({ words }) => (words === undefined ? undefined : minutesFor(words)) },
  changed: { type: 'day', costs: 'history', of: ({ changed }, { zone }) => (changed === undefined ? undefined : dayAt(changed, zone)), order: ({ changed }) => changed },
  idle: { type: 'span', costs: 'history', of: ({ changed }, { now }) => since(changed, now) },
  inbound: { type: 'number', costs: 'links', of: ({ inbound }) => inbound },
  problems: { type: 'number', costs: 'problems', of: ({ problems }) => problems },
} as const satisfies Record<string, Field>;

/** What most waits for its author, last. */
const WAITING = ['expired', 'live', 'scheduled', 'unpublished', 'draft'] as const satisfies readonly PostStatus[];

/** Something a post can be asked. */
export interface Field {
  readonly type: FieldType;
  readonly costs: Cost;
  /** `undefined` where the post has no such thing. */
  of(post: ListedPost, here: Here): FieldValue;
  /** What it is put in order by, where that is more exact. A draft without a date is what is worked on now. */
  order?(post: ListedPost): number | undefined;
}

/** When and where somebody asks. */
export interface Here {
  /** Milliseconds since the epoch. */
  readonly now: number;
  /** `Europe/Berlin`: days are days there. */
  readonly zone: string;
}

/** `day` is `2026-03-01`; `span` a time in milliseconds; `status` one of a few words. */
export type FieldType = 'text' | 'list' | 'number' | 'day' | 'span' | 'status';

/** What has to be looked at: the posts' heads, their texts, what git and the disk say, or every link of the blog. */
export type Cost = 'head' | 'text' | 'history' | 'links' | 'problems';

export type FieldValue = string | number | readonly string[] | undefined;

/** A field's name as it is typed: one of the table's, or `front.` and a key of the front matter. */
export type FieldName = keyof typeof FIELDS | `front.${string}`;

/** The field of that name; `tag` is `tags`. `undefined` when there is none. */
export function fieldNamed(name: string): FieldName | undefined {
  const key = name.toLowerCase();
  if (key === 'tag') return 'tags';
  if (key.startsWith('front.') && key.length > 'front.'.length) return `front.${name.slice('front.'.length)}`;
  return NAMES.find((one) => one === key);
}

export const fieldOf = (name: FieldName): Field => (isOwn(name) ? FIELDS[name] : frontMatterField(name.slice('front.'.length)));

const isOwn = (name: string): name is keyof typeof FIELDS => Object.hasOwn(FIELDS, name);

/** Every name, in the order in which they are told. */
export const NAMES = ['file', 'url', 'title', 'status', 'date', 'tags', 'words', 'minutes', 'age', 'changed', 'idle', 'inbound', 'problems'] as const satisfies readonly (keyof typeof FIELDS)[];

/** Says that no field has this name, and which there are. */
export function noSuchField(name: string): string {
  const near = nearest(name.toLowerCase(), NAMES, Math.min(2, name.length / 3)) ?? NAMES.find((one) => name.length > 2 && one.startsWith(name.toLowerCase()));
  return `no field is called \`${name}\`.${near === undefined ? ` There are ${NAMES.join(', ')}, and front.<key>.` : ` Did you mean \`${near}\`?`}`;
}

/** Words a minute that people read of prose. https://doi.org/10.1016/j.jml.2019.104047 */
const READING_SPEED = 238;

/** How long it takes to read so many words. */
export const minutesFor = (words: number): number => Math.max(1, Math.round(words / READING_SPEED));

const since = (at: number | undefined, now: number): number | undefined => (at === undefined ? undefined : now - at);

/** As its author wrote it, where the post says it itself. */
function dayOf({ day, date }: ListedPost, here: Here): string | undefined {
  return day ?? (date === undefined ? undefined : dayAt(date, here.zone));
}

/** The day of a moment in a zone, `2026-03-01`. */
export function dayAt(at: number, zone: string): string {
  let days = DAYS.get(zone);
  if (!days) DAYS.set(zone, (days = new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short' })));
  return days.format(at);
}

const DAYS = new Map<string, Intl.DateTimeFormat>();

/** A key of the front matter, as a list of texts: empty where the post does not have it. */
function frontMatterField(key: string): Field {
  return { type: 'list', costs: 'head', of: ({ data }) => textsOf(valueAt(data, key)) };
}

/** `header.teaser` is the key `teaser` below `header`. */
function valueAt(data: Readonly<Record<string, Value>>, path: string): Value {
  const exact = keyIn(data, path);
  if (exact !== undefined) return exact;
  const dot = path.indexOf('.');
  const inner = dot < 0 ? undefined : keyIn(data, path.slice(0, dot));
  return isRecord(inner) ? valueAt(inner, path.slice(dot + 1)) : null;
}

function keyIn(data: Readonly<Record<string, Value>>, key: string): Value | undefined {
  if (Object.hasOwn(data, key)) return data[key];
  const other = Object.keys(data).find((one) => one.toLowerCase() === key.toLowerCase());
  return other === undefined ? undefined : data[other];
}

const isRecord = (value: Value | undefined): value is { readonly [key: string]: Value } =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function textsOf(value: Value): readonly string[] {
  if (value === null || value === '') return [];
  if (typeof value !== 'object') return [String(value)];
  return Array.isArray(value) ? value.flatMap(textsOf) : [];
}
