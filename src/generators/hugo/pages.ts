import type { FilePath } from '../../core/paths.ts';
import type { Visibility } from '../../core/site/conventions.ts';
import type { Document } from '../../core/site/document.ts';
import { addressOf, joined, slugAddress, type Address, type PageKind } from './addresses.ts';
import { cascadeFor, cascadesIn, type Cascade } from './cascade.ts';
import type { Content, ContentFile } from './content.ts';
import { dateInName, hugoDate, zoneOffset, ZERO_DATE, type HugoDate } from './dates.ts';
import type { HugoSettings } from './settings.ts';
import { contentAddress, termAddress } from './slugs.ts';
import { at, flagAt, isTree, lowerKeys, merged, own, textAt, textsOf, type Tree } from './tree.ts';
import { has } from './version.ts';

/** One page of the site, made from a file or by Hugo itself. */
export interface Page {
  readonly kind: PageKind;
  readonly language: string;
  /** The content path without extension; of a bundle its folder: `posts/hello`. */
  readonly path: string;
  readonly source: ContentFile | undefined;
  /** Front matter with what sections above hand down. */
  readonly data: Tree;
  readonly title: string;
  readonly date: HugoDate;
  readonly visibility: Visibility;
  readonly address: Address;
  /** Whether its resources are copied. */
  readonly keepsResources: boolean;
}

export interface PagesInput {
  readonly content: Content;
  readonly documents: ReadonlyMap<FilePath, Document>;
  readonly settings: HugoSettings;
  readonly now: number;
}

/** All pages of all languages: those with a file first, then those that Hugo adds. Worked out once for each blog. */
export function pagesOf(input: PagesInput): readonly Page[] {
  let pages = known.get(input.documents);
  if (!pages) known.set(input.documents, (pages = input.settings.languages.flatMap(({ code }) => new LanguagePages(input, code).all())));
  return pages;
}

const known = new WeakMap<PagesInput['documents'], readonly Page[]>();

const lowerCased = new WeakMap<object, Tree>();

interface Draft {
  readonly kind: PageKind;
  readonly path: string;
  readonly source: ContentFile | undefined;
  readonly data: Tree;
}

/** The pages of one language. */
class LanguagePages {
  readonly #input: PagesInput;
  readonly #language: string;
  readonly #settings: HugoSettings;
  readonly #offset: (utc: number) => number;
  /** By folder. */
  readonly #branches = new Map<string, ContentFile>();
  readonly #cascades = new Map<string, readonly Cascade[]>();
  readonly #folderAddresses = new Map<string, string | undefined>();
  readonly #plurals: ReadonlySet<string>;

  constructor(input: PagesInput, language: string) {
    this.#input = input;
    this.#language = language;
    this.#settings = input.settings;
    this.#offset = zoneOffset(input.settings.timeZone);
    this.#plurals = new Set(this.#hasKind('taxonomy') || this.#hasKind('term') ? Array.from(input.settings.taxonomies.values(), (plural) => plural.toLowerCase()) : []);
    for (const file of input.content.all) {
      if (file.kind === 'branch' && file.language === language) this.#branches.set(file.folder, file);
    }
  }

