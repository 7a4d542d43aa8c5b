import type { FilePath, UrlPath } from '../paths.ts';
import type { Lookup } from '../text/derived.ts';
import type { Document, Gist, IncludedTexts, Reference, Value } from './document.ts';
import type { Site } from './site.ts';
import type { Host } from './hosts.ts';

/**
 * All the core is told about a generator: what it does with one blog's files. Made by a `Generator` from the blog's
 * settings; holds them inside. Nothing here touches the disk.
 */
export interface Conventions {
  /** The generator's id and the version it is taken for, as shown to people: `jekyll`, `3.10 (GitHub Pages)`. */
  readonly generator: string;
  readonly version?: string;
  /** The path the site is served under, without a trailing slash: `''`, `/blog`. */
  readonly base: string;
  /** Origins that are this blog itself: `https://example.com`. Lower case. */
  readonly origins: readonly string[];
  /** What a visitor is answered at an address. */
  readonly host: Host;
  /** What was taken for granted or could not be read, a sentence each: shown once, on stderr. */
  readonly notes: readonly string[];

  /** What a file is to this generator, from its path alone. `post` and `page` are read; `file` is published as it is. */
  roleOf(path: FilePath): FileRole;

  /**
   * Reads one source file. Pure, and independent of every other post. Of the `head` alone there is what titles, dates
   * and addresses are told from, and nothing is looked for in the text behind it. `included` are the files it asks for.
   */
  read(path: FilePath, text: string, part?: 'head', included?: IncludedTexts): Document;

  /** Files that a text of this source - its own, or that of such a file - names to be put into it, other than templates of the site. */
  includes?(path: FilePath, text: string): readonly FilePath[];

  /** Says what all of it is published as. */
  publish(input: PublishInput): Publication;

  /** Answers a lookup made while reading, once the site is known. */
  lookup?(lookup: Lookup, entry: Entry, site: Site): LookupAnswer;

  /**
   * What the generator itself does to a reference before it reaches the browser: Hugo's bundles, Astro's images.
   * `undefined` leaves it as it is.
   */
  rewrite?(reference: Reference, url: string, entry: Entry, site: Site): Rewritten | undefined;

  /** Whether it surely does nothing to a reference, as far as its gist tells; left out where that tells too little. */
  isLeft?(gist: Gist, entry: Entry): boolean;

  /** Addresses that only the built site knows: made by the blog's own plugins, by taxonomies of a remote theme. */
  isUnknowable?(path: UrlPath, site: Site): string | undefined;


  /** What made a page's address, to finish "It is published there by …": `permalink: /:title/` in `_config.yml`. For people. */
  madeBy?(document: Document, entry: Entry): string;

  /** The folder below the root that a build writes the site to, where there is one: `_site`. Its files are made anew each time. */
  readonly buildFolder?: string;

  /** Set where the settings keep raw HTML out of Markdown: whether readers see the tags as text, and what lets it through. */
  readonly rawHtml?: { readonly isShown: boolean; readonly advice: string };

  /** How this blog's authors best write a path from the site's root when there is a base: `{{ '/x' | relative_url }}`. */
  spellRooted?(path: string): string;

  /**
   * The name that a page's file - or a folder of pages - has in common with its translations, where the generator goes by
   * names. `undefined` for what has none.
   */
  translatedName?(path: FilePath): TranslatedName | undefined;

  /** How visitors of an address that a page has left are sent on. Left out where nobody knows the addresses. */
  readonly redirects?: Redirects;

  /** How a new post is made here. */
  readonly newPost: NewPostConventions;

  /** How a draft is published here, and a post taken back. */
  readonly publishing: PublishingConventions;
}

/**
 * `post`, `page`: read, and published if it is one. `maybe`: read only its first bytes to see whether it has front
 * matter (`hasFrontMatter`), since that decides. `file`: published untouched. `hidden`: never published.
 */
export type FileRole = 'post' | 'page' | 'maybe' | 'file' | 'hidden';

export interface PublishInput {
  /** Every file below the root, in sorted order. */
  readonly files: readonly FilePath[];
  /** The sources that were read. A file of role `maybe` is here only if it turned out to have front matter. */
  readonly documents: ReadonlyMap<FilePath, Document>;
  /** Milliseconds since the epoch: what counts as the future. */
  readonly now: number;
}

/** What the generator would write. */
export interface Publication {
  readonly entries: readonly Entry[];
  /** Addresses of tag pages, feeds and the like that cannot be counted out of the sources. */
  readonly unknowable?: readonly UnknowableArea[];
}

/** Every address that begins with `prefix` and ends with `suffix`, if there is one. */
export interface UnknowableArea {
  readonly prefix: UrlPath;
  readonly suffix?: string;
  readonly why: string;
}

