import { basename, dirname, resolve } from 'node:path';
import { asFilePath } from '../core/paths.ts';
import { BlogError, type System } from '../core/system.ts';

/**
 * The paths that a file lists, a line each - or with a NUL after each, as `git diff -z` and `find -print0` write them.
 * `-` is standard input. Empty lines do not count.
 */
export async function pathsFrom(file: string, system: System): Promise<readonly string[]> {
  const text = file === '-' ? await system.input() : await textOf(file, system);
  const end = text.includes('\0') ? '\0' : /\r?\n/;
  return text.split(end).filter((path) => path !== '');
}

async function textOf(file: string, system: System): Promise<string> {
  const place = resolve(system.cwd, file);
  const text = await (await system.folder(dirname(place))).read(asFilePath(basename(place)));
  if (text === undefined) throw new BlogError(`There is no file \`${file}\` to take paths from.`);
  return text;
}
