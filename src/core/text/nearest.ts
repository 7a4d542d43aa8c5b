/**
 * The candidate most like a word, for "did you mean": by edits of one letter, two swapped letters counting as one.
 * `undefined` where nothing is near enough - a quarter of the word's letters may differ, and four at most - or where two
 * are equally near. `most` says how many letters may differ instead.
 */
export function nearest(word: string, candidates: Iterable<string>, most = word.length / 4): string | undefined {
  let limit = Math.min(4, Math.max(1, Math.floor(most)));
  let best: string | undefined;
  let isTie = false;
  for (const candidate of candidates) {
    if (Math.abs(candidate.length - word.length) > limit) continue;
    const distance = distanceWithin(word, candidate, limit);
    if (distance === undefined) continue;
    isTie = distance === limit && best !== undefined && isTieBroken(best, candidate);
    if (distance < limit || best === undefined) { best = candidate; isTie = false; }
    limit = distance;
    if (limit === 0) return candidate;
  }
  return isTie ? undefined : best;
}

/**
 * Many words that are asked for the nearest again and again: what `nearest` answers, at a hundredth of the cost. They are
 * kept by length, each with a mark of which letters it holds an odd number of times. One edit changes two of these at
 * most, so that hardly any word is looked at that is not near.
 */
export class NearestIndex {
  readonly #byLength = new Map<number, Marked>();

  /** The words must differ from one another. */
  constructor(words: Iterable<string>) {
    for (const word of words) {
      let marked = this.#byLength.get(word.length);
      if (!marked) this.#byLength.set(word.length, (marked = { words: [], low: [], high: [] }));
      const { low, high } = markOf(word);
      marked.words.push(word);
      marked.low.push(low);
      marked.high.push(high);
    }
  }

  nearest(word: string, most = word.length / 4): string | undefined {
    const limit = Math.min(4, Math.max(1, Math.floor(most)));
    return nearest(word, this.#alike(word, limit), most);
  }

  /**
   * The words that are at most so many edits away, in no order - those no farther than the second nearest, since others
   * never decide which one is meant. The word itself is none of them.
   */
  besides(word: string, most: number): readonly Neighbour[] {
    const near: Neighbour[] = [];
    let [first, second] = [most, most];
    for (const other of this.#alike(word, most)) {
      const distance = distanceWithin(word, other, second);
      if (distance === undefined || distance === 0) continue;
      near.push({ word: other, distance });
      [first, second] = distance < first ? [distance, first] : [first, distance];
    }
    return near.filter(({ distance }) => distance <= second);
  }

  /** Those that can be so near, the likeliest first. */
  #alike(word: string, limit: number): readonly string[] {
    const alike = Array.from({ length: 2 * limit + 1 }, (): string[] => []);
    const mark = markOf(word);
    for (let length = word.length - limit; length <= word.length + limit; length++) {
      const { words, low, high } = this.#byLength.get(length) ?? NONE;
      for (let index = 0; index < words.length; index++) {
        const odds = bitsOf(mark.low ^ (low[index] ?? 0)) + bitsOf(mark.high ^ (high[index] ?? 0));
        if (odds <= 2 * limit) alike[odds]?.push(words[index] ?? '');
      }
    }
    return alike.flat();
  }
}

/** A word, and how many edits away it is. */
export interface Neighbour {
  readonly word: string;
  readonly distance: number;
}

interface Marked {
  readonly words: string[];
  readonly low: number[];
  readonly high: number[];
}

const NONE: Marked = { words: [], low: [], high: [] };

/** One bit for each letter, digit and some of the rest: set where there is an odd number of them. */
function markOf(word: string): { readonly low: number; readonly high: number } {
  let low = 0;
  let high = 0;
  for (let at = 0; at < word.length; at++) {
    const code = word.charCodeAt(at);
    const bit = code >= 97 && code <= 122 ? code - 97 : code >= 48 && code <= 57 ? code - 22 : 36 + (code % 28);
    if (bit < 32) low ^= 1 << bit;
    else high ^= 1 << (bit - 32);
  }
  return { low, high };
}

