import type { Range } from './range.ts';

/**
 * Stands in an evaluated text for something that only the built site can say: `{{ site.data.x }}`, a plugin's tag.
 * A Unicode noncharacter, which no text may contain: what carries one is unknowable, never broken.
 */
export const UNKNOWN = '\uFDD0';

/** Around the number of a `Lookup`: a value that other posts decide, filled in once the site is known. */
export const LOOKUP_OPEN = '\uFDD1';
export const LOOKUP_CLOSE = '\uFDD2';

/** A question to the site that came up while a post was read: `{% post_url 2020-01-02-hello %}`. */
export interface Lookup {
  /** What is asked for, in the generator's own word: `post_url`, `link`, `ref`. */
  readonly kind: string;
  /** What it is asked with, as the author wrote it: `2020-01-02-hello`. */
  readonly argument: string;
  /** Filters to apply to the answer, in order: `['relative_url']`. */
  readonly then: readonly string[];
  /** Where the tag stands in the source. */
  readonly range: Range;
  /** True where a condition that cannot be known decides whether it is asked at all. */
  readonly perhaps?: true;
}

/**
 * A text made from another one - templates evaluated, front matter cut off - that still knows where each part of it
 * came from. `copy` pieces stand letter by letter in the source; `made` ones were put there by a tag, whose whole
 * range they point to.
 */
export interface Derived {
  readonly text: string;
  /** In order, without gaps. */
  readonly pieces: readonly Piece[];
}

/** One stretch of a derived text. */
export interface Piece {
  readonly kind: 'copy' | 'made';
  /** Where it starts in the derived text. */
  readonly at: number;
  /** Where it came from in the source. For a `copy` it has the same length. */
  readonly source: Range;
  /** The tag that made it, where that matters to a reader: `include`, `figure`. */
  readonly via?: string;
  /** True where the tag's condition could not be known: it may not be there at all. */
  readonly perhaps?: true;
}

/** A derived text that is simply a part of the source. */
export const copyOf = (source: string, range: Range): Derived => ({
  text: source.slice(range.start, range.end),
  pieces: [{ kind: 'copy', at: 0, source: range }],
});

/** Where a derived text that is nothing but a part of the source begins in it; `undefined` of any other. */
export function shiftOf({ pieces }: Derived): number | undefined {
  const [piece] = pieces;
  return piece && pieces.length === 1 && piece.kind === 'copy' && !piece.perhaps ? piece.source.start - piece.at : undefined;
}

/** Builds a `Derived` piece by piece; neighbouring copies are joined. */
export class DerivedBuilder {
  #text: string[] = [];
  #length = 0;
  readonly #pieces: Piece[] = [];

  get length(): number { return this.#length; }

  /** Takes over `source[start, end)` as it is. */
  copy(source: string, start: number, end: number, perhaps = false): void {
    if (end <= start) return;
    const last = this.#pieces.at(-1);
    if (last?.kind === 'copy' && last.source.end === start && (last.perhaps ?? false) === perhaps) {
      this.#pieces[this.#pieces.length - 1] = { ...last, source: { start: last.source.start, end } };
    } else {
      this.#pieces.push({ kind: 'copy', at: this.#length, source: { start, end }, ...(perhaps && { perhaps }) });
    }
    this.#text.push(source.slice(start, end));
    this.#length += end - start;
  }

  /** Puts in a text that a tag at `source` produced. */
  make(text: string, source: Range, options: { via?: string; perhaps?: boolean } = {}): void {
    if (text === '') return;
    this.#pieces.push({
      kind: 'made', at: this.#length, source,
      ...(options.via && { via: options.via }), ...(options.perhaps && { perhaps: true as const }),
    });
    this.#text.push(text);
    this.#length += text.length;
  }

  done(): Derived {
    return { text: this.#text.join(''), pieces: this.#pieces };
  }
}

/** What a stretch of a derived text is in the source. */
export interface Origin extends Range {
  /** False when any of it was made by a tag. */
  readonly exact: boolean;
  /** True when one tag made all of it, so that the author's own text holds no such stretch. */
  readonly made: boolean;
  readonly via?: string;
  readonly perhaps: boolean;
}

/** Finds the stretch of the source that `[start, end)` of the derived text came from: the smallest that holds it all. */
export function originOf(derived: Derived, { start, end }: Range): Origin {
  const first = pieceAt(derived.pieces, start);
  const last = end > start ? pieceAt(derived.pieces, end - 1) : first;
  const firstPiece = derived.pieces[first];
  const lastPiece = derived.pieces[last];
  if (!firstPiece || !lastPiece) return { start: 0, end: 0, exact: false, made: true, perhaps: false };

  const from = firstPiece.kind === 'copy' ? firstPiece.source.start + (start - firstPiece.at) : firstPiece.source.start;
  const to = lastPiece.kind === 'copy' ? lastPiece.source.start + (end - lastPiece.at) : lastPiece.source.end;
  const between = derived.pieces.slice(first, last + 1);
  const via = between.find((piece) => piece.via)?.via;
  return {
    start: from,
    end: Math.max(from, to),
    exact: between.every((piece) => piece.kind === 'copy'),
    made: first === last && firstPiece.kind === 'made',
    ...(via && { via }),
    perhaps: between.some((piece) => piece.perhaps),
  };
}

/** The index of the piece that holds an offset of the derived text; one past the end belongs to the last. */
function pieceAt(pieces: readonly Piece[], offset: number): number {
  let low = 0;
  let high = pieces.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((pieces[middle]?.at ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
}
