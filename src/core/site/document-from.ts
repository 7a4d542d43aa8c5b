import type { FilePath } from '../paths.ts';
import { originOf, type Derived, type Lookup, type Origin } from '../text/derived.ts';
import type { Range } from '../text/range.ts';
import type { Markup, MarkupReference } from '../markdown/markup.ts';
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

/** Makes a `Document`: puts what the dialect found in the evaluated text back where it stands in the source. */
export function documentFrom(parts: DocumentParts): Document {
  const { path, source, frontMatter, derived, markup } = parts;
  const place = (range: Range): Range => {
    const { start, end } = originOf(derived, range);
    return { start, end };
  };
  const inline = markup.references.map((reference) => toReference(reference, derived, source));
  const references = [...(parts.references ?? []), ...inline].sort((a, b) => a.range.start - b.range.start);

  return {
    path,
    frontMatter,
    references,
    anchors: markup.anchors.map((anchor) => ({ ...anchor, range: place(anchor.range) })),
    headings: markup.headings.map((heading) => ({ ...heading, range: place(heading.range) })),
    suspects: markup.suspects
      .filter(({ range }) => originOf(derived, range).exact)
      .map((suspect) => ({ ...suspect, range: place(suspect.range) })),
    lookups: parts.lookups ?? [],
    ...(markup.base !== undefined && { base: markup.base }),
    words: markup.words,
    hasUnknownParts: parts.hasUnknownParts ?? false,
    problems: parts.problems ?? [],
  };
}

function toReference(reference: MarkupReference, derived: Derived, source: string): Reference {
  const origin = originOf(derived, reference.range);
  const whole = originOf(derived, reference.whole);
  return {
    ...reference,
    range: rangeOf(origin),
    whole: rangeOf(whole),
    raw: source.slice(origin.start, origin.end),
    ...(origin.made && origin.via && { via: origin.via }),
    ...((origin.perhaps || whole.perhaps) && { perhaps: true as const }),
  };
}

const rangeOf = ({ start, end }: Origin): Range => ({ start, end });
