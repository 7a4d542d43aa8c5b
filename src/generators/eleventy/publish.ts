import { asFilePath, asUrlPath, type FilePath } from '../../core/paths.ts';
import type { Entry, Publication, PublishInput, Visibility } from '../../core/site/conventions.ts';
import type { Document, FrontMatter } from '../../core/site/document.ts';
import { at, objectOf, type Js } from '../javascript/values.ts';
import { permalinkAddress } from './addresses.ts';
import { collectionsOf } from './collections.ts';
import { pageOf, tagsOf, type Page, type PagesParts } from './pages.ts';
import { paginated } from './pagination.ts';
import { copies } from './passthrough.ts';
import type { Source } from './sources.ts';

export interface PublishParts extends PagesParts {
  readonly sourceOf: (path: FilePath) => Source;
  /** Ids that layouts and includes write. */
  readonly layoutIds: ReadonlySet<string>;
}

/** `anywhere`: why a page may be at any address. */
export type Published = Publication & { readonly anywhere: string | undefined };

/** What a build would write. */
export function publish(parts: PublishParts, input: PublishInput): Published {
  const { settings, modules } = parts;
  modules.evaluator.machine.now = input.now;
  const pages = input.files.flatMap((path): readonly Page[] => {
    const source = parts.sourceOf(path);
    return source.kind === 'template' ? [pageOf(path, source, headOf(input.documents.get(path)), parts)] : [];
  });
  const collections = collectionsOf(pages, settings, modules);
  const copied = copies(settings, input.files);
  const made = pages.map((page) => madeOf(page, input, parts, collections));
  const written = settings.written.flatMap((permalink): readonly Entry[] => {
    const address = permalinkAddress(permalink);
    return address ? [{ kind: 'generated', ...address, visibility: { kind: 'live' } }] : [];
  });
  const unknowable = made.flatMap((one) => one.unknowable);
  return {
    // Of a page and a copied file of one name the page is written last.
    entries: [...copied.entries, ...written, ...made.flatMap(({ entries }) => entries)],
    unknowable: [...copied.unknowable, ...unknowable.filter(({ prefix }) => prefix !== '/')],
    anywhere: unknowable.find(({ prefix }) => prefix === '/')?.why,
  };
}

const NONE: FrontMatter = { format: 'none', data: {}, range: { start: 0, end: 0 }, scalars: new Map() };
const headOf = (document: Document | undefined): FrontMatter => document?.frontMatter ?? NONE;

interface Made {
  readonly entries: readonly Entry[];
  readonly unknowable: NonNullable<Publication['unknowable']>;
}

function madeOf(page: Page, input: PublishInput, parts: PublishParts, collections: Js): Made {
  const document = input.documents.get(page.path);
  const made = paginated(page, collections, parts);
  if (made) {
    const entries = made.addresses.map((address, i): Entry => entryFrom(page, i === 0 ? document : undefined, address, { kind: 'live' }, parts));
    return { entries, unknowable: made.prefix === undefined ? [] : [{ prefix: asUrlPath(made.prefix), why: `\`${page.path}\` makes a page for each of something that only the build knows` }] };
  }
  const { place } = page;
  switch (place.kind) {
    case 'at': return { entries: [entryFrom(page, document, place.address, { kind: 'live' }, parts)], unknowable: [] };
    case 'none': return { entries: hidden(page, document, place.why, input, parts), unknowable: [] };
    case 'unknown': return {
      entries: [entryFrom(page, document, place.guess, { kind: 'live' }, parts)],
      unknowable: place.prefix === '/' && /^\/?$/.test(place.suffix ?? '') ? [] : [{ prefix: asUrlPath(place.prefix), ...(place.suffix !== undefined && { suffix: place.suffix }), why: `the address of \`${page.path}\` is worked out by the build` }],
    };
    default: return place satisfies never;
  }
}

function entryFrom({ path, data, date, source }: Page, document: Document | undefined, address: Pick<Entry, 'url' | 'output'>, visibility: Visibility, { layoutIds }: PublishParts): Entry {
  const title = at(data, 'title');
  const isPost = date !== undefined && source.language === 'md';
  return {
    source: document?.path ?? path, kind: !document ? 'generated' : isPost ? 'post' : 'page',
    url: address.url, output: address.output, visibility, tags: tagsOf(at(data, 'tags')), extraAnchors: layoutIds,
    // A page that is a template all through is put together of pieces nobody has read.
    ...(source.language !== 'md' && { opaque: true as const }), ...(typeof title === 'string' && { title }), ...(date !== undefined && { date }),
  };
}

/** What a hidden page would be if it were no draft, or later. */
function hidden(page: Page, document: Document | undefined, why: string, input: PublishInput, parts: PublishParts): readonly Entry[] {
  const { evaluator } = parts.modules;
  const shown = pageOf(page.path, page.source, headOf(document), parts, NO_DRAFT);
  if (shown.place.kind === 'at') return [entryFrom(shown, document, shown.place.address, { kind: 'draft' }, parts)];
  evaluator.machine.now = LATER;
  const later = pageOf(page.path, page.source, headOf(document), parts, NO_DRAFT);
  evaluator.machine.now = input.now;
  if (later.place.kind === 'at') return [entryFrom(later, document, later.place.address, { kind: 'scheduled', from: page.date ?? LATER }, parts)];
  return document ? [entryFrom(page, document, { url: asUrlPath(`/${page.file.stem}/`), output: asFilePath(`${page.file.stem}/index.html`) }, { kind: 'unpublished', why }, parts)] : [];
}

const LATER = Date.UTC(9999, 0, 1);
const NO_DRAFT = objectOf([['draft', false], ['drafts', false], ['published', true], ['hidden', false]]);

