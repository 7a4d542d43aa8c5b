import { encodePath, type FilePath } from '../core/paths.ts';
import { anchorsOf } from '../core/site/anchors.ts';
import type { Entry } from '../core/site/conventions.ts';
import { resolve } from '../core/site/resolve.ts';
import type { Site } from '../core/site/site.ts';
import { relativePath } from '../core/site/spellings.ts';
import type { Range } from '../core/text/range.ts';

/** One way to go on with what is typed. */
export interface Completion {
  /** What shall stand in `range`. */
  readonly write: string;
  /** The destination typed so far, in the text. */
  readonly range: Range;
  /** What it is, for people: a post's title, a file, a heading. */
  readonly detail: string;
}

export interface CompletionInput {
  readonly site: Site;
  readonly file: FilePath;
  /** The file as it is in the editor, saved or not. */
  readonly text: string;
  /** Where the caret is. */
  readonly offset: number;
}

/**
 * What an editor offers where a destination is being typed, behind `](`, `src="`, `href="` or `[x]: `: pages and files of the
 * blog, rooted or relative as it was begun, and behind a `#` the places on the page. Each leads where it says.
 */
export function completionsAt({ site, file, text, offset }: CompletionInput): readonly Completion[] {
  const begun = BEGUN.exec(text.slice(Math.max(0, offset - LONGEST), offset));
  const entry = site.bySource.get(file);
  if (!begun || !entry) return [];
  const [, bang, img, written = ''] = begun;
  const isImage = bang !== undefined || img !== undefined;
  const range = { start: offset - written.length, end: offset };
  const hash = written.indexOf('#');
  if (hash >= 0) return placesOn(written.slice(0, hash), { site, file, entry }).map(({ id, detail }) => ({ write: `${written.slice(0, hash)}#${encodePath(id)}`, range, detail }));

  const isRelative = written !== '' && !written.startsWith('/');
  return site.entries
    .filter(({ kind, visibility }) => visibility.kind === 'live' && (kind === 'file' || (!isImage && (kind === 'post' || kind === 'page'))))
    .map((target) => ({ write: isRelative ? encodePath(relativePath(entry.url, target.url)) : encodePath(site.conventions.base + target.url), range, detail: target.title ?? target.source ?? target.output }))
    .filter(({ write }) => write.toLowerCase().includes(written.replace(/^(?:\.{1,2}\/)+/, '').toLowerCase()));
}

/** No destination that a person types is longer. */
const LONGEST = 2000;

const BEGUN = /(?:(!)?\[[^\]\n]*\]\(<?|<(?:(img)\b[^>]*?\ssrc|[a-z]+\b[^>]*?\s(?:href|src))=["']|^\[[^\]\n]+\]:[ \t]*<?)([^)\s"'>]*)$/im;

interface Page {
  readonly site: Site;
  readonly file: FilePath;
  readonly entry: Entry;
}

function placesOn(path: string, { site, file, entry }: Page): readonly { readonly id: string; readonly detail: string }[] {
  const document = site.documents.get(file);
  if (!document) return [];
  const met = path === '' ? entry : metBy(path, { site, file, entry });
  const headings = new Map(met?.source === undefined ? [] : site.documents.get(met.source)?.headings.map(({ id, text }) => [id, text]));
  return met ? [...anchorsOf(met, site).ids].map((id) => ({ id, detail: headings.get(id) ?? id })) : [];
}

/** The page that a destination leads to, as every reference is resolved. */
function metBy(url: string, { site, file, entry }: Page): Entry | undefined {
  const document = site.documents.get(file);
  if (!document) return undefined;
  const nowhere = { start: 0, end: 0 };
  const resolution = resolve({ kind: 'link', syntax: 'inline', element: 'a', attribute: 'href', raw: url, url, range: nowhere, whole: nowhere }, document, entry, site);
  return resolution.kind === 'ok' ? resolution.entry : undefined;
}
