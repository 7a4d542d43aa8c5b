import type { Value } from '../../core/site/document.ts';
import type { Settings } from './settings.ts';
import { slugize } from './slugize.ts';
import { asText, at, dataAt, isList, type Data } from './values.ts';

/** The tags of a post, each once. */
export const tagsOf = (data: Data): readonly string[] => [...new Set(namesOf(listed(data, 'tags', 'tag')))];

/**
 * The chains of categories of a post. `[Travel, Italy]` is one chain, Italy below Travel; a list that holds lists is
 * several chains.
 */
export function categoryChainsOf(data: Data): readonly (readonly string[])[] {
  const list = listed(data, 'categories', 'category').filter((one) => isList(one) || one !== null && one !== '');
  if (!list.some(isList)) return list.length === 0 ? [] : [namesOf(list)];
  return list.map((one) => namesOf(isList(one) ? one : [one])).filter((chain) => chain.length > 0);
}

export function tagSlug(name: string, { config, filenameCase }: Settings): string {
  return slugize(mapped(dataAt(config, 'tag_map'), name), { casing: filenameCase });
}

/** `Travel`, `Italy` is `Travel/Italy`. */
export function categorySlug(chain: readonly string[], { config, filenameCase }: Settings): string {
  const map = dataAt(config, 'category_map');
  return chain.map((name) => slugize(mapped(map, name), { casing: filenameCase })).join('/');
}

/** `tag:` counts where there is no `tags:`. */
function listed(data: Data, plural: string, singular: string): readonly Value[] {
  const value = at(data, plural) || at(data, singular);
  if (!value) return [];
  return isList(value) ? value : [value];
}

const namesOf = (values: readonly Value[]): readonly string[] =>
  values.filter((value) => value !== null && value !== '').map(asText);

function mapped(map: Data, name: string): string {
  const other = at(map, name);
  return typeof other === 'string' || typeof other === 'number' ? String(other) || name : name;
}
