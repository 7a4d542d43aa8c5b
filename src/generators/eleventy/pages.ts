import type { FilePath } from '../../core/paths.ts';
import type { FrontMatter } from '../../core/site/document.ts';
import { UNKNOWN } from '../../core/text/derived.ts';
import { parseDate } from '../javascript/evaluate.ts';
import type { Modules } from '../javascript/modules.ts';
import { simple, sindresorhus } from '../javascript/packages.ts';
import { at, functionOf, isArray, isFunction, isObject, isUnknown, objectOf, toValue, unknown, type Js, type JsFunction, type JsObject } from '../javascript/values.ts';
import { pageFileOf, permalinkAddress, usualAddress, type Address, type PageFile } from './addresses.ts';
import { dataOf } from '../front-matter-data.ts';
import { cascade, programData, type DataFiles } from './data.ts';
import type { Settings } from './settings.ts';
import { engineOf, type Source } from './sources.ts';
import type { EvaluateTemplate } from './templates.ts';
import { variablesOf } from './values.ts';

/** One template with its data, and where that leads. */
export interface Page {
  readonly path: FilePath;
  readonly source: Extract<Source, { kind: 'template' }>;
  readonly file: PageFile;
  /** All it knows, `page` among it. */
  readonly data: JsObject;
  readonly place: Place;
  /** Milliseconds since the epoch, where its name or its front matter says so. */
  readonly date: number | undefined;
}

/** Where a page goes. */
export type Place =
  | { readonly kind: 'at'; readonly address: Address }
  /** `permalink: false`, or a preprocessor that takes it out. */
  | { readonly kind: 'none'; readonly why: string }
  /** The permalink is made of something unknown: `/blog/` and then nobody knows. */
  | { readonly kind: 'unknown'; readonly prefix: string; readonly suffix?: string; readonly guess: Address };

export interface PagesParts {
  readonly settings: Settings;
  readonly modules: Modules;
  readonly dataFiles: DataFiles;
  readonly evaluate: EvaluateTemplate;
  /** What templates say whose head is a program, by path. */
  readonly heads: ReadonlyMap<FilePath, Js>;
}

/** Works out one template's data and address. `extra` counts over its front matter: `draft: false`, to ask what if. */
export function pageOf(path: FilePath, source: Page['source'], frontMatter: FrontMatter, parts: PagesParts, extra?: Js): Page {
  const { settings, dataFiles } = parts;
  const file = pageFileOf(source.path, source.extension);
  const own = source.language === 'js' ? programData(path, parts.modules) : parts.heads.get(path) ?? dataOf(frontMatter);
  const data = cascade(path, own, extra, settings, dataFiles);
  const date = dateOf(at(data, 'date')) ?? file.date;
  const page = objectOf([
    ['fileSlug', file.fileSlug], ['filePathStem', file.filePathStem], ['inputPath', `./${path}`], ['outputFileExtension', 'html'],
    ['date', date === undefined ? unknown('when the file was made') : { kind: 'date', at: date }],
    ['templateSyntax', source.language], ['rawInput', unknown('the text')], ['lang', unknown('the language')],
    ['url', unknown('its address')], ['outputPath', unknown('its address')],
  ]);
  data.entries.set('page', page);
  compute(source, data, parts);
  const found = placeOf(source, file, data, parts);
  const place = found.kind === 'unknown' && date === undefined ? datedPlace(found, page, () => placeOf(source, file, data, parts)) : found;
  if (place.kind === 'at') {
    page.entries.set('url', place.address.url);
    page.entries.set('outputPath', `./${settings.output}/${place.address.output}`);
  } else {
    page.entries.set('url', place.kind === 'none' ? false : unknown('its address'));
  }
  return { path, source, file, data, place, date };
}

/** Where only the date is missing, two made-up ones tell which parts of the address are known, and how deep it lies. */
function datedPlace(found: Place, page: JsObject, place: () => Place): Place {
  const [one, other] = atMadeUpDates(page, place);
  if (one.kind !== 'at' || other.kind !== 'at') return found;
  const [a, b] = [one.address.url, other.address.url];
  if (a === b) return one;
  let start = 0;
  while (start < a.length && a[start] === b[start]) start++;
  let end = 0;
  while (end < Math.min(a.length, b.length) - start && a.at(-1 - end) === b.at(-1 - end)) end++;
  return { kind: 'unknown', prefix: a.slice(0, start), suffix: a.slice(a.length - end), guess: one.address };
}

/** The answers to one question about a page without a date, as two made-up ones would have them. */
export function atMadeUpDates<Answer>(page: JsObject, ask: () => Answer): readonly [Answer, Answer] {
  const before = page.entries.get('date');
  const asked = (at: number): Answer => {
    page.entries.set('date', { kind: 'date', at });
    return ask();
  };
  const answers = [asked(MADE_UP[0]), asked(MADE_UP[1])] as const;
  page.entries.set('date', before);
  return answers;
}

/** Dates that neither begin nor end alike, in figures or in words. Both have passed: no file was made in the future. */
const MADE_UP = [Date.UTC(1987, 1, 28, 20, 46, 57), Date.UTC(2013, 9, 11, 13, 22, 31)] as const;

