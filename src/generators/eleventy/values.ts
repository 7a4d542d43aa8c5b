import { UNKNOWN } from '../../core/text/derived.ts';
import { isList, isMapping, type TemplateMapping, type TemplateValue } from '../../core/template/value.ts';
import { arrayOf, objectOf, unknown, type Js, type JsObject } from '../javascript/values.ts';

/** A program's value as templates see it. What is not known, and every function, is unknown. */
export function toTemplate(value: Js, depth = 0): TemplateValue {
  if (value === undefined || value === null) return null;
  if (typeof value !== 'object') return value;
  if (depth > 30) return UNKNOWN;
  switch (value.kind) {
    case 'date': return Number.isNaN(value.at) ? UNKNOWN : new Date(value.at).toISOString();
    case 'array': return value.open ? UNKNOWN : value.items.map((item) => toTemplate(item, depth + 1));
    case 'object': {
      const entries = [...value.entries].map(([key, inner]): readonly [string, TemplateValue] => [key, toTemplate(inner, depth + 1)]);
      return Object.fromEntries(value.open ? [...entries, [UNKNOWN, UNKNOWN]] : entries) satisfies TemplateMapping;
    }
    default: return UNKNOWN;
  }
}

/**
 * The data of a template as its language sees it. What it shares with all others - large files of global data, mostly -
 * is turned into template values once.
 */
export function variablesOf(data: JsObject, shared: JsObject): TemplateMapping {
  let known = sharedValues.get(shared);
  if (!known) sharedValues.set(shared, (known = new Map()));
  const entries: (readonly [string, TemplateValue])[] = [];
  for (const [key, value] of data.entries) {
    if (value === undefined || value !== shared.entries.get(key)) { entries.push([key, toTemplate(value)]); continue; }
    const made = known.get(key) ?? toTemplate(value);
    known.set(key, made);
    entries.push([key, made]);
  }
  return Object.fromEntries(data.open ? [...entries, [UNKNOWN, UNKNOWN]] : entries);
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

