import type { Range } from '../../text/range.ts';
import type { LookupRequest, TemplateMapping, TemplateValue } from '../value.ts';

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
  /** What happens at a tag nobody knows. */
  unknownTag?(name: string): UnknownTag;
  /** What happens at a filter nobody knows: its input is kept, the build stops, or nobody can say. Kept, if not given. */
  readonly unknownFilter?: 'keep' | 'problem' | 'unknown';
}

export type UnknownTag =
  /** The build stops. `message` is a sentence; there is one for everybody if it is left out. */
  | { readonly kind: 'problem'; readonly message?: string }
  /** Something a plugin may know: whatever it puts out is unknown. Its `end…` tag, if there is one, makes it a block. */
  | { readonly kind: 'unknown' }
  /** It stays in the text as it is. */
  | { readonly kind: 'literal' };

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

/**
 * A filter, as a pure function. `undefined` says that the result cannot be known, a `FilterProblem` that the build
 * stops. Texts may carry `UNKNOWN` and lookup marks: a filter that cannot leave them as they are answers `undefined`.
 */
export type LiquidFilter = (input: TemplateValue, args: readonly TemplateValue[], call: FilterCall) => FilterResult;

export type FilterResult = TemplateValue | undefined | FilterProblem;

/** What the generator says when it refuses. */
export class FilterProblem {
  readonly message: string;

  constructor(message: string) {
    this.message = message;
  }
}

export interface FilterCall {
  /** `allow_false: true` */
  readonly named: ReadonlyMap<string, TemplateValue>;
  /** A value as text. */
  text(value: TemplateValue | undefined): string;
}

/** A tag that the generator brings: `{% post_url x %}`, or a block: `{% highlight ruby %}…{% endhighlight %}`. */
export type LiquidTag =
  | { readonly kind: 'tag'; render(call: TagCall): TagResult }
  | {
    readonly kind: 'block';
    /** What closes it, where that is not `end` and its name. */
    readonly end?: string;
    /** `raw`: what is in it is not Liquid. */
    readonly body: 'liquid' | 'raw';
    /** `body` is what is in it, evaluated. */
    render(call: TagCall, body: string): TagResult | WrapResult;
  };

export interface TagCall {
  readonly name: string;
  /** What is written after the name: `2020-01-02-hello`. */
  readonly markup: string;
  /** The whole tag - of a block, from its first to its last - in the post. */
  readonly range: Range;
  /** An expression's value here and now: `page.title`. */
  evaluate(expression: string): TemplateValue;
  /** What Liquid inside of the markup makes: `{{ file }}.html`. */
  render(template: string): string;
  text(value: TemplateValue): string;
}

export type TagResult =
  /** May carry `UNKNOWN`. */
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'lookup'; readonly lookup: LookupRequest }
  /** The build stops. The tag stays in the text as it is. */
  | { readonly kind: 'problem'; readonly message: string }
  | { readonly kind: 'unknown' }
  /** Another file's text, evaluated here. */
  | IncludeResult;

/** A block that puts something around its body and leaves it as it is. */
export interface WrapResult { readonly kind: 'wrap'; readonly before: string; readonly after: string }

export interface IncludeResult {
  readonly kind: 'include';
  readonly template: string;
  /** What only this file sees: `{ include: { src: '/x.png' } }`. */
  readonly variables: TemplateMapping;
  /** It sees nothing of the post's own variables. */
  readonly apart?: true;
}
