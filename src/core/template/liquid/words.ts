/**
 * Goes through a tag's markup from left to right, fragment by fragment: `"quoted text"`, or letters that may have
 * quoted parts in them (`page["my key"].x`), up to a space, comma or bar. A quote that is not closed counts as none.
 */
export class Words {
  readonly text: string;
  at = 0;
  /** Where the next `"` and `'` is, once it was looked for. */
  #double = -1;
  #single = -1;

  constructor(text: string) {
    this.text = text;
  }

  get isAtEnd(): boolean { return this.at >= this.text.length; }

  /** The next fragment, wherever it starts. */
  fragment(): string | undefined {
    while (!this.isAtEnd) {
      const found = this.fragmentHere();
      if (found !== undefined) return found;
      this.at += 1;
    }
    return undefined;
  }

  /** The fragment that starts here, spaces aside. `stops` are letters that end it, too. */
  fragmentHere(stops = ''): string | undefined {
    this.space();
    const start = this.at;
    this.at = this.#quotedEnd(start) ?? this.#spacedRangeEnd(start) ?? this.#plainEnd(start, stops);
    return this.at > start ? this.text.slice(start, this.at) : undefined;
  }

  space(): void {
    while (!this.isAtEnd && isSpace(this.text.charCodeAt(this.at))) this.at += 1;
  }

  /** Takes what a sticky pattern finds here. */
  take(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.text)?.[0];
    if (found !== undefined) this.at += found.length;
    return found;
  }

  /** Goes on to after the next of these letters. */
  skipPast(letters: string): boolean {
    while (!this.isAtEnd) {
      this.at += 1;
      if (letters.includes(this.text.charAt(this.at - 1))) return true;
    }
    return false;
  }

  /** What is between bars from the next bar on. */
  parts(): readonly string[] {
    if (!this.skipPast('|')) return [];
    const parts: string[] = [];
    let start = this.at;
    while (!this.isAtEnd) {
      const quoted = this.#quotedEnd(this.at);
      const letter = this.text.charAt(this.at);
      if (quoted === undefined && (letter === '|' || letter === '"' || letter === "'")) {
        parts.push(this.text.slice(start, this.at));
        start = this.at + 1;
      }
      this.at = quoted ?? this.at + 1;
    }
    return [...parts, this.text.slice(start)];
  }

  #plainEnd(start: number, stops: string): number {
    let at = start;
    while (at < this.text.length) {
      const quoted = this.#quotedEnd(at);
      if (quoted === undefined && endsFragment(this.text.charCodeAt(at), stops)) break;
      at = quoted ?? at + 1;
    }
    return at;
  }

  /** `(1 .. 3)`, which may have spaces in it. */
  #spacedRangeEnd(at: number): number | undefined {
    if (this.text[at] !== '(') return undefined;
    spacedRange.lastIndex = at;
    const found = spacedRange.exec(this.text);
    return found ? at + found[0].length : undefined;
  }

  #quotedEnd(at: number): number | undefined {
    const code = this.text.charCodeAt(at);
    if (code !== 34 && code !== 39) return undefined;
    const known = code === 34 ? this.#double : this.#single;
    const found = known > at ? known : this.text.indexOf(this.text.charAt(at), at + 1);
    const close = found < 0 ? Infinity : found;
    if (code === 34) this.#double = close;
    else this.#single = close;
    return close === Infinity ? undefined : close + 1;
  }
}

const spacedRange = /\(\s{0,20}[\w.[\]-]{1,100}?\s{0,20}\.\.\s{0,20}[\w.[\]-]{1,100}\s{0,20}\)/y;

const isSpace = (code: number): boolean => code === 32 || (code >= 9 && code <= 13);

const endsFragment = (code: number, stops: string): boolean =>
  isSpace(code) || code === 44 || code === 124 || code === 34 || code === 39
  || (stops !== '' && stops.includes(String.fromCharCode(code)));
