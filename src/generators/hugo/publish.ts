import { asFilePath, asUrlPath, nameOf, type FilePath } from '../../core/paths.ts';
import type { Entry, Publication, PublishInput, Visibility } from '../../core/site/conventions.ts';
import { ZERO_DATE } from './dates.ts';
import { aliasAddress, clean, isMultihost, joined, languagePrefix } from './addresses.ts';
import { contentOf, isPageFile, leafAbove, leavesIn, mountedPath, nameBelow, pagePath, singleAbove, singleKey, singlesIn, type Content, type ContentFile } from './content.ts';
import { pagesOf, type Page } from './pages.ts';
import type { HugoSettings, OutputFormat } from './settings.ts';

import { textsOf, own } from './tree.ts';
import { has } from './version.ts';

/** What publishing needs to know besides the sources. */
export interface PublishContext {
  readonly settings: HugoSettings;
  /** The path the site is served under. */
  readonly base: string;
  readonly isPost: (file: ContentFile) => boolean;
  /** Whether a template of this name is there, or may be in a theme that is not. */
  readonly hasLayout: (name: string) => boolean;
}

/** Says what Hugo writes: static files first, since pages are written over them. */
export function publish(input: PublishInput, context: PublishContext): Publication {
  const { settings } = context;
  const content = contentOf(input.files, settings);
  const made = pagesOf({ content, documents: input.documents, settings, now: input.now });
  // A file that stands in two languages is, last and foremost, in the one its own folder is for.
  const isSecond = ({ source }: Page): boolean => source !== undefined && content.of(source.file) !== source;
  const pages = [...made.filter(isSecond), ...made.filter((page) => !isSecond(page))];
  return {
    entries: [
      ...staticEntries(input.files, settings),
      ...siteEntries(context),
      ...languageEntries(context),
      ...pages.flatMap((page) => aliasEntries(page, context)),
      ...resourceEntries(content, pages, input, settings),
      ...pages.flatMap((page) => pageEntries(page, context)),
    ],
    unknowable: settings.statics.filter(({ source }) => source.startsWith('node_modules/'))
      .map(({ target }) => ({ prefix: asUrlPath(`/${target}`), why: 'it comes out of an npm package' })),
  };
}

const LIVE: Visibility = { kind: 'live' };

/** Of two static files for one place the blog's own is there and its theme's is not. */
function staticEntries(files: readonly FilePath[], settings: HugoSettings): readonly Entry[] {
  const found = new Map<string, Entry>();
  for (const mount of settings.statics) {
    for (const file of files) {
      if (!file.startsWith(mount.source)) continue;
      const path = mountedPath(file, mount);
      if (path !== undefined && path !== '') found.set(path, fileEntry(file, path, LIVE));
    }
  }
  return [...found.values()];
}

const fileEntry = (source: FilePath, path: string, visibility: Visibility, language?: string): Entry => ({
  kind: 'file', source, url: asUrlPath(`/${path}`), output: asFilePath(path), visibility, ...(language && { language }),
});

/** Files that belong to no page. */
function siteEntries({ settings, hasLayout }: PublishContext): readonly Entry[] {
  const { disabledKinds } = settings;
  const generated = (path: string): Entry => ({ kind: 'generated', url: asUrlPath(`/${path}`), output: asFilePath(path), visibility: LIVE });
  const languages = settings.languages.length > 1 ? settings.languages.map(({ code }) => `${code}/`) : [];
  return [
    ...(disabledKinds.has('sitemap') ? [] : ['', ...languages].map((prefix) => generated(`${prefix}${settings.sitemap}`))),
    ...(settings.robotsTxt && !disabledKinds.has('robotstxt') ? [generated('robots.txt')] : []),
    ...(!disabledKinds.has('404') && hasLayout('404.html') ? [generated('404.html')] : []),
  ];
}

/** The root sends on to the default language where that has a folder; else its folder sends on to the root. */
function languageEntries({ settings, base }: PublishContext): readonly Entry[] {
  if (settings.languages.length < 2 || isMultihost(settings) || settings.disableAliases || settings.disableLanguageRedirect) return [];
  const folder = `/${settings.defaultLanguage}/`;
  const [from, to] = settings.defaultLanguageInSubfolder ? ['/', folder] : [folder, '/'];
  const output = asFilePath(`${from.slice(1)}index.html`);
  return [{ kind: 'redirect', url: asUrlPath(from), output, visibility: LIVE, target: `${base}${to}` }];
}

