import type { Document, ScalarPlace, Value } from '../core/site/document.ts';
import type { Quote } from '../core/text/places.ts';

/** A post to learn from, and its text. */
export interface Sample {
  readonly document: Document;
  readonly text: string;
}

/** How an author writes front matter, learnt from their posts. */
export interface Habits {
  readonly format: 'yaml' | 'toml' | 'json';
  readonly lineEnd: '\n' | '\r\n';
  /** The keys that most posts have, in their usual order. */
  readonly keys: readonly Habit[];
  /** Lists stand in one line, or in one for each item, with this before it. */
  readonly listMark: string | undefined;
}

export interface Habit {
  readonly key: string;
  /** What is between key and value, with the spaces: `: `, ` = `. */
  readonly joint: string | undefined;
  /** How its value is quoted. */
  readonly quote: Quote | undefined;
  /** What it holds in (nearly) every post. */
  readonly shared?: Value;
  /** What it held last. */
  readonly last: Value;
}

/** Learns from posts, the newest first. `undefined` when there is nothing to learn from. */
export function habitsOf(all: readonly Sample[]): Habits | undefined {
  const formats = all.map(({ document }) => document.frontMatter.format);
  const format = mostly(formats.filter((one) => one !== 'none'));
  const samples = all.filter(({ document }) => document.frontMatter.format === format && !document.frontMatter.error);
  if (format === undefined || samples.length === 0) return undefined;
  return {
    format,
    lineEnd: mostly(samples.map(({ text }) => (/^[^\n]*\r\n/.test(text) ? '\r\n' : '\n'))) ?? '\n',
    keys: usualKeys(samples).map((key) => habitOf(key, samples)),
    listMark: mostly(samples.flatMap(listMarksOf)),
  };
}

/** A key belongs to a new post when at least so many have it. */
const USUAL = 0.6;

/** A value is no choice of one post when so many have the same. */
const SHARED = 0.9;

/** Fewer posts than these agree by chance. */
const FEW = 3;

/** In the order that their places suggest: the mean of how far down each stands. */
function usualKeys(samples: readonly Sample[]): readonly string[] {
  const places = new Map<string, number[]>();
  for (const { document } of samples) {
    const keys = Object.keys(document.frontMatter.data);
    for (const [index, key] of keys.entries()) places.set(key, [...(places.get(key) ?? []), index / keys.length]);
  }
  return [...places]
    .filter(([, found]) => found.length >= samples.length * USUAL)
    .map(([key, found]) => ({ key, mean: found.reduce((sum, place) => sum + place, 0) / found.length }))
    .sort((a, b) => a.mean - b.mean)
    .map(({ key }) => key);
}

function habitOf(key: string, samples: readonly Sample[]): Habit {
  const having = samples.filter(({ document }) => key in document.frontMatter.data);
  const values = having.map(({ document }) => document.frontMatter.data[key] ?? null);
  const written = having.flatMap((sample) => writingOf(sample, key));
  const shared = sharedOf(key, values);
  return {
    key,
    joint: mostly(written.map(({ joint }) => joint)),
    quote: uniform(written.map(({ quote }) => quote)),
    ...(shared !== undefined && { shared }),
    last: values[0] ?? null,
  };
}

function sharedOf(key: string, values: readonly Value[]): Value | undefined {
  const written = values.map((value) => JSON.stringify(value));
  const common = mostly(written);
  const index = written.findIndex((one) => one === common);
  const value = values[index];
  if (value === undefined) return undefined;
  const isSettled = values.length >= FEW || typeof value === 'boolean' || SETTINGS.has(key);
  // A list is what a post is about: only what stands in each of them stands in the next.
  const needed = Array.isArray(value) ? 1 : SHARED;
  return isSettled && written.filter((one) => one === common).length >= values.length * needed ? value : undefined;
}

/** Keys that say how a post is shown or whose it is, not what it is about. */
const SETTINGS: ReadonlySet<string> = new Set(['layout', 'type', 'author', 'authors', 'lang', 'language']);

/** How the values of a key stand in a text. */
function writingOf({ document, text }: Sample, key: string): readonly { joint: string; quote: Quote }[] {
  const place = document.frontMatter.scalars.get(key);
  if (!place) return [];
  const between = text.slice(place.key.end, place.value.start);
  const [, joint, mark] = /^["']?(\s*[:=][ \t]*)(["']?)$/.exec(between) ?? [];
  if (joint === undefined) return [];
  return [{ joint, quote: mark === '"' ? 'double' : mark === "'" ? 'single' : 'plain' }];
}

/** What stands before the items of its lists: `  - `, or nothing where they stand in one line. */
function listMarksOf({ document, text }: Sample): readonly string[] {
  return [...document.frontMatter.scalars].flatMap(([path, place]) => (/^[^.]+\.0$/.test(path) ? [markBefore(place, text)] : []));
}

function markBefore({ value }: ScalarPlace, text: string): string {
  const before = text.slice(text.lastIndexOf('\n', value.start - 1) + 1, value.start);
  return /^([ \t]*- +)["']?$/.exec(before)?.[1] ?? '';
}

/** What occurs most; of equals the first. */
function mostly<T>(values: readonly T[]): T | undefined {
  const counts = new Map<T, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  const most = Math.max(0, ...counts.values());
  return [...counts].find(([, count]) => count === most)?.[0];
}

/** What they are with few exceptions. */
function uniform<T>(values: readonly T[]): T | undefined {
  const common = mostly(values);
  return values.filter((value) => value === common).length >= values.length * USUAL ? common : undefined;
}
