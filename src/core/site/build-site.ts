import { groupBy } from '../group-by.ts';
import { foldCase, folderOf, nameOf, type FilePath } from '../paths.ts';
import type { Conventions, Entry, Publication } from './conventions.ts';
import type { Document } from './document.ts';
import type { ReadSource } from '../system.ts';
import { includedIn, readSource } from './read-source.ts';
import type { Site } from './site.ts';

export interface BuildInput {
  readonly conventions: Conventions;
  /** Every file below the root, sorted. */
  readonly files: readonly FilePath[];
  readonly read: (path: FilePath) => Promise<string | undefined>;
  readonly head: (path: FilePath, bytes: number) => Promise<Uint8Array | undefined>;
  /** Milliseconds since the epoch. */
  readonly now: number;
  /** Reads all sources, in other threads for instance; left out, one after the other. In the order of `sources`. */
  readonly readAll?: ReadAll;
  /** What is read of each source: all of it, or no more than titles, dates and addresses are told from. */
  readonly part?: 'head' | undefined;
}

/** `read` reads one of them here. */
export type ReadAll = (sources: readonly FilePath[], read: ReadSource) => Promise<ReadonlyMap<FilePath, Document>>;

/** Reads every source once and says what the published blog will be. */
export async function buildSite(input: BuildInput): Promise<Site> {
  const { conventions, files } = input;
  const sources = files.filter((path) => SOURCE_ROLES.has(conventions.roleOf(path)));
  const read = sourceReader(input);
  return siteOf(input, await (input.readAll ?? readInTurn)(sources, read));
}

/** The site made of documents that were read before: what `new` and an editor use to ask "what if". */
export function siteOf(input: Pick<BuildInput, 'conventions' | 'files' | 'now'>, documents: ReadonlyMap<FilePath, Document>): Site {
  const { conventions, files, now } = input;
  const publication = conventions.publish({ files, documents, now });
  return new IndexedSite({ conventions, files: new Set(files), documents, publication, now });
}

const SOURCE_ROLES: ReadonlySet<string> = new Set(['post', 'page', 'maybe']);

/** Reads one source: `undefined` where it is none after all. */
export function sourceReader({ conventions, head, read, part }: Pick<BuildInput, 'conventions' | 'head' | 'read' | 'part'>): ReadSource {
  return async (path) => {
    if (conventions.roleOf(path) === 'maybe' && !opensFrontMatter(await head(path, 6))) return undefined;
    const text = await read(path);
    if (text === undefined) return undefined;
    return readSource(conventions, { path, text, part, included: part === 'head' ? undefined : await includedIn(conventions, path, text, read) });
  };
}

/** One after the other, in this thread. */
export async function readInTurn(sources: readonly FilePath[], read: ReadSource): Promise<ReadonlyMap<FilePath, Document>> {
  const documents = new Map<FilePath, Document>();
  for (const path of sources) {
    const document = await read(path);
    if (document) documents.set(path, document);
  }
  return documents;
}

/** `---`, also behind a byte order mark. */
function opensFrontMatter(bytes: Uint8Array | undefined): boolean {
  if (!bytes) return false;
  const at = bytes[0] === 0xef && bytes[1] === 0xbb ? 3 : 0;
  return bytes[at] === 0x2d && bytes[at + 1] === 0x2d && bytes[at + 2] === 0x2d;
}

/** A site with its indexes; those that only a broken reference needs are made when the first one turns up. */
class IndexedSite implements Site {
  readonly conventions: Conventions;
  readonly files: ReadonlySet<FilePath>;
  readonly documents: ReadonlyMap<FilePath, Document>;
  readonly entries: readonly Entry[];
  readonly outputs = new Map<string, Entry>();
  readonly hidden = new Map<string, Entry>();
  readonly bySource = new Map<FilePath, Entry>();
  readonly unknowable: Site['unknowable'];
  readonly now: number;
  #folders?: Set<string>;
  #byFoldedOutput?: Map<string, string[]>;
  #byName?: Map<string, FilePath[]>;

  constructor(parts: Pick<Site, 'conventions' | 'files' | 'documents' | 'now'> & { publication: Publication }) {
    this.conventions = parts.conventions;
    this.files = parts.files;
    this.documents = parts.documents;
    this.now = parts.now;
    this.entries = parts.publication.entries;
    this.unknowable = parts.publication.unknowable ?? [];

    for (const entry of this.entries) {
      if (entry.visibility.kind === 'live') this.outputs.set(entry.output, entry);
      else this.hidden.set(entry.output, entry);
      if (entry.source && (entry.kind !== 'redirect' || !this.bySource.has(entry.source))) this.bySource.set(entry.source, entry);
    }
  }

  get folders(): ReadonlySet<string> {
    if (this.#folders) return this.#folders;
    const folders = new Set<string>(['']);
    for (const output of this.outputs.keys()) {
      for (let folder = folderOf(output); folder !== '' && !folders.has(folder); folder = folderOf(folder)) folders.add(folder);
    }
    return (this.#folders = folders);
  }

  get byFoldedOutput(): ReadonlyMap<string, readonly string[]> {
    return (this.#byFoldedOutput ??= groupBy(this.outputs.keys(), foldCase));
  }

  get byName(): ReadonlyMap<string, readonly FilePath[]> {
    return (this.#byName ??= groupBy(this.files, (path) => nameOf(path).toLowerCase()));
  }
}