/** A page, and the same page in its other formats: a feed, JSON. */
function pageEntries(page: Page, context: PublishContext): readonly Entry[] {
  const { settings } = context;
  const { source, address, language } = page;
  const kind = page.kind !== 'page' && !source ? 'generated' : page.kind === 'page' && source && context.isPost(source) ? 'post' : 'page';
  const own: Entry = {
    kind,
    ...(source && { source: source.file }),
    url: address.url, output: address.output, visibility: page.visibility, ...(page.date !== ZERO_DATE && { date: page.date.at }),
    ...(page.title !== '' && { title: page.title }),
    ...(tagsOf(page) && { tags: tagsOf(page) ?? [] }),
    ...(settings.languages.length > 1 && { language }),
    ...(page.kind !== 'page' && { opaque: true as const }),
  };
  const formats = formatsOf(page, settings);
  const others = formats.filter((name) => name !== 'html').flatMap((name) => formatEntry(name, page, context));
  return [...others, formats.includes('html') ? own : withoutPage(own)];
}

const withoutPage = (entry: Entry): Entry =>
  (entry.visibility.kind === 'live' ? { ...entry, visibility: { kind: 'unpublished', why: '`outputs` has no HTML for it' } } : entry);

const tagsOf = ({ data }: Page): readonly string[] | undefined => textsOf(own(data, 'tags'));

function formatsOf(page: Page, settings: HugoSettings): readonly string[] {
  const named = textsOf(own(page.data, 'outputs'))?.map((name) => name.toLowerCase());
  const formats = named ?? settings.outputs.get(page.kind) ?? ['html'];
  return settings.disabledKinds.has('rss') ? formats.filter((name) => name !== 'rss') : formats;
}

/** Hugo has a template for feeds; every other format is written only where the blog brings one. */
function formatEntry(name: string, page: Page, { settings, hasLayout }: PublishContext): readonly Entry[] {
  const format = settings.formats.get(name);
  if (!format || (name !== 'rss' && !hasLayout(`.${format.suffix}`))) return [];
  const path = formatPath(format, page);
  return [{ kind: 'generated', url: asUrlPath(`/${path}`), output: asFilePath(path), visibility: page.visibility }];
}

function formatPath(format: OutputFormat, { address }: Page): string {
  const name = `${format.baseName}.${format.suffix}`;
  const folder = format.root ? '' : address.folder;
  return clean(joined(format.path, joined(folder, name)));
}

/** Pages that send a browser on. Their addresses are without the base, their targets with it. */
function aliasEntries(page: Page, { settings, base }: PublishContext): readonly Entry[] {
  if (settings.disableAliases || page.visibility.kind === 'unpublished') return [];
  const prefix = has(settings.version, 'aliasesByLanguage') ? languagePrefix(page.language, settings).replace(/\/$/, '') : '';
  const aliases = textsOf(own(page.data, 'aliases')) ?? [];
  const target = `${base}${page.address.url}`;
  return aliases.flatMap((alias): readonly Entry[] => {
    if (/^https?:/.test(alias)) return [];
    const { url, output } = aliasAddress(alias, page.address, prefix === '' ? '' : `/${prefix}`, settings);
    const source = page.source && { source: page.source.file };
    return [{ kind: 'redirect', ...source, url, output, visibility: page.visibility, target }];
  });
}

/** Files among the pages: copied beside the page or the section that owns them. */
function resourceEntries(content: Content, pages: readonly Page[], input: PublishInput, settings: HugoSettings): readonly Entry[] {
  const owners = new Owners(pages, settings);
  const found: Entry[] = [];
  for (const file of content.all) {
    if (!isCopied(file, input, settings)) continue;
    if (owners.isInLeaf(file)) found.push(...bundled(file, owners, settings));
    else found.push(...(owners.singles(file)?.map((page) => belowPage(file, page, settings)) ?? loose(file, owners, settings)));
  }
  return found;
}

/** Pages in a bundle are its resources too, but for templates only. Until 0.122 HTML without front matter is a file. */
function isCopied(file: ContentFile, input: PublishInput, settings: HugoSettings): boolean {
  if (!isPageFile(file.path, settings)) return true;
  return file.kind === 'page' && !has(settings.version, 'contentTree') && /\.html?$/.test(file.path) && !input.documents.has(file.file);
}

class Owners {
  readonly #leaves = new Map<string, Page[]>();
  readonly #branches = new Map<string, Page[]>();
  readonly #leafFolders: ReturnType<typeof leavesIn>;
  readonly #singles = new Map<string, Page[]>();
  readonly #singleKeys: ReadonlySet<string>;

