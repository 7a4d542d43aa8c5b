import { UNKNOWN, type Derived } from '../../core/text/derived.ts';
import type { Range } from '../../core/text/range.ts';
import type { Tree } from './tree.ts';

/** A value in a template, as far as it can be known before the site is. */
export type GoValue =
  | GoText
  | { readonly kind: 'number'; readonly value: number }
  | { readonly kind: 'bool'; readonly value: boolean }
  | { readonly kind: 'nil' }
  | { readonly kind: 'unknown' }
  | { readonly kind: 'list'; readonly items: readonly GoValue[] }
  | { readonly kind: 'map'; readonly tree: Tree }
  /** Something with fields of which some are known: an address taken apart, a page that was found. `isWhole`: there are no others. */
  | GoRecord
  /** Markdown that the template has rendered. */
  | { readonly kind: 'rendered'; readonly markdown: Derived }
  /** `.`, `.Page`, `site`, `.Page.Resources`, `resources` */
  | { readonly kind: 'object'; readonly object: 'shortcode' | 'page' | 'site' | 'page resources' | 'assets' }
  /** A file of the page's bundle or of `assets/`, which is found or not once the site is known. */
  | { readonly kind: 'file'; readonly of: 'resource' | 'asset'; readonly pattern: string; readonly isGlob: boolean; readonly mayBeMissing: boolean };

export interface GoRecord {
  readonly kind: 'record';
  readonly fields: Readonly<Record<string, GoValue>>;
  readonly isWhole?: true;
}

export interface GoText {
  readonly kind: 'text';
  readonly text: string;
  /** Where it stands in the source, letter by letter. */
  readonly copy?: Range;
  /** What a shortcode encloses, with all that it knows of its source. */
  readonly derived?: Derived;
  /** Not to be escaped in HTML. */
  readonly isSafe: boolean;
}

export const unknown: GoValue = { kind: 'unknown' };
export const nil: GoValue = { kind: 'nil' };
export const textOf = (text: string, isSafe = false): GoText => ({ kind: 'text', text, isSafe });
/** What `dict` makes: all of its keys are known. */
export const dictOf = (fields: Readonly<Record<string, GoValue>>): GoRecord => ({ kind: 'record', fields: { __proto__: null as never, ...fields }, isWhole: true });
export const boolOf = (value: boolean): GoValue => ({ kind: 'bool', value });
export const numberOf = (value: number): GoValue => ({ kind: 'number', value });

/** What Go's `if` makes of a value; `undefined` when it cannot be known. */
export function truthOf(value: GoValue): boolean | undefined {
  switch (value.kind) {
    case 'text': return value.text.includes(UNKNOWN) && value.text.replaceAll(UNKNOWN, '') === '' ? undefined : value.text !== '';
    case 'number': return value.value !== 0;
    case 'bool': return value.value;
    case 'nil': return false;
    case 'list': return value.items.length > 0;
    case 'map': return Object.keys(value.tree).length > 0;
    case 'record': return !value.isWhole || Object.keys(value.fields).length > 0;
    case 'object': case 'rendered': return true;
    case 'unknown': case 'file': return undefined;
    default: return value satisfies never;
  }
}

/** What a value is that is one of two. */
export function eitherOf(a: GoValue, b: GoValue): GoValue {
  if (a === b) return a;
  if (a.kind === 'record' && b.kind === 'record' && a.isWhole && b.isWhole) {
    const keys = Object.keys({ ...a.fields, ...b.fields });
    return dictOf(Object.fromEntries(keys.map((key) => [key, eitherOf(a.fields[key] ?? nil, b.fields[key] ?? nil)])));
  }
  return a.kind === b.kind && /^(?:text|number|bool|nil)$/.test(a.kind) && printed(a) === printed(b) ? a : unknown;
}

/** A value printed, or `undefined` when it cannot be known. */
export function printed(value: GoValue): string | undefined {
  switch (value.kind) {
    case 'text': return value.text;
    case 'number': return String(value.value);
    case 'bool': return String(value.value);
    case 'nil': return '';
    default: return undefined;
  }
}
