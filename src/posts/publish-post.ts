import type { HeadChange } from '../core/markdown/front-matter-edits.ts';
import { asFilePath, nameOf, type FilePath } from '../core/paths.ts';
import type { Entry } from '../core/site/conventions.ts';
import type { Document, Value } from '../core/site/document.ts';
import { siteAfter } from '../core/site/site-after.ts';
import type { Site } from '../core/site/site.ts';
import { BlogError, type Change } from '../core/system.ts';
import { dateShapeOf } from './date-shape.ts';
import { habitsOf, type Sample } from './habits.ts';
import { isKey, valueAt, withHead } from './head-keys.ts';
import { civilOf } from './when.ts';

/** When a post is to be published. */
export interface PublishRequest {
  /** Milliseconds since the epoch; counts where the post has no date yet, or where `dated` says that it was asked for. */
  readonly at: number;
  /** Whose clocks dates are written by. */
  readonly zone: string;
  /** What the person said of when: it replaces the date that is there. */
  readonly dated?: 'day' | 'time';
}

/** A post, and the site it is a part of. */
export interface PostInSite {
  readonly document: Document;
  readonly text: string;
  readonly site: Site;
  /** The newest other posts, to learn from. */
  readonly samples: readonly Sample[];
}

/** What is to be changed, and what comes of it. */
export interface PublishPlan {
  readonly file: FilePath;
  readonly changes: readonly Change[];
  /** The text of the file after it. */
  readonly text: string;
  /** What it will be published as. */
  readonly entry: Entry;
  /** The site it will be a part of. */
  readonly site: Site;
}

/**
 * Says how a draft is published: moved where published posts lie, the key that hid it turned or taken out, a date given
 * where there is none. What the site makes of it is looked at before it is believed. Throws a `BlogError` where the post
 * would stay hidden.
 */
export function publishPost(asked: PostInSite, request: PublishRequest): PublishPlan {
  const post = { ...asked, samples: alike(asked) };
  const plans = function* (): Iterable<PublishPlan | undefined> {
    for (const isAsked of [false, true]) {
      const shown = showingChanges(post, isAsked);
      const plan = planOf(post, request, shown);
      // A day or a time without a zone is read by the generator's clock, not by ours: it must not lie ahead by mistake.
      if (request.dated === undefined && plan?.entry.visibility.kind === 'scheduled') {
        const inUtc = planOf(post, { ...request, zone: 'UTC' }, shown);
        if (inUtc?.entry.visibility.kind === 'live') yield inUtc;
      }
      yield plan;
    }
  };
  const all = [...plans()];
  const plan = all.find((one) => one && isShown(one.entry));
  if (plan) return plan;
  throw new BlogError(`\`${post.document.path}\` would not be published: ${whyHidden(all.find((one) => one !== undefined)?.entry)}`);
}

/** Others of the same format, since a date in JSON teaches nothing of one in TOML. */
const alike = ({ document, samples }: PostInSite): readonly Sample[] =>
  samples.filter((sample) => sample.document.frontMatter.format === document.frontMatter.format);

const isShown = ({ visibility }: Entry): boolean => visibility.kind === 'live' || visibility.kind === 'scheduled';

function whyHidden(entry: Entry | undefined): string {
  switch (entry?.visibility.kind) {
    case 'unpublished': return `${entry.visibility.why}.`;
    case 'expired': return 'its front matter says that it has expired.';
    case 'draft': return 'something else than its own front matter and its place makes it a draft.';
    default: return 'its generator makes nothing of it.';
  }
}

