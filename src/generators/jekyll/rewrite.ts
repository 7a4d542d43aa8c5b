import { encodePath, folderOf, joinFile, type FilePath } from '../../core/paths.ts';
import type { Entry, Rewritten } from '../../core/site/conventions.ts';
import type { Gist, Reference } from '../../core/site/document.ts';
import type { Site } from '../../core/site/site.ts';
import { relativeUrl, type SiteAddresses } from './filters.ts';
import type { Settings } from './settings.ts';
import type { Source } from './sources.ts';
import { at, isData, printed } from './values.ts';

export type Rewrite = (reference: Reference, url: string, entry: Entry, site: Site) => Rewritten | undefined;

/** The first of several that has something to say. */
export const firstOf = (...rewrites: readonly (Rewrite | undefined)[]): Rewrite => (reference, url, entry, site) => {
  for (const rewrite of rewrites) {
    const rewritten = rewrite?.(reference, url, entry, site);
    if (rewritten) return rewritten;
  }
  return undefined;
};

/**
 * Full addresses below `url`, where that has a path of its own and no `baseurl` says so: `https://ana.example/blog/x` is
 * the page `/x`.
 */
export function belowUrl({ config }: Settings): Rewrite | undefined {
  const url = printed(at(config, 'url')).replace(/\/+$/, '');
  if (!/^https?:\/\/[^/]+\/./.test(url) || printed(at(config, 'baseurl')) !== '') return undefined;
  return (_reference, written) => (written.startsWith(`${url}/`) ? { kind: 'url', url: written.slice(url.length) } : undefined);
}

/**
 * jekyll-relative-links, always on at GitHub Pages: in pages - in posts only when asked - Markdown links to a source
 * file become links to what it is published as. Read off version 0.6.1, which leaves links with a title, a query or
 * percent signs alone.
 */
export function relativeLinks(settings: Settings, addresses: SiteAddresses, sourceOf: (file: FilePath) => Source): Rewrite | undefined {
  const setting = relativeLinksOf(settings);
  if (!setting.isOn) return undefined;

  return (reference, url, entry, site) => {
    if (!isMarkdownLink(reference) || entry.source === undefined || hasTitle(reference)) return undefined;
    const source = sourceOf(entry.source);
    if (source.kind === 'none' || (source.kind !== 'page' && !setting.inCollections)) return undefined;
    const [, path = '', fragment = ''] = /^([^#]*)(#.*)?$/s.exec(url) ?? [];
    if (path === '' || /[?%{}]|^[a-z][a-z0-9+.-]*:|^\/\//i.test(path)) return undefined;
    const target = targetOf(path, source.path, settings, site);
    return target && { kind: 'url', url: relativeUrl(encodePath(target.url), addresses) + fragment };
  };
}

/** What is surely none of theirs: all that is not Markdown, and where nobody asked for more, all that is in a post. */
export function leftAlone(settings: Settings): ((gist: Gist, entry: Entry) => boolean) | undefined {
  if (belowUrl(settings) || settings.plugins.has('jekyll-polyglot')) return undefined;
  const { isOn, inCollections } = relativeLinksOf(settings);
  return ({ syntax }, { kind }) => !isOn || (syntax !== 'inline' && syntax !== 'definition') || (kind === 'post' && !inCollections);
}

function relativeLinksOf({ plugins, config }: Settings): { readonly isOn: boolean; readonly inCollections: boolean } {
  const setting = at(config, 'relative_links');
  const own = isData(setting) ? setting : {};
  return { isOn: plugins.has('jekyll-relative-links') && at(own, 'enabled') !== false, inCollections: at(own, 'collections') === true };
}

const isMarkdownLink = ({ syntax, via }: Reference): boolean => (syntax === 'inline' || syntax === 'definition') && via === undefined;

/** Behind the destination comes the closing bracket, or a title before it. */
const hasTitle = ({ syntax, range, whole }: Reference): boolean => syntax === 'inline' && whole.end - range.end > 1;

function targetOf(path: string, from: string, { source }: Settings, site: Site): Entry | undefined {
  // A slash at the beginning is cut off: from a folder, `/x.md` is looked for in that folder.
  const file = joinFile(source, folderOf(from), path);
  const entry = file === undefined ? undefined : site.bySource.get(file);
  return entry?.visibility.kind === 'live' ? entry : undefined;
}

