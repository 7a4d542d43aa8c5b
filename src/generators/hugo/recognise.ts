import { asFilePath, folderOf, nameOf, type FilePath } from '../../core/paths.ts';
import type { ReadFile, Recognised } from '../generator.ts';

/** Hugo's sites among some files, the surest first. */
export async function recognise(files: readonly FilePath[], read: ReadFile): Promise<readonly Recognised[]> {
  const looked = files.filter((file) => !isElsewhere(file));
  const roots = new Map<string, string>();
  for (const file of looked) {
    const root = rootOf(file);
    // A folder of settings says more than a `config.toml` beside it, which editors may want and nobody fills.
    if (root !== undefined && (!roots.has(root) || isFolder(file))) roots.set(root, file);
  }
  const found: Recognised[] = [];
  for (const [root, file] of roots) {
    const recognised = await judged(root, asFilePath(file), looked, read);
    if (recognised) found.push(recognised);
  }
  return found.sort((a, b) => b.sureness - a.sureness || depthOf(a.root) - depthOf(b.root));
}

/** Themes bring example sites, and built sites and packages are somebody else's. */
const isElsewhere = (file: string): boolean =>
  /(?:^|\/)(?:node_modules|vendor|_vendor|public|exampleSite|themes|testdata|\.[^/]+)\//.test(file) || depthOf(file) > 6;

const isFolder = (file: string): boolean => /(?:^|\/)config\/_default\//.test(file);

const depthOf = (path: string): number => (path === '' ? 0 : path.split('/').length);

const SETTINGS = /^(?:hugo|config)\.(?:toml|ya?ml|json)$/;

function rootOf(file: string): string | undefined {
  const folder = folderOf(file);
  if (/(?:^|\/)config\/_default$/.test(folder) && /\.(?:toml|ya?ml|json)$/.test(file)) return folder.replace(/\/?config\/_default$/, '');
  return SETTINGS.test(nameOf(file)) ? folder : undefined;
}

/** `config.toml` may be anybody's: Zola's, a program's. Then the folders or a key of Hugo's must be there too. */
async function judged(root: string, file: FilePath, files: readonly FilePath[], read: ReadFile): Promise<Recognised | undefined> {
  const name = nameOf(file);
  const shown = root === '' ? file : file.slice(root.length + 1);
  const has = (pattern: RegExp): boolean => files.some((path) => isBelow(path, root) && pattern.test(root === '' ? path : path.slice(root.length + 1)));
  const hasFolders = has(/^(?:content|archetypes|layouts|static|themes|resources\/_gen)\//) || has(/^\.hugo_build\.lock$/);
  if (/^hugo\./.test(name)) return { root, why: `it has \`${shown}\``, sureness: 3 };
  if (isFolder(file)) return hasFolders || has(/^go\.mod$/) ? { root, why: `it has \`${folderOf(shown)}/\``, sureness: 3 } : undefined;
  const text = (await read(file)) ?? '';
  const isHugo = /^\s*["']?(?:baseurl|theme|languagecode|defaultcontentlanguage|publishdir|contentdir|disablekinds)["']?\s*[:=]/im.test(text)
    && !/^\s*base_url\s*=/m.test(text);
  if (!isHugo || !hasFolders) return undefined;
  return { root, why: `it has \`${shown}\` and folders of Hugo's`, sureness: 3 };
}

const isBelow = (path: string, root: string): boolean => root === '' || path.startsWith(`${root}/`);