  readonly #settings: HugoSettings;

  constructor(pages: readonly Page[], settings: HugoSettings) {
    this.#settings = settings;
    for (const page of pages) {
      const isLeaf = page.source?.kind === 'leaf';
      const map = isLeaf ? this.#leaves : page.kind === 'page' ? undefined : this.#branches;
      const key = isLeaf ? `${page.source.tree}\0${page.path}` : page.path;
      const there = map?.get(key);
      if (there) there.push(page);
      else map?.set(key, [page]);
    }
    const sources = pages.flatMap(({ source }) => source ?? []);
    this.#leafFolders = leavesIn(sources);
    this.#singleKeys = singlesIn(sources, settings);
    for (const page of this.#singleKeys.size === 0 ? [] : pages) {
      if (page.source?.kind !== 'page') continue;
      const key = singleKey(page.source);
      this.#singles.set(key, [...this.#singles.get(key) ?? [], page]);
    }
  }

  /** The page in a file's language that is no bundle and has it below its path: none where there is one in others alone. */
  singles(file: ContentFile): readonly Page[] | undefined {
    const key = singleAbove(file, this.#singleKeys, this.#settings);
    return key === undefined ? undefined : this.#singles.get(key)?.filter(({ language }) => language === file.language).slice(0, 1);
  }

  isInLeaf(file: ContentFile): boolean {
    return this.#leaf(file) !== undefined;
  }

  /** The pages, one for each language, of the bundle a file is in. */
  leaves(file: ContentFile): readonly Page[] {
    return this.#leaves.get(`${file.tree}\0${this.#leaf(file) ?? ''}`) ?? [];
  }

  #leaf(file: ContentFile): string | undefined {
    return leafAbove(file.folder, this.#leafFolders.get(file.tree));
  }

  branches(folder: string): readonly Page[] {
    return this.#branches.get(folder) ?? [];
  }
}

/** In a bundle. Until 0.122 each language has a copy; since then languages share that of the first that has the page. */
function bundled(file: ContentFile, owners: Owners, settings: HugoSettings): readonly Entry[] {
  const pages = owners.leaves(file);
  const own = pages.filter(({ language }) => language === file.language);
  const isShared = has(settings.version, 'contentTree');
  const keepers = !isShared ? pages : file.namesLanguage ? own : [...own, ...pages].slice(0, 1);
  return keepers.map((page) => {
    const rest = page.path === '' ? file.path : file.path.slice(page.path.length + 1);
    return fileEntry(file.file, joined(page.address.folder, rest), resourceVisibility(page), languageOf(page, settings));
  });
}

const belowPage = (file: ContentFile, page: Page, settings: HugoSettings): Entry =>
  fileEntry(file.file, joined(page.address.folder, nameBelow(file, page.source ? pagePath(page.source) : '')), resourceVisibility(page), languageOf(page, settings));

/** In no bundle. Until 0.122 only what lies right beside an `_index.md` moves with it. */
function loose(file: ContentFile, owners: Owners, settings: HugoSettings): readonly Entry[] {
  const byPlace = (page: Page | undefined, rest: string): readonly Entry[] => {
    const prefix = languagePrefix(file.language, settings);
    const path = page ? joined(page.address.folder, rest) : `${prefix}${file.path}`;
    return [fileEntry(file.file, path, page ? resourceVisibility(page) : LIVE, page && languageOf(page, settings))];
  };
  if (!has(settings.version, 'contentTree')) {
    const sections = owners.branches(file.folder).filter(({ source }) => source !== undefined);
    if (sections.length === 0) return byPlace(undefined, file.path);
    return sections.flatMap((page) => byPlace(page, nameOf(file.path)));
  }
  for (let folder = file.folder; ; folder = folder.slice(0, Math.max(0, folder.lastIndexOf('/')))) {
    const pages = owners.branches(folder);
    const page = pages.find(({ language }) => language === file.language) ?? pages[0];
    if (page && page.visibility.kind !== 'draft') return byPlace(page, folder === '' ? file.path : file.path.slice(folder.length + 1));
    if (folder === '') return byPlace(undefined, file.path);
  }
}

const languageOf = ({ language }: Page, settings: HugoSettings): string | undefined => (settings.languages.length > 1 ? language : undefined);

/** Headless pages and those not rendered keep their resources. */
const resourceVisibility = ({ visibility }: Page): Visibility => (visibility.kind === 'unpublished' ? LIVE : visibility);

