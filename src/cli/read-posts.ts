import type { FilePath } from '../core/paths.ts';
import { packKept, startsIn, unpackKept, type KeptDocuments, type KeptSource } from '../core/pack/kept-documents.ts';
import { documentsIn, readBatch, type PackedBatch, type SourceReading } from '../core/pack/pack-batch.ts';
import { readInTurn, sourceReader, type ReadAll } from '../core/site/build-site.ts';
import type { Conventions } from '../core/site/conventions.ts';
import type { Document, IncludedTexts } from '../core/site/document.ts';
import type { Folder, Store, System } from '../core/system.ts';
import type { ConfigureInput } from '../generators/generator.ts';
import { generatorCalled } from '../generators/index.ts';
import { digest } from '../system/digest.ts';
import { openFolder } from '../system/files.ts';
import type { ThreadReading } from '../system/readers.ts';
import { nameOf, RACY } from './kept-run.ts';

/** All that decides how a blog's sources are read, so that another thread comes to the same conventions. */
export interface ReadSetup {
  readonly root: string;
  readonly linked: readonly (readonly [path: FilePath, real: FilePath])[];
  readonly generator: string;
  readonly input: Omit<ConfigureInput, 'read' | 'around'>;
  readonly around: readonly (readonly [path: string, text: string])[];
  /** Whether texts are kept, by their digests. */
  readonly keeps?: boolean;
  /** What was read to learn them; `null` where there was no file. */
  readonly texts: readonly (readonly [path: FilePath, text: string | null])[];
}

/** The conventions of a blog, and what another thread is told to come to the same. */
export interface Learned {
  readonly conventions: Conventions;
  /** Whether anything has asked so far what time it is. */
  isTimely(): boolean;
  /** Whether a file was looked at. */
  isDecisive(file: FilePath): boolean;
  readonly setup: ReadSetup;
}

/** Lets a generator learn a blog's settings, and remembers all it looked at. */
export async function learn(generator: string, folder: Folder, root: string, input: Omit<ConfigureInput, 'read'>): Promise<Learned> {
  const texts = new Map<FilePath, Promise<string | undefined>>();
  const read = (path: FilePath): Promise<string | undefined> => {
    let text = texts.get(path);
    if (!text) texts.set(path, (text = folder.read(path)));
    return text;
  };
  const { around, ...rest } = input;
  const { conventions, isTimely } = await configured(generator, { ...input, read });
  const known = await Promise.all([...texts].map(async ([path, text]) => [path, (await text) ?? null] as const));
  return {
    conventions, isTimely, isDecisive: (file) => texts.has(file),
    setup: { root, linked: [...folder.linked?.() ?? []], generator, input: rest, around: [...around], texts: known },
  };
}

/** Notices when the generator asks what time it is: what it says then is not true for long. */
async function configured(generator: string, input: ConfigureInput): Promise<Pick<Learned, 'conventions' | 'isTimely'>> {
  let isTimely = false;
  const conventions = await generatorCalled(generator).configure({
    ...input,
    get now() {
      isTimely = true;
      return input.now;
    },
  });
  return { conventions, isTimely: () => isTimely };
}

/** From so many sources on it pays to start threads. */
const MANY = 400;

/** What is read of each source, and where that is kept for the next time. */
export interface Reading {
  readonly part?: 'head' | undefined;
  readonly store?: Store | undefined;
}

/**
 * Reads a blog's sources, a large blog's in several threads - heads are read before threads have begun -; those that are
 * what they were the last time are taken from what was kept then. What is read in threads or kept is held as bytes.
 */
export function readAllWith(system: System, folder: Folder, learned: Learned, { part, store }: Reading): ReadAll {
  return async (sources, read) => {
    const isLarge = sources.length >= MANY && folder.isOnDisk === true && part === undefined;
    if (!store || !folder.isOnDisk) return isLarge ? readPacked(sources, { system, folder, learned, reading: { read, digestOf: () => '' }, keeps: false }) : readInTurn(sources, read);
    return readWithStore(sources, { system, folder, learned, part, store });
  };
}

interface Packing {
  readonly system: System;
  readonly folder: Folder;
  readonly learned: Learned;
  readonly reading: SourceReading;
  readonly keeps: boolean;
  readonly part?: 'head' | undefined;
}

async function readPacked(sources: readonly FilePath[], packing: Packing): Promise<ReadonlyMap<FilePath, Document>> {
  const documents: (Document | undefined)[] = Array.from(sources, () => undefined);
  await readBatches(sources, packing, (batch) => {
    for (const [index, document] of documentsIn(batch, sources)) documents[index] = document;
  });
  return new Map(documents.flatMap((document) => (document ? [[document.path, document] as const] : [])));
}

/** Few enough to keep texts from piling up in memory. */
const AT_ONCE = 32;

/** Whether a thread has looked at the clock. */
async function readBatches(sources: readonly FilePath[], { system, folder, learned, reading, keeps, part }: Packing, take: (batch: PackedBatch) => void): Promise<boolean> {
  const readers = sources.length < MANY || !folder.isOnDisk || part !== undefined ? undefined : await system.readers?.();
  if (!readers) {
    for (let first = 0; first < sources.length; first += AT_ONCE) take(await readBatch(sources, first, first + AT_ONCE, reading));
    return false;
  }
  try {
    return (await readers.read(JSON.stringify({ ...learned.setup, keeps } satisfies ReadSetup), sources, reading, take)).isTimely;
  } finally {
    readers.close();
  }
}

