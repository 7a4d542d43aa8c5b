import { asUrlPath, decodePath, extensionOf, folderOf, joinFile, nameOf, type FilePath } from '../../core/paths.ts';
import type { Conventions, Entry, FileRole, Publication, PublishInput, Rewritten } from '../../core/site/conventions.ts';
import type { Document, Reference } from '../../core/site/document.ts';
import type { Host } from '../../core/site/hosts.ts';
import type { Site } from '../../core/site/site.ts';
import { UNKNOWN } from '../../core/text/derived.ts';
import { githubSlug } from '../../core/markdown/github-slugs.ts';
import { bundleFolder } from '../asset-folder.ts';
import type { ConfigureInput } from '../generator.ts';
import { newPostConventions } from './new-post.ts';
import { readPlain } from './read.ts';
import type { Tool } from './tools.ts';

/**
 * Conventions for files of which nobody here knows the addresses: each is reachable as the file it is, and links are
 * held against the files. Whatever only a built site could have is unknowable.
 */
export async function configure(input: ConfigureInput, tool: Tool | undefined): Promise<Conventions> {
  const isVault = input.files.some((path) => path.startsWith('.obsidian/'));
  const publicFolders = tool?.publicFolders ?? PUBLIC_FOLDERS;
  return {
    generator: tool?.id ?? 'plain',
    base: '',
    origins: [],
    host: files,
    notes: tool ? [`${tool.name} is known here by name only: links between files and pictures beside them are checked, addresses of the built site are not.`] : [],
    roleOf,
    read: (path, text, part) => readPlain(path, text, { tool, isVault, part }),
    publish,
    rewrite: (reference, url, entry, site) => rewrite(reference, url, { entry, site, tool, publicFolders, isVault }),
    isUnknowable: (path, site) => unknowable(path, site),
    madeBy: () => 'the path of its file',
    newPost: newPostConventions(input.files, tool),
    publishing: { hiding: [{ draft: true }, { published: false }], assetFolder: bundleFolder },
  };
}

/** Where tools keep what they publish at the root. */
const PUBLIC_FOLDERS = ['public', 'static', 'assets', 'src', 'docs', 'source', 'content'];

/** Files are answered by their own names; a folder by what GitHub shows for it. */
const files: Host = {
  name: 'the files themselves',
  answer(path, outputs) {
    const file = path.replace(/^\/+|\/+$/g, '');
    const direct = path.endsWith('/') ? undefined : outputs.get(file);
    if (direct) return { kind: 'entry', entry: direct, at: path };
    const folder = file === '' ? '' : `${file}/`;
    const shown = FOLDER_PAGES.map((name) => outputs.get(folder + name)).find((entry) => entry !== undefined);
    return shown ? { kind: 'entry', entry: shown, at: `/${folder}` } : { kind: 'none' };
  },
};

const folderPage = (folder: string, { outputs }: Site): Entry | undefined =>
  FOLDER_PAGES.map((name) => outputs.get(folder === '' ? name : `${folder}/${name}`)).find((entry) => entry !== undefined);

const FOLDER_PAGES = ['README.md', 'readme.md', 'Readme.md', 'index.md', '_index.md', 'index.mdx', 'index.html'];

