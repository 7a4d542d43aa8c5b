import { UNKNOWN } from '../../core/text/derived.ts';
import { iterated } from '../javascript/evaluate.ts';
import { arrayOf, at, isArray, isFunction, isObject, isUnknown, objectOf, toValue, type Js, type JsObject } from '../javascript/values.ts';
import { numberedAddress, permalinkAddress, usualAddress, type Address } from './addresses.ts';
import { atMadeUpDates, calledPermalink, isFinal, permalinkOf, type Page, type PagesParts } from './pages.ts';
import { engineOf } from './sources.ts';
import { variablesOf } from './values.ts';

/** The pages of a template with `pagination`, or the prefix below which they lie where they cannot be counted out. */
export interface Paginated {
  readonly addresses: readonly Address[];
  readonly prefix?: string;
}

/** `undefined` for a template without pagination. */
export function paginated(page: Page, collections: Js, parts: PagesParts): Paginated | undefined {
  const pagination = at(page.data, 'pagination');
  if (!isObject(pagination)) return undefined;
  const permalink = permalinkOf(page.data);
  if (permalink === false) return { addresses: [] };
  const chunks = chunksOf(pagination, page.data, collections, parts);
  const addressOf = (chunk: Js, number: number, count: number): Address | string | undefined => addressWithoutDate({ page, pagination, permalink, chunk, number, count }, parts);
  if (!chunks) {
    const first = addressOf(UNKNOWN_CHUNK, 0, 2);
    if (typeof first !== 'object') return { addresses: [], prefix: first ?? prefixOf(permalink, usualAddress(page.file)) };
    return { addresses: [first], prefix: prefixOf(permalink, first) };
  }
  const made = chunks.map((chunk, number) => addressOf(chunk, number, chunks.length));
  const prefix = made.find((address) => typeof address === 'string');
  return { addresses: made.filter((address) => typeof address === 'object'), ...(prefix !== undefined && { prefix }) };
}

const UNKNOWN_CHUNK: Js = { kind: 'unknown', why: 'a page of something' };

/** The items of each page; `undefined` where they cannot be counted. */
function chunksOf(pagination: JsObject, data: JsObject, collections: Js, { modules }: PagesParts): readonly Js[] | undefined {
  const size = at(pagination, 'size') ?? 1;
  const name = at(pagination, 'data');
  if (typeof size !== 'number' || size < 1 || typeof name !== 'string') return undefined;
  const [first = '', ...rest] = name.split('.');
  let list = first === 'collections' ? at(collections, ...rest) : at(data, first, ...rest);
  if (isObject(list)) list = at(pagination, 'resolve') === 'values' ? { ...arrayOf([...list.entries.values()]), open: list.open } : { ...arrayOf([...list.entries.keys()]), open: list.open };
  const before = at(pagination, 'before');
  if (isFunction(before)) list = modules.evaluator.attempt(() => before.call([list, data], undefined));
  if (isUnknown(list) || (isArray(list) && list.open)) return undefined;
  const unwanted = iterated(at(pagination, 'filter')).items;
  const items = iterated(list).items.filter((item) => !unwanted.includes(item));
  if (at(pagination, 'reverse') === true) items.reverse();
  const chunks: Js[] = [];
  for (let place = 0; place < items.length; place += size) chunks.push(arrayOf(items.slice(place, place + size)));
  if (chunks.length === 0 && at(pagination, 'generatePageOnEmptyData') === true) chunks.push(arrayOf([]));
  return chunks;
}

interface Chunk {
  readonly page: Page;
  readonly pagination: JsObject;
  readonly permalink: Js;
  readonly chunk: Js;
  readonly number: number;
  readonly count: number;
}

/** A permalink may look at a date that is not there, and make the same of every one that has passed. */
function addressWithoutDate(chunk: Chunk, parts: PagesParts): Address | string | undefined {
  const found = addressOfChunk(chunk, parts);
  const details = at(chunk.page.data, 'page');
  if (typeof found !== 'string' || chunk.page.date !== undefined || !isObject(details)) return found;
  const [one, other] = atMadeUpDates(details, () => addressOfChunk(chunk, parts));
  return typeof one === 'object' && typeof other === 'object' && one.url === other.url ? one : found;
}

/** The address of one page, or the part of it that is known. */
function addressOfChunk({ page, pagination, permalink, chunk, number, count }: Chunk, parts: PagesParts): Address | string | undefined {
  const { settings, modules, dataFiles, evaluate } = parts;
  const usual = usualAddress(page.file);
  if (permalink === undefined || permalink === '') return numberedAddress(usual, number);
  const size = at(pagination, 'size') ?? 1;
  const items = isArray(chunk) ? chunk : undefined;
  const alias = at(pagination, 'alias');
  const aliased: Js = size === 1 && items ? items.items[0] : chunk;
  const data = objectOf([
    ...page.data.entries,
    ['pagination', objectOf([
      ...pagination.entries, ['pageNumber', number], ['items', chunk], ['pages', { ...arrayOf(Array.from({ length: count }, () => chunk)), open: !items }],
      ['hrefs', UNKNOWN_CHUNK], ['href', UNKNOWN_CHUNK],
    ])],
  ]);
  if (typeof alias === 'string') put(data, alias.split('.'), aliased);
  modules.evaluator.refill();
  const made = isFunction(permalink) ? calledPermalink(permalink, data, parts) : permalink;
  if (isUnknown(made)) return '/';
  if (made === false) return undefined;
  if (made === undefined || made === null || made === '') return numberedAddress(usual, number);
  const template = String(toValue(made) ?? '');
  const text = isFinal(permalink, data) || !/\{[{%]/.test(template) ? template
    : evaluate(engineOf(page.source.language, toValue(at(page.data, 'templateEngineOverride')), settings), template, { start: 0, end: template.length }, variablesOf(data, dataFiles.global)).derived.text;
  if (text.includes(UNKNOWN)) return `/${text.split(UNKNOWN, 1)[0] ?? ''}`.replace(/\/+/g, '/');
  if (text === template && /\{[{%]/.test(template)) return prefixOf(template, usual);
  return permalinkAddress(text.trim()) ?? usual;
}

function put(object: JsObject, [key, ...rest]: readonly string[], value: Js): void {
  if (key === undefined) return;
  if (rest.length === 0) { object.entries.set(key, value); return; }
  const inner = objectOf();
  object.entries.set(key, inner);
  put(inner, rest, value);
}

/** What stands before the first tag of a permalink. */
const prefixOf = (permalink: Js, first: Address): string =>
  (typeof permalink === 'string' ? `/${permalink.split(/\{[{%]/, 1)[0] ?? ''}`.replace(/\/+/g, '/') : first.url);
