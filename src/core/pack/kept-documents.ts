import { asFilePath, type FilePath } from '../paths.ts';
import { BytesReader, BytesWriter } from './bytes.ts';
import { NONE, type PackedBatch } from './pack-batch.ts';
import { PackedDocument } from './pack-document.ts';

/** A source as it was read some time ago. */
export interface KeptSource {
  /** How its file was told apart; `''` where it may have been written again within the same tick. */
  readonly stamp: string;
  /** Of its text; `''` where the text was not read. */
  readonly digest: string;
  /** Missing where the file turned out to be no source. */
  readonly document?: PackedDocument | undefined;
}

/** What was read of a blog's sources, by path. */
export interface KeptDocuments {
  /** What they were read with: conventions, build, and where it matters the hour. */
  readonly key: string;
  readonly sources: ReadonlyMap<FilePath, KeptSource>;
  /** The bytes that the documents are in. */
  readonly blob: Uint8Array;
  /** How many there were when all of it was read at once: what is beyond that took the place of something. */
  readonly whole: number;
}

/** Reads what `packKept` wrote. `undefined` where it is something else. */
export function unpackKept(content: Buffer): KeptDocuments | undefined {
  try {
    const length = content.readUInt32LE(0);
    const index = new BytesReader(content.subarray(4, 4 + length), 0, true);
    const blob = content.subarray(4 + length);
    const key = index.string();
    const whole = index.number();
    const sources = new Map<FilePath, KeptSource>();
    for (let left = index.number(); left > 0; left--) {
      const path = asFilePath(index.string());
      const stamp = index.string();
      const digest = index.string();
      const start = index.number();
      sources.set(path, { stamp, digest, ...(start > 0 && { document: new PackedDocument(path, blob, start - 1) }) });
    }
    return { key, sources, blob, whole };
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

export interface KeptInput extends Pick<KeptDocuments, 'key' | 'whole'> {
  /** Every source, in any order, with where its document begins in all blobs together. */
  readonly sources: readonly { readonly path: FilePath; readonly stamp: string; readonly digest: string; readonly start: number | undefined }[];
  /** What was kept before, as far as anything still lies in it, and then what was read anew. */
  readonly blobs: readonly Uint8Array[];
}

/** The parts of a file: an index, then all bytes as they are. */
export function packKept({ key, whole, sources, blobs }: KeptInput): readonly Uint8Array[] {
  const writer = new BytesWriter();
  writer.string(key);
  writer.number(whole);
  writer.number(sources.length);
  for (const { path, stamp, digest, start } of sources) {
    writer.string(path);
    writer.string(stamp);
    writer.string(digest);
    writer.number(start === undefined ? 0 : start + 1);
  }
  writer.end();
  const index = writer.take();
  const length = Buffer.alloc(4);
  length.writeUInt32LE(index.length);
  return [length, index, ...blobs];
}

/** Where the documents of a batch begin whose bytes begin at `before`; `undefined` where a source turned out to be none. */
export const startsIn = ({ places }: PackedBatch, before: number): readonly (number | undefined)[] =>
  Array.from(places, (start) => (start === NONE ? undefined : before + start));
