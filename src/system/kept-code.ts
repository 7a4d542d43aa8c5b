import { createHash } from 'node:crypto';

/**
 * What V8 made of the parts of a program, in one file: a name, where each part's code lies, and the code. V8 itself sees
 * whether it is of another version, but takes it to be whole.
 */
export interface KeptCode {
  readonly names: ReadonlySet<string>;
  /** Empty where there is none, and where it is not what was written. */
  of(name: string): Buffer<ArrayBuffer> | undefined;
}

export const NO_CODE: KeptCode = { names: new Set(), of: () => undefined };

const MAGIC = Buffer.from('blog-code 1\n');
const HEAD = MAGIC.length + 4 + 20;

/** Takes code from a file. Throws where it is not one of ours, or cut off. */
export function unpackCode(file: Buffer<ArrayBuffer>): KeptCode {
  const end = HEAD + file.readUInt32LE(MAGIC.length);
  const index = file.subarray(HEAD, end);
  if (!MAGIC.equals(file.subarray(0, MAGIC.length)) || !sumOf(index).equals(file.subarray(MAGIC.length + 4, HEAD))) return NO_CODE;
  const places = new Map<string, Place>(JSON.parse(index.toString('utf8')));
  return {
    names: new Set(places.keys()),
    of: (name) => {
      const place = places.get(name);
      if (!place) return undefined;
      const start = aligned(end) + place.at;
      const code = file.subarray(start, start + place.length);
      return sumOf(code).toString('base64') === place.sum ? code : undefined;
    },
  };
}

interface Place {
  /** Counted from the end of the index, a multiple of 8: V8 copies what lies elsewhere. */
  readonly at: number;
  readonly length: number;
  readonly sum: string;
}

/** The parts of a file that holds this code. */
export function packCode(code: ReadonlyMap<string, Uint8Array>): readonly Uint8Array[] {
  const places: [string, Place][] = [];
  const bytes: Uint8Array[] = [];
  let at = 0;
  for (const [name, part] of code) {
    places.push([name, { at, length: part.length, sum: sumOf(part).toString('base64') }]);
    bytes.push(part, gapAfter(part.length));
    at += aligned(part.length);
  }
  const index = Buffer.from(JSON.stringify(places));
  const length = Buffer.alloc(4);
  length.writeUInt32LE(index.length);
  return [MAGIC, length, sumOf(index), index, gapAfter(HEAD + index.length), ...bytes];
}

const aligned = (length: number): number => Math.ceil(length / 8) * 8;

const gapAfter = (length: number): Uint8Array => new Uint8Array(aligned(length) - length);

/** Against damage, not against malice: who can write here can do worse. SHA-1 takes half of the time that SHA-256 takes. */
const sumOf = (bytes: Uint8Array): Buffer => createHash('sha1').update(bytes).digest();
