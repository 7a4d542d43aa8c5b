import type { HeadChange } from '../../core/markdown/front-matter-edits.ts';
import { changeHead } from '../../core/markdown/front-matter-edits.ts';
import { nameOf, type FilePath } from '../../core/paths.ts';
import { siteOf } from '../../core/site/build-site.ts';
import type { Entry } from '../../core/site/conventions.ts';
import type { Site } from '../../core/site/site.ts';
import { BlogError } from '../../core/system.ts';

/**
 * The change of a front matter that lets a post's address follow its new name, where a key there - a slug, a permalink -
 * keeps the old one. Which key that is, is found by trying: whichever holds the old slug and moves the address.
 */
export function slugChange(
  file: FilePath, text: string, slug: { readonly from: string; readonly to: string },
  { before, after, old }: { readonly before: Site; readonly after: Site; readonly old: FilePath },
): HeadChange | undefined {
  const [was, is] = [before.bySource.get(old), after.bySource.get(file)];
  const document = after.documents.get(file);
  if (slug.from === slug.to || !was || !is || !document || slugOf(was.url) !== slugOf(is.url)) return undefined;
  for (const [key, value] of Object.entries(document.frontMatter.data)) {
    if (typeof value !== 'string') continue;
    const stem = slugOf(value);
    if (stem === '' || stem !== slug.from) continue;
    const at = value.lastIndexOf(stem);
    const change: HeadChange = { kind: 'set', key, value: value.slice(0, at) + slug.to + value.slice(at + stem.length) };
    const now = entryWith(change, file, text, after);
    if (now && slugOf(now.url) !== slugOf(is.url)) return change;
  }
  return undefined;
}

/** The last part of an address without `.html`: `hello` of `/2020/hello.html`. */
const slugOf = (url: string): string => nameOf(url.replace(/(?:\/index\.html?)?\/?$/, '')).replace(/\.html?$/i, '');

function entryWith(change: HeadChange, file: FilePath, text: string, site: Site): Entry | undefined {
  const { conventions, files, now } = site;
  try {
    const changed = changeHead(text, [change], (one) => conventions.read(file, one).frontMatter);
    return siteOf({ conventions, files: [...files], now }, new Map([...site.documents, [file, conventions.read(file, changed)]])).bySource.get(file);
  } catch (error) {
    if (error instanceof BlogError) return undefined;
    throw error;
  }
}
