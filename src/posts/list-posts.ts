import { byText } from '../core/text/by-text.ts';
import { nameOf, type FilePath } from '../core/paths.ts';
import type { Entry } from '../core/site/conventions.ts';
import type { Document } from '../core/site/document.ts';
import { shownAddress } from '../core/site/shown-address.ts';
import type { Site } from '../core/site/site.ts';
import { valueAt } from './head-keys.ts';

/** A post as far as its head tells. */
export interface PostHead {
  readonly file: FilePath;
  /** Its address with the base path, encoded. */
  readonly url: string;
  readonly title: string;
  readonly status: PostStatus;
  /** Milliseconds since the epoch. */
  readonly date?: number;
  /** The day as its author wrote it: what a zone makes of `date` can be the day before. */
  readonly day?: string;
  readonly tags: readonly string[];
  /** Its front matter. */
  readonly data: Document['frontMatter']['data'];
}

/** A post, and what was found out about it because somebody asked. */
export interface ListedPost extends PostHead {
  readonly words?: number;
  /** When it was changed last, in milliseconds since the epoch. */
  readonly changed?: number;
  /** How many links in other published posts and pages lead to it. */
  readonly inbound?: number;
  /** How many errors and warnings `blog lint` has for it. */
  readonly problems?: number;
}

export type PostStatus = Entry['visibility']['kind'];

export const STATUSES = ['draft', 'scheduled', 'live', 'expired', 'unpublished'] as const satisfies readonly PostStatus[];

/** Those of the posts that have one of these states, and the tag. */
export const chosenPosts = (posts: readonly PostHead[], statuses: readonly PostStatus[], tag?: string): readonly PostHead[] =>
  posts.filter((post) => statuses.includes(post.status) && (tag === undefined || hasTag(post, tag)));

export const hasTag = ({ tags }: PostHead, tag: string): boolean => tags.some((one) => one.toLowerCase() === tag.toLowerCase());

/** Every post of a blog, drafts and all, in no order. */
export function postsOf(site: Site): readonly PostHead[] {
  return site.entries.flatMap((entry) => {
    const document = entry.kind === 'post' && entry.source ? site.documents.get(entry.source) : undefined;
    return document && site.bySource.get(document.path) === entry ? [postOf(entry, document, site)] : [];
  });
}

function postOf(entry: Entry, { path, frontMatter }: Document, site: Site): PostHead {
  const { newPost } = site.conventions;
  // Hugo may publish a post on another day than that of its date.
  const date = entry.visibility.kind === 'scheduled' ? entry.visibility.from : entry.date;
  const day = dayOf(valueAt(frontMatter.data, newPost.dateKey, newPost)) ?? dayOf(nameOf(path));
  const title = entry.title ?? valueAt(frontMatter.data, 'title', newPost);
  return {
    file: path,
    url: shownAddress(entry, site.conventions),
    title: typeof title === 'string' || typeof title === 'number' ? String(title) : nameOf(path),
    status: entry.visibility.kind,
    ...(date !== undefined && { date }),
    ...(day !== undefined && isNear(day, date) && { day }),
    tags: entry.tags ?? [],
    data: frontMatter.data,
  };
}

const dayOf = (value: unknown): string | undefined =>
  typeof value === 'string' ? /^\d{4}-\d\d-\d\d/.exec(value)?.[0] : undefined;

/** False when the date comes from elsewhere: git, the file, another key. */
const isNear = (day: string, date: number | undefined): boolean =>
  date !== undefined && Math.abs(Date.parse(day) + 12 * 3_600_000 - date) < 36 * 3_600_000;

/** Tags by how many posts have them, the most used first. */
export function tagsByUse(posts: readonly PostHead[]): readonly { readonly name: string; readonly count: number }[] {
  const counts = new Map<string, number>();
  for (const tag of posts.flatMap(({ tags }) => [...new Set(tags)])) counts.set(tag, (counts.get(tag) ?? 0) + 1);
  return [...counts].map(([name, count]) => ({ name, count })).sort((a, b) => b.count - a.count || byText(a.name, b.name));
}
