import { asFilePath, extensionOf, nameOf } from '../../core/paths.ts';
import type { TranslatedName } from '../../core/site/conventions.ts';
import { isPageFile, languageIn, mountedPath } from './content.ts';
import type { HugoSettings } from './settings.ts';

/**
 * Hugo takes pages of one name for translations of each other: `x.md` and `x.fr.md`, and `content/en/x.md` and
 * `content/fr/x.md` where each language has a content folder. `undefined` outside of those, and in a blog of one language.
 * https://gohugo.io/content-management/multilingual/#translate-your-content
 */
export function translatedName(path: string, settings: HugoSettings): TranslatedName | undefined {
  if (settings.languages.length < 2) return undefined;
  const mounts = settings.content.flatMap((mount) => {
    const below = mountedPath(path, mount);
    return below === undefined || below === '' ? [] : [{ mount, below }];
  });
  const [first, ...others] = mounts;
  if (!first) return undefined;
  const { mount, below } = others.reduce((best, one) => (one.below.length < best.below.length ? one : best), first);
  const extension = isPageFile(below, settings) ? extensionOf(below) : '';
  const stem = below.slice(0, below.length - extension.length);
  const own = extension === '' ? undefined : languageIn(nameOf(stem), settings);
  const rest = (own === undefined ? '' : stem.slice(-own.length - 1)) + extension;
  const prefix = mount.target === '' ? '' : `${mount.target}/`;
  return {
    name: below.slice(0, below.length - rest.length),
    language: own ?? mount.language ?? settings.defaultLanguage,
    as: (name) => (name.startsWith(prefix) ? asFilePath(`${mount.source}/${name.slice(prefix.length)}${rest}`) : undefined),
  };
}