/** Turns or takes out the keys that hide it; `isAsked` writes the usual one down whatever hides it. */
function showingChanges({ document, site, samples }: PostInSite, isAsked: boolean): readonly HeadChange[] {
  const { data } = document.frontMatter;
  const { newPost, publishing } = site.conventions;
  const present = publishing.hiding.filter((keys) => Object.entries(keys).every(([key, value]) => valueAt(data, key, newPost) === value));
  const keys = new Map(present.flatMap((one) => Object.entries(one)));
  const usual = Object.entries(publishing.hiding[0] ?? {});
  if (isAsked) return usual.map(([key, value]) => ({ kind: 'set', key, value: value !== true }));
  return [...keys].map(([key, value]) => (isTurned(key, value, { site, samples }) ? { kind: 'set', key, value: !value } : { kind: 'remove', key }));
}

/** `draft: false` where the other posts say so, or where there is none to say otherwise; else the key goes. */
function isTurned(key: string, hiding: Value, { site, samples }: Pick<PostInSite, 'site' | 'samples'>): boolean {
  if (typeof hiding !== 'boolean') return false;
  const shown = samples.filter(({ document }) => site.bySource.get(document.path)?.visibility.kind === 'live');
  if (shown.length === 0) return key === site.conventions.newPost.draftKey;
  return shown.some(({ document }) => valueAt(document.frontMatter.data, key, site.conventions.newPost) === !hiding);
}

function planOf(post: PostInSite, request: PublishRequest, shown: readonly HeadChange[]): PublishPlan | undefined {
  const { document, site } = post;
  const { publishing } = site.conventions;
  const date = dateFor(post, request);
  const file = publishing.publishedFile?.(document.path, date.day) ?? document.path;
  const isInName = nameOf(file).includes(date.day);
  return finish(post, file, [...(date.isNew && isWritten(post, request, isInName) ? [dateChange(post, request)] : []), ...shown]);
}

interface PublishedOn {
  /** `2026-01-02` */
  readonly day: string;
  /** It is not in the post yet. */
  readonly isNew: boolean;
}

function dateFor({ document, site }: PostInSite, { at, zone, dated }: PublishRequest): PublishedOn {
  if (dated !== undefined) return { day: dayOf(at, zone), isNew: true };
  const { newPost } = site.conventions;
  const written = valueAt(document.frontMatter.data, dateKeyOf(document, site), newPost);
  if (written !== undefined && written !== null && written !== '') {
    const day = typeof written === 'string' ? /^\d{4}-\d\d-\d\d/.exec(written)?.[0] : undefined;
    return { day: day ?? dayOf(site.bySource.get(document.path)?.date ?? at, zone), isNew: false };
  }
  const named = dayInName(document.path);
  return named === undefined ? { day: dayOf(at, zone), isNew: true } : { day: named, isNew: newPost.dateNeeded };
}

/** The key whose day decides when this post is published: `publishDate` of one that has both. */
function dateKeyOf({ frontMatter: { data } }: Document, { conventions: { newPost, publishing } }: Site): string {
  return publishing.dateKeys?.find((key) => typeof valueAt(data, key, newPost) === 'string') ?? newPost.dateKey;
}

