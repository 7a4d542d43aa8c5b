import type { FilePath } from '../paths.ts';
import type { Lookup } from '../text/derived.ts';
import type { Range } from '../text/range.ts';
import type { Silence } from '../markdown/silences.ts';
import type { Anchor, Heading, MarkupReference, Suspect } from '../markdown/markup.ts';

/** A value of front matter. Dates stay the text their author wrote: `2020-03-04 23:30` is a string. */
export type Value = string | number | boolean | null | readonly Value[] | { readonly [key: string]: Value };

/** The head of a source file, and where each of its keys stands. */
export interface FrontMatter {
  /** `none`: the file has no front matter as its generator sees it. */
  readonly format: 'yaml' | 'toml' | 'json' | 'none';
  /** Empty when there is none or it could not be read. */
  readonly data: Readonly<Record<string, Value>>;
  /** Of the whole head, delimiters included; the body starts at its end. */
  readonly range: Range;
  /** Every scalar: its path joined by `.` (`header.teaser`, `tags.0`), where key and value stand, and whether the value is quoted. */
  readonly scalars: ReadonlyMap<string, ScalarPlace>;
  /** Why it could not be read. */
  readonly error?: { readonly message: string; readonly at: number };
}

export interface ScalarPlace {
  readonly key: Range;
  /** The value without its quotes. */
  readonly value: Range;
  readonly quoted: boolean;
}

/** A place in a source file that points somewhere, with every range a fix may want. Offsets are into the file. */
export interface Reference {
  readonly kind: MarkupReference['kind'];
  readonly syntax: MarkupReference['syntax'] | 'front-matter' | 'tag';
  readonly element: string;
  readonly attribute: string;
  /** As the author wrote it: `{{ site.baseurl }}/images/x.png`. Of a reference that a tag made, the tag. */
  readonly raw: string;
  /** What the browser is given: `/blog/images/x.png`. May hold `UNKNOWN` or lookup marks. */
  readonly url: string;
  /** The destination alone. */
  readonly range: Range;
  /** The whole construct around it. */
  readonly whole: Range;
  readonly label?: string;
  readonly decorative?: true;
  readonly attributes?: Readonly<Record<string, string>>;
  /** The tag that produced it, when it is not in the text itself: `include`. */
  readonly via?: string;
  /** True when a condition that cannot be known decides whether it is there. */
  readonly perhaps?: true;
  /** Front matter only: the key, `header.teaser`. */
  readonly key?: string;
  /** Set when it resolves from the site's root and not from the page: how themes use image keys. */
  readonly fromRoot?: true;
}

/** All that one source file says by itself. Made without looking at any other post, so it can be kept in a cache. */
export interface Document {
  readonly path: FilePath;
  readonly frontMatter: FrontMatter;
  readonly references: readonly Reference[];
  readonly anchors: readonly Anchor[];
  readonly headings: readonly Heading[];
  readonly suspects: readonly Suspect[];
  readonly lookups: readonly Lookup[];
  readonly base?: string | undefined;
  /** True where a tag put text on the page that cannot be known: it may hold anchors nobody sees here. */
  readonly hasUnknownParts: boolean;
  /** Things wrong with a template that will stop the build or leave text behind. */
  readonly problems: readonly DocumentProblem[];
  /** Comments that ask for silence; left out where there is none. */
  readonly silences?: readonly Silence[] | undefined;
  /** The texts of other files that were put into it, where its own text names them; left out where there are none. */
  readonly included?: IncludedTexts | undefined;
  /** What it can tell before it is read, where it is kept as bytes. */
  readonly outline?: Outline;
}

/** Files and their texts. */
export type IncludedTexts = ReadonlyMap<FilePath, string>;

/** What goes through a whole blog asks of a document first, at a fraction of the cost of reading it. */
export interface Outline {
  /** Whether its front matter can be read and has a `title`, which is a text. */
  readonly hasTitle: boolean;
  /** Whether this is exactly the id of one of its anchors. */
  hasAnchor(id: string): boolean;
  /** The places of those of its references for which something does not hold. */
  exceptions(holds: (gist: Gist) => boolean): readonly number[];
}

/** The little of a reference that decides what most of them meet. */
export interface Gist extends Pick<Reference, 'kind' | 'syntax' | 'url'> {
  /** Whether it has a text or an alternative text that is not blank. */
  readonly hasWords: boolean;
  readonly fromRoot: boolean;
}

/** A tag or a head that the generator will refuse or misread. */
export interface DocumentProblem {
  readonly kind: 'front-matter' | 'template' | 'leftover-template';
  readonly message: string;
  readonly range: Range;
  readonly help?: string;
  /** `error` when left out. */
  readonly severity?: 'error' | 'warning';
}
