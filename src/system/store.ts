import { createHash } from 'node:crypto';
import type { Store } from '../core/system.ts';
import { attempt, openCacheFolder, type CacheInput } from './cache-folder.ts';

/** Nothing here ever fails: where a file cannot be written or read, or is not what was written, there is none. */
export function openStore(input: CacheInput): Store | undefined {
  const folder = openCacheFolder(input);
  return folder && {
    read: async (name) => attempt(() => contentOf(folder.read(name))),
    write: async (name, parts) => attempt(() => folder.write(name, () => [MAGIC, sumOf(parts), ...parts])),
  };
}

const MAGIC = Buffer.from('blog-cache 1\n');
const SUM = 32;

/** The content of a file that is whole: behind its name and a checksum. */
function contentOf(file: Buffer<ArrayBuffer>): Buffer<ArrayBuffer> | undefined {
  const start = MAGIC.length + SUM;
  const content = file.subarray(start);
  const isWhole = MAGIC.equals(file.subarray(0, MAGIC.length)) && sumOf([content]).equals(file.subarray(MAGIC.length, start));
  return isWhole ? content : undefined;
}

function sumOf(parts: readonly Uint8Array[]): Buffer {
  const sum = createHash('sha256');
  for (const part of parts) sum.update(part);
  return sum.digest();
}
