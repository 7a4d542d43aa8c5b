import type { FilePath } from '../core/paths.ts';
import type { Conventions } from '../core/site/conventions.ts';
import type { Folder } from '../core/system.ts';

/** The beginning of a source, with its whole front matter in it: of most files that is all there is. `undefined` when it is not there. */
export async function readHead(path: FilePath, folder: Folder, conventions: Conventions): Promise<string | undefined> {
  const bytes = await folder.head(path, ENOUGH);
  if (!bytes) return undefined;
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8');
  return bytes.length < ENOUGH || isWhole(path, text, conventions) ? text : folder.read(path);
}

const ENOUGH = 16_384;

/** What is cut off may hold the line that ends the front matter, or say that there is none. */
function isWhole(path: FilePath, text: string, conventions: Conventions): boolean {
  const { format, error, range } = conventions.read(path, text, 'head').frontMatter;
  return format !== 'none' && !error && range.end < text.length - LETTER;
}

/** The last letter may be cut in two. */
const LETTER = 4;