/** Sets what `eleventyComputed` makes, but for the permalink, which is asked for by itself. */
function compute(source: Page['source'], data: JsObject, parts: PagesParts): void {
  const computed = at(data, 'eleventyComputed');
  if (!isObject(computed)) return;
  const { evaluator } = parts.modules;
  for (const [key, value] of computed.entries) {
    if (key === 'permalink') continue;
    evaluator.refill();
    data.entries.set(key, computedValue(value, source, data, parts));
  }
}

function computedValue(value: Js, source: Page['source'], data: JsObject, parts: PagesParts): Js {
  if (isFunction(value)) return parts.modules.evaluator.attempt(() => value.call([data], filtersAsMethods(parts)));
  if (isObject(value) || isArray(value)) return unknown('what is computed');
  if (typeof value !== 'string') return value;
  const text = rendered(value, source, data, parts);
  return text.includes(UNKNOWN) ? unknown('what is computed') : text;
}

/** `date` as Eleventy takes it; its own words for file dates say nothing that can be known here. */
function dateOf(value: Js): number | undefined {
  if (typeof value === 'object' && value?.kind === 'date') return Number.isNaN(value.at) ? undefined : value.at;
  if (typeof value !== 'string' || !/^\d{4}/.test(value)) return undefined;
  const parsed = parseDate(value);
  return Number.isNaN(parsed) ? undefined : parsed;
}

function placeOf(source: Page['source'], file: PageFile, data: JsObject, parts: PagesParts): Place {
  const { settings, modules } = parts;
  const usual = usualAddress(file);
  const kept = preprocessed(source, data, parts);
  if (kept === false) return { kind: 'none', why: 'a preprocessor of the configuration takes it out' };
  modules.evaluator.refill();
  const said = permalinkOf(data);
  const made = isFunction(said) ? calledPermalink(said, data, parts) : said;
  if (made === undefined || made === null || made === '') return { kind: 'at', address: usual };
  if (made === false) return { kind: 'none', why: '`permalink: false` is set for it' };
  if (isUnknown(made) || isArray(made) || isObject(made) || isFunction(made)) return { kind: 'unknown', prefix: '/', guess: usual };
  const template = String(toValue(made) ?? '');
  const isStatic = !settings.dynamicPermalinks || at(data, 'dynamicPermalink') === false || isFinal(said, data);
  const text = isStatic ? template : rendered(template, source, data, parts);
  if (text.includes(UNKNOWN)) return { kind: 'unknown', prefix: `/${text.split(UNKNOWN, 1)[0] ?? ''}`.replace(/\/+/g, '/'), guess: usual };
  const address = permalinkAddress(text);
  return address ? { kind: 'at', address } : { kind: 'none', why: `its permalink \`${text}\` leads out of the site` };
}

/** The permalink as it is written, a computed one before the other. */
export function permalinkOf(data: JsObject): Js {
  const permalink = at(data, 'eleventyComputed', 'permalink') ?? at(data, 'permalink');
  return isObject(permalink) ? permalink.entries.get('build') : permalink;
}

/** Whether what a permalink makes is an address as it is: that of a program, but one of `eleventyComputed` makes a template. */
export const isFinal = (said: Js, data: JsObject): boolean => isFunction(said) && at(data, 'eleventyComputed', 'permalink') === undefined;

/** What a permalink that is a program makes. */
export const calledPermalink = (said: JsFunction, data: JsObject, parts: PagesParts): Js =>
  parts.modules.evaluator.attempt(() => said.call([data, filtersAsMethods(parts)], filtersAsMethods(parts)));

function rendered(template: string, source: Page['source'], data: JsObject, { settings, dataFiles, evaluate }: PagesParts): string {
  if (!/\{[{%]/.test(template)) return template;
  const engine = engineOf(source.language, toValue(at(data, 'templateEngineOverride')), settings);
  const made = evaluate(engine, template, { start: 0, end: template.length }, variablesOf(data, dataFiles.global));
  return made.problems.length > 0 || made.lookups.length > 0 || (made.hasUnknownParts && made.derived.text === template) ? UNKNOWN : made.derived.text.trim();
}

/** Whether the preprocessors leave a page in: `false` takes it out. */
function preprocessed({ language }: Page['source'], data: JsObject, { settings, modules }: PagesParts): boolean | undefined {
  for (const { extensions, call } of settings.preprocessors) {
    const isMeant = extensions === '*' || extensions.split(',').map((one) => one.trim()).includes(language === 'js' ? '11ty.js' : language);
    if (!isMeant) continue;
    modules.evaluator.refill();
    const result = modules.evaluator.attempt(() => modules.evaluator.machine.call(call, [data, unknown('the text of a page')]));
    if (result === false) return false;
  }
  return true;
}

const SLUG = objectOf([['replacement', '-'], ['lower', true]]);
const SLUGIFY = objectOf([['decamelize', false]]);

/** `this.slugify(title)` in a program. */
const filtersAsMethods = ({ settings }: PagesParts): Js =>
  ({ ...objectOf([...BUILT_IN, ...settings.filters]), open: true });

const BUILT_IN: readonly (readonly [string, Js])[] = [
  ['slugify', functionOf(([value]) => sindresorhus(value, SLUGIFY))],
  ['slug', functionOf(([value]) => simple(value, SLUG))],
  ['url', functionOf(([value]) => value)],
];

/** A text is one tag, commas and all. */
export const tagsOf = (value: Js): readonly string[] =>
  (typeof value === 'string' ? [value] : isArray(value) ? value.items.filter((item) => typeof item === 'string') : []);
