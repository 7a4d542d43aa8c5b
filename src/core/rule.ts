import type { ExternalAnswer } from './external.ts';
import type { Fix, Severity } from './finding.ts';
import type { FilePath } from './paths.ts';
import type { Entry } from './site/conventions.ts';
import type { Document, Reference } from './site/document.ts';
import type { Resolution } from './site/resolution.ts';
import type { Site } from './site/site.ts';
import type { Range } from './text/range.ts';

/** What a rule sees, which it turns into a finding by adding the file and its severity. */
export interface Sight {
  /** Left out by rules that inspect a reference: then it is the reference's own. */
  readonly range?: Range;
  /** Left out where the rule was shown a document. */
  readonly file?: FilePath;
  readonly message: string;
  readonly help?: string;
  /** Where one case is milder or worse than the rule as a whole. */
  readonly severity?: Severity;
  readonly fixes?: readonly Fix[];
}

interface About {
  /** The thing found: `broken-link`. */
  readonly id: string;
  /** One sentence for the table of rules. */
  readonly summary: string;
  readonly severity: Severity;
  /** Off until asked for. */
  readonly off?: true;
  /** What it looks at beside the site, and what is gathered only for it; without what other sites said it is not asked. */
  readonly needs?: 'texts' | 'external' | 'shape' | 'misspellings';
}

export interface ReferenceContext {
  readonly reference: Reference;
  readonly resolution: Resolution;
  readonly document: Document;
  /** What the document is published as. */
  readonly entry: Entry;
  readonly site: Site;
}

export interface DocumentContext {
  readonly document: Document;
  /** Missing when the file is published as nothing. */
  readonly entry: Entry | undefined;
  readonly site: Site;
}

/** What a schema has against a front matter. */
export interface ShapeProblem {
  /** The key, `header.teaser`; `''` is all of it. */
  readonly path: string;
  readonly message: string;
}

/** Facts about files that only the machine knows, gathered before rules run. */
export interface FileFacts {
  /** Present when the blog is in git: what is there on this disk only. */
  readonly untracked?: ReadonlyMap<FilePath, 'untracked' | 'ignored' | 'lfs'>;
  /** Of image files that something refers to: what is wrong with their bytes, as a clause: "is empty". */
  readonly unreadable: ReadonlyMap<FilePath, string>;
  /** Of image files that something refers to, in bytes. */
  readonly sizes?: ReadonlyMap<FilePath, number>;
  /** Every text of the blog, sources, templates and style sheets alike: where a rule that is on `needs` it. */
  readonly texts?: ReadonlyMap<FilePath, string>;
  /** Present when the blog has a schema for its front matter: what that has against it. */
  readonly shape?: ReadonlyMap<FilePath, readonly ShapeProblem[]>;
  /** Where a rule that is on `needs` them: words that are common slips, with what is meant. */
  readonly misspellings?: ReadonlyMap<string, string>;
  /** Present when the blog says so: the size in bytes above which an image is too large. */
  readonly largestImage?: number;
  /** Present when other sites were asked: what they said, by the address as a resolution has it. */
  readonly external?: ReadonlyMap<string, ExternalAnswer>;
}

/**
 * One thing that can be wrong. `of` names the kinds of reference a rule has something to say about and `meeting` the kinds
 * of resolution; left out, all of them. `wordless`: it says nothing of one that has a text. Of a document, `of` names what
 * there must be some of for the rule to be asked. `fact` is what all that a rule says comes from: only then are facts shown to a rule that inspects references, and
 * only references to files that have this fact.
 */
export type Rule = About & (
  | { readonly inspects: 'reference'; readonly of?: readonly Reference['kind'][]; readonly meeting?: readonly Resolution['kind'][]; readonly wordless?: true; readonly fact?: 'untracked' | 'unreadable' | 'sizes'; check(context: ReferenceContext & { readonly facts: FileFacts }): Iterable<Sight> }
  | { readonly inspects: 'document'; readonly of?: readonly ('suspects' | 'problems')[]; check(context: DocumentContext & { readonly facts: FileFacts }): Iterable<Sight> }
  | { readonly inspects: 'site'; check(context: { readonly site: Site; readonly facts: FileFacts }): Iterable<Sight> }
  /** Told by the lint itself when all others have spoken: which comments silenced nothing. */
  | { readonly inspects: 'silences' }
);

/** Helps the compiler see a rule's shape; changes nothing. */
export const defineRule = (rule: Rule): Rule => rule;