  all(): readonly Page[] {
    const own = this.#input.content.all.filter((file) => file.language === this.#language && this.#isSource(file));
    const pages = own.map((file) => this.#page(this.#draft(file)));
    return [...pages, ...this.#added(pages)];
  }

  #isSource(file: ContentFile): boolean {
    return file.kind !== 'resource' && this.#input.documents.has(file.file);
  }

  #draft(file: ContentFile): Draft {
    const path = file.kind === 'page' ? joined(file.folder, file.name) : file.folder;
    const kind = this.#kindOf(file);
    const own = this.#frontMatter(file);
    return { kind, path, source: file, data: merged(this.#handedDown(path, kind, file.kind === 'branch'), own) };
  }

  /** With its keys in lower case. */
  #frontMatter(file: ContentFile | undefined): Tree {
    const data = file && this.#input.documents.get(file.file)?.frontMatter.data;
    if (!data) return {};
    let lowered = lowerCased.get(data);
    if (!lowered) lowerCased.set(data, (lowered = lowerKeys(data, false)));
    return lowered;
  }

  #kindOf(file: ContentFile): PageKind {
    if (file.kind !== 'branch') return 'page';
    if (file.folder === '') return 'home';
    const [head = '', ...rest] = file.folder.split('/');
    if (!this.#plurals.has(head.toLowerCase())) return 'section';
    return rest.length === 0 ? 'taxonomy' : 'term';
  }

  /** The nearest section's word counts; before 0.123 a section hands down to itself as well. */
  #handedDown(path: string, kind: PageKind, isBranch: boolean): Tree {
    const fromSettings = this.#settings.cascade.flatMap((table) => cascadesIn(table));
    const facts = { path, kind, language: this.#language };
    let data = cascadeFor(fromSettings, facts);
    for (const folder of foldersAbove(path, isBranch)) data = merged(data, cascadeFor(this.#cascadesAt(folder), facts));
    return data;
  }

  #cascadesAt(folder: string): readonly Cascade[] {
    const known = this.#cascades.get(folder);
    if (known) return known;
    const file = this.#branches.get(folder);
    const found = file ? cascadesIn(own(this.#frontMatter(file), 'cascade')) : [];
    this.#cascades.set(folder, found);
    return found;
  }

  #page(draft: Draft): Page {
    const { kind, path, source, data } = draft;
    const name = path.slice(path.lastIndexOf('/') + 1);
    const dated = this.#nameDate(name);
    const date = this.#date(data, this.#settings.dateKeys.date, name) ?? ZERO_DATE;
    const slug = slugIn(data) ?? (dated && dated.rest !== '' ? dated.rest : undefined);
    const title = textAt(data, 'title') ?? (source?.kind === 'page' || source?.kind === 'leaf' ? '' : titleOfName(name));
    const sections = this.#sectionsOf(draft);
    const address = addressOf({
      kind, language: this.#language, path, slug, url: textAt(data, 'url'),
      folderAddress: kind === 'home' ? undefined : this.#folderAddress(path.slice(0, Math.max(0, path.lastIndexOf('/')))),
      permalink: {
        title, slug, date, sections,
        sectionSlugs: sections.map((_, i) => this.#sectionSlug(sections.slice(0, i + 1).join('/'))),
        fileName: name,
      },
    }, this.#settings);
    const visibility = this.#visibility(data, name, path);
    return { kind, language: this.#language, path, source, data, title, date, visibility, address, keepsResources: keepsResources(visibility) };
  }

  /** Where dates may come from file names: the date, and what is left of the name as slug. */
  #nameDate(name: string): ReturnType<typeof dateInName> {
    return this.#settings.dateKeys.date.includes(':filename') ? dateInName(name) : undefined;
  }

  #date(data: Tree, keys: readonly string[], name: string): HugoDate | undefined {
    for (const key of keys) {
      const date = key === ':filename' ? dateInName(name)?.date : key.startsWith(':') ? undefined : hugoDate(own(data, key), this.#offset);
      if (date) return date;
    }
    return undefined;
  }

  /** Sections are the top folder and every folder below it that has an `_index.md`. */
  #sectionsOf({ path, kind }: Draft): readonly string[] {
    const folders = path.split('/');
    if (kind === 'page') folders.pop();
    return folders.filter((folder, i) => folder !== '' && (i === 0 || this.#branches.has(folders.slice(0, i + 1).join('/'))));
  }

  #sectionSlug(folder: string): string {
    const file = this.#branches.get(folder);
    const data = this.#frontMatter(file);
    return textAt(data, 'slug') ?? (textAt(data, 'title') ?? titleOfName(folder.slice(folder.lastIndexOf('/') + 1))).replace(/[/\\]/g, '-');
  }

  /** The address of a folder where a section above has a slug, from which on slugs of sections move what is below. */
  #folderAddress(folder: string): string | undefined {
    if (folder === '' || !has(this.#settings.version, 'sectionSlugs')) return undefined;
    if (this.#folderAddresses.has(folder)) return this.#folderAddresses.get(folder);
    const slash = folder.lastIndexOf('/');
    const above = this.#folderAddress(folder.slice(0, Math.max(0, slash)));
    const file = this.#branches.get(folder);
    const slug = file && textAt(this.#frontMatter(file), 'slug');
    const name = slug ? slugAddress(slug, this.#settings) : contentAddress(folder.slice(slash + 1), this.#settings);
    const upper = above ?? contentAddress(folder.slice(0, Math.max(0, slash)), this.#settings);
    const address = above === undefined && !slug ? undefined : joined(upper, name);
    this.#folderAddresses.set(folder, address);
    return address;
  }

  #visibility(data: Tree, name: string, path: string): Visibility {
    const own = this.#ownVisibility(data, name);
    if (own.kind !== 'live' || has(this.#settings.version, 'contentTree')) return own;
    // Until 0.122 a hidden section hides all that is below it.
    for (const folder of foldersAbove(path, false)) {
      const file = folder === '' || folder === path ? undefined : this.#branches.get(folder);
      if (!file) continue;
      const above = this.#ownVisibility(this.#frontMatter(file), name);
      if (above.kind !== 'live' && above.kind !== 'unpublished') return above;
    }
    return own;
  }

  #ownVisibility(data: Tree, name: string): Visibility {
    const { settings, now } = this.#input;
    if (isDraft(data) && !settings.buildDrafts) return { kind: 'draft' };
    const from = this.#date(data, settings.dateKeys.publish, name);
    if (from && from.at > now && !settings.buildFuture) return { kind: 'scheduled', from: from.at };
    const since = this.#date(data, settings.dateKeys.expiry, name);
    if (since && since.at < now && !settings.buildExpired) return { kind: 'expired', since: since.at };
    return rendered(data, settings);
  }

  /** Home, the sections of top folders, taxonomies and their terms, where no file makes them. */
  #added(pages: readonly Page[]): readonly Page[] {
    const have = new Set(pages.filter(({ kind }) => kind !== 'page').map(({ path }) => path.toLowerCase()));
    const added: Page[] = [];
    const add = (kind: PageKind, path: string, title?: string): void => {
      if (have.has(path.toLowerCase()) || !this.#hasKind(kind)) return;
      have.add(path.toLowerCase());
      const data = merged(this.#handedDown(path, kind, true), title === undefined ? {} : { title });
      added.push(this.#page({ kind, path, source: undefined, data }));
    };
    const isHomePage = pages.some(({ kind, path }) => kind === 'page' && path === '');
    if (!isHomePage) add('home', '');
    for (const page of pages) {
      const slash = page.path.indexOf('/');
      const isBelow = slash > 0 && page.kind !== 'home' && (isBuilt(page) || has(this.#settings.version, 'contentTree'));
      if (isBelow && !this.#plurals.has(page.path.slice(0, slash).toLowerCase())) add('section', this.#sectionFolder(page.path.slice(0, slash)));
    }
    for (const plural of this.#settings.taxonomies.values()) {
      add('taxonomy', plural);
      if (!this.#hasKind('term')) continue;
      for (const page of pages) {
        if (!isBuilt(page) || !isListed(page)) continue;
        for (const term of textsOf(own(page.data, plural.toLowerCase())) ?? []) {
          const name = termAddress(term, this.#settings);
          if (name !== '') add('term', `${plural}/${name}`, term);
        }
      }
    }
    return added;
  }

  /** Until 0.122 a section that no file makes is in lower case, whatever the settings say. */
  #sectionFolder(folder: string): string {
    const keeps = !this.#settings.disablePathToLower || has(this.#settings.version, 'contentTree');
    return keeps ? folder : folder.toLowerCase();
  }

  #hasKind(kind: PageKind): boolean {
    const disabled = this.#input.settings.disabledKinds;
    return !disabled.has(kind) && !(kind === 'taxonomy' && disabled.has('taxonomyterm'));
  }
}

/** Hyphens at its ends are cut off before anything else; what is empty then is no slug. */
const slugIn = (data: Tree): string | undefined => textAt(data, 'slug')?.replace(/^-+|-+$/g, '') || undefined;

/** Folders from the top down to the one a page is in, or for a section itself. */
function foldersAbove(path: string, itself: boolean): readonly string[] {
  const folders = [''];
  for (let slash = path.indexOf('/'); slash >= 0; slash = path.indexOf('/', slash + 1)) folders.push(path.slice(0, slash));
  if (itself && path !== '') folders.push(path);
  return folders;
}

function isDraft(data: Tree): boolean {
  if (flagAt(data, 'draft') === true) return true;
  return own(data, 'published') === false && own(data, 'draft') === undefined;
}

function rendered(data: Tree, settings: HugoSettings): Visibility {
  if (flagAt(data, 'headless') === true) return { kind: 'unpublished', why: 'it is headless' };
  const build = at(data, has(settings.version, 'buildKey') ? 'build' : '_build') ?? at(data, '_build');
  const render = isTree(build) ? own(lowerKeys(build, false), 'render') : undefined;
  if (render === false || render === 'never' || render === 'link') return { kind: 'unpublished', why: '`build.render` says so' };
  return { kind: 'live' };
}

const keepsResources = (visibility: Visibility): boolean => visibility.kind === 'live' || visibility.kind === 'unpublished';

/** Whether Hugo reads it at all: drafts and the like are dropped before sections and terms are made. */
const isBuilt = ({ visibility }: Page): boolean => visibility.kind === 'live' || visibility.kind === 'unpublished';

function isListed({ data }: Page): boolean {
  const build = at(data, 'build') ?? at(data, '_build');
  const list = isTree(build) ? own(lowerKeys(build, false), 'list') : undefined;
  return list !== false && list !== 'never' && flagAt(data, 'headless') !== true;
}

/** A folder's name as a title: `my-notes` is `My Notes`. Plural forms aside, which only titles show. */
const titleOfName = (name: string): string => name.replace(/[-_]/g, ' ').replace(/(^| )\p{L}/gu, (letter) => letter.toUpperCase());
