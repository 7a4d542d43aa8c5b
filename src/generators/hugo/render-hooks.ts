import { asFilePath, type FilePath } from '../../core/paths.ts';
import type { ReadFile } from '../generator.ts';
import { isMultihost } from './addresses.ts';
import type { HookUse, HugoSettings } from './settings.ts';
import { has } from './version.ts';

/** What happens to links and images on their way from Markdown to HTML. */
export interface RenderHooks {
  readonly link: RenderHook;
  readonly image: RenderHook;
}

export type RenderHook =
  /** Nothing: the browser gets what the author wrote. */
  | { readonly kind: 'none' }
  /** Hugo's own, which looks for the page or the file that is meant. */
  | { readonly kind: 'embedded' }
  /** A theme that is not here may have one. */
  | { readonly kind: 'absent'; readonly why: string }
  /** One of the blog's or its theme's whose doing is only partly understood: the addresses it may change. */
  | { readonly kind: 'unread'; readonly why: string; readonly touches: (url: string) => boolean };

/** Finds the render hooks that a blog's links go through. */
export async function readRenderHooks(settings: HugoSettings, files: readonly FilePath[], read: ReadFile): Promise<RenderHooks> {
  const present = new Set<string>(files);
  const hook = async (name: 'link' | 'image'): Promise<RenderHook> => {
    const file = hookFile(name, settings, present);
    const own = file === undefined ? undefined : classified(file, (await read(asFilePath(file))) ?? '');
    const use = settings.markup.hooks[name];
    if (own && use !== 'always') return own;
    if (usesEmbedded(use, settings)) return { kind: 'embedded' };
    const [theme] = settings.missingThemes;
    if (theme !== undefined) return { kind: 'absent', why: `the theme \`${theme}\` is not here, and it may lead links of this kind to where they belong` };
    return { kind: 'none' };
  };
  return { link: await hook('link'), image: await hook('image') };
}

function hookFile(name: string, settings: HugoSettings, files: ReadonlySet<string>): string | undefined {
  for (const folder of settings.layouts) {
    for (const place of ['_default/_markup', '_markup']) {
      const file = `${folder}/${place}/render-${name}.html`;
      if (files.has(file)) return file;
    }
  }
  return undefined;
}

/** In a site of several languages Hugo brings its own hooks, since bundles share their files there. */
function usesEmbedded(use: HookUse, settings: HugoSettings): boolean {
  if (!has(settings.version, 'renderHooks')) return false;
  switch (use) {
    case 'always': case 'fallback': return true;
    case 'never': return false;
    case 'auto': return settings.languages.length > 1 && !isMultihost(settings);
    default: return use satisfies never;
  }
}

/** Most hooks only add `target="_blank"` or `loading="lazy"`: then the address stays what it is. */
function classified(file: string, text: string): RenderHook | undefined {
  if (!text.includes('.Destination')) return undefined;
  const code = text.replace(/\{\{-?\s*\/\*[\s\S]*?\*\/\s*-?\}\}/g, '');
  const looksUp = /\bGetPage\b|\brelref\b|\bref\b|\bResources\b|\bresources\.|\bpartial(?:Cached)?\b|\btemplate\b/.test(code);
  const changes = /\b(?:rel|abs)(?:Lang)?URL\b|\breplace\w*\b|\bprintf\b|\bpath\.Join\b|\burls\.JoinPath\b|\bstrings\.Replace\w*|\bBaseURL\b|\bRelPermalink\b|\bPermalink\b|\btrim\w*\b|\bTrim\w*\b/i.test(code);
  if (!looksUp && !changes) return { kind: 'none' };
  return {
    kind: 'unread', why: `\`${file}\` may lead it elsewhere`,
    touches: (url) => !/^(?:[a-z][a-z0-9+.-]*:|\/\/|#)/i.test(url),
  };
}
