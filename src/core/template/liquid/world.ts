import type { TemplateFilter } from '../filter.ts';
import type { TemplateTag, UnknownTag } from '../tag.ts';
import type { TemplateMapping } from '../value.ts';

/** What a generator tells of itself, so that a post's Liquid can be understood without running anything. */
export interface LiquidWorld {
  readonly dialect: LiquidDialect;
  /** `site`, `page`. A value that is exactly `UNKNOWN` is not known; `lookupValue(...)` is one that other posts decide. */
  readonly variables: TemplateMapping;
  /** Filters beside the standard ones, or instead of them. */
  readonly filters?: Readonly<Record<string, LiquidFilter>>;
  /** Filters that can be applied to a lookup's answer later on: they are recorded in its `then`. */
  readonly deferrable?: ReadonlySet<string>;
  /** Tags beside the standard ones, or instead of them. Give the same object for every post: parsed includes are kept by it. */
  readonly tags?: Readonly<Record<string, LiquidTag>>;
  /**
   * Lists that are not known but surely not empty, by how they are written, and what may be said of each item in them:
   * `{ 'site.posts': { url: lookupValue(...), [UNKNOWN]: UNKNOWN } }`.
   */
  readonly items?: Readonly<Record<string, TemplateMapping>>;
  /** What happens at a tag nobody knows. */
  unknownTag?(name: string): UnknownTag;
  /** What happens at a filter nobody knows: its input is kept, the build stops, or nobody can say. Kept, if not given. */
  readonly unknownFilter?: 'keep' | 'problem' | 'unknown';
}

/** In what ways one Liquid is not another. */
export interface LiquidDialect {
  /** For what is too small to have a name of its own. */
  readonly generation: 4 | 5 | 'js';
  /** `{% # note %}`, `{% liquid %}`, `{% echo %}`. */
  readonly modernTags: boolean;
  /** What is in a `comment` is not even parsed. */
  readonly rawComments: boolean;
  /** An `if` or `for` that holds nothing but spaces and assignments puts out nothing at all. */
  readonly dropsBlankBlocks: boolean;
  /** `}}` and `%}` inside quotes do not end a tag. */
  readonly respectsQuotes: boolean;
  /** A filter with too many values after its colon, or too few, stops the build. */
  readonly countsArguments: boolean;
  /** `{% if not x %}` */
  readonly knowsNot: boolean;
  /**
   * What `x == blank` asks. In plain Ruby nothing answers to it, so that it is `never` true; with Rails' extensions
   * loaded, as by some plugins, it asks what it says.
   */
  readonly blank: 'never' | 'asked' | 'unsure';
  /** Blocks within blocks. */
  readonly deepest: number;
  /** Standard filters that this one does not have yet. */
  readonly lacks: ReadonlySet<string>;
}

/** Liquid 4.0, which GitHub Pages runs. */
export const liquid4: LiquidDialect = {
  generation: 4,
  modernTags: false,
  rawComments: false,
  dropsBlankBlocks: true,
  respectsQuotes: false,
  countsArguments: true,
  knowsNot: false,
  blank: 'unsure',
  deepest: 100,
  lacks: new Set([
    'remove_last', 'replace_last', 'base64_encode', 'base64_decode', 'base64_url_safe_encode', 'base64_url_safe_decode',
    'find', 'find_index', 'has', 'reject', 'sum',
  ]),
};

/** Liquid 5.4. */
export const liquid5: LiquidDialect = {
  ...liquid4,
  generation: 5,
  modernTags: true,
  blank: 'never',
  lacks: new Set(['find', 'find_index', 'has', 'reject', 'sum']),
};

/** LiquidJS 10. */
export const liquidJs: LiquidDialect = {
  generation: 'js',
  modernTags: true,
  rawComments: true,
  dropsBlankBlocks: false,
  respectsQuotes: true,
  countsArguments: false,
  knowsNot: true,
  blank: 'asked',
  deepest: 300,
  lacks: new Set(['h']),
};

export type LiquidFilter = TemplateFilter;

export type LiquidTag = TemplateTag<'liquid'>;

export { FilterProblem, type FilterCall, type FilterResult } from '../filter.ts';
export type { IncludeResult, TagCall, TagResult, UnknownTag, WrapResult } from '../tag.ts';
