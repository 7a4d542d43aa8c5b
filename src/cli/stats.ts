import type { System } from '../core/system.ts';
import { grouped } from '../core/text/grouped.ts';
import { printable } from '../core/text/printable.ts';
import { cropped, padded, widthOf, wrapped } from '../core/text/width.ts';
import { FIELDS, type Cost, type Here } from '../posts/fields.ts';
import { postsOf, type ListedPost } from '../posts/list-posts.ts';
import { statsOf, type Run, type Stats } from '../posts/stats.ts';
import { jsonOf } from '../reporters/json.ts';
import type { Style } from '../reporters/reporter.ts';
import { counted, spanOf } from '../reporters/words.ts';
import { measurerFor } from './measure-posts.ts';
import { openSite, type OpenedSite } from './open-site.ts';
import { openOptionsOf, type SiteOptions } from './site-options.ts';
import { styleFor } from './style.ts';

export interface StatsCommand extends Omit<SiteOptions, 'drafts' | 'future'> {
  readonly json?: boolean;
}

/** `blog stats`: what there is to count about a blog. */
export async function stats(options: StatsCommand, system: System): Promise<number> {
  const opened = await openSite(system, openOptionsOf(options));
  const here: Here = { now: system.clock.now(), zone: system.clock.zone };
  const counts = statsOf(await measured(opened, system, options), here);
  if (options.json) system.out(asJson(counts, { opened, here }));
  else system.out(asText(counts, { opened, here, style: styleFor(system.terminal, options.color), bars: system.terminal.unicode === true ? BLOCKS : PLAIN }));
  return 0;
}

async function measured(opened: OpenedSite, system: System, { git }: StatsCommand): Promise<readonly ListedPost[]> {
  const measure = measurerFor(opened, system, { git: git !== false });
  const posts = await measure(postsOf(opened.site), new Set<Cost>(['text', 'links']));
  const isWaiting = ({ status }: ListedPost): boolean => status === 'draft' || status === 'unpublished';
  // The history is only looked through for drafts.
  const drafts = posts.some(isWaiting) ? await measure(posts.filter(isWaiting), new Set<Cost>(['history'])) : [];
  return [...posts.filter((post) => !isWaiting(post)), ...drafts];
}

interface Showing {
  readonly opened: OpenedSite;
  readonly here: Here;
}

function asJson(counts: Stats, { opened, here }: Showing): string {
  const post = ({ file, url, title }: ListedPost) => ({ file: opened.shownAs(file), url, title });
  return `${jsonOf({
    version: 1, posts: counts.statuses, words: counts.words, months: counts.months,
    runs: { ...(counts.longestRun && { longest: counts.longestRun }), ...(counts.currentRun && { current: counts.currentRun }) },
    mostLinked: counts.mostLinked.map((one) => ({ ...post(one), links: one.inbound })), orphans: counts.orphans,
    tags: counts.tags.map(({ name, count }) => ({ name, posts: count })),
    drafts: counts.drafts.map((one) => ({ ...post(one), ...(one.changed !== undefined && { changed: new Date(one.changed).toISOString() }) })),
    scheduled: counts.scheduled.map((one) => ({ ...post(one), date: FIELDS.date.of(one, here) })),
  }, 2)}\n`;
}

interface Page extends Showing {
  readonly style: Style;
  readonly bars: Bars;
}

function asText(counts: Stats, page: Page): string {
  const { statuses, words, months } = counts;
  const since = months.find(({ posts }) => posts > 0)?.month;
  const live = statuses.live + statuses.expired;
  const waiting = [
    ...(statuses.scheduled > 0 ? [`${grouped(statuses.scheduled)} scheduled`] : []),
    ...(counts.drafts.length > 0 ? [counted(counts.drafts.length, 'draft')] : []),
  ];
  if (live === 0 && waiting.length === 0) return 'No posts yet: `blog new "My title"` starts one.\n';
  const fit = (sentence: string): readonly string[] => wrapped(sentence, page.style.columns ?? Infinity);
  const parts = [
    ...fit(`${counted(live, 'post')}${since === undefined ? '' : ` since ${since}`}${waiting.length > 0 ? `, ${waiting.join(', ')}` : ''}.`),
    ...(live > 0 ? fit(`${counted(words.total, 'word')}, ${grouped(words.median)} in the middle post; ${timeOf(words.minutes)} to read.`) : []),
    ...(months.length > 0 ? ['', ...plotOf(months, page), '', ...runsOf(counts).flatMap(fit)] : []),
    ...section('Most linked', counts.mostLinked.slice(0, MOST).map((post) => [counted(post.inbound ?? 0, 'link'), post]), page),
    ...tagLines(counts, page),
    ...section('Drafts, the longest untouched first', counts.drafts.slice(0, MOST).map((post) => [idleOf(post, page.here), post]), page),
    ...section('Scheduled', counts.scheduled.slice(0, MOST).map((post) => [FIELDS.date.of(post, page.here) ?? '', post]), page),
  ];
  return parts.map((line) => `${line}\n`).join('');
}

