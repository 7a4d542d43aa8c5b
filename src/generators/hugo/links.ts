import { decodePath, encodePath, type FilePath } from '../../core/paths.ts';
import type { Entry, LookupAnswer, Rewritten } from '../../core/site/conventions.ts';
import type { Gist, Reference } from '../../core/site/document.ts';
import type { Site } from '../../core/site/site.ts';
import type { Lookup } from '../../core/text/derived.ts';
import { globPattern } from '../../core/text/glob-pattern.ts';
import { languagePrefix } from './addresses.ts';
import { contentOf, leafAbove, leavesIn, mountedPath, type Content, type ContentFile } from './content.ts';
import { pageIndex, type PageIndex } from './page-index.ts';
import { pagesOf, type Page } from './pages.ts';
import { hookedAddress, type RenderHook, type RenderHooks } from './render-hooks.ts';
import type { HugoSettings } from './settings.ts';

/** What links need to know besides the site. */
export interface LinkContext {
  readonly settings: HugoSettings;
  /** What Hugo prints in front of addresses: `/blog`, and nothing with `canonifyURLs`, which puts it there at the end. */
  readonly base: string;
  /** What `canonifyURLs` and `relativeURLs` put in front of addresses that begin with `/`. */
  readonly putInFront: string;
  /** `https://example.org/blog/` */
  readonly baseUrl: string;
  readonly hooks: RenderHooks;
}

/** Answers what shortcodes ask and does to links what Hugo does, by a site's pages. */
export class Links {
  readonly #context: LinkContext;
  /** One for each site, made when it is first asked. */
  readonly #known = new WeakMap<Site, SitePages>();

  constructor(context: LinkContext) {
    this.#context = context;
  }

