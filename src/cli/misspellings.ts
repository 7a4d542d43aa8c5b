import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { BlogError } from '../core/system.ts';

const LIST = '@cspell/dict-en-common-misspellings';

/**
 * Words that are common slips, with what is meant. The list is a package of its own, taken from where this program or the
 * blog has it. Throws a `BlogError` that says how to get it.
 */
export function readMisspellings(root: string): ReadonlyMap<string, string> {
  const found = [import.meta.url, join(root, 'package.json')].flatMap((from) => placeFrom(from)).at(0);
  if (found === undefined) throw new BlogError(`\`common-misspelling\` needs a list of words that does not come along with \`blog\`. Type \`npm install --save-dev ${LIST}\`.`);
  const words = new Map<string, string>();
  // A line for each: "recieve->receive".
  for (const [, wrong = '', right = ''] of readFileSync(found, 'utf8').matchAll(/"([^"\\]+)->([^"\\]+)"/g)) words.set(wrong, right);
  return words;
}

function placeFrom(from: string): readonly string[] {
  try {
    return [join(createRequire(from).resolve(LIST), '../dict/dict-en.json')];
  } catch {
    // It is not there.
    return [];
  }
}
