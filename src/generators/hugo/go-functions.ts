import { UNKNOWN } from '../../core/text/derived.ts';
import { boolOf, dictOf, nil, numberOf, printed, textOf, truthOf, unknown, type GoText, type GoValue } from './go-values.ts';
import type { HugoSettings } from './settings.ts';
import { sanitized } from './slugs.ts';
import { at, type Tree } from './tree.ts';

/** What functions know of the site. */
export interface FunctionContext {
  readonly settings: HugoSettings;
  /** `https://example.org/blog/` */
  readonly baseUrl: string;
  /** `/blog` */
  readonly base: string;
}

/** Calls a function of Go's or Hugo's templates; anything not known here answers `unknown`. */
export function callFunction(name: string, args: readonly GoValue[], context: FunctionContext): GoValue {
  const known = FUNCTIONS[name.toLowerCase().replace(/^(?:strings|safe|urls|compare|collections|cast|path|fmt|transform)\./, '')];
  return known === undefined ? unknown : known(args, context);
}

type GoFunction = (args: readonly GoValue[], context: FunctionContext) => GoValue;

/** A function of texts alone: one that is not known makes its answer unknown. */
const ofTexts = (make: (...texts: readonly string[]) => GoValue | string): GoFunction => (args) => {
  const texts = args.map(printed);
  if (texts.some((text) => text === undefined)) return unknown;
  const made = make(...texts.map((text) => text ?? ''));
  if (typeof made === 'string') return textOf(made);
  return texts.some((text) => text?.includes(UNKNOWN)) ? unknown : made;
};

const safe: GoFunction = ([value = nil]) => (value.kind === 'text' ? { ...value, isSafe: true } : value);

const same: GoFunction = ([value = nil]) => value;

const FUNCTIONS: Readonly<Record<string, GoFunction>> = {
  __proto__: null as never,
  safehtml: safe, safehtmlattr: safe, safeurl: safe, html: safe, htmlunescape: safe, jsstr: safe, safejsstr: safe, js: safe, url: safe, htmlattr: safe,
  string: same, tostring: same, return: same, emojify: same,
  print: ofTexts((...texts) => texts.join('')),
  printf: ([format = nil, ...args]) => formatted(format, args),
  lower: ofTexts((text = '') => text.toLowerCase()),
  upper: ofTexts((text = '') => text.toUpperCase()),
  tolower: ofTexts((text = '') => text.toLowerCase()),
  toupper: ofTexts((text = '') => text.toUpperCase()),
  trimspace: ([value = nil]) => (value.kind === 'text' && value.text.trim() === value.text ? value : ofTexts((text = '') => text.trim())([value], CONTEXT_FREE)),
  trim: ofTexts((text = '', letters = '') => trimmed(text, letters, true, true)),
  trimleft: ofTexts((letters = '', text = '') => trimmed(text, letters, true, false)),
  trimright: ofTexts((letters = '', text = '') => trimmed(text, letters, false, true)),
  chomp: ofTexts((text = '') => text.replace(/[\r\n]{1,100}$/, '')),
  trimprefix: ofTexts((prefix = '', text = '') => (text.startsWith(prefix) ? text.slice(prefix.length) : text)),
  trimsuffix: ofTexts((suffix = '', text = '') => (suffix !== '' && text.endsWith(suffix) ? text.slice(0, -suffix.length) : text)),
  replace: ofTexts((text = '', from = '', to = '') => text.replaceAll(from, () => to)),
  hasprefix: ofTexts((text = '', prefix = '') => boolOf(text.startsWith(prefix))),
  hassuffix: ofTexts((text = '', suffix = '') => boolOf(text.endsWith(suffix))),
  findre: ofTexts((pattern = '', text = '') => matches(pattern, text)),
  contains: ofTexts((text = '', part = '') => boolOf(text.includes(part))),
  urlize: ([value = nil], { settings }) => ofTexts((text = '') => sanitized(text, settings))([value], CONTEXT_FREE),
  join: ofTexts((...parts) => parts.join('/').replace(/\/{2,}/g, '/')),
  default: ([usual = nil, value = nil]) => whether(value, value, usual),
  not: ([value = nil]) => negated(truthOf(value)),
  // One that is false makes it false, whatever stands before it.
  and: (args) => { const first = firstWhere(args, false); return first === unknown ? args.find((arg) => truthOf(arg) === false) ?? unknown : first; },
  or: (args) => firstWhere(args, true),
  cond: ([test = nil, yes = nil, no = nil]) => whether(test, yes, no),
  eq: ([first = nil, ...others]) => compared(first, others, (a, b) => a === b),
  ne: ([first = nil, ...others]) => negated(boolean(compared(first, others, (a, b) => a === b))),
  gt: ordered((a, b) => a > b),
  ge: ordered((a, b) => a >= b),
  lt: ordered((a, b) => a < b),
  le: ordered((a, b) => a <= b),
  len: ([value = nil]) => (value.kind === 'list' ? numberOf(value.items.length) : value.kind === 'text' ? numberOf(value.text.length) : unknown),
  in: ([list = nil, item = nil]) => contained(list, item),
  isset: ([map = nil, key = nil]) => isSet(map, printed(key)),
  index: ([of = nil, ...keys]) => keys.reduce(indexed, of),
  int: ([value = nil]) => { const text = printed(value); return text === undefined || !/^\d+$/.test(text) ? unknown : numberOf(Number(text)); },
  add: (args) => (args.every((arg) => arg.kind === 'number') ? numberOf(args.reduce((sum, arg) => sum + (arg.kind === 'number' ? arg.value : 0), 0))
    : args.every((arg) => arg.kind === 'text') ? ofTexts((...texts) => texts.join(''))(args, CONTEXT_FREE) : unknown),
  dict: (args) => dict(args),
  merge: (args) => (args.every((arg) => arg.kind === 'record' && arg.isWhole) ? dictOf(Object.assign({}, ...args.map((arg) => (arg.kind === 'record' ? arg.fields : {}))) as Readonly<Record<string, GoValue>>) : unknown),
  append: (args) => appended(args),
  delimit: ([list = nil, by = nil]) => (list.kind === 'list' ? ofTexts((...texts) => texts.join(printed(by)))(list.items, CONTEXT_FREE) : unknown),
  warnf: () => textOf(''),
  warnidf: () => textOf(''),
  'reflect.isimageresourceprocessable': ([value = nil]) => isBitmap(value),
  'reflect.isimageresourcewithmeta': ([value = nil]) => isBitmap(value),
  'reflect.ismap': ([value = nil]) => isOf(/^(?:map|record)$/, value),
  'reflect.isslice': ([value = nil]) => isOf(/^list$/, value),
  slice: (items) => ({ kind: 'list', items }),
  split: ofTexts((text = '', by = '') => ({ kind: 'list', items: text.split(by).slice(0, 1000).map((part) => textOf(part)) })),
  relurl: ([value = nil], context) => urlOf(value, context.base, context),
  rellangurl: ([value = nil], context) => (context.settings.languages.length > 1 ? unknown : urlOf(value, context.base, context)),
  absurl: ([value = nil], context) => absolute(value, context),
  abslangurl: ([value = nil], context) => (context.settings.languages.length > 1 ? unknown : absolute(value, context)),
};