  lookup(lookup: Lookup, entry: Entry, site: Site): LookupAnswer {
    const pages = this.#pagesOf(site);
    switch (lookup.kind) {
      case 'ref': case 'relref': return this.#reference(lookup, entry, pages);
      case 'self': return { kind: 'found', url: this.#context.base + encodePath(entry.url) };
      case 'figure': return { kind: 'found', url: pages.resource(lookup.argument.replace(/^\.\//, ''), entry, false) ?? lookup.argument };
      case 'resource': case 'asset': return this.#file(lookup, entry, pages);
      case 'unless-resource': case 'unless-asset': {
        const isGlob = lookup.then.includes('glob');
        const isThere = (lookup.kind === 'unless-asset' ? pages.asset(lookup.argument, isGlob) : pages.resource(lookup.argument, entry, isGlob)) !== undefined;
        return isThere ? { kind: 'unknowable', why: 'the shortcode shows the file itself instead' } : { kind: 'found', url: '' };
      }
      default: return { kind: 'unknowable', why: 'only the build knows what this shortcode makes' };
    }
  }

  /** The page that a Markdown file is published as, for links that lead to sources. */
  rewrite(reference: Reference, url: string, entry: Entry, site: Site): Rewritten | undefined {
    if (reference.syntax === 'front-matter') return this.#named(reference, url, entry, this.#pagesOf(site));
    const { hooks } = this.#context;
    const isMarkdown = reference.syntax === 'inline' || reference.syntax === 'definition';
    const hook = reference.kind === 'image' ? hooks.image : hooks.link;
    const made = isMarkdown ? this.#hooked(hook, reference, url, entry, this.#pagesOf(site)) : undefined;
    if (made && made.kind !== 'url') return made;
    const printed = this.#finished(reference, made?.url ?? url);
    return printed === url ? undefined : { kind: 'url', url: printed };
  }

  /** Where there is no hook, only what `canonifyURLs` and front matter are about is touched. */
  isLeft({ kind, syntax, url }: Gist): boolean {
    const { hooks, putInFront } = this.#context;
    if (syntax === 'front-matter' || (putInFront !== '' && url.startsWith('/'))) return false;
    const hook = kind === 'image' ? hooks.image : hooks.link;
    return hook.kind === 'none' || isFull(url) || (syntax !== 'inline' && syntax !== 'definition');
  }

  /** An image of front matter: themes look beside the page, below `assets/` and at the root, each in its own order. */
  #named(reference: Reference, url: string, entry: Entry, pages: SitePages): Rewritten | undefined {
    const { path } = split(url);
    if (path === undefined) return undefined;
    const name = path.replace(/^\.?\//, '');
    const file = pages.resourceFile(name, entry, false)?.file ?? pages.asset(name, false)?.file;
    if (file !== undefined) return { kind: 'file', file };
    if (reference.fromRoot) return undefined;
    const rooted = pages.atRoot(name);
    return rooted ? { kind: 'file', file: rooted } : { kind: 'unknowable', why: 'only the theme knows where it looks for this image' };
  }

  /** Attributes of the finished page that begin with a slash; `poster` is none of those that Hugo knows. */
  #finished({ attribute }: Reference, url: string): string {
    const { putInFront } = this.#context;
    const isTouched = putInFront !== '' && /^(?:href|src|srcset|action)$/.test(attribute) && /^\/(?!\/)/.test(url);
    return isTouched ? putInFront + url : url;
  }

  #pagesOf(site: Site): SitePages {
    let known = this.#known.get(site);
    if (!known) this.#known.set(site, (known = new SitePages(site, this.#context)));
    return known;
  }

  #reference(lookup: Lookup, entry: Entry, pages: SitePages): LookupAnswer {
    const [, target = '', , fragment = ''] = /^([^?#]*)(\?[^#]*)?(#.*)?$/s.exec(lookup.argument)?.map((part) => part as string | undefined) ?? [];
    const suffix = fragment || (/#.*$/s.exec(lookup.argument)?.[0] ?? '');
    if (target === '') return { kind: 'found', url: suffix };
    if (/^[a-z][a-z0-9+.-]*:\/\//i.test(target)) return { kind: 'found', url: '' };
    const language = lookup.then.find((one) => one.startsWith('lang='))?.slice(5) ?? entry.language ?? this.#context.settings.defaultLanguage;
    const found = pages.index.find(target, pages.fileOf(entry), { language, isReference: true });
    if (found.kind === 'page') return this.#foundPage(found.page, lookup, suffix, pages);
    const name = `${lookup.kind} "${lookup.argument}"`;
    if (found.kind === 'ambiguous') {
      const places = found.pages.slice(0, 3).map(({ path }) => `\`/${path}\``).join(', ');
      return { kind: 'missing', message: `\`${name}\` could be ${places}: Hugo does not choose, it stops.` };
    }
    return { kind: 'missing', message: this.#stops(`No page answers to \`${name}\``) };
  }

  #foundPage(page: Page, lookup: Lookup, suffix: string, pages: SitePages): LookupAnswer {
    const { visibility } = page;
    if (visibility.kind === 'live') {
      const before = lookup.kind === 'ref' ? this.#context.baseUrl.replace(/\/+$/, '') : this.#context.base;
      return { kind: 'found', url: before + encodePath(page.address.url) + suffix };
    }
    const hidden = pages.entryOf(page);
    const what = `\`${lookup.kind} "${lookup.argument}"\` leads to a page that is not published`;
    return { kind: 'missing', message: visibility.kind === 'unpublished' ? `${what}: ${visibility.why}.` : this.#stops(what), ...(hidden && { hidden }) };
  }

  #stops(what: string): string {
    return this.#context.settings.referenceErrors === 'error' ? `${what}: Hugo stops here.` : `${what}: Hugo warns, and the link leads nowhere.`;
  }

  #file(lookup: Lookup, entry: Entry, pages: SitePages): LookupAnswer {
    const isGlob = lookup.then.includes('glob');
    const url = lookup.kind === 'asset' ? undefined : pages.resource(lookup.argument, entry, isGlob);
    if (url !== undefined) return { kind: 'found', url };
    // Nothing below `assets/` is published but what a template asks for, often under a name of its own.
    if (lookup.kind === 'asset' && pages.asset(lookup.argument, isGlob)) return { kind: 'unknowable', why: 'Hugo publishes it when it is asked for' };
    if (lookup.then.includes('perhaps')) return { kind: 'unknowable', why: 'the shortcode has something else to show where there is no such file' };
    const place = lookup.kind === 'asset' ? 'below `assets/`' : 'beside the page';
    return { kind: 'missing', message: `There is no file \`${lookup.argument}\` ${place}: the shortcode shows nothing.` };
  }

  #hooked(hook: RenderHook, reference: Reference, url: string, entry: Entry, pages: SitePages): Rewritten | undefined {
    switch (hook.kind) {
      case 'none': return undefined;
      case 'unread': return isFull(url) ? undefined : { kind: 'unknowable', why: hook.why };
      case 'template': return isFull(url) ? undefined : this.#templated(hook, reference, url, entry, pages);
      case 'absent': return this.#perhapsHooked(hook.why, reference, url, entry, pages);
      case 'embedded': {
        const made = reference.kind === 'image' ? this.#image(url, entry, pages) : this.#link(url, entry, pages);
        return typeof made === 'string' ? { kind: 'url', url: made } : made;
      }
      default: return hook satisfies never;
    }
  }

  #templated(hook: RenderHook & { readonly kind: 'template' }, reference: Reference, url: string, entry: Entry, pages: SitePages): Rewritten {
    const language = entry.language ?? this.#context.settings.defaultLanguage;
    const assets = new Map<string, FilePath>();
    const asset = (pattern: string, isGlob: boolean): string | undefined => {
      const found = pages.asset(pattern, isGlob);
      if (found) assets.set(found.url, found.file);
      return found?.url;
    };
    const made = hookedAddress(hook.nodes, {
      ...this.#context, element: reference.kind === 'image' ? 'image' : 'link', destination: url, text: reference.label ?? '',
      site: {
        page: (target) => {
          const found = pages.index.find(target.replace(/[?#].*$/s, ''), pages.fileOf(entry), { language, isReference: false });
          const isLive = found.kind === 'page' && found.page.visibility.kind === 'live';
          return isLive ? this.#context.base + encodePath(found.page.address.url) : undefined;
        },
        file: (of, pattern, isGlob) => (of === 'asset' ? asset(pattern, isGlob) : pages.resource(pattern.replace(/^\.\//, ''), entry, isGlob)),
      },
    });
    if (made === undefined) return { kind: 'unknowable', why: hook.why };
    const file = assets.get(made);
    return file === undefined ? { kind: 'url', url: made } : { kind: 'file', file };
  }

  /** A theme that is not here may have a hook. Only where that would find what a browser does not is it worth a doubt. */
  #perhapsHooked(why: string, reference: Reference, url: string, entry: Entry, pages: SitePages): Rewritten | undefined {
    if (/^(?:[a-z][a-z0-9+.-]*:|\/\/|#|\?)/i.test(url)) return undefined;
    const path = decodePath(url.replace(/[?#].*$/s, ''));
    const isSource = reference.kind === 'link' && /\.(?:md|markdown)$/i.test(path) && this.#link(url, entry, pages) !== undefined;
    const isAsset = reference.kind === 'image' && pages.asset(path.replace(/^\//, ''), false) !== undefined;
    return isSource || isAsset ? { kind: 'unknowable', why } : undefined;
  }

  /** A destination that is a page's source becomes its address; one that is a file of the bundle, that file's. */
  #link(url: string, entry: Entry, pages: SitePages): string | undefined {
    const { path, rest } = split(url);
    if (path === undefined) return undefined;
    const found = pages.index.find(path, pages.fileOf(entry), { language: entry.language ?? this.#context.settings.defaultLanguage, isReference: false });
    if (found.kind === 'page' && found.page.visibility.kind === 'live') return `${this.#context.base}${encodePath(found.page.address.url)}${rest}`;
    const file = pages.resource(path.replace(/^\.\//, ''), entry, false);
    return file === undefined ? undefined : file + rest;
  }

  #image(url: string, entry: Entry, pages: SitePages): string | Rewritten | undefined {
    const { path, rest } = split(url);
    if (path === undefined) return undefined;
    const file = pages.resource(path.replace(/^\.\//, ''), entry, false);
    if (file !== undefined) return file + rest;
    const asset = pages.asset(path.replace(/^\.?\//, ''), false);
    return asset && { kind: 'file', file: asset.file };
  }
}

/** An address with a scheme or a host, or only a fragment: hooks leave those. */
const isFull = (url: string): boolean => /^(?:[a-z][a-z0-9+.-]*:|\/\/|#)/i.test(url);

/** A relative or rooted path, decoded, and its query and fragment; no path where it is an address of its own. */
function split(url: string): { readonly path?: string; readonly rest: string } {
  const at = /[?#]/.exec(url)?.index ?? url.length;
  const rest = url.slice(at);
  if (at === 0 || /^(?:[a-z][a-z0-9+.-]*:|\/\/)/i.test(url)) return { rest };
  return { path: decodePath(url.slice(0, at)), rest };
}

/** The pages and files of one site, as links look for them. */
class SitePages {
  readonly index: PageIndex;
  readonly #site: Site;
  readonly #context: LinkContext;
  readonly #content: Content;
  readonly #entries = new Map<string, Entry>();
  readonly #bundles = new Map<string, ContentFile[]>();
  #assets?: ReadonlyMap<string, FilePath>;

  constructor(site: Site, context: LinkContext) {
    this.#site = site;
    this.#context = context;
    const { settings } = context;
    this.#content = contentOf([...site.files], settings);
    this.index = pageIndex(pagesOf({ content: this.#content, documents: site.documents, settings, now: site.now }), settings);
    for (const entry of site.entries) if (entry.kind !== 'redirect') this.#entries.set(entry.output, entry);
    this.#collectBundles();
  }

  fileOf(entry: Entry): ContentFile | undefined {
    return entry.source && this.#content.of(entry.source);
  }

  entryOf(page: Page): Entry | undefined {
    return this.#entries.get(page.address.output);
  }

  /** The file that is published at the root under this name. */
  atRoot(name: string): FilePath | undefined {
    return this.#site.outputs.get(name)?.source;
  }

  /** The address of a file that belongs to a page. */
  resource(name: string, entry: Entry, isGlob: boolean): string | undefined {
    const found = this.resourceFile(name, entry, isGlob);
    return found && this.#publishedAt(found.file, entry);
  }

  /** A file that belongs to a page; names are compared without regard to case. */
  resourceFile(name: string, entry: Entry, isGlob: boolean): ContentFile | undefined {
    const own = this.fileOf(entry);
    if (!own || own.kind === 'page') return undefined;
    const wanted = name.replace(/^\//, '').toLowerCase();
    const matches = isGlob ? globPattern(wanted, { dot: true }) : (path: string): boolean => path === wanted;
    return (this.#bundles.get(`${own.tree}\0${own.folder}`) ?? []).find((file) => matches(nameIn(file, own.folder).toLowerCase()));
  }

  /** A file below `assets/`, which is published when a template asks for it. */
  asset(name: string, isGlob: boolean): { readonly file: FilePath; readonly url: string } | undefined {
    const wanted = name.replace(/^\//, '').toLowerCase();
    const assets = (this.#assets ??= this.#collectAssets());
    const found = isGlob ? [...assets.keys()].find(globPattern(wanted, { dot: true })) : wanted;
    const file = found === undefined ? undefined : assets.get(found);
    return found === undefined || file === undefined ? undefined : { file, url: `${this.#context.base}/${encodePath(found)}` };
  }

  #publishedAt(file: FilePath, entry: Entry): string {
    const inLanguage = this.#site.entries.find((one) => one.source === file && one.language === entry.language);
    const published = inLanguage ?? this.#site.bySource.get(file);
    return this.#context.base + encodePath(published?.url ?? `/${languagePrefix(entry.language ?? '', this.#context.settings)}${file}`);
  }

  #collectBundles(): void {
    const leaves = leavesIn(this.#content.all);
    for (const file of this.#content.all) {
      if (file.kind !== 'resource') continue;
      const owner = `${file.tree}\0${leafAbove(file.folder, leaves.get(file.tree)) ?? file.folder}`;
      const there = this.#bundles.get(owner);
      if (there) there.push(file);
      else this.#bundles.set(owner, [file]);
    }
  }

  #collectAssets(): ReadonlyMap<string, FilePath> {
    const found = new Map<string, FilePath>();
    for (const mount of this.#context.settings.assets) {
      for (const file of this.#site.files) {
        const path = mountedPath(file, mount);
        if (path !== undefined) found.set(path.toLowerCase(), file);
      }
    }
    return found;
  }
}

const nameIn = (file: ContentFile, bundle: string): string => (bundle === '' ? file.path : file.path.slice(bundle.length + 1));