/** `2026-01-02` of `2026-1-2-porto.md` */
function dayInName(file: FilePath): string | undefined {
  const [, year, month = '', day = ''] = /^(\d{4})-(\d{1,2})-(\d{1,2})-/.exec(nameOf(file)) ?? [];
  return year === undefined ? undefined : `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
}

export function dayOf(at: number, zone: string): string {
  const { year, month, day } = civilOf(at, zone);
  return [year, month, day].map((part) => String(part).padStart(2, '0')).join('-');
}

/** The front matter says the date where it must, where the other posts' do, and where nothing else would. */
function isWritten({ document, samples, site }: PostInSite, { dated }: PublishRequest, isInName: boolean): boolean {
  const { newPost, newPost: { dateKey, dateNeeded } } = site.conventions;
  if (dateNeeded || valueAt(document.frontMatter.data, dateKey, newPost) !== undefined || dated === 'time' || (dated === 'day' && !isInName)) return true;
  return habitsOf(samples)?.keys.some((habit) => isKey(habit.key, dateKey, newPost)) ?? !isInName;
}

function dateChange({ document, samples, site }: PostInSite, { at, zone }: PublishRequest): HeadChange {
  const { newPost, newPost: { formatDate } } = site.conventions;
  const dateKey = dateKeyOf(document, site);
  const own = valueAt(document.frontMatter.data, dateKey, newPost);
  const last = habitsOf(samples)?.keys.find((habit) => isKey(habit.key, dateKey, newPost))?.last;
  const shape = [own, last].map((value) => (typeof value === 'string' ? dateShapeOf(value) : undefined)).find((one) => one !== undefined);
  return { kind: 'set', key: dateKey, value: shape?.(at, zone) ?? formatDate(at, zone), literal: true, behind: ['title'] };
}

/** The plan with its outcome; `undefined` where the generator makes nothing of the file. */
function finish({ document, text, site }: PostInSite, file: FilePath, heads: readonly HeadChange[]): PublishPlan | undefined {
  const from = document.path;
  const after = withHead(from, text, heads, site.conventions);
  const changes: readonly Change[] = [
    ...(after === text ? [] : [{ kind: 'edit', file: from, before: text, after } as const]),
    ...(file === from ? [] : [{ kind: 'move', from, to: file } as const, ...assetMoves(from, file, site)]),
  ];
  const next = siteAfter(site, changes, (path) => (path === from ? text : undefined));
  const entry = next.bySource.get(file);
  return entry && { file, changes, text: after, entry, site: next };
}

/** What lies in the folder that belongs to a post goes where it goes. */
function assetMoves(from: FilePath, to: FilePath, { files, conventions: { publishing } }: Site): readonly Change[] {
  const [old, fresh] = [publishing.assetFolder?.(from), publishing.assetFolder?.(to)];
  if (old === undefined || fresh === undefined || old === fresh) return [];
  return [...files].filter((file) => file.startsWith(`${old}/`) && file !== from)
    .map((file) => ({ kind: 'move', from: file, to: asFilePath(fresh + file.slice(old.length)) }));
}

/** Says how a post is taken back: as this blog holds posts back, which is tried out first. Throws a `BlogError` where nothing would hide it. */
export function unpublishPost(post: PostInSite): PublishPlan {
  const { document, site } = post;
  const { publishing } = site.conventions;
  const byKey = publishing.hiding.map((keys) => () => finish(post, document.path, Object.entries(keys).map(([key, value]) => ({ kind: 'set', key, value, behind: [site.conventions.newPost.dateKey, 'title'] }))));
  const draft = publishing.draftFile?.(document.path);
  const byPlace = draft === undefined ? [] : [() => finish(post, draft, datedName(post))];
  for (const attempt of isHiddenByKey(site) ? [...byKey, ...byPlace] : [...byPlace, ...byKey]) {
    const plan = attempt();
    if (plan && !isShown(plan.entry)) return plan;
  }
  throw new BlogError(`\`${document.path}\` cannot be taken back: nothing is known that would keep this blog from publishing it.`);
}

/** Whether this blog hides posts by a key though it could by their place. */
function isHiddenByKey({ entries, documents, conventions: { newPost, publishing } }: Site): boolean {
  if (entries.some(({ visibility }) => visibility.kind === 'draft')) return false;
  return [...documents.values()].some(({ frontMatter: { data } }) => publishing.hiding.some((keys) => Object.entries(keys).every(([key, value]) => valueAt(data, key, newPost) === value)));
}

/** The day that goes out of the name is kept in the front matter. */
function datedName({ document, site }: PostInSite): readonly HeadChange[] {
  const { newPost, newPost: { dateKey } } = site.conventions;
  const day = dayInName(document.path);
  return day === undefined || valueAt(document.frontMatter.data, dateKey, newPost) !== undefined ? [] : [{ kind: 'set', key: dateKey, value: day, literal: true, behind: ['title'] }];
}