/** Whether Hugo can resize an image, or tell its size: one of pixels. */
function isBitmap(value: GoValue): GoValue {
  if (value.kind === 'nil') return boolOf(false);
  const type = value.kind === 'record' ? value.fields['MediaType'] : undefined;
  const subType = type?.kind === 'record' ? printed(type.fields['SubType'] ?? unknown) : undefined;
  return subType === undefined || subType === 'avif' ? unknown : boolOf(subType !== 'svg');
}

/** Whether it is of these kinds, where it is of one that is what it seems. */
const isOf = (kinds: RegExp, value: GoValue): GoValue =>
  (/^(?:text|number|bool|nil|list|map)$/.test(value.kind) || (value.kind === 'record' && value.isWhole) ? boolOf(kinds.test(value.kind)) : unknown);

const CONTEXT_FREE = undefined as never;

function dict(args: readonly GoValue[]): GoValue {
  const fields: Record<string, GoValue> = {};
  for (let i = 0; i < args.length; i += 2) {
    const key = printed(args[i] ?? unknown);
    if (key === undefined || key === '__proto__') return unknown;
    fields[key] = args[i + 1] ?? unknown;
  }
  return dictOf(fields);
}

/** The list is the last, whatever is put behind it comes first. */
function appended(args: readonly GoValue[]): GoValue {
  const list = args.at(-1) ?? unknown;
  return list.kind === 'list' ? { kind: 'list', items: [...list.items, ...args.slice(0, -1)].slice(0, 1000) } : unknown;
}

/** `%s`, `%v`, `%d` and `%q`; what is not known stays a gap in what is. */
function formatted(format: GoValue, args: readonly GoValue[]): GoValue {
  const pattern = printed(format);
  const texts = args.map((arg) => printed(arg) ?? UNKNOWN);
  if (pattern === undefined || /%[^svdq%]/.test(pattern)) return unknown;
  if (texts.includes(UNKNOWN) && !/[^\s%]/.test(pattern.replace(/%[svdq%]/g, ''))) return unknown;
  let next = 0;
  return textOf(pattern.replace(/%[svdq%]/g, (verb) => {
    if (verb === '%%') return '%';
    const text = texts[next++] ?? '';
    return verb === '%q' ? `"${text.replace(/["\\]/g, '\\$&')}"` : text;
  }));
}

