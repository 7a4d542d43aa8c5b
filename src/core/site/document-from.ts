import type { FilePath } from '../paths.ts';
import { copyOf, originOf, shiftOf, type Derived, type Lookup } from '../text/derived.ts';
import type { Range } from '../text/range.ts';
import { NO_MARKUP, type Markup, type MarkupReference } from '../markdown/markup.ts';
import type { Document, DocumentProblem, FrontMatter, Reference } from './document.ts';

/** What a generator has gathered about one source file. */
export interface DocumentParts {
  readonly path: FilePath;
  readonly source: string;
  readonly frontMatter: FrontMatter;
  /** The body after templates were evaluated, which still knows where it came from. */
  readonly derived: Derived;
  /** What the Markdown dialect found in `derived.text`. */
  readonly markup: Markup;
  readonly lookups?: readonly Lookup[];
  /** References found elsewhere: front matter, tags that render after Markdown. Ranges are into the source. */
  readonly references?: readonly Reference[];
  readonly problems?: readonly DocumentProblem[];
  readonly hasUnknownParts?: boolean;
}

/** What follows the head, where it was not looked at. */
export const HEAD_ONLY: Pick<DocumentParts, 'derived' | 'markup'> = { derived: copyOf('', { start: 0, end: 0 }), markup: NO_MARKUP };

/** Makes a `Document`: puts what the dialect found in the evaluated text back where it stands in the source. */
export function documentFrom(parts: DocumentParts): Document {
  const { path, frontMatter, markup } = parts;
  const { references, anchors, headings, suspects } = placed(parts);
  return {
    path,
    frontMatter,
    references: parts.references && parts.references.length > 0 ? inOrder([...parts.references, ...references]) : inOrder(references),
    anchors,
    headings,
    suspects,
    lookups: parts.lookups ?? [],
    ...(markup.base !== undefined && { base: markup.base }),
    hasUnknownParts: parts.hasUnknownParts ?? false,
    problems: parts.problems ?? [],
  };
}

const inOrder = (references: Reference[]): Reference[] => references.sort((a, b) => a.range.start - b.range.start);

interface Placed extends Pick<Document, 'anchors' | 'headings' | 'suspects'> {
  readonly references: Reference[];
}

/** Nearly every post is the end of its source as it stands, where all that is to do is to add its start. */
function placed({ source, derived, markup }: DocumentParts): Placed {
  const shift = shiftOf(derived);
  const place = shift === undefined ? placeIn(derived) : (range: Range): Range => ({ start: range.start + shift, end: range.end + shift });
  return {
    references: markup.references.map((reference) => (shift === undefined ? derivedReference(reference, derived, source)
      : placedReference(reference, source, place(reference.range), place(reference.whole)))),
    anchors: shift === 0 ? markup.anchors : markup.anchors.map(({ id, range, from }) => ({ id, range: place(range), from })),
    headings: shift === 0 ? markup.headings : markup.headings.map(({ level, text, id, range }) => (id === undefined ? { level, text, range: place(range) } : { level, text, id, range: place(range) })),
    suspects: (shift === undefined ? markup.suspects.filter(({ range }) => originOf(derived, range).exact) : markup.suspects)
      .map((suspect) => ({ ...suspect, range: place(suspect.range) })),
  };
}

function placeIn(derived: Derived): (range: Range) => Range {
  return (range) => rangeOf(originOf(derived, range));
}

function derivedReference(reference: MarkupReference, derived: Derived, source: string): Reference {
  const origin = originOf(derived, reference.range);
  const whole = originOf(derived, reference.whole);
  const placed = placedReference(reference, source, rangeOf(origin), rangeOf(whole));
  if (origin.made && origin.via) placed.via = origin.via;
  if (origin.perhaps || whole.perhaps) placed.perhaps = true;
  return placed;
}

type Written = { -readonly [Key in keyof Reference]: Reference[Key] };

// Written out, since copying an object with `...` takes longer than finding the reference did.
function placedReference(reference: MarkupReference, source: string, range: Range, whole: Range): Written {
  const { kind, syntax, element, attribute, url, label, decorative, attributes } = reference;
  const placed: Written = { kind, syntax, element, attribute, url, range, whole, raw: source.slice(range.start, range.end) };
  if (label !== undefined) placed.label = label;
  if (decorative) placed.decorative = decorative;
  if (attributes) placed.attributes = attributes;
  return placed;
}

const rangeOf = ({ start, end }: Range): Range => ({ start, end });
