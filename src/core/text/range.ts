/** A stretch of a text: offsets in UTF-16 units, `end` after the last one. */
export interface Range {
  readonly start: number;
  readonly end: number;
}

/** Where a person looks: both count from 1, columns in UTF-16 units as editors do. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** Looks up positions in one text; the line starts are found once. Lines end as editors end them: `\n`, `\r\n` or `\r`. */
export class Lines {
  readonly #text: string;
  readonly #starts: number[] = [0];
  /** The line that was asked for last: a line of a megabyte may hold a hundred thousand links. */
  #last: { readonly line: number; readonly text: string } | undefined;

  constructor(text: string) {
    this.#text = text;
    for (const end of text.matchAll(/\r\n|\n|\r/g)) this.#starts.push(end.index + end[0].length);
  }

  /** The position of an offset; one past the end is on the last line. */
  positionAt(offset: number): Position {
    let low = 0;
    let high = this.#starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.#starts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return { line: low + 1, column: offset - (this.#starts[low] ?? 0) + 1 };
  }

  /** Where a line begins, counted from 1; `undefined` where there are not so many. */
  startOf(line: number): number | undefined {
    return this.#starts[line - 1];
  }

  /** The text of a line, counted from 1, without its line end. */
  lineAt(line: number): string {
    if (this.#last?.line !== line) this.#last = { line, text: this.#cut(line) };
    return this.#last.text;
  }

  #cut(line: number): string {
    const start = this.#starts[line - 1] ?? this.#text.length;
    const end = this.#starts[line] ?? this.#text.length;
    return this.#text.slice(start, end).replace(/[\r\n]+$/, '');
  }
}
