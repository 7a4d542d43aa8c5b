import { asFilePath, folderOf, type FilePath } from '../../core/paths.ts';
import type { ReadFile, Recognised } from '../generator.ts';

/**
 * A Hexo blog has `hexo` in its `package.json`. Where there is none its settings tell it from a Jekyll blog, which has
 * a `_config.yml` too: no other program knows `new_post_name` or `post_asset_folder`.
 */
export async function recognise(files: readonly FilePath[], read: ReadFile): Promise<readonly Recognised[]> {
  const roots = new Map<string, FilePath | undefined>();
  for (const path of files) {
    if (CONFIG.test(path) && !INSIDE.test(path)) roots.set(folderOf(path), path);
    const posts = POSTS.exec(path);
    if (posts && !INSIDE.test(path) && !roots.has(posts[1] ?? '')) roots.set((posts[1] ?? '').replace(/\/$/, ''), undefined);
  }
  const found: Recognised[] = [];
  const all = new Set(files);
  for (const [root, config] of roots) {
    const one = await recogniseAt(root, config, all, read);
    if (one) found.push(one);
  }
  return found.sort((a, b) => b.sureness - a.sureness);
}

const CONFIG = /(?:^|\/)_config\.(?:yml|yaml|json)$/;
const POSTS = /^((?:.+\/)?)source\/_posts\//;

/** A theme has a `_config.yml` of its own. */
const INSIDE = /(?:^|\/)(?:themes|node_modules|public|\.deploy_git)\//;

async function recogniseAt(root: string, config: FilePath | undefined, files: ReadonlySet<FilePath>, read: ReadFile): Promise<Recognised | undefined> {
  const below = (path: string): FilePath => asFilePath(root === '' ? path : `${root}/${path}`);
  const packages = files.has(below('package.json')) ? await read(below('package.json')) : undefined;
  if (packages !== undefined && /"hexo"\s*:/.test(packages)) return { root, why: '`package.json` asks for Hexo', sureness: config ? 3 : 2 };
  if (config === undefined) return files.has(below('scaffolds/post.md')) ? { root, why: '`source/_posts` and `scaffolds` are there', sureness: 1 } : undefined;

  const settings = await read(config);
  const key = KEYS.exec(settings ?? '')?.[1];
  return key === undefined ? undefined : { root, why: `\`${config}\` has \`${key}\``, sureness: 3 };
}

const KEYS = /^"?(new_post_name|post_asset_folder|skip_render|default_layout|filename_case|permalink_defaults|category_dir|archive_dir|index_generator|per_page_dir)"?\s*:/m;
