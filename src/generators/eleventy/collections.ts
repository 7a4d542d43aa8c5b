import { globPatterns } from '../../core/text/glob-pattern.ts';
import type { Modules } from '../javascript/modules.ts';
import { arrayOf, at, functionOf, isArray, isFunction, objectOf, unknown, type Js } from '../javascript/values.ts';
import { tagsOf, type Page } from './pages.ts';
import type { Settings } from './settings.ts';
import { pageItems } from './values.ts';

/** `collections`, as templates see it: `all`, one for each tag, and the configuration's own. */
export function collectionsOf(pages: readonly Page[], settings: Settings, { evaluator }: Modules): Js {
  const items = pages.filter(({ data, place }) => place.kind !== 'none' && at(data, 'eleventyExcludeFromCollections') !== true).map((page) => ({ page, item: itemOf(page) }));
  items.sort((a, b) => (a.page.date ?? 0) - (b.page.date ?? 0));
  const all = arrayOf(items.map(({ item }) => item));
  const tagged = new Map<string, Js[]>();
  for (const { page, item } of items) {
    for (const tag of tagsOf(at(page.data, 'tags'))) tagged.set(tag, [...(tagged.get(tag) ?? []), item]);
  }
  const collections = { ...objectOf([['all', all], ...[...tagged].map(([tag, list]) => [tag, arrayOf(list)] as const)]), open: settings.hasUnreadCollections };
  const api = objectOf([
    ['getAll', functionOf(() => arrayOf(all.items))], ['getAllSorted', functionOf(() => arrayOf(all.items))],
    ['getFilteredByTag', functionOf(([tag]) => arrayOf(typeof tag === 'string' ? tagged.get(tag) ?? [] : []))],
    ['getFilteredByTags', functionOf((tags) => arrayOf(items.filter(({ page }) => tags.every((tag) => typeof tag === 'string' && tagsOf(at(page.data, 'tags')).includes(tag))).map(({ item }) => item)))],
    ['getFilteredByGlob', functionOf(([globs]) => {
      const patterns = (isArray(globs) ? globs.items : [globs]).filter((glob) => typeof glob === 'string');
      const matches = globPatterns(patterns.map((pattern) => pattern.replace(/^\.\//, '')));
      return arrayOf(items.filter(({ page }) => matches(page.path)).map(({ item }) => item));
    })],
  ]);
  for (const [name, make] of settings.collections) {
    evaluator.refill();
    collections.entries.set(name, isFunction(make) ? evaluator.attempt(() => make.call([api], undefined)) : unknown(`the collection \`${name}\``));
  }
  return collections;
}

function itemOf(page: Page): Js {
  const details = at(page.data, 'page');
  const item = objectOf([
    ['data', page.data], ['page', details], ['inputPath', `./${page.path}`], ['fileSlug', page.file.fileSlug], ['filePathStem', page.file.filePathStem],
    ['url', at(details, 'url')], ['date', at(details, 'date')], ['outputPath', at(details, 'outputPath')],
    ['content', unknown('the text of a page')], ['templateContent', unknown('the text of a page')], ['rawInput', unknown('the text of a page')],
  ]);
  pageItems.add(item);
  return item;
}
