import type { Range } from '../text/range.ts';

/**
 * What a dialect of Markdown makes of a text, as far as links go: what the browser will be given, and where it stands.
 * All ranges are offsets into the text that was read. A reader of a dialect (`readKramdown`, `readCommonMark`) is a
 * pure function from text to this; no token of its parser leaves it.
 */
export interface Markup {
  readonly references: readonly MarkupReference[];
  /** Every id and `<a name>` of the page, in order, duplicates included. */
  readonly anchors: readonly Anchor[];
  readonly headings: readonly Heading[];
  /** What looks as if a link had been meant, or a picture. */
  readonly suspects: readonly Suspect[];
  /** `<base href>`, if the text has one. */
  readonly base?: string;
}

/** One attribute of one element that points somewhere. */
export interface MarkupReference {
  /** `link` is followed by a click; `image` and `media` are shown; `embed` is a frame; `resource` a script or style. */
  readonly kind: 'link' | 'image' | 'media' | 'embed' | 'resource';
  /** How it was written. In `definition` the range is the definition's destination: one for all its uses. */
  readonly syntax: 'inline' | 'definition' | 'autolink' | 'html' | 'wiki';
  /** The HTML element and attribute it ends up in: `a` `href`, `img` `src`, `source` `srcset`. */
  readonly element: string;
  readonly attribute: string;
  /**
   * What the attribute holds in the published HTML, entities and backslash escapes resolved, exactly as the renderer
   * leaves it (kramdown keeps spaces, CommonMark percent-encodes). `UNKNOWN` and lookup marks are kept.
   */
  readonly url: string;
  /** The destination as written, without `<>`, quotes or title: `/a%20b/` in `[x](</a%20b/> "t")`. */
  readonly range: Range;
  /** The whole construct: `[x](</a%20b/> "t")`, `<img src=...>`, the definition's line, or one `srcset` candidate. */
  readonly whole: Range;
  /** The link's text or the image's alt as plain text; absent where the element has no alt attribute at all. */
  readonly label?: string;
  /** `<img alt="">`, `role="presentation"`, `aria-hidden`: without words on purpose. */
  readonly decorative?: true;
  /** `<a download>`, `rel` and the like, where a rule asks: `target`, `rel`, `download`. */
  readonly attributes?: Readonly<Record<string, string>>;
}

/** A place on a page that a fragment can point to. */
export interface Anchor {
  readonly id: string;
  readonly range: Range;
  readonly from: 'heading' | 'html' | 'attribute' | 'footnote' | 'generated';
}

export interface Heading {
  readonly level: number;
  /** Its text as a reader sees it. */
  readonly text: string;
  /** Its id, when the dialect gives it one. */
  readonly id?: string;
  readonly range: Range;
}

/** Something that was probably meant as a link, and that a reader sees as plain text or not at all. */
export interface Suspect {
  readonly kind:
    | 'space-before-destination'   // [text] (url)
    | 'reversed-brackets'          // (text)[url]
    | 'space-in-destination'       // [text](my file.md)
    | 'unclosed-destination'       // [text](url
    | 'undefined-reference'        // [text][label] where no [label]: is
    | 'template'                   // {{ x }} or {% x %} left over
    | 'wiki'                       // [[page]]
    // In raw HTML that does not reach the page, the range that of the attribute's value; the place has its id as `destination`:
    | 'dropped-reference'          // <img src="x.png">
    | 'dropped-anchor'             // <a name="x">
    // Of any reference, the range that of the reference:
    | 'mistyped-address'           // htp://example.org
    | 'template-address';          // {{ x }} or ${x} in an address, where nothing evaluates it
  readonly range: Range;
  /** What was meant as the destination or the label, if it can be told. */
  readonly destination?: string;
}

/** Of a text with nothing in it. */
export const NO_MARKUP: Markup = { references: [], anchors: [], headings: [], suspects: [] };

/** A Markdown dialect's reader. */
export type MarkupReader = (text: string) => Markup;
