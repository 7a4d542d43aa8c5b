import { byText } from '../core/text/by-text.ts';
import { sameTag } from '../core/text/same-tag.ts';
import { FIELDS, minutesFor, type Here } from './fields.ts';
import { tagsByUse, type ListedPost, type PostStatus } from './list-posts.ts';

/** What can be counted about a blog. */
export interface Stats {
  readonly statuses: Readonly<Record<PostStatus, number>>;
  /** Of live posts. */
  readonly words: { readonly total: number; readonly mean: number; readonly median: number; readonly minutes: number };
  /** Every month from the first live post's to this one, `2026-03`, with how many posts it brought. */
  readonly months: readonly { readonly month: string; readonly posts: number; readonly words: number }[];
  /** Months in a row with a post each; the current run may end with the last month, this one not being over. */
  readonly longestRun: Run | undefined;
  readonly currentRun: Run | undefined;
  /** Live posts that others link to, the most linked first. */
  readonly mostLinked: readonly ListedPost[];
  readonly orphans: number;
  /** The most used first. */
  readonly tags: readonly { readonly name: string; readonly count: number }[];
  /** How many tags are written in more than one way. */
  readonly tagsInSeveralSpellings: number;
  /** Drafts, those that wait longest first. */
  readonly drafts: readonly ListedPost[];
  /** Scheduled posts, the next first. */
  readonly scheduled: readonly ListedPost[];
}

export interface Run {
  readonly from: string;
  readonly to: string;
  readonly months: number;
}

/** Counts; the posts must have been measured for `words`, `inbound`, and the drafts for `changed`. */
export function statsOf(posts: readonly ListedPost[], here: Here): Stats {
  const live = posts.filter(({ status }) => status === 'live' || status === 'expired');
  const months = monthsOf(live, here);
  const runs = runsIn(months);
  const last = months.at(-1)?.month;
  const current = runs.at(-1);
  const words = live.map((post) => post.words ?? 0).sort((a, b) => a - b);
  const total = words.reduce((sum, count) => sum + count, 0);
  return {
    statuses: statusesOf(posts),
    words: { total, mean: live.length === 0 ? 0 : Math.round(total / live.length), median: words[Math.floor(words.length / 2)] ?? 0, minutes: total === 0 ? 0 : minutesFor(total) },
    months,
    longestRun: runs.reduce<Run | undefined>((longest, run) => (longest && longest.months > run.months ? longest : run), undefined),
    currentRun: current && last !== undefined && (current.to === last || current.to === months.at(-2)?.month) ? current : undefined,
    mostLinked: live.filter(({ inbound = 0 }) => inbound > 0).sort((a, b) => (b.inbound ?? 0) - (a.inbound ?? 0) || byText(a.title, b.title)),
    orphans: live.filter(({ status, inbound }) => status === 'live' && inbound === 0).length,
    tags: tagsByUse(posts),
    tagsInSeveralSpellings: spellingsOf(posts),
    drafts: posts.filter(({ status }) => status === 'draft' || status === 'unpublished').sort((a, b) => (a.changed ?? 0) - (b.changed ?? 0) || byText(a.title, b.title)),
    scheduled: posts.filter(({ status }) => status === 'scheduled').sort((a, b) => (a.date ?? 0) - (b.date ?? 0)),
  };
}

function statusesOf(posts: readonly ListedPost[]): Stats['statuses'] {
  const counts = { draft: 0, scheduled: 0, live: 0, expired: 0, unpublished: 0 };
  for (const { status } of posts) counts[status]++;
  return counts;
}

function monthsOf(live: readonly ListedPost[], here: Here): Stats['months'] {
  const counts = new Map<string, { posts: number; words: number }>();
  for (const post of live) {
    const month = FIELDS.date.of(post, here)?.slice(0, 7);
    if (month === undefined || !/^\d{4}-\d\d$/.test(month)) continue;
    const count = counts.get(month) ?? { posts: 0, words: 0 };
    counts.set(month, { posts: count.posts + 1, words: count.words + (post.words ?? 0) });
  }
  const known = [...counts.keys()].sort();
  const [first, newest] = [known[0], known.at(-1)];
  const thisMonth = new Date(here.now).toISOString().slice(0, 7);
  if (first === undefined || newest === undefined) return [];
  const months: Stats['months'][number][] = [];
  // A date far off is a slip of the pen: a hundred years are enough for any blog.
  for (let month = first; month <= (newest > thisMonth ? newest : thisMonth) && months.length < 1200; month = nextMonth(month)) {
    months.push({ month, ...(counts.get(month) ?? { posts: 0, words: 0 }) });
  }
  return months;
}

function nextMonth(month: string): string {
  const [year = 0, number = 0] = month.split('-').map(Number);
  return number === 12 ? `${String(year + 1).padStart(4, '0')}-01` : `${month.slice(0, 5)}${String(number + 1).padStart(2, '0')}`;
}

function runsIn(months: Stats['months']): readonly Run[] {
  const runs: Run[] = [];
  let isRunning = false;
  for (const { month, posts } of months) {
    const run = isRunning ? runs.pop() : undefined;
    if (posts > 0) runs.push(run ? { ...run, to: month, months: run.months + 1 } : { from: month, to: month, months: 1 });
    else if (run) runs.push(run);
    isRunning = posts > 0;
  }
  return runs;
}

function spellingsOf(posts: readonly ListedPost[]): number {
  const groups = new Map<string, Set<string>>();
  for (const tag of posts.flatMap(({ tags }) => tags)) groups.set(sameTag(tag), (groups.get(sameTag(tag)) ?? new Set()).add(tag));
  return [...groups.values()].filter(({ size }) => size > 1).length;
}
