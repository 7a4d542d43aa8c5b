import type { Range } from './range.ts';

/** How a text is quoted, in YAML and TOML. */
export type Quote = 'single' | 'double' | 'plain';

/** Where the parts of a head stand, for changing one of them and nothing else. */
export interface Places {
  /** Those of the head itself, in order; of TOML, those before the first table. */
  readonly top: readonly EntryPlace[];
  /** All of them, those inside of others too, by their path: `title`, `header.teaser`. Of two of one name the last. */
  readonly entries: ReadonlyMap<string, EntryPlace>;
  /** True where all of it stands between braces. */
  readonly braces: boolean;
}

/** A key and its value. */
export interface EntryPlace {
  /** As written, quotes included. */
  readonly key: Range;
  /** Where a value would be put if there is none: after the mark that follows the key. */
  readonly after: number;
  /** `undefined` where nothing is written: `tags:` */
  readonly value: ValuePlace | undefined;
}

export interface ValuePlace {
  readonly kind: 'scalar' | 'list' | 'map';
  /** From its first mark to its last, quotes and brackets included, without the line end and the comment behind it. */
  readonly range: Range;
  /** Lists and maps: written with brackets or braces. Scalars: on one line. */
  readonly inline: boolean;
  /** Scalars alone. */
  readonly quote?: Quote;
  /** Lists alone: those items that are written at all. */
  readonly items?: readonly ValuePlace[];
}
