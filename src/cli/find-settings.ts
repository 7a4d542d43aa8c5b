import { join, relative, sep } from 'node:path';
import { asFilePath } from '../core/paths.ts';
import { BlogError, type Folder, type System } from '../core/system.ts';
import { ParseError } from '../core/text/parse-error.ts';
import type { Position } from '../core/text/range.ts';
import { PACKAGE_FILE, SETTINGS_FILES } from '../settings/files.ts';
import type { BlogSettings } from '../settings/settings.ts';
import { foldersAbove } from './folders-above.ts';

/** A blog's own settings, and where they are from. */
export interface FoundSettings {
  /** Empty where there is no file. */
  readonly settings: BlogSettings;
  /** Absolute: what paths and patterns in them start from. The folder that was asked about where there is no file. */
  readonly folder: string;
  /** As a person in the current folder would type it; missing where there is none. */
  readonly file?: string;
  /** Where each key stands in the file, by its path: `rules.missing-alt`. */
  readonly places: ReadonlyMap<string, Position>;
  readonly notes: readonly string[];
}

/**
 * The settings of a folder: its own, or those of the nearest folder above that has some, up to the top of the
 * repository. Throws a `BlogError` where they are not what they should be.
 */
export async function findSettings(system: System, start: string): Promise<FoundSettings> {
  for (const path of [start, ...await foldersAbove(system, start)]) {
    const folder = await system.folder(path);
    const found = await settingsIn(folder, (name) => relative(system.cwd, join(path, name)).split(sep).join('/'));
    if (found) return found;
  }
  return { settings: {}, folder: start, places: new Map(), notes: [] };
}

async function settingsIn(folder: Folder, shownAs: (name: string) => string): Promise<FoundSettings | undefined> {
  const found: FoundSettings[] = [];
  const others: string[] = [];
  for (const name of [...SETTINGS_FILES, PACKAGE_FILE]) {
    const text = await folder.read(asFilePath(name));
    if (text === undefined || (name === PACKAGE_FILE && !/"blog"\s*:\s*\{/.test(text))) continue;
    const read = await readFile(name, text, shownAs(name));
    if (read) found.push({ ...read, folder: folder.path, file: shownAs(name), notes: [] });
    else if (name !== PACKAGE_FILE) others.push(`\`${shownAs(name)}\` holds no setting of \`blog\`, so it is taken for another program's.`);
  }
  const [first, second] = found;
  if (!first && others.length > 0) return { settings: {}, folder: folder.path, places: new Map(), notes: others };
  return first && { ...first, notes: [...others, ...(second ? [`Settings are in \`${first.file}\` and in \`${second.file}\`; the first is used. Put them in one file.`] : [])] };
}

/** What checks them is loaded where there is something to check. */
async function readFile(name: string, text: string, shown: string) {
  const [{ readSettings }, { settingNames }] = await Promise.all([import('../settings/read-settings.ts'), import('./setting-names.ts')]);
  try {
    return readSettings(name, text, settingNames);
  } catch (error) {
    if (error instanceof ParseError) throw new BlogError(`${shown}:${error.line}:${error.column}: ${error.message}`, { cause: error });
    throw error;
  }
}
