import type { FilePath } from '../core/paths.ts';
import { documentsIn } from '../core/pack/pack-batch.ts';
import { readInTurn, sourceReader, type ReadAll } from '../core/site/build-site.ts';
import type { Conventions } from '../core/site/conventions.ts';
import type { Document } from '../core/site/document.ts';
import type { Folder, ReadSource, System } from '../core/system.ts';
import type { ConfigureInput } from '../generators/generator.ts';
import { generatorCalled } from '../generators/index.ts';
import { openFolder } from '../system/files.ts';

/** All that decides how a blog's sources are read, so that another thread comes to the same conventions. */
export interface ReadSetup {
  readonly root: string;
  readonly linked: readonly (readonly [path: FilePath, real: FilePath])[];
  readonly generator: string;
  readonly input: Omit<ConfigureInput, 'read' | 'around'>;
  readonly around: readonly (readonly [path: string, text: string])[];
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
  let isTimely = false;
  const conventions = await generatorCalled(generator).configure({
    ...input, read,
    get now() {
      isTimely = true;
      return input.now;
    },
  });
  const known = await Promise.all([...texts].map(async ([path, text]) => [path, (await text) ?? null] as const));
  return { conventions, isTimely: () => isTimely, isDecisive: (file) => texts.has(file), setup: { root, linked: [...folder.linked?.() ?? []], generator, input: rest, around: [...around], texts: known } };
}

/** From so many sources on it pays to start threads. */
const MANY = 400;

/** Reads a blog's sources, a large blog's in several threads. What is read in threads is kept packed. */
export function readAllWith(system: System, folder: Folder, { setup }: Learned): ReadAll {
  return async (sources, read) => {
    const readers = sources.length < MANY || !folder.isOnDisk ? undefined : await system.readers?.();
    if (!readers) return readInTurn(sources, read);
    const documents: (Document | undefined)[] = Array.from(sources, () => undefined);
    try {
      await readers.read(JSON.stringify(setup), sources, read, (batch) => {
        for (const [index, document] of documentsIn(batch, sources)) documents[index] = document;
      });
    } finally {
      readers.close();
    }
    return new Map(documents.flatMap((document) => (document ? [[document.path, document] as const] : [])));
  };
}

/** Makes of a setup, as JSON, what reads a source: the whole work of a thread. */
export async function readerFor(json: string): Promise<ReadSource> {
  const { root, linked, generator, input, around, texts }: ReadSetup = JSON.parse(json);
  const folder = openFolder(root, {}, { files: input.files, linked: new Map(linked) });
  const known = new Map(texts);
  const read = async (path: FilePath): Promise<string | undefined> =>
    (known.has(path) ? known.get(path) ?? undefined : folder.read(path));
  const conventions = await generatorCalled(generator).configure({ ...input, around: new Map(around), read });
  return sourceReader({ conventions, read: (path) => folder.read(path), head: (path, bytes) => folder.head(path, bytes) });
}
