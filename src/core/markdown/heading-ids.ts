/** A heading, as far as its id goes. */
export interface HeadingText {
  /** As a reader sees it: markup resolved, images left out. */
  readonly text: string;
  /** As written between the heading's marks: `[A *link*](/x)`. */
  readonly raw: string;
  /** `{#id}` or what the dialect has for it. */
  readonly explicit?: string;
  /** From 1 to 6, where the reader tells it. */
  readonly level?: number;
}

/**
 * How headings become ids: one scheme per renderer, supplied by a generator's conventions. `begin` starts a page and
 * returns the function that is then called for each heading in order, since duplicates count up; it answers
 * `undefined` for a heading that gets no id.
 */
export interface HeadingIds {
  begin(): (heading: HeadingText) => string | undefined;
}
