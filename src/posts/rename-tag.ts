import type { HeadChange } from '../core/markdown/front-matter-edits.ts';
import { decodePath, foldCase, type FilePath } from '../core/paths.ts';
import type { Entry } from '../core/site/conventions.ts';
import type { Document, Reference, Value } from '../core/site/document.ts';
import { resolve } from '../core/site/resolve.ts';
import { respell } from '../core/site/respell.ts';
import { siteAfter } from '../core/site/site-after.ts';
import type { Site } from '../core/site/site.ts';
import { BlogError, type Change } from '../core/system.ts';
import { applyEdits, type Edit } from '../core/text/edits.ts';
import { sameTag } from '../core/text/same-tag.ts';
import { writeYamlScalar } from '../core/text/yaml.ts';
import { withHead } from './head-keys.ts';
import { newAddresses, withRedirects, type Redirected } from './move/redirects.ts';
import { retarget } from './move/retarget.ts';

export interface TagRename {
  /** Taken in any letter case. */
  readonly from: readonly string[];
  readonly to: string;
  /** Categories are renamed as well. */
  readonly categories: boolean;
}

export interface RenamedTag {
  /** New texts by path, with the old ones. */
  readonly edited: ReadonlyMap<FilePath, { readonly before: string; readonly after: string }>;
  /** How many posts and pages have it changed in their front matter. */
  readonly posts: number;
  /** Tag pages whose address goes, and what it becomes, where that can be told; then posts whose category is a part of theirs. */
  readonly addresses: readonly { readonly was: Entry; readonly is: Entry | undefined }[];
  /** How many links to the old addresses were rewritten. */
  readonly references: number;
  readonly left: readonly { readonly file: FilePath; readonly reference: Reference; readonly why: string }[];
  /** Posts that have the old tag still: it comes from elsewhere than their own front matter. */
  readonly still: readonly FilePath[];
  /** What is left at the old addresses of posts. */
  readonly redirected: Redirected;
}

/**
 * Gives a tag another name in every post, and leads the links to its page to the new one. Throws a `BlogError` where a
 * front matter cannot be changed without harm to the rest of it.
 */
export async function renameTag(rename: TagRename, site: Site, read: (file: FilePath) => Promise<string>): Promise<RenamedTag> {
  const texts = new Map<FilePath, { before: string; after: string }>();
  for (const document of site.documents.values()) {
    if (keysOf(document, rename).length === 0) continue;
    const before = await read(document.path);
    const after = withTag(before, document, rename, site);
    if (after !== before) texts.set(document.path, { before, after });
  }
  const posts = texts.size;
  const after = siteAfter(site, editsOf(texts));
  const addresses = addressesChanged(rename, site, after);
  const relinked = await relink(new Map(addresses.map(({ was, is }) => [was, is])), { before: site, after, texts, read });
  const moved = newAddresses(site, after, new Map());
  const { count, left, redirected } = moved.length === 0 ? { ...relinked, redirected: NOTHING } : await follow(relinked, { before: site, texts, read });
  return { edited: texts, posts, addresses: [...addresses, ...moved], references: count, left, still: stillTagged(rename, after), redirected };
}

const NOTHING: Redirected = { texts: new Map(), kept: [], advice: [] };

/** Leads what led to a post, and what a post leads to, to where that is now; a redirect stays at the old address. */
async function follow({ count, left }: Relinked, { before, texts, read }: Omit<Relinking, 'after'>): Promise<Relinked & { readonly redirected: Redirected }> {
  const textOf = async (file: FilePath): Promise<string> => texts.get(file)?.after ?? read(file);
  const put = async (changed: ReadonlyMap<FilePath, string>): Promise<void> => {
    for (const [file, after] of changed) texts.set(file, { before: await read(file), after });
  };
  const retargeted = await retarget({ before, after: siteAfter(before, editsOf(texts)), moves: new Map(), read: textOf });
  await put(retargeted.texts);
  const redirected = await withRedirects(newAddresses(before, retargeted.site, new Map()), { site: retargeted.site, read: textOf, isWanted: true });
  await put(redirected.texts);
  return { count: count + retargeted.count, left: [...left, ...retargeted.left], redirected };
}

const editsOf = (texts: ReadonlyMap<FilePath, { before: string; after: string }>): readonly Change[] =>
  Array.from(texts, ([file, text]) => ({ kind: 'edit', file, ...text }));

const TAG_KEYS = /^tags?$/i;
const CATEGORY_KEYS = /^categor(?:y|ies)$/i;

/** The keys of a front matter that name one of the tags. */
function keysOf({ frontMatter: { data } }: Document, rename: TagRename): readonly string[] {
  return Object.keys(data).filter((key) => (TAG_KEYS.test(key) || rename.categories && CATEGORY_KEYS.test(key)) && namesOne(data[key], rename));
}

function namesOne(value: Value | undefined, rename: TagRename): boolean {
  if (Array.isArray(value)) return value.some((item: Value) => (Array.isArray(item) ? namesOne(item, rename) : isFrom(String(item), rename)));
  return typeof value === 'string' && [value, ...value.split(/[\s,]+/), ...value.split(/\s*,\s*/)].some((item) => isFrom(item, rename));
}

const isFrom = (item: string, { from, to }: TagRename): boolean => item !== to && from.some((tag) => foldCase(tag) === foldCase(item));

