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
  return alignment(a.slice(start, endA), b.slice(start, endB), limit);
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
