import type { Range } from '../../text/range.ts';
import type { AttributeList, AttributeValue } from './attribute-list.ts';
import type { Tag } from './html-tags.ts';
import type { Stretch } from './source.ts';

/** A block of a post. Spans - what is inside a paragraph - are read later, once all definitions are known. */
export type Block = { list?: AttributeList } & (
  | { readonly kind: 'blank' }
  /** Shows nothing but ends what is before it. `open` is the marker `^`, after which a block may begin as after a blank line. */
  | { readonly kind: 'boundary'; readonly open: boolean; readonly isDefinition?: true }
  | { readonly kind: 'paragraph'; text: Stretch; /** Has no `<p>` around it, as in a list without blank lines. */ bare: boolean }
  | { readonly kind: 'heading'; readonly level: number; readonly text: Stretch; readonly explicit: AttributeValue | undefined }
  | { readonly kind: 'group'; readonly element: string; readonly children: Block[] }
  | { readonly kind: 'term'; readonly text: Stretch }
  | { readonly kind: 'table'; readonly cells: readonly Stretch[] }
  | { readonly kind: 'element'; readonly tag: Tag; readonly at: Stretch; readonly children: Block[] }
  /** Text between the tags of a raw element. */
  | { readonly kind: 'text'; readonly text: Stretch }
  /** Text without a paragraph: the inside of `<p markdown="1">`. */
  | { readonly kind: 'spans'; text: Stretch }
  /** `{::nomarkdown}`: HTML that goes to the page as it is. */
  | { readonly kind: 'raw'; readonly text: Stretch }
  /** A comment. */
  | { readonly kind: 'hidden' }
  /** Code, a rule, a formula: nothing in it matters to links. */
  | { readonly kind: 'solid' }
);

/** `[name]: destination` */
export interface Definition {
  readonly url: string;
  readonly range: Range;
  readonly whole: Range;
  readonly boundary: Block;
}

/** `[^name]: content` */
export interface Footnote {
  /** Its name, where it is defined. */
  readonly range: Range;
  readonly children: readonly Block[];
  readonly boundary: Block;
}

/** What is defined anywhere in the post, to be used anywhere in it. */
export interface Definitions {
  readonly links: Map<string, Definition>;
  readonly footnotes: Map<string, Footnote>;
  readonly lists: Map<string, AttributeList>;
}

/** How kramdown compares the names of definitions. */
export const definitionName = (written: string): string => written.replace(/[ \t\n\v\f\r]+/g, ' ').toLowerCase();

/** A piece of a paragraph. Offsets are into the `text` of `Spans`. */
export type Span = { start: number; end: number; list?: AttributeList } & (
  /** Literal text, as written. */
  | { readonly kind: 'text' }
  /** An escape or an entity, which shows as `value`. */
  | { readonly kind: 'character'; readonly value: string; readonly isEscape?: true }
  | { readonly kind: 'emphasis'; readonly children: Span[] }
  | { readonly kind: 'code' | 'math'; readonly value: string }
  | { readonly kind: 'link'; readonly children: Span[]; readonly to: Destination }
  | { readonly kind: 'image'; readonly alt: string; readonly to: Destination }
  | { readonly kind: 'element'; readonly tag: Tag; readonly children: Span[]; /** Its content is no Markdown. */ readonly isRaw: boolean }
  | { readonly kind: 'footnote'; readonly name: string }
  /** `{::nomarkdown}` */
  | { readonly kind: 'raw'; readonly body: Range }
  /** Comments, options: nothing that shows. */
  | { readonly kind: 'hidden' }
);

/** Where a link goes: to what stands beside it, or to a definition. */
export type Destination =
  | { readonly kind: 'inline' | 'autolink'; readonly url: string; readonly start: number; readonly end: number }
  | { readonly kind: 'definition'; readonly definition: Definition };
