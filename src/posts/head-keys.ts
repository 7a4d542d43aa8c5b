import { changeHead, type HeadChange } from '../core/markdown/front-matter-edits.ts';
import type { FilePath } from '../core/paths.ts';
import type { Conventions, NewPostConventions } from '../core/site/conventions.ts';
import type { FrontMatter, Value } from '../core/site/document.ts';
import { BlogError } from '../core/system.ts';

type Data = FrontMatter['data'];
type Keys = Pick<NewPostConventions, 'keysInAnyCase'>;

/** A key as a front matter has it: `Draft` for `draft`, where the generator takes keys in any letter case. One that is not there stays as it is. */
export function writtenKey(data: Data, key: string, keys: Keys): string {
  return Object.hasOwn(data, key) ? key : Object.keys(data).find((one) => isKey(one, key, keys)) ?? key;
}

/** Whether a key, as it was written somewhere, is this one. */
export const isKey = (written: string, key: string, { keysInAnyCase }: Keys): boolean =>
  written === key || keysInAnyCase === true && written.toLowerCase() === key.toLowerCase();

/** What a front matter says at a key. */
export const valueAt = (data: Data, key: string, keys: Keys): Value | undefined => data[writtenKey(data, key, keys)];

/** The text of a file after changes to its front matter, as `changeHead` makes them. A `BlogError` names the file. */
export function withHead(file: FilePath, text: string, changes: readonly HeadChange[], conventions: Conventions): string {
  const read = (one: string): FrontMatter => conventions.read(file, one).frontMatter;
  try {
    const { data } = read(text);
    return changeHead(text, changes.map((change) => inItsKeys(change, data, conventions.newPost)), read);
  } catch (error) {
    if (error instanceof BlogError) throw new BlogError(`\`${file}\`: ${error.message}`, { cause: error });
    throw error;
  }
}

/** A change to the keys as a front matter has them. */
export function inItsKeys(change: HeadChange, data: Data, keys: Keys): HeadChange {
  const written = (key: string): string => writtenKey(data, key, keys);
  return { ...change, key: written(change.key), ...('behind' in change && change.behind && { behind: change.behind.map(written) }) };
}
