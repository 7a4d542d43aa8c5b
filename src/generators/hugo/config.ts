import { asFilePath, type FilePath } from '../../core/paths.ts';
import type { ReadFile } from '../generator.ts';
import { parseData } from './parse-data.ts';
import { isTree, lowerKeys, merged, type Tree } from './tree.ts';

/** The merged settings of a blog, keys in lower case, and the files they came from. */
export interface Config {
  readonly tree: Tree;
  readonly files: readonly FilePath[];
  readonly problems: readonly string[];
}

export interface ConfigInput {
  readonly files: readonly FilePath[];
  readonly read: ReadFile;
  readonly environment: string;
  /** Named on the command line, later ones over earlier ones. */
  readonly explicit: readonly string[];
}

/** Reads the settings file at the root, then `config/_default/` over it, then `config/<environment>/` over that. */
export async function readConfig(input: ConfigInput): Promise<Config> {
  const present = new Set<string>(input.files);
  const roots = input.explicit.length > 0
    ? input.explicit.filter((path) => present.has(path))
    : ROOT_FILES.filter((path) => present.has(path)).slice(0, 1);
  const folders = ['config/_default', `config/${input.environment}`];
  const paths = [...roots.map(asFilePath), ...folders.flatMap((folder) => inFolder(folder, input.files))];

  let tree: Tree = {};
  const problems: string[] = [];
  for (const path of paths) {
    const parsed = parseData(path, (await input.read(path)) ?? '');
    if (parsed.kind === 'error') problems.push(`\`${path}\` could not be read: ${parsed.message}.`);
    else if (isTree(parsed.value)) tree = merged(tree, lowerKeys(under(path, parsed.value), true));
  }
  return { tree, files: paths, problems };
}

/** In the order Hugo looks for them: the new name wins. */
export const ROOT_FILES = ['hugo', 'config'].flatMap((name) => ['toml', 'yaml', 'yml', 'json'].map((ext) => `${name}.${ext}`));

const inFolder = (folder: string, files: readonly FilePath[]): readonly FilePath[] =>
  files.filter((path) => path.startsWith(`${folder}/`) && /\.(?:toml|ya?ml|json)$/.test(path)
    && !path.slice(folder.length + 1).includes('/'));

/**
 * `config/_default/params.toml` holds what is below `params`, `languages.en.toml` what is below `languages.en`, and
 * `menus.en.toml` what is below `languages.en.menus`.
 */
function under(path: FilePath, value: Tree): Tree {
  if (!path.startsWith('config/')) return value;
  const name = path.slice(path.lastIndexOf('/') + 1).replace(/\.\w+$/, '').toLowerCase();
  const [key = '', language] = name.split('.');
  if (key === 'hugo' || key === 'config' || (key === 'languages' && language)) return language ? { languages: { [language]: value } } : value;
  const inner: Tree = isTree(value[key]) && Object.keys(value).length === 1 ? value : { [key === 'menu' ? 'menus' : key]: value };
  return language ? { languages: { [language]: inner } } : inner;
}
