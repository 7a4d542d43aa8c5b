import { decodePath } from '../paths.ts';
import { nearest, sameInOtherWords } from '../text/nearest.ts';
import { UNKNOWN } from '../text/derived.ts';
import type { Entry } from './conventions.ts';
import type { Document } from './document.ts';
import type { Site } from './site.ts';

export type AnchorAnswer =
  | { readonly kind: 'found' }
  | { readonly kind: 'missing'; readonly hint: { readonly near?: string; readonly onlyCase?: true } }
  | { readonly kind: 'unknowable'; readonly why: string };

/** The places on one page that a fragment can point to. */
export interface Anchors {
  /** Asks for a fragment as it stands in the address, percent-encoded or not. */
  find(fragment: string): AnchorAnswer;
  /** Those that can be read here. */
  readonly ids: ReadonlySet<string>;
}

/** The anchors of what an address answers with. Made when the first fragment points there, and again when its source was read anew. */
export function anchorsOf(entry: Entry, site: Site): Anchors {
  let known = cache.get(site);
  if (!known) cache.set(site, (known = new Map()));
  const document = entry.source === undefined ? undefined : site.documents.get(entry.source);
  const kept = known.get(entry);
  if (kept && kept.document === document) return kept.anchors;
  const anchors = collect(entry, document);
  known.set(entry, { document, anchors });
  return anchors;
}

interface Kept {
  readonly document: Document | undefined;
  readonly anchors: Anchors;
}

const cache = new WeakMap<Site, Map<Entry, Kept>>();

function collect(entry: Entry, document: Document | undefined): Anchors {
  if (entry.kind === 'file') return fileAnchors(entry);
  if (!document) return always({ kind: 'unknowable', why: 'its page is made by the generator, so its anchors cannot be read' });

  const ids = new Set(entry.extraAnchors);
  const patterns: Pattern[] = [];
  const { hasUnknownParts } = document;
  for (const { id } of document.anchors) {
    if (id.includes(UNKNOWN)) patterns.push(patternOf(id));
    else ids.add(id);
  }
  return { ids, find: (fragment) => findIn(fragment, ids, patterns, entry.opaque === true || hasUnknownParts) };
}

/** Whether a fragment can be an id that a template writes a part of. */
type Pattern = (fragment: string) => boolean;

/** HTML 7.4.6.3: first the fragment as it is, then percent-decoded. */
function findIn(fragment: string, ids: ReadonlySet<string>, patterns: readonly Pattern[], opaque: boolean): AnchorAnswer {
  const decoded = decodePath(fragment);
  if (ids.has(fragment) || ids.has(decoded)) return { kind: 'found' };
  if (patterns.some((pattern) => pattern(decoded))) return { kind: 'unknowable', why: 'a heading there is written by a template' };
  if (PROGRAM_ANCHOR.test(decoded)) return { kind: 'unknowable', why: 'it looks like an anchor that a program adds to the page' };
  if (opaque) return { kind: 'unknowable', why: 'a template writes a part of that page' };

  const folded = decoded.toLowerCase();
  const sameWord = [...ids].find((id) => id.toLowerCase() === folded);
  if (sameWord !== undefined) return { kind: 'missing', hint: { near: sameWord, onlyCase: true } };
  const near = nearest(decoded, ids) ?? sameInOtherWords(decoded, ids);
  return { kind: 'missing', hint: near === undefined ? {} : { near } };
}

/** Comment systems, `#L10` of a code view, hash routers and players: made in the browser, after the page is there. */
const PROGRAM_ANCHOR = /^(?:comment-?\d+|disqus_thread|comments?|respond|utterances|giscus|!.*|\/.*|t=\d.*|L\d+(?:-L?\d+)?)$/i;

/** Other files than pages - a PDF's `#page=2`, an SVG's view - have anchors of their own. */
function fileAnchors(entry: Entry): Anchors {
  const isPage = /\.x?html?$/i.test(entry.output);
  return always(isPage
    ? { kind: 'unknowable', why: 'its page is published as it is, and its anchors were not read' }
    : { kind: 'found' });
}

const always = (answer: AnchorAnswer): Anchors => ({ ids: new Set(), find: () => answer });

/** An id with unknown parts is known at its ends. */
function patternOf(id: string): Pattern {
  const parts = id.split(UNKNOWN);
  const [start = '', end = ''] = [parts[0], parts.at(-1)];
  return (fragment) => fragment.length >= start.length + end.length && fragment.startsWith(start) && fragment.endsWith(end);
}
