import { githubSlug } from '../../core/markdown/github-slugs.ts';
import { transliteratedSlug } from '../../core/text/transliterated-slug.ts';
import { rawSlug, type SlugifyOptions } from '../../core/text/slug.ts';
import { datePackages } from './dates.ts';
import type { Evaluator } from './evaluate.ts';
import { PATTERN_TEXT } from './patterns.ts';
import { asText, at, functionOf, isObject, isUnknown, objectOf, unknown, type Js, type JsFunction, type JsObject } from './values.ts';

/** Packages that blogs use to make addresses, as far as what they do is known exactly. */
export function sharedPackages(evaluator: Evaluator): ReadonlyMap<string, Js> {
  const { machine } = evaluator;
  const ofText = (make: (text: string) => Js): JsFunction => functionOf(([value]) => {
    machine.step(10);
    const text = isUnknown(value) ? undefined : asText(value);
    return text === undefined ? unknown('made of something unknown') : make(text);
  });
  const kebab = ofText((text) => kebabCase(text, true));
  const oldKebab = ofText((text) => kebabCase(text, false));
  const path = objectOf([
    ['join', functionOf((parts) => joined(parts))],
    ['resolve', functionOf((parts) => joined(['/', ...parts.slice(Math.max(0, parts.findLastIndex(isAbsolute)))]))],
    ['relative', functionOf(([from, to]) => relative(from, to))],
    ['basename', functionOf(([file, extension]) => baseName(file, extension))],
    ['dirname', ofText((file) => file.replace(/\/?[^/]*$/, '') || '.')],
    ['extname', ofText((file) => /[^/.](\.[^./]*)$/.exec(file)?.[1] ?? '')],
    ['sep', '/'],
  ]);
  path.open = true;
  return new Map<string, Js>([
    ['lodash.kebabcase', objectOf([['default', oldKebab], ['module.exports', oldKebab]])],
    ['lodash/kebabCase', objectOf([['default', kebab], ['module.exports', kebab]])],
    ['lodash', { ...objectOf([['kebabCase', kebab], ['default', { ...objectOf([['kebabCase', kebab]]), open: true }]]), open: true }],
    ['lodash-es', { ...objectOf([['kebabCase', kebab]]), open: true }],
    ['github-slugger', { ...objectOf([['slug', ofText(githubSlug)], ['default', slugger(ofText(githubSlug))]]), open: true }],
    ['@sindresorhus/slugify', objectOf([['default', functionOf(([value, options]) => sindresorhus(value, options))]])],
    ['lodash.merge', withDefault(functionOf((objects) => merge(objects)))],
    ['limax', withDefault(ofText(limax))],
    ['slugify', withDefault(functionOf(([value, options]) => simple(value, options)))],
    ...datePackages(),
    ['path', withDefault(path)], ['path/posix', withDefault(path)],
  ]);
}

/** The blog's root stands for the folder the build runs in. */
const isAbsolute = (part: Js): boolean => typeof part === 'string' && part.startsWith('/');

/** The way from one folder down to a path below it. */
function relative(from: Js, to: Js): Js {
  const [folder, path] = [joined(['/', from]), joined(['/', to])];
  if (typeof folder !== 'string' || typeof path !== 'string') return unknown('a path');
  const prefix = `${folder.replace(/\/$/, '')}/`;
  return path.startsWith(prefix) ? path.slice(prefix.length) : unknown('a path up');
}

const withDefault = (module: JsObject | JsFunction): Js => {
  module.entries.set('default', module);
  module.entries.set('module.exports', module);
  return module;
};

/** `new GithubSlugger().slug(text)`: once each, which is how addresses are made with it. */
const slugger = (slug: Js): Js => functionOf(() => objectOf([['slug', slug], ['reset', functionOf(() => undefined)]]));

/** `@sindresorhus/slugify` with the options that can be followed. */
export function sindresorhus(value: Js, options: Js): Js {
  const text = isUnknown(value) ? undefined : asText(value);
  if (text === undefined || isUnknown(options) || text.length > 10_000) return unknown('a slug');
  const [separator, lowercase, decamelize] = ['separator', 'lowercase', 'decamelize'].map((key) => at(options, key));
  return transliteratedSlug(text, {
    ...(typeof separator === 'string' && { separator }),
    ...(typeof lowercase === 'boolean' && { lowercase }),
    ...(typeof decamelize === 'boolean' && { decamelize }),
  });
}

