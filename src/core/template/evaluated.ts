import type { DocumentProblem } from '../site/document.ts';
import { copyOf, type Derived, type Lookup } from '../text/derived.ts';
import type { Range } from '../text/range.ts';

/** What a template engine would make of a text, as far as that can be known. */
export interface Evaluated {
  readonly derived: Derived;
  /** In the order of the marks in `derived.text`. One that was asked but not put out is here as well. */
  readonly lookups: readonly Lookup[];
  readonly problems: readonly DocumentProblem[];
  /** True where a tag put text on the page that cannot be known. */
  readonly hasUnknownParts: boolean;
}

/** A text without a template in it. */
export const untouched = (source: string, range: Range): Evaluated =>
  ({ derived: copyOf(source, range), lookups: [], problems: [], hasUnknownParts: false });
