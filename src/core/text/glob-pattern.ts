/**
 * A glob as picomatch, tinyglobby and fast-glob read it: `*` and `?` stay in their folder, `**` does not, `{a,b}`,
 * `[^_]`, `@(a|b)` and `!(a)` as in Bash; names that start with a dot are only met by a dot, unless `dot` is set.
 * Every step keeps the set of places reached, so that no pattern is slow on any path.
 */
export function globPattern(pattern: string, { dot = false }: { readonly dot?: boolean } = {}): (path: string) => boolean {
  const nodes = new PatternReader(pattern.replace(/^\.\//, '').slice(0, 2000), dot).read();
  return (path) => {
    if (path.length > 4000) return false;
    return nodes(path, new Set([0])).has(path.length);
  };
}

/** Whether a list of globs means a path; those with `!` take away from what the others found. */
export function globPatterns(patterns: readonly string[], options?: { readonly dot?: boolean }): (path: string) => boolean {
  const wanted = patterns.filter((pattern) => !isNegated(pattern)).map((pattern) => globPattern(pattern, options));
  const unwanted = patterns.filter(isNegated).map((pattern) => globPattern(pattern.slice(1), { dot: true }));
  return (path) => wanted.some((matches) => matches(path)) && !unwanted.some((matches) => matches(path));
}

export const isGlob = (pattern: string): boolean => /[*?{}[\]]|[@!+]\(/.test(pattern);

const isNegated = (pattern: string): boolean => pattern.startsWith('!') && !pattern.startsWith('!(');

/** From the places reached in a text to those reached after a part of the pattern. */
type Step = (text: string, from: ReadonlySet<number>) => ReadonlySet<number>;

class PatternReader {
  readonly #pattern: string;
  readonly #dot: boolean;
  #at = 0;
  #depth = 0;

  constructor(pattern: string, dot: boolean) {
    this.#pattern = pattern;
    this.#dot = dot;
  }

  read(): Step {
    return this.#sequence('');
  }

  /** Up to one of the letters that end it. */
  #sequence(ends: string): Step {
    const steps: Step[] = [];
    while (this.#at < this.#pattern.length && !(ends !== '' && ends.includes(this.#pattern.charAt(this.#at)))) steps.push(this.#next());
    return (text, from) => steps.reduce((reached, step) => (reached.size === 0 ? reached : step(text, reached)), from);
  }

  #next(): Step {
    const pattern = this.#pattern;
    const at = this.#at;
    const letter = pattern.charAt(at);
    if (/[?*+@!]/.test(letter) && pattern.charAt(at + 1) === '(' && this.#depth < 20) {
      this.#at += 2;
      return this.#group(letter);
    }
    if (letter === '(' && this.#depth < 20) {
      this.#at += 1;
      return this.#group('@');
    }
    if (letter === '{' && this.#depth < 20 && pattern.includes('}', at)) {
      this.#at += 1;
      return alternatives(this.#choices(',', '}').map(ranged));
    }
    if (pattern.startsWith('**', at) && (at === 0 || pattern.charAt(at - 1) === '/') && /^\*\*(?:\/|$)/.test(pattern.slice(at, at + 3))) {
      this.#at += pattern.charAt(at + 2) === '/' ? 3 : 2;
      return pattern.charAt(at + 2) === '/' ? folders(this.#dot) : anything(this.#dot);
    }
    if (letter === '[') {
      const close = pattern.indexOf(']', at + 2);
      if (close > 0) {
        this.#at = close + 1;
        return one(memberOf(pattern.slice(at + 1, close)), this.#dot);
      }
    }
    this.#at += 1;
    if (letter === '*') {
      while (pattern.charAt(this.#at) === '*') this.#at += 1;
      return star(this.#dot);
    }
    if (letter === '?') return one(() => true, this.#dot);
    if (letter === '\\' && this.#at < pattern.length) this.#at += 1;
    const literal = letter === '\\' ? pattern.charAt(this.#at - 1) : letter;
    return one((other) => other === literal, true, literal === '/');
  }

  #group(kind: string): Step {
    const inner = alternatives(this.#choices('|', ')').map(({ step }) => step));
    switch (kind) {
      case '?': return (text, from) => new Set([...from, ...inner(text, from)]);
      case '*': return repeated(inner, true);
      case '+': return repeated(inner, false);
      case '!': return without(inner);
      default: return inner;
    }
  }

  #choices(separator: string, end: string): readonly Choice[] {
    this.#depth += 1;
    const choices: Choice[] = [];
    for (;;) {
      const start = this.#at;
      const step = this.#sequence(separator + end);
      choices.push({ step, text: this.#pattern.slice(start, this.#at) });
      const stopped = this.#pattern.charAt(this.#at);
      this.#at += 1;
      if (stopped !== separator) break;
    }
    this.#depth -= 1;
    return choices;
  }
}

interface Choice { readonly step: Step; readonly text: string }

/** `{1..3}` */
function ranged({ step, text }: Choice): Step {
  const range = /^(\d{1,4})\.\.(\d{1,4})$/.exec(text);
  if (!range) return step;
  const [low, high] = [Number(range[1]), Number(range[2])];
  return (whole, from) => new Set([...from].flatMap((place) => {
    const digits = /^\d{1,4}/.exec(whole.slice(place, place + 4))?.[0] ?? '';
    return [...digits].map((_, i) => place + i + 1).filter((end) => {
      const number = Number(whole.slice(place, end));
      return number >= low && number <= high;
    });
  }));
}

const alternatives = (steps: readonly Step[]): Step => (text, from) => new Set(steps.flatMap((step) => [...step(text, from)]));

const startsName = (text: string, place: number): boolean => place === 0 || text.charAt(place - 1) === '/';

/** One letter; a dot that starts a name only where dots are meant. */
const one = (test: (letter: string) => boolean, dot: boolean, slash = false): Step => (text, from) => {
  const reached = new Set<number>();
  for (const place of from) {
    const letter = text.charAt(place);
    if (letter === '' || (letter === '/') !== slash || !test(letter)) continue;
    if (letter === '.' && !dot && startsName(text, place)) continue;
    reached.add(place + 1);
  }
  return reached;
};

const star = (dot: boolean): Step => (text, from) => {
  const reached = new Set<number>();
  for (const start of from) {
    if (!dot && text.charAt(start) === '.' && startsName(text, start)) continue;
    for (let place = start; !reached.has(place); place++) {
      reached.add(place);
      if (place >= text.length || text.charAt(place) === '/') break;
    }
  }
  return reached;
};

/** `**` and the `/` behind it: no folder, or any number of them. */
const folders = (dot: boolean): Step => (text, from) => {
  const reached = new Set(from);
  for (let place of from) {
    while (!(text.charAt(place) === '.' && !dot)) {
      const slash = text.indexOf('/', place);
      if (slash < 0 || reached.has(slash + 1)) break;
      reached.add(place = slash + 1);
    }
  }
  return reached;
};

/** `**` at the end: everything below. */
const anything = (dot: boolean): Step => (text, from) =>
  new Set([...from].some((place) => dot || !/(?:^|\/)\./.test(text.slice(place))) ? [...from, text.length] : []);

function repeated(inner: Step, none: boolean): Step {
  return (text, from) => {
    const reached = new Set(none ? from : []);
    let edge: ReadonlySet<number> = from;
    while (edge.size > 0) {
      edge = new Set([...inner(text, edge)].filter((place) => !reached.has(place)));
      for (const place of edge) reached.add(place);
    }
    return reached;
  };
}

/** `!(a|b)`: any stretch of the name that is none of them. */
const without = (inner: Step): Step => (text, from) => {
  const reached = new Set<number>();
  for (const start of from) {
    const taken = inner(text, new Set([start]));
    for (let place = start; ; place++) {
      if (!taken.has(place)) reached.add(place);
      if (place >= text.length || text.charAt(place) === '/') break;
    }
  }
  return reached;
};

function memberOf(members: string): (letter: string) => boolean {
  const negated = /^[!^]/.test(members);
  const ranges = (negated ? members.slice(1) : members).match(/[^]-[^]|\\?[^]/g) ?? [];
  return (letter) => ranges.some((range) =>
    range.length === 3 ? range.charAt(0) <= letter && letter <= range.charAt(2) : range.replace('\\', '') === letter) !== negated;
}
