import { UNKNOWN } from '../../core/text/derived.ts';
import { isList, isMapping, type TemplateMapping, type TemplateValue } from '../../core/template/value.ts';
import type { Settings } from './settings.ts';
import { arrayOf, objectOf, unknown, type Js, type JsObject } from '../javascript/values.ts';

/** A program's value as templates see it. What is not known, and every function, is unknown. */
export function toTemplate(value: Js): TemplateValue {
  return converted(value, { left: MOST_VALUES }, 0);
}

/** More than this no template looks at. */
const MOST_VALUES = 100_000;

function converted(value: Js, budget: { left: number }, depth: number): TemplateValue {
  if (value === undefined || value === null) return null;
  if (typeof value !== 'object') return value;
  if (depth > 30 || --budget.left < 0) return UNKNOWN;
  switch (value.kind) {
    case 'date': return Number.isNaN(value.at) ? UNKNOWN : new Date(value.at).toISOString();
    case 'array': return value.open ? UNKNOWN : value.items.map((item) => converted(item, budget, depth + 1));
    case 'object': {
      const isPage = pageItems.has(value);
      const shown = isPage ? [...value.entries].filter(([key]) => PAGE_KEYS.has(key)) : [...value.entries];
      const entries = shown.map(([key, inner]): readonly [string, TemplateValue] => [key, converted(inner, budget, depth + 1)]);
      return Object.fromEntries(value.open || isPage ? [...entries, [UNKNOWN, UNKNOWN]] : entries) satisfies TemplateMapping;
    }
    default: return UNKNOWN;
  }
}

/**
 * The pages in a collection. Each knows all the data of the blog, which would be the blog many times over; of a page in
 * a list templates are told where it is and no more.
 */
export const pageItems = new WeakSet<JsObject>();
const PAGE_KEYS: ReadonlySet<string> = new Set(['url', 'fileSlug', 'filePathStem', 'inputPath', 'outputPath', 'date']);

/**
 * The data of a template as its language sees it. What it shares with all others - large files of global data, mostly -
 * is turned into template values once. With `plugins` what is not there may be theirs; without, it is nothing.
 */
export function variablesOf(data: JsObject, shared: JsObject, { plugins }: { readonly plugins?: Settings['plugins'] } = {}): TemplateMapping {
  let known = sharedValues.get(shared);
  if (!known) sharedValues.set(shared, (known = new Map()));
  const entries: (readonly [string, TemplateValue])[] = [];
  for (const [key, value] of data.entries) {
    if (value === undefined || value !== shared.entries.get(key)) { entries.push([key, toTemplate(value)]); continue; }
    const made = known.get(key) ?? toTemplate(value);
    known.set(key, made);
    entries.push([key, made]);
  }
  // A plugin that is not Eleventy's own may bring data of its own.
  const open = data.open || [...plugins?.keys() ?? []].some((name) => !name.startsWith('@11ty/'));
  return Object.fromEntries(open ? [...entries, [UNKNOWN, UNKNOWN]] : entries);
}

const sharedValues = new WeakMap<JsObject, Map<string, TemplateValue>>();

/** The way back, for filters that are programs. A date is text in between, always of this form. */
export function fromTemplate(value: TemplateValue | undefined, depth = 0): Js {
  if (value === undefined || value === null) return value;
  if (typeof value === 'string') {
    if (/[\uFDD0-\uFDD2]/.test(value)) return unknown('a part of it');
    return DATE.test(value) ? { kind: 'date', at: Date.parse(value) } : value;
  }
  if (typeof value !== 'object') return value;
  if (depth > 30) return unknown('too deep');
  if (isList(value)) return arrayOf(value.map((item) => fromTemplate(item, depth + 1)));
  if (!isMapping(value)) return unknown('what only the site knows');
  const object = objectOf(Object.entries(value).filter(([key]) => key !== UNKNOWN).map(([key, inner]) => [key, fromTemplate(inner, depth + 1)] as const));
  object.open = Object.hasOwn(value, UNKNOWN);
  return object;
}

const DATE = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/;

/** What a filter made, for the template; text of a number stays a number. */
export const resultOf = (value: Js): TemplateValue | undefined => {
  const made = toTemplate(value);
  return made === UNKNOWN ? undefined : made;
};