/** One thing a build writes - or would write, were it not hidden. */
export interface Entry {
  /** The file it is made from. Generated pages name what made them, or nothing. */
  readonly source?: FilePath;
  readonly kind: 'post' | 'page' | 'file' | 'generated' | 'redirect';
  /** The address links should use, as the generator prints it but decoded and without the base path: `/2020/hello/`. */
  readonly url: UrlPath;
  /** The file it is written to in the built site: `2020/hello/index.html`. What decides what an address answers. */
  readonly output: FilePath;
  readonly visibility: Visibility;
  /** Milliseconds since the epoch, where the generator gives it a date. */
  readonly date?: number;
  readonly title?: string;
  readonly tags?: readonly string[];
  /** The language, in a site of several. */
  readonly language?: string;
  /** Redirects only: where to. A path with base or a full URL, as a browser would be sent. */
  readonly target?: string;
  /** True when the page's HTML holds parts nobody can read here (a template of its own), so a missing anchor is unknowable. */
  readonly opaque?: true;
  /** Ids that its layouts add, where they can be read. */
  readonly extraAnchors?: ReadonlySet<string>;
}

export type Visibility =
  | { readonly kind: 'live' }
  | { readonly kind: 'draft' }
  | { readonly kind: 'scheduled'; readonly from: number }
  | { readonly kind: 'expired'; readonly since: number }
  /** `why` finishes "It is not published: …" */
  | { readonly kind: 'unpublished'; readonly why: string };

export type LookupAnswer =
  | { readonly kind: 'found'; readonly url: string }
  /** The build stops, or leaves nothing: `message` says what the generator would do. */
  /** `dropped`: the page is built without it, so that no visitor meets anything broken - or anything at all. */
  | { readonly kind: 'missing'; readonly message: string; readonly hidden?: Entry; readonly dropped?: true }
  /** One page after another, as a loop comes to them: what is wrong with the address of one is wrong with all. */
  | { readonly kind: 'each'; readonly url: string }
  | { readonly kind: 'unknowable'; readonly why: string };

export type Rewritten =
  /** What the browser is given instead. */
  | { readonly kind: 'url'; readonly url: string }
  /** The generator looks the file up itself. `missing`: not there; `looked` are the files it tried. */
  | { readonly kind: 'file'; readonly file: FilePath }
  | { readonly kind: 'missing'; readonly message: string; readonly looked: readonly FilePath[] }
  | { readonly kind: 'unknowable'; readonly why: string };

export type Redirects =
  /** By a list of its old addresses in its own front matter: `aliases`. */
  | { readonly kind: 'key'; readonly key: string }
  /** By something that its author has to do: whole sentences that say what. Addresses come with the base path. */
  | { readonly kind: 'advice'; advise(from: string, to: string): string };

/** A file's name in all languages: `posts/porto` of `content/posts/porto.fr.md` and of `content/fr/posts/porto.md`. */
export interface TranslatedName {
  readonly name: string;
  readonly language: string;
  /** The file in the same language whose name is another: `content/posts/lisboa.fr.md`. `undefined` where there can be none. */
  as(name: string): FilePath | undefined;
}

/** How this blog's new posts look. */
export interface NewPostConventions {
  /** Front matter's writing: Jekyll has YAML only. */
  readonly format: 'yaml' | 'toml' | 'json';
  /** The file of a new post or draft. */
  fileFor(post: NewPost): FilePath;
  /** The keys a first post gets, in order, when there is no other to learn from. */
  readonly defaults: readonly (readonly [key: string, value: Value])[];
  /** The key that makes a post a draft where drafts are marked in front matter: `draft`. */
  readonly draftKey?: string;
  /** The key of the date, and whether the generator needs it in front matter. */
  readonly dateKey: string;
  readonly dateNeeded: boolean;
  /** The folder that templates of posts lie in, where the generator has one: `archetypes`. */
  readonly templates?: string;
  /** What a text at `tags` or `categories` is, where a list could be: several `words`, or one `name` with its spaces. Left out where nobody knows. */
  readonly textTags?: 'words' | 'name';
  /** Whether `Draft` is `draft` to the generator. */
  readonly keysInAnyCase?: true;
  /** The zone that the blog's own settings name: its dates are written by these clocks, not by those of the machine. */
  readonly zone?: string;
  /** Writes a date as this generator likes it. */
  formatDate(at: number, zone: string | undefined): string;
  /** Turns a title into the slug this blog's file names use, or `''` where nothing is left. */
  slugify?(title: string): string;
}

/** What holds a post back from readers here. */
export interface PublishingConventions {
  /**
   * Where a draft's file goes when it is published, in the folders it is in below that of drafts: `_posts/2026-01-02-porto.md`
   * for `_drafts/porto.md`. `day` is as `2026-01-02`. `undefined` for a file whose place does not make it a draft.
   */
  publishedFile?(file: FilePath, day: string): FilePath | undefined;
  /** Where a post's file goes to become a draft; `undefined` where no place would make it one. */
  draftFile?(file: FilePath): FilePath | undefined;
  /** Keys of front matter that hide a post together, and with what: `{ draft: true }`. The first is what a post is taken back with. */
  readonly hiding: readonly Readonly<Record<string, Value>>[];
  /** Keys of the day from which a post is published, where that may be another than its date: the first that is there counts. */
  readonly dateKeys?: readonly string[];
  /** The folder whose files belong to this post alone and go where it goes, whether it is there or not: `porto/` beside `porto.md`. */
  assetFolder?(file: FilePath): string | undefined;
}

export interface NewPost {
  readonly slug: string;
  readonly at: number;
  readonly zone: string | undefined;
  readonly draft: boolean;
  /** The folder it is to lie in, of several that hold posts: `content/notes`, `travel/_posts`, `_recipes`. */
  readonly into?: string;
}
