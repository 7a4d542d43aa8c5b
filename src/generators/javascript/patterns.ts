/**
 * A regular expression of a blog's own, where it is safe to run: its text decides how long a match takes, and a blog
 * is a stranger's. Taken are patterns in which nothing repeated holds a repetition or an alternative, at most three
 * repetitions without a bound, and no back reference; they run on short texts only.
 */
export function safePattern(source: string, flags: string): RegExp | undefined {
  if (source.length > 500 || !isSimple(source)) return undefined;
  try { return new RegExp(source, flags); } catch { return undefined; }
}

/** The longest text such a pattern is tried on: a name, a title, a path. */
export const PATTERN_TEXT = 5_000;

function isSimple(source: string): boolean {
  // One set of facts per open group: does it hold a repetition, an alternative?
  const groups = [{ repeats: false, choices: false }];
  let closed: { repeats: boolean; choices: boolean } | undefined;
  let unbounded = 0;
  for (let i = 0; i < source.length; i++) {
    const character = source.charAt(i);
    const group = groups.at(-1);
    if (!group) return false;
    if (character === '\\') {
      if (/[1-9k]/.test(source.charAt(i + 1))) return false;
      i++;
      closed = undefined;
    } else if (character === '[') {
      i = endOfClass(source, i);
      closed = undefined;
    } else if (character === '(') {
      groups.push({ repeats: false, choices: false });
      // What follows `(?` is part of the group's opening.
      if (source.charAt(i + 1) === '?') i++;
      closed = undefined;
    } else if (character === ')') {
      closed = groups.pop();
      const outer = groups.at(-1);
      if (!closed || !outer) return false;
      outer.repeats ||= closed.repeats;
      outer.choices ||= closed.choices;
    } else if (character === '|') {
      group.choices = true;
      closed = undefined;
    } else if ('*+{'.includes(character)) {
      if (closed && (closed.repeats || closed.choices)) return false;
      group.repeats = true;
      if (character !== '{' || /^\{\d+,\}/.test(source.slice(i, i + 12))) unbounded++;
      closed = undefined;
    } else if (character !== '?') {
      closed = undefined;
    }
  }
  return unbounded <= 3;
}

function endOfClass(source: string, start: number): number {
  for (let i = start + 1; i < source.length; i++) {
    if (source.charAt(i) === '\\') i++;
    else if (source.charAt(i) === ']') return i;
  }
  return source.length;
}
