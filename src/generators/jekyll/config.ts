import { asFilePath, type FilePath } from '../../core/paths.ts';
import type { Value } from '../../core/site/document.ts';
import { BlogError } from '../../core/system.ts';
import { ParseError } from '../../core/text/parse-error.ts';
import { parseToml } from '../../core/text/toml.ts';
import { parseYaml } from '../../core/text/yaml.ts';
import type { ConfigureInput } from '../generator.ts';
import type { BuildCommand } from './build-command.ts';
import { configNames } from './recognise.ts';
import { mergeConfigs, type Settings } from './settings.ts';
import { at, isData, printed, type Data } from './values.ts';

/** Jekyll reads the first of its names that is there; `--config` names others, later ones over earlier ones. */
export async function readConfig({ files, read, options }: ConfigureInput, command: BuildCommand): Promise<{ readonly config: Data; readonly notes: readonly string[] }> {
  const named = command.config?.filter((name) => files.includes(asFilePath(name))) ?? [];
  const names = options.config ?? (named.length > 0 ? named : undefined) ?? configNames.filter((name) => files.includes(asFilePath(name))).slice(0, 1);
  const configs: Data[] = [];
  const notes: string[] = [];
  for (const name of names) {
    const text = await read(asFilePath(name));
    if (text === undefined) throw new BlogError(`There is no settings file \`${name}\`. \`--config\` takes paths from the blog's folder.`);
    try {
      const value: Value = name.endsWith('.toml') ? parseToml(text) : parseYaml(text.replace(/^\uFEFF/, ''), '1.1');
      if (isData(value)) configs.push(value);
    } catch (error) {
      if (!(error instanceof ParseError)) throw error;
      notes.push(`\`${name}\` cannot be read: ${error.message.replace(/\.$/, '')}. Jekyll's own settings are taken instead.`);
    }
  }
  return { config: mergeConfigs(configs), notes };
}

/** Jekyll 4 stops where a list is written as a text. */
export const refusedSettings = ({ config, version: { major } }: Settings): readonly string[] =>
  (major === 3 ? [] : ['include', 'exclude', 'plugins']).filter((key) => typeof at(config, key) === 'string')
    .map((key) => `The setting \`${key}\` has to be a list: Jekyll 4 stops at it.`);

/**
 * The folder that is read: what settings or the command say, if it is there, else the one that holds `_posts`. Where nobody says one and
 * posts, layouts and all are in one folder, some other program gives Jekyll that folder.
 */
export function withSource(config: Data, command: BuildCommand, files: readonly FilePath[]): Data {
  const written = printed(command.source ?? at(config, 'source')).replace(/^\.?\/+|\/+$/g, '');
  if (written === '' || written === '.') {
    const folder = ownFolder(files);
    return folder === undefined ? config : { ...config, source: folder };
  }
  if (files.some((file) => file.startsWith(`${written}/`))) return { ...config, source: written };
  return { ...config, source: [...foldersWith('_posts', files)].toSorted((a, b) => a.length - b.length)[0] ?? '.' };
}

/** The only folder with `_layouts`, if it has `_posts` and an index as well, and the root has none of them. */
function ownFolder(files: readonly FilePath[]): string | undefined {
  if (files.some((file) => /^(?:_(?:layouts|posts)\/|index\.)/.test(file))) return undefined;
  const [folder, second] = foldersWith('_layouts', files);
  if (folder === undefined || second !== undefined || !foldersWith('_posts', files).has(folder)) return undefined;
  return files.some((file) => file.startsWith(`${folder}index.`)) ? folder.slice(0, -1) : undefined;
}

/** `site/` for `site/_posts/x.md` */
function foldersWith(name: string, files: readonly FilePath[]): ReadonlySet<string> {
  const place = new RegExp(`^((?:[^_/][^/]*/)*)${name}/`);
  return new Set(files.flatMap((file) => place.exec(file)?.[1] ?? []));
}
