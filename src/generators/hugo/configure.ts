import { folderOf, nameOf, type FilePath } from '../../core/paths.ts';
import type { Conventions, Entry, FileRole } from '../../core/site/conventions.ts';
import { anyHost } from '../any-host.ts';
import { bundleFolder } from '../asset-folder.ts';
import type { ConfigureInput } from '../generator.ts';
import { hostingOf } from '../hosting.ts';
import { redirectAdvice } from '../redirect-advice.ts';
import { contentOf, isPageFile, mountedPath, type Content, type ContentFile } from './content.ts';
import { goldmark } from './goldmark.ts';
import { Links } from './links.ts';
import { madeBy } from './made-by.ts';
import { newPostConventions } from './new-post.ts';
import { publish } from './publish.ts';
import { reader } from './read.ts';
import { readRenderHooks } from './render-hooks.ts';
import { readSettings, type HugoSettings } from './settings.ts';
import { readShortcodes } from './shortcode-templates.ts';
import { translatedName } from './translations.ts';
import { has, versionName } from './version.ts';

/** Reads the settings - parsed, never run - and says what they mean. */
export async function configure(input: ConfigureInput): Promise<Conventions> {
  const settings = await readSettings(input);
  const { base, baseUrl } = addressOf(settings.baseUrl);
  const publicFolders = settings.statics.filter(({ target }) => target === '').map(({ source }) => `${source}/`);
  const hosting = await hostingOf({ ...input, publicFolders });
  const content = withNewFiles(contentOf(input.files, settings), input.files, settings);
  const isPost = postTest(content, settings);
  const hooks = await readRenderHooks(settings, input.files, input.read);
  const printedBase = settings.canonify ? '' : base;
  const links = new Links({ settings, base: printedBase, baseUrl, hooks, putInFront: settings.canonify || settings.relative ? base : '' });
  const folders = staticFolders(settings, input.files);
  const read = reader({
    settings, baseUrl, base: printedBase,
    markdown: goldmark(settings),
    shortcodes: await readShortcodes(settings, input.files, input.read),
    hasFolder: (name) => folders.has(name),
  });

  return {
    generator: 'hugo',
    version: `${versionName(settings.version)}${settings.versionFrom === undefined ? ', assumed' : ''}`,
    base,
    origins: originsOf(baseUrl, hosting.domains, settings),
    host: hosting.assumed ? anyHost : hosting.host,
    notes: notesOf(settings),
    roleOf: (path) => roleOf(path, content, isPost, settings),
    read,
    publish: (site) => publish(site, { settings, base, isPost, hasLayout: layoutTest(settings, input.files) }),
    lookup: (lookup, entry, site) => links.lookup(lookup, entry, site),
    rewrite: (reference, url, entry, site) => links.rewrite(reference, url, entry, site),
    isLeft: (gist) => links.isLeft(gist),
    isUnknowable: (path, site) => paginated(path, settings, site.entries) ?? themeFile(path, settings, site.outputs) ?? doubtful(path, settings, site.entries),
    madeBy: (document) => madeBy(document, settings),
    buildFolder: settings.publishFolder,
    ...(settings.markup.html !== 'keep' && { rawHtml: { isShown: false, advice: 'set `unsafe = true` below `[markup.goldmark.renderer]`' } }),
    translatedName: (path) => translatedName(path, settings),
    redirects: settings.disableAliases ? redirectAdvice(hosting.host) : { kind: 'key', key: 'aliases' },
    newPost: await newPostConventions({ input, settings, content, isPost }),
    publishing: { hiding: [{ draft: true }, { published: false }], assetFolder: bundleFolder, dateKeys: settings.dateKeys.publish.filter((key) => !key.startsWith(':')) },
  };
}

/** The content that also knows what a file would be that is not there yet. */
function withNewFiles(content: Content, files: readonly FilePath[], settings: HugoSettings): Content {
  const known = new Set(files);
  return { all: content.all, of: (file) => (known.has(file) ? content : contentOf([...files, file], settings)).of(file) };
}

/** The path of `baseURL` goes in front of addresses; the files stay where they are. */
function addressOf(configured: string): { readonly base: string; readonly baseUrl: string } {
  try {
    const url = new URL(configured);
    return { base: decoded(url.pathname.replace(/\/+$/, '')), baseUrl: configured };
  } catch {
    const path = configured.replace(/^\/\/[^/]*/, '');
    return { base: path.startsWith('/') ? path.replace(/\/+$/, '') : '', baseUrl: configured };
  }
}

const decoded = (path: string): string => {
  try { return decodeURIComponent(path); } catch { return path; }
};

