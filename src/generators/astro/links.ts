import { asFilePath, decodePath, encodePath, folderOf, joinFile, type FilePath } from '../../core/paths.ts';
import type { Entry, Rewritten } from '../../core/site/conventions.ts';
import type { Reference } from '../../core/site/document.ts';
import type { Site } from '../../core/site/site.ts';
import type { Modules } from '../javascript/modules.ts';
import type { Settings } from './settings.ts';

/**
 * What Astro does with a reference before a browser sees it. Links go out as they were written. A picture of Markdown
 * whose path has no `/` in front is imported: it must be there, next to the file that names it, or the build stops.
 * So are the modules of MDX and the keys of front matter whose schema says `image()`.
 */
export function rewriteReferences(
  modules: Modules, { plugins, changesLinks, withoutSlash }: Pick<Settings, 'plugins' | 'changesLinks' | 'withoutSlash'>, made: MadeByBuild,
): (reference: Reference, url: string, entry: Entry, site: Site) => Rewritten | undefined {
  const resolvesSources = plugins.some(({ package: name }) => name === 'astro-rehype-relative-markdown-links');
  return (reference, url, entry, site) => {
    const { source } = entry;
    if (reference.syntax === 'front-matter' && reference.attribute !== SCHEMA_IMAGE) return fromSources(url, source, site);
    if (source === undefined || isAbsolute(url) || url === '' || url.startsWith('#') || /[\uFDD0-\uFDD2]/.test(url)) return undefined;
    if (isImported(reference)) return imported(url, source, reference, site, modules, made);
    const bySource = changesLinks && reference.attribute === 'href' ? toSource(url, source, site, resolvesSources) : undefined;
    return bySource ?? (withoutSlash && entry.url.endsWith('/') ? fromEitherAddress(url, entry, site) : undefined);
  };
}

/** Why a file of the sources that is not there may be there in a build. */
type MadeByBuild = (path: string) => string | undefined;

/** A link to a source file that is there, by its name with or without `.md`: a plugin may make its address of it. */
function toSource(url: string, source: FilePath, site: Site, isKnown: boolean): Rewritten | undefined {
  const [, path = '', rest = ''] = /^([^?#]*)(.*)$/s.exec(url) ?? [];
  const named = path === '' ? undefined : joinFile(folderOf(source), decoded(path) ?? path);
  const file = (/\.mdx?$/i.test(path) ? [''] : ['.md', '.mdx']).map((extension) => asFilePath(`${named}${extension}`)).find((one) => site.files.has(one));
  if (named === undefined || file === undefined) return undefined;
  const entry = isKnown ? site.bySource.get(file) : undefined;
  return entry ? { kind: 'url', url: site.conventions.base + entry.url + rest } : { kind: 'unknowable', why: 'a plugin may make another address of it' };
}

/** A path in front matter that only is one among the sources: a component may import it from there. */
function fromSources(url: string, source: FilePath | undefined, site: Site): Rewritten | undefined {
  const path = (decoded(url) ?? url).replace(/[?#].*$/s, '');
  if (!path.startsWith('/') || site.outputs.has(path.slice(1))) return undefined;
  const top = source?.split('/')[0] ?? 'src';
  const isThere = [joinFile(path), joinFile(top, path), joinFile(top, 'assets', path)].some((file) => file !== undefined && site.files.has(file));
  return isThere ? { kind: 'unknowable', why: 'a component may import it from the sources' } : undefined;
}

/** From `/posts/hello` a relative link leads elsewhere than from `/posts/hello/`; which it is, the host decides. */
function fromEitherAddress(url: string, entry: Entry, site: Site): Rewritten | undefined {
  const outputs = { get: (output: string): Entry | undefined => site.outputs.get(output), hasFolder: (folder: string): boolean => site.folders.has(folder) };
  const isAnswered = (address: string): boolean => {
    const from = `https://blog.invalid${encodePath(address)}`;
    const path = URL.canParse(url, from) ? decodePath(new URL(url, from).pathname) : '';
    return site.conventions.host.answer(path, outputs).kind !== 'none';
  };
  if (isAnswered(entry.url) === isAnswered(entry.url.slice(0, -1) || '/')) return undefined;
  return { kind: 'unknowable', why: 'it depends on whether the host puts a slash behind the address of this page' };
}

/** Marks a key of front matter that the schema calls an image. */
export const SCHEMA_IMAGE = 'image()';

const isImported = ({ syntax, element, attribute, kind }: Reference): boolean => {
  if (syntax === 'front-matter') return attribute === SCHEMA_IMAGE;
  if (element === 'import') return true;
  return kind === 'image' && element === 'img' && (syntax === 'inline' || syntax === 'definition');
};

const isAbsolute = (url: string): boolean => url.startsWith('/') || /^[a-z][a-z0-9+.-]*:/i.test(url);

function imported(url: string, source: FilePath, reference: Reference, site: Site, modules: Modules, made: MadeByBuild): Rewritten {
  const path = decoded(url);
  if (path === undefined) return { kind: 'unknowable', why: 'Astro cannot decode its address' };
  const isModule = reference.element === 'import';
  const name = path.replace(/[?#].*$/s, '');
  if (name !== path && !isModule) {
    return { kind: 'missing', message: `Astro does not import \`${url}\`, since it ends in more than a file's name: the image stays without an address.`, looked: [] };
  }
  if (!/^\.{0,2}\//.test(name) && /^[@~#]/.test(name)) {
    const file = modules.resolve(source, name);
    return file ? { kind: 'file', file } : { kind: 'unknowable', why: 'it goes through an alias that only the build knows' };
  }
  const file = isModule ? modules.resolve(source, name) : joinFile(folderOf(source), name);
  if (file !== undefined && site.files.has(file)) return { kind: 'file', file };
  const looked = joinFile(folderOf(source), name);
  const why = looked === undefined ? undefined : made(looked);
  if (why !== undefined) return { kind: 'unknowable', why };
  return {
    kind: 'missing', looked: looked === undefined ? [] : [looked],
    message: `There is no \`${looked ?? name}\`, and Astro stops its build at ${isModule ? 'an import' : 'an image'} it cannot find.${caseHint(looked, site)}`,
  };
}

function caseHint(looked: FilePath | undefined, site: Site): string {
  const name = looked?.replace(/^.*\//s, '').toLowerCase() ?? '';
  const near = site.byName.get(name)?.find((file) => file.toLowerCase() === looked?.toLowerCase());
  return near === undefined ? '' : ` Its name is written \`${asFilePath(near)}\`.`;
}

function decoded(url: string): string | undefined {
  try { return decodeURI(url); } catch { return undefined; }
}
