import { folderOf, nameOf } from '../../core/paths.ts';
import type { Document } from '../../core/site/document.ts';
import type { HugoSettings } from './settings.ts';

/** What a page's address comes from, in the order in which Hugo asks: `url`, `permalinks` of its section, `slug`, its file. */
export function madeBy({ path, frontMatter: { data } }: Document, settings: HugoSettings): string {
  const text = (key: string): string | undefined => (typeof data[key] === 'string' && data[key] !== '' ? data[key] : undefined);
  const url = text('url');
  if (url !== undefined) return `\`url\` of its front matter, \`${url}\``;
  const below = settings.content.map(({ source }) => source).find((folder) => path.startsWith(`${folder}/`));
  const parts = (below === undefined ? path : path.slice(below.length + 1)).split('/');
  const section = parts.length > 1 ? parts[0] ?? '' : '/';
  const pattern = /^_index\./.test(nameOf(path)) ? undefined : settings.permalinks.page.get(section) ?? settings.permalinks.page.get(section.toLowerCase());
  if (pattern !== undefined) return `\`permalinks\` of the section \`${section}\` in the settings, \`${pattern}\``;
  const slug = text('slug');
  if (slug !== undefined) return `its folder \`${folderOf(path)}\` and \`slug\` of its front matter, \`${slug}\``;
  return 'the path of its file, as no `url`, `slug` or `permalinks` says otherwise';
}