function originsOf(baseUrl: string, domains: readonly string[], settings: HugoSettings): readonly string[] {
  const urls = [baseUrl, ...settings.languages.flatMap((language) => language.baseUrl ?? [])];
  const hosts = new Set([...urls.flatMap((url) => /^(?:https?:)?\/\/([^/?#]+)/i.exec(url)?.[1]?.toLowerCase() ?? []), ...domains]);
  const real = [...hosts].filter((host) => !/^(?:localhost|127\.|0\.0\.0\.0|example\.(?:org|com)$)/.test(host));
  return real.flatMap((host) => [`https://${host}`, `http://${host}`]);
}

function notesOf(settings: HugoSettings): readonly string[] {
  const missing = settings.missingThemes.map((name) => `\`${name}\``);
  return [
    ...settings.notes,
    ...(missing.length > 0 ? [`The theme ${missing.join(', ')} is not here: what its templates add is not known.`] : []),
  ];
}

function roleOf(path: FilePath, content: Content, isPost: (file: ContentFile) => boolean, settings: HugoSettings): FileRole {
  const file = content.of(path);
  if (file) {
    if (file.kind !== 'resource') {
      const isMaybe = !has(settings.version, 'contentTree') && file.kind === 'page' && /\.html?$/.test(path);
      return isMaybe ? 'maybe' : isPost(file) ? 'post' : 'page';
    }
    return isPageFile(path, settings) ? 'hidden' : 'file';
  }
  return settings.statics.some((mount) => mountedPath(path, mount) !== undefined) ? 'file' : 'hidden';
}

/** Posts are the pages of the main sections: those that are named, else the one with the most pages, and its likes. */
function postTest(content: Content, settings: HugoSettings): (file: ContentFile) => boolean {
  const counts = new Map<string, number>();
  for (const file of content.all) {
    if (file.kind === 'page' || file.kind === 'leaf') {
      const section = sectionOf(file);
      counts.set(section, (counts.get(section) ?? 0) + 1);
    }
  }
  const [largest] = [...counts].toSorted((a, b) => b[1] - a[1]).filter(([section]) => section !== '' || counts.size === 1 || (counts.get('') ?? 0) > 5);
  const named = settings.mainSections ?? [...(largest ? [largest[0]] : []), ...[...counts.keys()].filter((section) => USUAL.test(section))];
  const sections = new Set(named.map((section) => section.toLowerCase()));
  return (file) => (file.kind === 'page' || file.kind === 'leaf') && sections.has(sectionOf(file).toLowerCase());
}

const USUAL = /^(?:posts?|blogs?|articles?|notes|news|til|writing|journal|essays)$/i;

/** The top folder; a bundle at the top is in none. */
function sectionOf({ folder, kind }: ContentFile): string {
  const above = kind === 'leaf' ? folderOf(folder) : folder;
  return above.split('/', 1)[0] ?? '';
}

const staticFolders = (settings: HugoSettings, files: readonly FilePath[]): ReadonlySet<string> =>
  new Set(settings.statics.flatMap((mount) => files.flatMap((file) => {
    const path = mountedPath(file, mount);
    return path?.includes('/') ? [path.slice(0, path.indexOf('/'))] : [];
  })));

/** A template by the end of its name. A theme that is not here may have any. */
function layoutTest(settings: HugoSettings, files: readonly FilePath[]): (name: string) => boolean {
  const layouts = files.filter((file) => settings.layouts.some((folder) => file.startsWith(`${folder}/`)));
  return (name) => settings.missingThemes.length > 0 || layouts.some((file) => nameOf(file).endsWith(name));
}

/** `/posts/page/2/`: how many there are is for templates to say, but no more than there are pages. */
function paginated(path: string, { pagePath }: HugoSettings, entries: readonly Entry[]): string | undefined {
  const parts = path.split('/').filter((part) => part !== '');
  const at = parts.lastIndexOf(pagePath);
  const page = at < 0 || at < parts.length - 3 || !/^\d{1,6}$/.test(parts[at + 1] ?? '') ? 0 : Number(parts[at + 1]);
  if (page === 0) return undefined;
  const pages = entries.reduce((count, { kind }) => count + (kind === 'post' || kind === 'page' ? 1 : 0), 0);
  return page <= pages ? 'how many pages a list has is for the theme to say' : undefined;
}

/**
 * `a & b.md` is `/a-b/` or `/a--b/`, as the version has it. Where nobody says which that is, an address that differs
 * from a page's in its hyphens alone may be the right one.
 */
function doubtful(path: string, { versionFrom }: HugoSettings, entries: readonly Entry[]): string | undefined {
  if (versionFrom !== undefined || !path.includes('-')) return undefined;
  let known = hyphenated.get(entries);
  if (!known) hyphenated.set(entries, (known = new Set(entries.filter(isDoubted).map(({ url }) => withOneHyphen(url)))));
  return known.has(withOneHyphen(path)) ? 'versions of Hugo differ in its hyphens, and nothing says which one this blog is built with' : undefined;
}

/** A space beside another sign in the file's name is what they differ in. */
const isDoubted = ({ source }: Entry): boolean => source !== undefined && /\s[^\p{L}\p{N}]|[^\p{L}\p{N}]\s/u.test(source);

const hyphenated = new WeakMap<readonly Entry[], ReadonlySet<string>>();

const withOneHyphen = (path: string): string => path.replace(/-{2,}/g, '-').replace(/\/$/, '');

/** Styles, scripts and icons that come with a theme which is not in the repository, or that templates make of `assets/`. */
function themeFile(path: string, settings: HugoSettings, outputs: ReadonlyMap<string, unknown>): string | undefined {
  const [theme] = settings.missingThemes;
  if (theme === undefined || outputs.has(path.slice(1))) return undefined;
  return /\.(?:css|js|map|woff2?|ttf|eot|ico|webmanifest)$/i.test(path) ? `it may come with the theme \`${theme}\`` : undefined;
}

