import type { FilePath } from '../../core/paths.ts';
import type { ReadFile } from '../generator.ts';
import { parseTemplate, type TemplateNode } from './go-template.ts';
import type { Shortcodes } from './read.ts';
import type { HugoSettings } from './settings.ts';

/** Reads the shortcodes of a blog and of its themes; the blog's own stand before a theme's of the same name. */
export async function readShortcodes(settings: HugoSettings, files: readonly FilePath[], read: ReadFile): Promise<Shortcodes> {
  const found = new Map<string, readonly TemplateNode[] | 'unread'>();
  for (const folder of settings.layouts) {
    for (const place of [`${folder}/shortcodes/`, `${folder}/_shortcodes/`]) {
      for (const file of files) {
        if (!file.startsWith(place)) continue;
        const name = nameOf(file.slice(place.length));
        if (!found.has(name)) found.set(name, parseTemplate((await read(file)) ?? '') ?? 'unread');
      }
    }
  }
  return { find: (name) => found.get(name), isComplete: isComplete(settings, files) };
}

/** Without a single template the blog is not all here either. */
function isComplete({ missingThemes, layouts }: HugoSettings, files: readonly FilePath[]): boolean {
  return missingThemes.length === 0 && layouts.every((folder) => !folder.startsWith('node_modules/'))
    && files.some((file) => layouts.some((folder) => file.startsWith(`${folder}/`)));
}

/** `gallery/image.html`, `note.en.html`, `note.html.html` are `gallery/image` and `note`. */
const nameOf = (path: string): string => path.replace(/(?:\.[A-Za-z-]{2,8})?\.[A-Za-z]+$/, '');
