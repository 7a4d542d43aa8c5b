import { folderOf, nameOf, asFilePath, type FilePath } from '../../core/paths.ts';
import type { ReadFile, Recognised } from '../generator.ts';

/** Jekyll's sites among some files: by `_config.yml`, or by a folder `_posts` that holds posts. */
export async function recognise(files: readonly FilePath[], read: ReadFile): Promise<readonly Recognised[]> {
  const looked = files.filter((file) => !isElsewhere(file));
  const configured: Recognised[] = [];
  for (const [root, config] of configsOf(looked)) {
    const found = await withConfig({ root, config, files: below(looked, root), read });
    if (found) configured.push(found);
  }
  const roots = configured.map(({ root }) => root);
  const bare = rootsOfPosts(looked).filter((root) => !roots.some((known) => isWithin(root, known)));
  return [...configured, ...bare.flatMap((root) => withoutConfig(root, below(looked, root)))].sort((a, b) => b.sureness - a.sureness || depth(a.root) - depth(b.root));
}

/** Built sites, packages and themes are not looked into. */
const isElsewhere = (file: string): boolean => /(?:^|\/)(?:_site|node_modules|vendor|\.[^/]+)\//.test(file) || depth(file) > 5;

const depth = (path: string): number => (path === '' ? 0 : path.split('/').length);

const isWithin = (path: string, root: string): boolean => root === '' || path === root || path.startsWith(`${root}/`);

const below = (files: readonly FilePath[], root: string): readonly string[] =>
  (root === '' ? files : files.filter((file) => file.startsWith(`${root}/`)).map((file) => file.slice(root.length + 1)));

/** Jekyll reads one of them only, in this order. */
export const configNames = ['_config.yml', '_config.yaml', '_config.toml'];

function configsOf(files: readonly FilePath[]): ReadonlyMap<string, FilePath> {
  const found = new Map<string, FilePath>();
  for (const name of configNames.toReversed()) {
    for (const file of files) if (nameOf(file) === name) found.set(folderOf(file), file);
  }
  return found;
}

interface Candidate {
  readonly root: string;
  readonly config: FilePath;
  /** From the root on. */
  readonly files: readonly string[];
  readonly read: ReadFile;
}

async function withConfig({ root, config, files, read }: Candidate): Promise<Recognised | undefined> {
  const text = (await read(config)) ?? '';
  const name = nameOf(config);
  const folders = files.some((file) => /^(?:[^/]+\/)*_(?:posts|layouts|includes|drafts)\//.test(file));
  // Octopress is Jekyll and has its posts where Hexo has them.
  if (isHexo(files, text) && !files.some((file) => /^(?:_posts|(?:source\/)?_(?:layouts|includes))\//.test(file))) return undefined;

  const gemfile = files.includes('Gemfile') ? (await read(asFilePath(root === '' ? 'Gemfile' : `${root}/Gemfile`))) ?? '' : '';
  if (/^\s*gem\s+["'](?:jekyll|github-pages)\b/m.test(gemfile)) return { root, sureness: 3, why: `\`${name}\` is there and \`Gemfile\` names Jekyll` };
  const own = /^\s*-?\s*["']?(jekyll-[\w-]+|jemoji)|^(?:remote_theme|kramdown|gems|collections_dir|markdown: *["']?(?:kramdown|redcarpet|rdiscount))\b/m.exec(text);
  if (own) return { root, sureness: 3, why: `\`${name}\` speaks of \`${(own[1] ?? own[0]).trim()}\`` };
  if (folders) return { root, sureness: 2, why: `\`${name}\` and folders like \`_posts\` are there` };
  if (!/^(?:theme|plugins|permalink|baseurl|title|exclude|defaults|collections|source)\s*:/m.test(text) && text.trim() !== '') return undefined;
  return { root, sureness: files.some((file) => /\.(?:md|markdown|html)$/i.test(file)) ? 2 : 1, why: `\`${name}\` is there` };
}

/** Hexo's settings file has the same name. */
const isHexo = (files: readonly string[], text: string): boolean =>
  /^(?:source_dir|public_dir|new_post_name|post_asset_folder|category_map)\s*:/m.test(text)
  || files.some((file) => file.startsWith('scaffolds/') || file.startsWith('source/_posts/'));

const postInFolder = /^(.*?)(?:^|\/)_posts\/(?:[^/]+\/)*\d{2,4}-\d{1,2}-\d{1,2}-[^/]*\.[^./]+$/;

/** The folders that hold a `_posts` with posts in it, without those below another one. */
function rootsOfPosts(files: readonly FilePath[]): readonly string[] {
  const roots = new Set(files.flatMap((file) => postInFolder.exec(file)?.[1] ?? []));
  return [...roots].filter((root) => ![...roots].some((other) => other !== root && isWithin(root, other)));
}

function withoutConfig(root: string, files: readonly string[]): readonly Recognised[] {
  if (files.some((file) => file.startsWith('scaffolds/')) || root === 'source' || root.endsWith('/source')) return [];
  const layouts = files.some((file) => /^_(?:layouts|includes)\//.test(file));
  return [{ root, sureness: layouts ? 2 : 1, why: layouts ? '`_posts` and `_layouts` are there' : '`_posts` holds posts with a date in their name' }];
}