/** Patterns of letters and choices alone: what others take is not known beforehand. */
function matches(pattern: string, text: string): GoValue {
  const [, caseless, plain = ''] = /^(\(\?i\))?(.*)$/s.exec(pattern) ?? [];
  if (!/^(?:[\w:/.#|()^$-]|\\[./?]|(?<=[\w)(])\?)*$/.test(plain) || (plain.match(/\?/g)?.length ?? 0) > 5) return unknown;
  try {
    return { kind: 'list', items: (text.match(new RegExp(plain, caseless === undefined ? 'g' : 'gi')) ?? []).slice(0, 1000).map((found) => textOf(found)) };
  } catch {
    return unknown;
  }
}

function trimmed(text: string, letters: string, atStart: boolean, atEnd: boolean): string {
  let start = 0;
  let end = text.length;
  while (atStart && start < end && letters.includes(text.charAt(start))) start += 1;
  while (atEnd && end > start && letters.includes(text.charAt(end - 1))) end -= 1;
  return text.slice(start, end);
}

function whether(test: GoValue, yes: GoValue, no: GoValue): GoValue {
  const truth = truthOf(test);
  return truth === undefined ? unknown : truth ? yes : no;
}

const boolean = (value: GoValue): boolean | undefined => (value.kind === 'bool' ? value.value : undefined);

const negated = (truth: boolean | undefined): GoValue => (truth === undefined ? unknown : boolOf(!truth));

/** `and` answers the first that is false, `or` the first that is true, else the last. */
function firstWhere(args: readonly GoValue[], wanted: boolean): GoValue {
  for (const arg of args) {
    const truth = truthOf(arg);
    if (truth === undefined) return unknown;
    if (truth === wanted) return arg;
  }
  return args.at(-1) ?? nil;
}

function compared(first: GoValue, others: readonly GoValue[], holds: (a: string, b: string) => boolean): GoValue {
  const one = printed(first);
  const rest = others.map(printed);
  if ([one, ...rest].some((text) => text === undefined || text.includes(UNKNOWN))) return unknown;
  return boolOf(rest.some((text) => holds(one ?? '', text ?? '')));
}

/** Of numbers; other things are not put in order here. */
function ordered(holds: (a: number, b: number) => boolean): GoFunction {
  return ([first = nil, second = nil]) =>
    (first.kind === 'number' && second.kind === 'number' ? boolOf(holds(first.value, second.value)) : unknown);
}

function contained(list: GoValue, item: GoValue): GoValue {
  const wanted = printed(item);
  if (wanted === undefined || wanted.includes(UNKNOWN)) return unknown;
  if (list.kind === 'text') return boolOf(list.text.includes(wanted));
  return list.kind === 'list' ? boolOf(list.items.some((one) => printed(one) === wanted)) : unknown;
}

function isSet(map: GoValue, key: string | undefined): GoValue {
  if (key === undefined) return unknown;
  if (map.kind === 'record' && map.isWhole) return boolOf(Object.hasOwn(map.fields, key));
  if (map.kind === 'map') return boolOf(Object.hasOwn(map.tree, key.toLowerCase()));
  return map.kind === 'list' ? boolOf(Number(key) < map.items.length) : unknown;
}

function indexed(of: GoValue, key: GoValue): GoValue {
  const name = printed(key);
  if (name === undefined) return unknown;
  if (of.kind === 'list') return of.items[Number(name)] ?? nil;
  if (of.kind === 'record') return Object.hasOwn(of.fields, name) ? of.fields[name] ?? nil : of.isWhole ? nil : unknown;
  return of.kind === 'map' ? treeValue(of.tree, name) : unknown;
}

/** What a setting or an argument of that name is. */
export function treeValue(tree: Tree, path: string): GoValue {
  const value = at(tree, path.toLowerCase());
  if (value === undefined || value === null) return nil;
  if (typeof value === 'string') return textOf(value);
  if (typeof value === 'number') return numberOf(value);
  if (typeof value === 'boolean') return boolOf(value);
  return unknown;
}

/** With a leading slash the path of the base is left out, which is a trap many fall into. */
function urlOf(value: GoValue, base: string, { baseUrl }: FunctionContext): GoValue {
  const text = printed(value);
  if (text === undefined) return unknown;
  if (/^(?:[a-z][a-z0-9+.-]*:|\/\/)/i.test(text)) return keepsText(value, text, baseUrl);
  if (text.startsWith('/')) return keepsText(value, text, baseUrl);
  return textOf(`${base}/${text}`);
}

/** An address that is returned as it is still stands in the source. */
const keepsText = (value: GoValue, text: string, baseUrl: string): GoText | GoValue =>
  (baseUrl.startsWith('http') && text.startsWith(baseUrl) ? textOf(text) : value);

function absolute(value: GoValue, context: FunctionContext): GoValue {
  const text = printed(value);
  if (text === undefined) return unknown;
  if (/^(?:[a-z][a-z0-9+.-]*:|\/\/)/i.test(text)) return value;
  if (text.startsWith('/')) return textOf(`${originOf(context.baseUrl)}${text}`);
  return textOf(`${context.baseUrl.replace(/\/?$/, '/')}${text}`);
}

const originOf = (url: string): string => { try { return new URL(url).origin; } catch { return ''; } };