/** Later objects over the first, key by key. */
function merge(objects: readonly Js[]): Js {
  const [first, ...others] = objects;
  if (!isObject(first)) return unknown('what objects are merged into');
  for (const other of others) {
    if (other === undefined || other === null) continue;
    if (!isObject(other)) { first.open = true; continue; }
    first.open ||= other.open;
    for (const [key, value] of other.entries) {
      const before = first.entries.get(key);
      if (value !== undefined) first.entries.set(key, isObject(before) && isObject(value) ? merge([objectOf(before.entries), value]) : value);
    }
  }
  return first;
}

/** `limax` writes other scripts in Latin letters; of plain words what it makes is known. */
const limax = (text: string): Js =>
  (/^[A-Za-z0-9 -]*$/.test(text) ? text.trim().toLowerCase().replace(/[ -]+/g, '-').replace(/^-|-$/g, '') : unknown('a slug of another script'));

/** `slugify` with its options; a pattern of one's own is taken where it is safe. */
export function simple(value: Js, options: Js): Js {
  const text = isUnknown(value) ? undefined : asText(value);
  if (text === undefined || isUnknown(options) || text.length > 10_000) return unknown('a slug');
  if (typeof options === 'string') return rawSlug(text, { replacement: options });
  const given: SlugifyOptions = {};
  for (const key of ['lower', 'strict', 'trim'] as const) {
    const flag = at(options, key);
    if (isUnknown(flag)) return flag;
    if (typeof flag === 'boolean') given[key] = flag;
  }
  for (const key of ['replacement', 'locale'] as const) {
    const said = at(options, key);
    if (isUnknown(said)) return said;
    if (typeof said === 'string') given[key] = said;
  }
  const remove = at(options, 'remove');
  if (isUnknown(remove) || (remove !== undefined && text.length > PATTERN_TEXT)) return unknown('a slug');
  if (typeof remove === 'object' && remove?.kind === 'pattern') given.remove = remove.regexp;
  return rawSlug(text, given);
}

function joined(parts: readonly Js[]): Js {
  const texts = parts.map((part) => (isUnknown(part) ? undefined : asText(part)));
  if (texts.includes(undefined)) return unknown('a path');
  const out: string[] = [];
  const whole = texts.filter((text) => text !== '').join('/');
  for (const part of whole.split('/')) {
    if (part === '' || part === '.') continue;
    if (part === '..' && out.length > 0 && out.at(-1) !== '..') out.pop();
    else out.push(part);
  }
  return `${whole.startsWith('/') ? '/' : ''}${out.join('/')}${whole.endsWith('/') && out.length > 0 ? '/' : ''}` || '.';
}

function baseName(file: Js, extension: Js): Js {
  if (typeof file !== 'string') return unknown('a file\'s name');
  const name = file.replace(/\/+$/, '').replace(/^.*\//s, '');
  return typeof extension === 'string' && name.endsWith(extension) && name !== extension ? name.slice(0, -extension.length) : name;
}

/**
 * lodash's `kebabCase` of ASCII; its words of other scripts are not followed. `1st` is one word since lodash 4.17, and
 * two in the package `lodash.kebabcase`.
 */
export function kebabCase(text: string, ordinals: boolean): Js {
  // Latin letters with marks lose them, as `deburr` does for those that decompose.
  const plain = text.normalize('NFD').replace(/[\u0300-\u036f]/g, '').replace(/['\u2019]/g, '');
  // eslint-disable-next-line no-control-regex
  if (/[^\x00-\x7f]/.test(plain) || plain.length > 10_000) return unknown('a slug of another script');
  return (plain.match(ordinals ? WORDS_AND_ORDINALS : WORDS) ?? []).join('-').toLowerCase();
}

const WORDS = /\d+|[A-Z]?[a-z]+|[A-Z]+(?![a-z])|[A-Z]/g;
const WORDS_AND_ORDINALS = new RegExp(`\\d*(?:1st|2nd|3rd|(?![123])\\dth)(?=\\b|[A-Z_])|\\d*(?:1ST|2ND|3RD|(?![123])\\dTH)(?=\\b|[a-z_])|${WORDS.source}`, 'g');
