import type { Range } from '../../text/range.ts';

/**
 * A text that still knows where its letters stand in the post: what is left of a list item once its indentation is
 * taken off is read as a text of its own. The first offset of each piece is kept, here and in the post.
 */
export class Source {
  readonly text: string;
  readonly #starts: readonly number[];
  readonly #origins: readonly number[];
  /** Of a single piece, what its offsets are behind those of the post. */
  readonly #shift: number | undefined;

  constructor(text: string, starts: readonly number[], origins: readonly number[]) {
    this.text = text;
    this.#starts = starts;
    this.#origins = origins;
    this.#shift = starts.length === 1 ? (origins[0] ?? 0) - (starts[0] ?? 0) : undefined;
  }

  /** The place in the post of one offset. */
  originOf(offset: number): number {
    if (this.#shift !== undefined) return offset + this.#shift;
    const piece = this.pieceAt(offset);
    const origin = (this.#origins[piece] ?? 0) + offset - (this.#starts[piece] ?? 0);
    const next = this.#origins[piece + 1];
    return next !== undefined && next < origin ? next : origin;
  }

  /** The place in the post of `[start, end)`. */
  rangeOf(start: number, end: number): Range {
    const from = this.originOf(start);
    return { start: from, end: end > start ? this.originOf(end - 1) + 1 : from };
  }

  /** The index of the piece that holds an offset. */
  pieceAt(offset: number): number {
    let low = 0;
    let high = this.#starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.#starts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  /** Where a piece starts, or the end of the text for one past the last. */
  pieceStart(piece: number): number {
    return this.#starts[piece] ?? this.text.length;
  }
}

/** A part of a source that is read as one: the text of a paragraph, a table's cell. */
export interface Stretch {
  readonly source: Source;
  readonly start: number;
  readonly end: number;
}

/** Puts a source together from parts of others. */
export class SourceBuilder {
  readonly #parts: string[] = [];
  readonly #starts: number[] = [];
  readonly #origins: number[] = [];
  #length = 0;

  get length(): number { return this.#length; }

  /** Takes over a part as it is. */
  take(source: Source, start: number, end: number): void {
    if (end <= start) return;
    let piece = source.pieceAt(start);
    let from = start;
    while (from < end) {
      this.#mark(this.#length + from - start, source.originOf(from));
      from = source.pieceStart(++piece);
    }
    this.#parts.push(source.text.slice(start, end));
    this.#length += end - start;
  }

  /** Puts in letters that the post does not have there. */
  put(text: string, origin: number): void {
    this.#mark(this.#length, origin);
    this.#parts.push(text);
    this.#length += text.length;
  }

  done(): Source {
    return new Source(this.#parts.join(''), this.#starts, this.#origins);
  }

  #mark(start: number, origin: number): void {
    const last = this.#starts.length - 1;
    const follows = last >= 0 && (this.#origins[last] ?? 0) + start - (this.#starts[last] ?? 0) === origin;
    if (follows) return;
    this.#starts.push(start);
    this.#origins.push(origin);
  }
}

/** A post's text as kramdown begins with it: lines end in `\n`, the last one too. */
export function sourceOf(text: string): Source {
  if (!text.includes('\r')) return new Source(text.endsWith('\n') ? text : `${text}\n`, [0], [0]);

  const starts = [0];
  const origins = [0];
  const parts: string[] = [];
  let length = 0;
  for (const [line] of text.matchAll(/[^\r\n]*(?:\r\n|\r|\n)?/g)) {
    const content = line.replace(/[\r\n]+$/, '');
    parts.push(content);
    length += content.length + 1;
    starts.push(length);
    origins.push((origins.at(-1) ?? 0) + line.length);
  }
  return new Source(`${parts.join('\n').replace(/\n$/, '')}\n`, starts, origins);
}