/** How many bits of 32 are set. */
function bitsOf(word: number): number {
  let bits = word - ((word >>> 1) & 0x55555555);
  bits = (bits & 0x33333333) + ((bits >>> 2) & 0x33333333);
  return Math.imul((bits + (bits >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}

/**
 * The only candidate that says the same in a word or two more or less: `the-very-short-list` for `the-short-list`.
 * Words are runs of letters and digits; at least two must be shared.
 */
export function sameInOtherWords(phrase: string, candidates: Iterable<string>): string | undefined {
  const words = wordsOf(phrase);
  let found: string | undefined;
  for (const candidate of candidates) {
    const others = wordsOf(candidate);
    const [fewer, more] = words.size <= others.size ? [words, others] : [others, words];
    const fits = fewer.size >= 2 && more.size - fewer.size <= 2 && [...fewer].every((word) => more.has(word));
    if (!fits) continue;
    if (found !== undefined) return undefined;
    found = candidate;
  }
  return found;
}

const wordsOf = (phrase: string): ReadonlySet<string> => new Set(phrase.toLowerCase().match(/[\p{L}\p{N}]+/gu));

/** Of two that are equally near neither is meant for sure. */
const isTieBroken = (best: string, candidate: string): boolean => best !== candidate;

/** The distance of two words, or `undefined` when it is above the limit. What they begin and end with alike is left out. */
export function distanceWithin(a: string, b: string, limit: number): number | undefined {
  let start = 0;
  let endA = a.length;
  let endB = b.length;
  while (start < endA && start < endB && a.charCodeAt(start) === b.charCodeAt(start)) start++;
  while (endA > start && endB > start && a.charCodeAt(endA - 1) === b.charCodeAt(endB - 1)) { endA--; endB--; }
  if (Math.abs(endA - endB) > limit) return undefined;
  const [one, other] = [a.slice(start, endA), b.slice(start, endB)];
  return one.length > 0 && one.length <= 32 && isNarrow(one) ? alignmentInBits(one, other, limit) : alignment(one, other, limit);
}

const isNarrow = (word: string): boolean => /^[\0-\xff]*$/.test(word);

/** In which places of the word being compared each letter stands; all zero between two comparisons. */
const PLACES = new Int32Array(256);

/**
 * The same for words of up to 32 letters of one byte, a whole column of the table at once.
 * Hyyrö 2003, A Bit-Vector Algorithm for Computing Levenshtein and Damerau Edit Distances
 */
function alignmentInBits(a: string, b: string, limit: number): number | undefined {
  for (let at = 0; at < a.length; at++) PLACES[a.charCodeAt(at)] = (PLACES[a.charCodeAt(at)] ?? 0) | (1 << at);
  const last = 1 << (a.length - 1);
  let distance = a.length;
  let rises = -1;
  let falls = 0;
  let diagonals = 0;
  let before = 0;
  for (let at = 0; at < b.length && distance - (b.length - at) <= limit; at++) {
    const code = b.charCodeAt(at);
    const places = code < 256 ? PLACES[code] ?? 0 : 0;
    const swaps = ((~diagonals & places) << 1) & before;
    diagonals = ((((places & rises) + rises) | 0) ^ rises) | places | falls | swaps;
    let up = falls | ~(diagonals | rises);
    let down = diagonals & rises;
    if (up & last) distance++;
    if (down & last) distance--;
    up = (up << 1) | 1;
    down <<= 1;
    rises = down | ~(diagonals | up);
    falls = up & diagonals;
    before = places;
  }
  for (let at = 0; at < a.length; at++) PLACES[a.charCodeAt(at)] = 0;
  return distance > limit ? undefined : distance;
}

/** The optimal string alignment distance, worked out in a band around the diagonal. */
function alignment(a: string, b: string, limit: number): number | undefined {
  let before: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, index) => index);
  let row: number[] = new Array<number>(b.length + 1).fill(0);

  for (let i = 1; i <= a.length; i++) {
    const from = Math.max(1, i - limit);
    const to = Math.min(b.length, i + limit);
    let least = from === 1 ? i : limit + 1;
    row[from - 1] = least;
    for (let j = from; j <= to; j++) {
      const isSame = a.charCodeAt(i - 1) === b.charCodeAt(j - 1);
      const above = j === i + limit ? limit + 1 : last[j] ?? limit + 1;
      let cost = Math.min(above + 1, (row[j - 1] ?? 0) + 1, (last[j - 1] ?? 0) + (isSame ? 0 : 1));
      const isSwapped = i > 1 && j > 1 && a.charCodeAt(i - 1) === b.charCodeAt(j - 2) && a.charCodeAt(i - 2) === b.charCodeAt(j - 1);
      if (isSwapped) cost = Math.min(cost, (before[j - 2] ?? limit) + 1);
      row[j] = cost;
      if (cost < least) least = cost;
    }
    if (least > limit) return undefined;
    [before, last, row] = [last, row, before.length > 0 ? before : new Array<number>(b.length + 1).fill(limit + 1)];
  }
  const distance = last[b.length] ?? limit + 1;
  return distance > limit ? undefined : distance;
}