function withTag(text: string, document: Document, rename: TagRename, site: Site): string {
  const { data } = document.frontMatter;
  const changes = keysOf(document, rename).flatMap((key): readonly HeadChange[] => {
    const value = data[key];
    const joint = typeof value === 'string' && site.conventions.newPost.textTags === 'words' && /s$/i.test(key) ? ' ' : undefined;
    const items = Array.isArray(value) ? value.map(String) : typeof value === 'string' ? joint === undefined ? [value] : value.trim().split(/\s+/) : [];
    return [...new Set(items)].filter((item) => isFrom(item, rename)).map((item) => ({ kind: 'replace', key, item, by: rename.to, ...(joint !== undefined && { joint }) }));
  });
  return withHead(document.path, withInner(text, document, rename, site), changes, site.conventions);
}

/** With the names in lists of lists renamed: Hexo's `categories: [[Travel, Sea], [Food]]`. */
function withInner(text: string, { path: file, frontMatter: { scalars, format } }: Document, rename: TagRename, { conventions }: Site): string {
  const edits = [...scalars].flatMap(([path, { value, quoted }]): readonly Edit[] => {
    const isInner = rename.categories && /^categor(?:y|ies)\.\d+\.\d+$/i.test(path);
    if (!isInner || !isFrom(text.slice(value.start, value.end), rename)) return [];
    const inQuotes = text.charAt(value.start - 1) === '\'' ? rename.to.replaceAll('\'', '\'\'') : JSON.stringify(rename.to).slice(1, -1);
    return [{ range: value, text: quoted || format !== 'yaml' ? inQuotes : writeYamlScalar(rename.to, { flow: true }) }];
  });
  const changed = applyEdits(text, edits);
  if (edits.length > 0 && conventions.read(file, changed).frontMatter.error) throw new BlogError(`\`${file}\`: its categories cannot be changed without harm to the rest. Change them by hand.`);
  return changed;
}

/** The pages that go with the old name, and those of the new one that stand in the same place. */
function addressesChanged(rename: TagRename, before: Site, after: Site): RenamedTag['addresses'] {
  const gone = before.entries.filter((entry) => entry.source === undefined && entry.visibility.kind === 'live' && entry.output.endsWith('.html') && !after.outputs.has(entry.output));
  return gone.flatMap((was) => {
    const parts = was.url.split('/');
    const at = parts.findIndex((part) => rename.from.some((tag) => sameTag(decodePath(part)) === sameTag(tag) || sameTag(decodePath(part)) === sameTag(tag.replace(/[^\p{L}\p{M}\p{N}]+/gu, '-'))));
    return at < 0 ? [] : [{ was, is: after.entries.find((entry) => entry.source === undefined && standsFor(entry, parts, at, rename.to)) }];
  });
}

function standsFor({ url }: Entry, parts: readonly string[], at: number, tag: string): boolean {
  const others = url.split('/');
  const part = decodePath(others[at] ?? '');
  const isTag = [tag, tag.replace(/[^\p{L}\p{M}\p{N}]+/gu, '-')].some((one) => sameTag(one) === sameTag(part));
  return isTag && others.length === parts.length && others.every((other, index) => index === at || other === parts[index]);
}

interface Relinking {
  readonly before: Site;
  readonly after: Site;
  readonly texts: Map<FilePath, { before: string; after: string }>;
  readonly read: (file: FilePath) => Promise<string>;
}

interface Relinked {
  readonly count: number;
  readonly left: RenamedTag['left'];
}

/** Leads what leads to a page that goes to the one that comes; texts are added to `texts`. */
async function relink(pages: ReadonlyMap<Entry, Entry | undefined>, { before, after, texts, read }: Relinking): Promise<Relinked> {
  const left: RenamedTag['left'][number][] = [];
  let count = 0;
  for (const old of pages.size > 0 ? before.documents.values() : []) {
    const [oldEntry, entry] = [before.bySource.get(old.path), after.bySource.get(old.path)];
    let document = after.documents.get(old.path);
    if (!oldEntry || !entry || !document || old.references.length !== document.references.length) continue;
    for (const [index, reference] of old.references.entries()) {
      const was = resolve(reference, old, oldEntry, before);
      if (!('entry' in was) || was.entry === undefined || !pages.has(was.entry)) continue;
      const target = pages.get(was.entry);
      const now = document.references[index];
      if (!now) continue;
      const text = texts.get(old.path)?.after ?? await read(old.path);
      const respelling = target && respell({ reference: now, document, text, entry, site: after, target: { entry: target } });
      if (respelling?.kind === 'edit') {
        const changed = applyEdits(text, [respelling.edit]);
        texts.set(old.path, { before: texts.get(old.path)?.before ?? text, after: changed });
        document = after.conventions.read(old.path, changed);
        count += 1;
      } else if (respelling?.kind !== 'right') {
        left.push({ file: old.path, reference: now, why: respelling?.why ?? 'the page of the new tag is not known' });
      }
    }
  }
  return { count, left };
}

const stillTagged = (rename: TagRename, site: Site): readonly FilePath[] =>
  site.entries.flatMap(({ source, tags = [] }) => (source !== undefined && tags.some((tag) => isFrom(tag, rename)) ? [source] : []));
