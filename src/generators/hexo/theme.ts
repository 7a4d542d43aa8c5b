import type { FilePath } from '../../core/paths.ts';
import type { ReadFile } from '../generator.ts';
import type { Theme } from './settings.ts';

/** The ids that the theme's layouts put around a post, as far as they are written out. */
export async function themeAnchors(theme: Theme, files: readonly FilePath[], read: ReadFile): Promise<ReadonlySet<string>> {
  if (theme.folder === undefined) return USUAL;
  const layouts = files.filter((path) => path.startsWith(`${theme.folder}/layout/`) && LAYOUT.test(path)).slice(0, 400);
  const anchors = new Set<string>();
  for (const path of layouts) for (const id of idsOf((await read(path)) ?? '', /\.(?:pug|jade)$/.test(path))) anchors.add(id);
  return anchors;
}

const LAYOUT = /\.(?:ejs|swig|njk|j2|pug|jade|html?|hbs|haml)$/;

function* idsOf(text: string, isPug: boolean): Iterable<string> {
  for (const [, id = ''] of text.matchAll(/\bid\s*=\s*["']([\w-]+)["']/g)) yield id;
  if (!isPug) return;
  for (const [, id = ''] of text.matchAll(/^[ \t]*(?:[a-z][\w-]*)?(?:\.[\w-]+)*#([A-Za-z][\w-]*)/gm)) yield id;
}

/** Of a theme that is not there: what most of them have. */
const USUAL: ReadonlySet<string> = new Set(['header', 'footer', 'content', 'main', 'sidebar', 'toc', 'nav', 'container', 'post', 'article', 'posts', 'page-header', 'post-comment']);
