import { asFilePath, folderOf, joinFile, type FilePath } from '../../core/paths.ts';
import type { Entry, LookupAnswer, Rewritten } from '../../core/site/conventions.ts';
import type { Reference } from '../../core/site/document.ts';
import type { Site } from '../../core/site/site.ts';
import type { Lookup } from '../../core/text/derived.ts';
import { at } from '../javascript/values.ts';
import { matcherOf } from './passthrough.ts';
import type { Settings } from './settings.ts';
import { prefixed } from './templates.ts';

/** What Eleventy's plugins do to the references of a page that is otherwise finished. */
export function rewriteLinks(settings: Settings): (reference: Reference, url: string, entry: Entry, site: Site) => Rewritten | undefined {
  const { plugins, pathPrefix } = settings;
  const pathsToUrls = plugins.has('@11ty/eleventy#InputPathToUrlTransformPlugin');
  const hasBase = plugins.has('@11ty/eleventy#HtmlBasePlugin') && pathPrefix !== '';
  const imagePlugin = plugins.get(IMAGES);
  const beside = settings.passthrough.filter(({ htmlRelative }) => htmlRelative).map(matcherOf);

  return (reference, url, entry, site) => {
    const { source } = entry;
    // What is not wholly known is left to what is known of it.
    if (source === undefined || UNFINISHED.test(url)) return undefined;
    if (reference.syntax === 'front-matter') return fromSources(url, settings.input, site);
    const isPath = url !== '' && !/^(?:[a-z][a-z0-9+.-]*:|\/\/|#|\?)/i.test(url);
    if (pathsToUrls && isPath && reference.attribute === 'href') {
      const target = pageAt(url, source, settings, site);
      if (target !== undefined) return { kind: 'url', url: hasBase ? prefixed(target, pathPrefix) : target };
    }
    if (settings.changesLinks && isPath && reference.attribute === 'href' && /\.md(?:$|[?#])/i.test(url)) {
      const file = fileAt(url, source);
      if (file !== undefined && site.files.has(file)) return { kind: 'unknowable', why: 'a program of this blog may make another address of it' };
    }
    if (plugins.has(IMAGES) && isPath && reference.kind === 'image' && reference.element === 'img') {
      const file = transformedFrom(url, source, settings);
      if (file !== undefined && site.files.has(file)) return { kind: 'file', file };
      // Told not to fail, the plugin leaves the image as it is.
      if (at(imagePlugin, 'failOnError') !== false) return unfound(file ?? url);
    }
    if (beside.length > 0 && isPath && !url.startsWith('/')) {
      const file = fileAt(url, source);
      if (file !== undefined && beside.some((matches) => matches(file))) return copiedBeside(file, site);
    }
    return hasBase && url.startsWith('/') && !url.startsWith('//') ? { kind: 'url', url: prefixed(url, pathPrefix) } : undefined;
  };
}

/** A copy with `html-relative` is put beside the page; what is missing stops the build. */
const copiedBeside = (file: FilePath, site: Site): Rewritten => (site.files.has(file)
  ? { kind: 'file', file }
  : { kind: 'missing', looked: [file], message: `There is no \`${file}\`, and Eleventy stops there, since it is to be copied next to the page.` });

/** An image that front matter names and that only lies among the sources: a shortcode may take it from there. */
function fromSources(url: string, input: string, site: Site): Rewritten | undefined {
  const path = decoded(url).replace(/[?#].*$/s, '');
  const file = path.startsWith('/') ? [joinFile(input, path), joinFile(path)].find((one) => one !== undefined && site.files.has(one)) : undefined;
  const isPublished = file === undefined || site.outputs.has(path.slice(1));
  return isPublished ? undefined : { kind: 'unknowable', why: 'a template may take it from the sources' };
}

const UNFINISHED = /[\uFDD0-\uFDD2]/;

const fileAt = (url: string, source: FilePath): FilePath | undefined => joinFile(folderOf(source), decoded(url.replace(/[?#].*$/s, '')));

function decoded(url: string): string {
  try { return decodeURI(url); } catch { return url; }
}

/** `b.md`, `../about.md?q=1`, `/posts/b.md`: the source file's address, with what follows it. */
function pageAt(url: string, source: FilePath, { input }: Settings, site: Site): string | undefined {
  const rest = /[?#].*$/s.exec(url)?.[0] ?? '';
  const path = decoded(url.slice(0, url.length - rest.length));
  const candidates = path.startsWith('/') ? [joinFile(input, path)] : [joinFile(folderOf(source), path), joinFile(input, path), joinFile(path)];
  for (const candidate of candidates) {
    const entry = candidate && site.bySource.get(candidate);
    if (entry && entry.kind !== 'file') return entry.url + rest;
  }
  return undefined;
}

const IMAGES = '@11ty/eleventy-img#eleventyImageTransformPlugin';

/** The image plugin looks next to the source, or from the input folder. */
function transformedFrom(url: string, source: FilePath, { input }: Settings): FilePath | undefined {
  const path = decoded(url.replace(/[?#].*$/s, ''));
  return path.startsWith('/') ? joinFile(input, path) : joinFile(folderOf(source), path);
}

const unfound = (looked: string): Rewritten =>
  ({ kind: 'missing', looked: [asFilePath(looked)], message: `There is no \`${looked}\`, and the image plugin stops the build there.` });

/** `inputPathToUrl` asks for the address of a source file. */
export function lookUp({ input, pathPrefix }: Settings): (lookup: Lookup, entry: Entry, site: Site) => LookupAnswer {
  return ({ kind, argument, then }, _, site) => {
    if (kind !== 'inputPathToUrl') return { kind: 'unknowable', why: 'only the build knows it' };
    const file = [joinFile(argument), joinFile(input, argument)].find((path) => path !== undefined && site.bySource.has(path));
    const entry = file && site.bySource.get(file);
    if (!entry) return { kind: 'missing', message: `No template is called \`${argument}\`, and Eleventy stops there.` };
    if (entry.visibility.kind !== 'live') return { kind: 'missing', message: `\`${argument}\` is not published.`, hidden: entry };
    return { kind: 'found', url: then.reduce((url, filter) => (filter === 'url' ? prefixed(url, pathPrefix) : url), String(entry.url)) };
  };
}