function roleOf(path: FilePath): FileRole {
  if (/(?:^|\/)(?:\.(?!vuepress|vitepress)[^/]+|node_modules)\//.test(path)) return 'hidden';
  return /\.(?:md|markdown|mdx|qmd|mkd|mdown)$/i.test(path) ? 'post' : 'file';
}

function publish({ files: all, documents }: PublishInput): Publication {
  return { entries: all.filter((path) => roleOf(path) !== 'hidden').map((path) => entryOf(path, documents.get(path))) };
}

function entryOf(path: FilePath, document: Document | undefined): Entry {
  const data = document?.frontMatter.data ?? {};
  const title = typeof data['title'] === 'string' ? data['title'] : document?.headings.find(({ level }) => level === 1)?.text;
  const date = typeof data['date'] === 'string' ? Date.parse(data['date']) : Number.NaN;
  const tags = (Array.isArray(data['tags']) ? data['tags'] : []).filter((tag) => typeof tag === 'string');
  return {
    source: path,
    kind: document === undefined ? 'file' : Number.isNaN(date) ? 'page' : 'post',
    url: asUrlPath(path),
    output: path,
    visibility: data['draft'] === true || data['published'] === false ? { kind: 'draft' } : { kind: 'live' },
    ...(title !== undefined && { title }),
    ...(!Number.isNaN(date) && { date }),
    ...(tags.length > 0 && { tags }),
  };
}

interface Context {
  readonly entry: Entry;
  readonly site: Site;
  readonly tool: Tool | undefined;
  readonly publicFolders: readonly string[];
  readonly isVault: boolean;
}

/** Looks for the file that a link means. What it finds is right; what it cannot find may still be an address of the site. */
function rewrite(reference: Reference, url: string, context: Context): Rewritten | undefined {
  if (reference.syntax === 'wiki') return wikiTarget(url, context);
  const style = context.tool?.links?.find(({ prefix }) => prefix.test(url));
  if (style) return styled(url.replace(style.prefix, ''), style, context);
  if (/\{[{%]|\$\{/.test(url)) return { kind: 'unknowable', why: 'a template writes it' };
  if (/^(?:[a-z][a-z0-9+.-]*:|\/\/|#|\?)/i.test(url) || url === '' || url.includes(UNKNOWN)) return undefined;
  if (reference.syntax === 'front-matter') return namedImage(url, context);
  return url.startsWith('/') ? rootedTarget(url, context) : relativeTarget(url, context);
}

const withoutFragment = (url: string): string => decodePath(url.replace(/[?#].*$/s, ''));
const fragmentOf = (url: string): string => /#.*$/s.exec(url)?.[0] ?? '';

/** An image of front matter is beside the file, or at the root; where else a theme looks for it is not known. */
function namedImage(url: string, context: Context): Rewritten {
  const beside = url.startsWith('/') ? undefined : joinFile(folderOf(context.entry.output), withoutFragment(url));
  if (beside !== undefined && context.site.outputs.has(beside)) return { kind: 'file', file: beside };
  const rooted = rootedTarget(url, context);
  return rooted.kind === 'url' ? rooted : { kind: 'unknowable', why: 'where front matter\'s images are looked for is up to the theme' };
}

/** A rooted link is right when a file is there below the root or below a folder that is published at the root. */
function rootedTarget(url: string, context: Context): Rewritten {
  const path = withoutFragment(url).replace(/^\/+/, '');
  for (const folder of ['', ...context.publicFolders]) {
    const file = joinFile(folder, path);
    if (file !== undefined && context.site.outputs.has(file)) return { kind: 'url', url: `/${encodeURI(file)}${fragmentOf(url)}` };
  }
  return { kind: 'unknowable', why: 'it is an address of the built site' };
}

/** A relative link means a file beside this one. Where a tool takes it from the page's address, the file may lie elsewhere. */
function relativeTarget(url: string, context: Context): Rewritten | undefined {
  const path = withoutFragment(url);
  const file = joinFile(folderOf(context.entry.output), path);
  if (file === undefined) return { kind: 'unknowable', why: 'it leads out of this folder' };
  if (context.site.outputs.has(file) || context.site.hidden.has(file) || folderPage(file, context.site) !== undefined) return undefined;
  if (!isFileName(path)) return { kind: 'unknowable', why: 'it is an address of the built site' };
  const wanted = `/${path.replace(/^(?:\.{0,2}\/)+/, '')}`;
  const elsewhere = (context.site.byName.get(nameOf(path).toLowerCase()) ?? []).some((other) => `/${other}`.endsWith(wanted));
  if (elsewhere && context.tool) return { kind: 'unknowable', why: 'a file of that name is elsewhere, and where it is looked for is up to the generator' };
  return undefined;
}

/** A name whose ending says that it is a file, and not a page's address. */
const isFileName = (path: string): boolean => /\.(?!html?$|php$|aspx?$)[A-Za-z][A-Za-z0-9]{0,4}$/.test(path);

function styled(written: string, { from, relative }: { from: string; relative: boolean }, { entry, site, tool }: Context): Rewritten {
  const path = withoutFragment(written);
  const folder = relative && !path.startsWith('/') ? folderOf(entry.output) : from;
  const file = joinFile(folder, path);
  if (file !== undefined && site.files.has(file)) return { kind: 'url', url: `/${encodeURI(file)}${fragmentOf(written)}` };
  return { kind: 'missing', message: `${tool?.name ?? 'The generator'} finds no \`${file ?? path}\`.`, looked: file === undefined ? [] : [file] };
}

/** `[[Note#Part]]` means the note of that name, wherever it lies; `![[picture.png]]` any file. */
function wikiTarget(url: string, { entry, site, isVault }: Context): Rewritten {
  const path = withoutFragment(url).trim();
  const heading = decodePath(fragmentOf(url)).replace(/^#+/, '').split('#').at(-1) ?? '';
  const found = path === '' ? entry.source : noteCalled(path, site);
  if (found === undefined) return isVault ? { kind: 'missing', message: `No note is called \`${path}\`.`, looked: [] } : { kind: 'unknowable', why: 'what a wiki link means is up to a plugin' };
  if (heading === '' || heading.startsWith('^')) return { kind: 'file', file: found };
  return { kind: 'url', url: `/${encodeURI(found)}#${githubSlug(heading)}` };
}

function noteCalled(path: string, site: Site): FilePath | undefined {
  for (const name of extensionOf(path) === '' ? [`${path}.md`, `${path}.markdown`] : [path, `${path}.md`]) {
    const wanted = `/${name.replace(/^(?:\.{0,2}\/)+/, '').toLowerCase()}`;
    const found = site.byName.get(nameOf(name).toLowerCase())?.find((other) => `/${other.toLowerCase()}`.endsWith(wanted));
    if (found !== undefined) return found;
  }
  return undefined;
}

/** What is no file's name may be a page's address on a site that somebody builds of these files. */
function unknowable(path: string, site: Site): string | undefined {
  if (site.folders.has(path.replace(/^\/+|\/+$/g, ''))) return 'it is a folder, and what shows it is not known';
  return isFileName(path) ? undefined : 'it is an address of the built site';
}