interface Storing {
  readonly system: System;
  readonly folder: Folder;
  readonly learned: Learned;
  readonly part: 'head' | undefined;
  readonly store: Store;
}

async function readWithStore(sources: readonly FilePath[], { system, folder, learned, part, store }: Storing): Promise<ReadonlyMap<FilePath, Document>> {
  const { root, generator, input } = learned.setup;
  const name = nameOf([part === undefined ? 'posts' : 'heads', root, generator, input.options]);
  const now = system.clock.now();
  const before = await keptIn(store, name, [keyOf(learned, undefined), keyOf(learned, now)]);
  const found = new Map<FilePath, KeptSource>();
  const stamps = new Map<FilePath, string>();
  let isSame = before?.sources.size === sources.length;
  for (const path of sources) {
    const stamp = await folder.stamp?.(path);
    const known = before?.sources.get(path);
    stamps.set(path, stamp && stamp.at < now - RACY ? stamp.text : '');
    if (known?.document?.included && !await areSame(known.document.included, folder)) continue;
    if (known && stamp && known.stamp === stamp.text) found.set(path, known);
    else if (known?.digest && known.digest === await digestIn(folder, path)) {
      found.set(path, known);
      isSame = false;
    }
  }

  const missing = sources.filter((path) => !found.has(path));
  const reading = readingOf(learned.conventions, folder, { keeps: true, part });
  const blobs: Uint8Array[] = found.size > 0 && before ? [before.blob] : [];
  const starts = new Map<FilePath, number | undefined>();
  let end = blobs[0]?.length ?? 0;
  const isThreadTimely = await readBatches(missing, { system, folder, learned, reading, keeps: true, part }, (batch) => {
    for (const [index, document] of documentsIn(batch, missing)) found.set(document.path, { stamp: '', digest: batch.digests[index - batch.first] ?? '', document });
    for (const [index, start] of startsIn(batch, end).entries()) {
      const path = missing[batch.first + index];
      if (path === undefined) continue;
      starts.set(path, start);
      if (start === undefined) found.set(path, { stamp: '', digest: batch.digests[index] ?? '' });
    }
    blobs.push(batch.bytes);
    end += batch.bytes.length;
  });
  if (!isSame || missing.length > 0) {
    const isTimely = isThreadTimely || learned.isTimely();
    await store.write(name, packKept({
      key: keyOf(learned, isTimely ? now : undefined), whole: before && blobs[0] === before.blob ? before.whole : end, blobs,
      sources: sources.map((path) => {
        const { digest = '', document } = found.get(path) ?? {};
        return { path, stamp: stamps.get(path) ?? '', digest, start: starts.has(path) ? starts.get(path) : document?.start };
      }),
    }));
  }
  return new Map(sources.flatMap((path) => {
    const document = found.get(path)?.document;
    return document ? [[path, document] as const] : [];
  }));
}

/** What was kept, if it was read with one of these keys, and is not for the most part what nobody needs any more. */
async function keptIn(store: Store, name: string, keys: readonly string[]): Promise<KeptDocuments | undefined> {
  const content = await store.read(name);
  const kept = content && unpackKept(Buffer.from(content.buffer, content.byteOffset, content.byteLength));
  return kept && keys.includes(kept.key) && kept.blob.length <= 2 * kept.whole ? kept : undefined;
}

const HOUR = 3_600_000;

/** All that decides how a source is read: settings, the texts they are in, the names of all files; where it matters, the hour. */
function keyOf({ setup: { input: { now: _, ...input }, ...setup } }: Learned, now: number | undefined): string {
  return nameOf([setup, input, now === undefined ? '' : Math.floor(now / HOUR)]);
}

/** Whether the files that a source has put into it say what they said. */
async function areSame(included: IncludedTexts, folder: Folder): Promise<boolean> {
  for (const [file, text] of included) if (await folder.read(file) !== text) return false;
  return true;
}

async function digestIn(folder: Folder, path: FilePath): Promise<string | undefined> {
  const text = await folder.read(path);
  return text === undefined ? undefined : digest(text);
}

/** Reads sources, and remembers what their texts were where that is kept. */
function readingOf(conventions: Conventions, folder: Folder, { keeps, part }: { readonly keeps: boolean; readonly part?: 'head' | undefined }): SourceReading {
  const digests = new Map<FilePath, string>();
  const read = async (path: FilePath): Promise<string | undefined> => {
    const text = await folder.read(path);
    if (keeps && text !== undefined) digests.set(path, digest(text));
    return text;
  };
  return { read: sourceReader({ conventions, read, head: (path, bytes) => folder.head(path, bytes), part }), digestOf: (path) => digests.get(path) ?? '' };
}

/** Makes of a setup, as JSON, what reads a source: the whole work of a thread. */
export async function readerFor(json: string): Promise<ThreadReading> {
  const { root, linked, generator, input, around, texts, keeps = false }: ReadSetup = JSON.parse(json);
  const folder = openFolder(root, {}, { files: input.files, linked: new Map(linked) });
  const known = new Map(texts);
  const read = async (path: FilePath): Promise<string | undefined> =>
    (known.has(path) ? known.get(path) ?? undefined : folder.read(path));
  const { conventions, isTimely } = await configured(generator, { ...input, around: new Map(around), read });
  return { ...readingOf(conventions, folder, { keeps }), isTimely };
}