/** Of each list so many: `--json` has all. */
const MOST = 5;

const timeOf = (minutes: number): string => (minutes < 120 ? counted(minutes, 'minute') : counted(Math.round(minutes / 60), 'hour'));

interface Bars {
  /** What stands for a count, of which none is above `most`. */
  bar(count: number, most: number): string;
  /** A bar of so many columns. */
  line(columns: number): string;
}

const STEPS = '▁▂▃▄▅▆▇█';

const BLOCKS: Bars = {
  bar: (count, most) => (count === 0 ? ' ' : STEPS.charAt(Math.ceil(count / most * STEPS.length) - 1)),
  line: (columns) => '█'.repeat(columns),
};

/** Where nothing but ASCII is sure to be seen: the counts themselves. */
const PLAIN: Bars = {
  bar: (count) => (count === 0 ? '.' : count > 9 ? '+' : String(count)),
  line: (columns) => '#'.repeat(columns),
};

/** More years than these are told in one line. */
const YEARS = 12;

/** A line for each year, the newest first, with a bar for each month. */
function plotOf(months: Stats['months'], { bars, style }: Page): readonly string[] {
  const years = new Map<string, number[]>();
  for (const { month, posts } of months) {
    const year = years.get(month.slice(0, 4)) ?? new Array<number>(12).fill(0);
    year[Number(month.slice(5)) - 1] = posts;
    years.set(month.slice(0, 4), year);
  }
  const most = Math.max(1, ...months.map(({ posts }) => posts));
  const rows = [...years].reverse();
  const sum = (counts: readonly number[]): number => counts.reduce((total, count) => total + count, 0);
  const earlier = rows.slice(YEARS).reduce((total, [, counts]) => total + sum(counts), 0);
  return [
    `${style.dim('      J F M A M J J A S O N D')}`,
    ...rows.slice(0, YEARS).map(([year, counts]) => `${style.dim(year)}  ${counts.map((count) => bars.bar(count, most)).join(' ')}  ${sum(counts) === 0 ? '' : counted(sum(counts), 'post')}`.trimEnd()),
    ...(earlier > 0 ? [style.dim(`and ${counted(earlier, 'post')} before.`)] : []),
  ];
}

function runsOf({ longestRun, currentRun, months }: Stats): readonly string[] {
  if (!longestRun) return [];
  const said = ({ months: count, from, to }: Run): string => `${counted(count, 'month')}${count > 1 ? ` in a row, ${from} to ${to}` : `, ${from}`}`;
  const current = currentRun && currentRun.from !== longestRun.from ? ` Now: ${counted(currentRun.months, 'month')}, since ${currentRun.from}.` : '';
  const isStill = currentRun?.from === longestRun.from && months.length > 1;
  return [`Longest run with a post a month: ${said(longestRun)}${isStill ? ', and it goes on' : ''}.${current}`];
}

function section(title: string, rows: readonly (readonly [said: string, post: ListedPost])[], { style, opened }: Page): readonly string[] {
  if (rows.length === 0) return [];
  const width = Math.max(...rows.map(([said]) => widthOf(said)));
  const room = Math.max(10, (style.columns ?? Infinity) - width - 4);
  return ['', style.strong(title), ...rows.map(([said, post]) => `  ${style.dim(padded(said, width, 'right'))}  ${style.link(cropped(printable(post.title), room), opened.fileUrl(post.file))}`)];
}

const TOP_TAGS = 8;

function tagLines({ tags, tagsInSeveralSpellings }: Stats, { style, bars }: Page): readonly string[] {
  const top = tags.slice(0, TOP_TAGS);
  const [first] = top;
  if (!first) return [];
  const names = top.map(({ name }) => cropped(printable(name), 24));
  const width = Math.max(...names.map(widthOf));
  const numbers = Math.max(...top.map(({ count }) => String(count).length));
  const room = Math.min(30, (style.columns ?? 80) - width - numbers - 6);
  const line = (count: number): string => (room < 5 ? '' : `  ${style.dim(bars.line(Math.max(1, Math.round(count / first.count * room))))}`);
  return [
    '', style.strong(tags.length > TOP_TAGS ? `Top tags, of ${grouped(tags.length)}` : 'Tags'),
    ...top.map(({ count }, index) => `  ${padded(names[index] ?? '', width)}  ${padded(String(count), numbers, 'right')}${line(count)}`),
    ...(tagsInSeveralSpellings > 0 ? [style.dim(`  ${tagsInSeveralSpellings === 1 ? 'One is' : `${grouped(tagsInSeveralSpellings)} are`} spelled in several ways: \`blog lint --rule tag-spelling=warning\` shows where.`)] : []),
  ];
}

const idleOf = ({ changed }: ListedPost, { now }: Here): string => (changed === undefined ? '' : spanOf(Math.max(0, now - changed)));
