import { asFilePath, asUrlPath } from '../../core/paths.ts';
import type { Entry } from '../../core/site/conventions.ts';
import type { Published, PublishedDocument, PublishedPage } from './publish.ts';
import type { Rewrite } from './rewrite.ts';
import type { Settings } from './settings.ts';
import { at, printed, texts } from './values.ts';

/**
 * jekyll-polyglot builds the site once for each language, the default one at the root and the others in a folder each. Of the sources
 * with one address the one in the language is taken, or else the one in the default language; so a translation is in the folder of
 * its language, unless it is the only one. Read off version 1.5.1.
 */
export function localized(site: Published, settings: Settings): Published {
  if (!settings.plugins.has('jekyll-polyglot')) return site;
  const { languages, main } = languagesOf(settings);
  const keyOf = ({ url }: Entry): string => languages.reduce((key, language) => key.replaceAll(`/${language}/`, '/').replaceAll(`.${language}.`, '/').replaceAll(`.${language}/`, '/'), url as string);
  const translated = new Set([...site.pages, ...site.documents].filter((one) => languageOf(one, settings, main) === main).map(({ entry }) => keyOf(entry)));
  const placed = <T extends PublishedPage | PublishedDocument>(one: T): T => {
    const language = languageOf(one, settings, main);
    if (language === main || !translated.has(keyOf(one.entry))) return one;
    const { entry } = one;
    if (!languages.includes(language)) return { ...one, entry: { ...entry, visibility: { kind: 'unpublished', why: `\`${language}\` is not among the \`languages\` of the settings` } } };
    return { ...one, entry: { ...entry, url: asUrlPath(`/${language}${entry.url}`), output: asFilePath(`${language}/${entry.output}`) } };
  };
  return { ...site, pages: site.pages.map(placed), documents: site.documents.map(placed) };
}

/** On a page in another language than the default one, links go to that language: `/about/` is `/pt-br/about/`. Not so pictures. */
export function languageLinks(settings: Settings, base: string): Rewrite | undefined {
  if (!settings.plugins.has('jekyll-polyglot')) return undefined;
  const { languages, main } = languagesOf(settings);
  return ({ kind }, url, entry, site) => {
    const language = languages.find((one) => one !== main && entry.output.startsWith(`${one}/`));
    if (language === undefined || kind !== 'link' || !url.startsWith(`${base}/`)) return undefined;
    const [path = ''] = url.slice(base.length + 1).split(/[?#]/, 1);
    const output = `${language}/${path}`;
    const isThere = [output, `${output.replace(/\/?$/, '/')}index.html`, `${output}.html`].some((file) => site.outputs.has(file));
    return isThere ? { kind: 'url', url: `${base}/${language}${url.slice(base.length)}` } : undefined;
  };
}

function languagesOf({ config }: Settings): { readonly languages: readonly string[]; readonly main: string } {
  return { languages: texts(at(config, 'languages')), main: printed(at(config, 'default_lang') ?? 'en') };
}

/** Its `lang`, or with `lang_from_path` a folder on its way: `_posts/pt-br/…`, `pt-br/about.md`. */
function languageOf({ entry, wishes }: PublishedPage | PublishedDocument, { config, source }: Settings, main: string): string {
  if (wishes.language !== undefined) return wishes.language;
  if (at(config, 'lang_from_path') !== true || entry.source === undefined) return main;
  const path = source === '' ? entry.source : entry.source.slice(source.length + 1);
  const folders = path.split('/').slice(0, -1);
  const folder = path.startsWith('_') ? folders[1] : folders[0];
  return folder !== undefined && /^[a-z]{2,3}(?:[_-](?:[A-Za-z]{2}){1,2}){0,2}$/.test(folder) ? folder : main;
}
