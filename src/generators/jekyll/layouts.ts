import type { Value } from '../../core/site/document.ts';
import { yamlBetweenLines, readFrontMatter } from '../../core/markdown/front-matter.ts';
import type { Settings } from './settings.ts';
import { at, printed, type Data } from './values.ts';

/** The site's templates that are in the repository. */
export interface LayoutTexts {
  /** By path below `_layouts`. */
  readonly layouts: ReadonlyMap<string, string>;
  /** By path below `_includes`. */
  readonly includes: ReadonlyMap<string, string>;
  /** A theme that is not in the repository. */
  readonly theme: string | undefined;
}

/** The ids that a page gets from its layouts and what they include. */
export function layoutAnchors(texts: LayoutTexts, settings: Settings): (kind: 'post' | 'page' | 'home', data: Data) => ReadonlySet<string> {
  const byName = new Map([...texts.layouts].toReversed().map(([path, text]) => [path.replace(/\.[^./]+$/, ''), text]));
  const known = new Map<string, ReadonlySet<string>>();

  const idsOf = (name: string, depth = 0): ReadonlySet<string> => {
    const kept = known.get(name);
    if (kept) return kept;
    const ids = new Set<string>();
    known.set(name, ids);
    const text = byName.get(name);
    if (text === undefined || depth > 20) {
      if (text === undefined && texts.theme !== undefined) for (const id of themeIds) ids.add(id);
      return ids;
    }
    const { data, range } = readFrontMatter(text, yamlBetweenLines);
    collectIds(text.slice(range.end), texts, ids);
    const parent = layoutName(at(data, 'layout'));
    if (parent !== undefined) for (const id of idsOf(parent, depth + 1)) ids.add(id);
    return ids;
  };

  return (kind, data) => {
    const named = at(data, 'layout');
    const fallback = settings.plugins.has('jekyll-default-layout') && !Object.hasOwn(data, 'layout') ? defaultLayout(kind, byName) : undefined;
    const layout = named === undefined ? fallback : layoutName(named);
    return layout === undefined ? noIds : idsOf(layout);
  };
}

const noIds: ReadonlySet<string> = new Set();

const layoutName = (value: Value | undefined): string | undefined => {
  const name = printed(value);
  return name === '' || name === 'none' || value === false ? undefined : name;
};

const defaultLayout = (kind: 'post' | 'page' | 'home', layouts: ReadonlyMap<string, string>): string | undefined =>
  (kind === 'home' ? ['home', 'page', 'default'] : [kind, 'default']).find((name) => layouts.has(name));

/** Literal ids of a template and of what it includes. A template cut into pieces is no whole HTML, so they are looked for letter by letter. */
function collectIds(text: string, texts: LayoutTexts, ids: Set<string>, seen: Set<string> = new Set()): void {
  for (const [, double, single, bare] of text.matchAll(/\b(?:id|name)\s*=\s*(?:"([^"{}]{1,100})"|'([^'{}]{1,100})'|([^\s"'{}<>=]{1,100}))/g)) ids.add(double ?? single ?? bare ?? '');
  for (const [, name] of text.matchAll(/\{%-?\s*include(?:_cached)?\s+([^\s{}%]+)/g)) {
    const included = name === undefined || seen.has(name) ? undefined : texts.includes.get(name);
    if (name === undefined || included === undefined) continue;
    seen.add(name);
    collectIds(included, texts, ids, seen);
  }
}

/** What themes call their parts. A theme that cannot be read adds few ids beside them, and none that looks like a heading. */
const themeIds: ReadonlySet<string> = new Set([
  'top', 'page-top', 'back-to-top', 'main', 'main-content', 'content', 'page', 'page-content', 'wrapper', 'header', 'footer', 'site-header',
  'site-footer', 'nav', 'navbar', 'navigation', 'site-nav', 'menu', 'sidebar', 'search', 'share', 'related', 'comments', 'comment',
  'disqus_thread', 'toc', 'toc-wrapper', 'post', 'article', 'tags', 'categories', 'archive', 'body', 'home', 'markdown-toc',
]);
