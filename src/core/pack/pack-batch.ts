import type { FilePath } from '../paths.ts';
import type { Document } from '../site/document.ts';
import type { ReadSource } from '../system.ts';
import { BytesWriter } from './bytes.ts';
import { packDocument, PackedDocument } from './pack-document.ts';

/** Documents that were read one after the other, in one run of bytes that a thread can hand over. */
export interface PackedBatch {
  /** The place of the first among all sources. */
  readonly first: number;
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** Where each document begins; `NONE` where there is none. */
  readonly places: Uint32Array<ArrayBuffer>;
  /** Of each source's text, where somebody keeps them; else `''`. */
  readonly digests: readonly string[];
}

/** What reads a source. */
export interface SourceReading {
  readonly read: ReadSource;
  /** Of the text that was read last of a source. */
  digestOf(path: FilePath): string;
}

export const NONE = 0xffff_ffff;

/** Reads the sources from `first` up to `end` and packs what they are. */
export async function readBatch(sources: readonly FilePath[], first: number, end: number, { read, digestOf }: SourceReading): Promise<PackedBatch> {
  const paths = sources.slice(first, end);
  const documents = await Promise.all(paths.map(read));
  return { first, ...packed(documents), digests: paths.map(digestOf) };
}

const writer = new BytesWriter();

function packed(documents: readonly (Document | undefined)[]): Pick<PackedBatch, 'bytes' | 'places'> {
  const places = Uint32Array.from(documents, (document) => (document ? packDocument(document, writer) : NONE));
  return { bytes: writer.take(), places };
}

/** The documents of a batch, in order, each by its source's place among all sources. */
export function* documentsIn(batch: PackedBatch, sources: readonly FilePath[]): Iterable<readonly [index: number, PackedDocument]> {
  const bytes = Buffer.from(batch.bytes.buffer, batch.bytes.byteOffset, batch.bytes.byteLength);
  for (const [at, start] of batch.places.entries()) {
    const index = batch.first + at;
    const path = sources[index];
    if (start !== NONE && path !== undefined) yield [index, new PackedDocument(path, bytes, start)];
  }
}
