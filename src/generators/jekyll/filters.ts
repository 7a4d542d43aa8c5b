import type { MarkupReader } from '../../core/markdown/markup.ts';
import { UNKNOWN } from '../../core/text/derived.ts';
import { hasMark, hasUnknown, isList, isMapping, isUncertain, memberOf, type TemplateValue } from '../../core/template/value.ts';
import type { FilterCall, LiquidFilter } from '../../core/template/liquid/world.ts';
import { monthNames } from './addresses.ts';
import { pad, readDate, toCivil, type Civil } from './dates.ts';
import { markdownified } from './markdownify.ts';
import type { Settings } from './settings.ts';
import { isSlugMode, slugify } from './slugify.ts';
import { at, printed } from './values.ts';

/** Jekyll's own filters, beside Liquid's. */
export function jekyllFilters(settings: Settings, addresses: SiteAddresses, readMarkdown: MarkupReader): Readonly<Record<string, LiquidFilter>> {
  const { version: { major }, zone } = settings;
  return {
    relative_url: overUrl((url) => relativeUrl(url, addresses)),
    absolute_url: overUrl((url) => absoluteUrl(url, addresses)),
    strip_index: overUrl((url) => url.replace(/\/index\.html?$/, '/')),
    slugify: (input, [mode], call) => {
      const asked = mode === undefined || mode === null ? 'default' : call.text(mode);
      if (input === null) return null;
      const value = call.text(input);
      return isUncertain(value) ? undefined : slugify(value, { major, mode: isSlugMode(asked) ? asked : 'default' });
    },
    cgi_escape: known((value) => encodeURIComponent(value).replaceAll('%20', '+').replace(/[!'()*~]/g, encoded)),
    uri_escape: known((value) => encodeURI(value).replaceAll('%5B', '[').replaceAll('%5D', ']')),
    xml_escape: known(escapeXml),
    normalize_whitespace: known((value) => value.replace(/\s+/g, ' ').trim()),
    number_of_words: known((value) => String(value.split(/\s+/).filter((word) => word !== '').length)),
    jsonify: () => undefined,
    inspect: () => undefined,
    markdownify: (input, _args, call) => (input === UNKNOWN ? undefined : markdownified(call.text(input), readMarkdown)),
    smartify: known((value) => (/["'.-]/.test(value) ? undefined : value)),
    sassify: () => '',
    scssify: () => '',
    to_integer: known((value) => String(Number.parseInt(value, 10) || 0)),
    array_to_sentence_string: (input, [connector], call) => sentence(input, connector === undefined ? 'and' : call.text(connector), call),
    date_to_string: dated(zone, ({ day, month, year }) => `${pad(day)} ${monthNames[month - 1]?.slice(0, 3) ?? ''} ${year}`),
    date_to_long_string: dated(zone, ({ day, month, year }) => `${pad(day)} ${monthNames[month - 1] ?? ''} ${year}`),
    date_to_xmlschema: () => undefined,
    date_to_rfc822: () => undefined,
    where_exp: () => undefined,
    group_by: () => undefined,
    group_by_exp: () => undefined,
    find: () => undefined,
    find_exp: () => undefined,
    sort: sorted,
    sample: (input) => (isList(input) && input.length === 1 ? input[0] : undefined),
    push: (input, [item = null]) => (isList(input) ? [...input, item] : undefined),
    unshift: (input, [item = null]) => (isList(input) ? [item, ...input] : undefined),
    pop: (input) => (isList(input) ? input.slice(0, -1) : undefined),
    shift: (input) => (isList(input) ? input.slice(1) : undefined),
    // Plugins': what they make of a link's text is no matter here, what they make of a page's is.
    ...Object.fromEntries(pluginFilters.map((name) => [name, (): undefined => undefined])),
  };
}

const pluginFilters = ['emojify', 'toc', 'toc_only', 'inject_anchors', 'avatar_url', 'absolutize_urls', 'reading_time', 'titlecase', 'mentionify', 'pluralize', 'localize_date'];

/** `url` and `baseurl` of the site, as its templates see them. */
export interface SiteAddresses {
  readonly url: string;
  readonly baseurl: string;
}

/** `relative_url`: below the base path, dot segments resolved, encoded. An address with a scheme stays. */
export function relativeUrl(url: string, { baseurl }: Pick<SiteAddresses, 'baseurl'>): string {
  if (isAbsolute(url)) return url;
  return normalized(rooted(baseurl.replace(/\/$/, '')) + rooted(url));
}

/** `absolute_url`: the same behind the site's `url`. */
export function absoluteUrl(url: string, addresses: SiteAddresses): string {
  if (isAbsolute(url)) return url;
  const relative = relativeUrl(url, addresses);
  return addresses.url === '' ? relative : addresses.url + relative;
}

const isAbsolute = (url: string): boolean => /^[a-z][a-z0-9+.-]*:/i.test(url);

const rooted = (path: string): string => (path === '' || path.startsWith('/') ? path : `/${path}`);

/** RFC 3986, 6.2.2, as far as a path shows it; letters in their composed and plain form, as Addressable has them. */
function normalized(url: string): string {
  const [, path = '', rest = ''] = /^([^?#]*)([^]*)$/.exec(composed(url)) ?? [];
  return encodeRest(path.includes('/.') ? withoutDots(path) : path) + encodeRest(rest);
}

/** What is percent-encoded already is no exception. */
const composed = (url: string): string => url.replace(/(?:%[89a-f][\da-f])+/gi, decoded).normalize('NFKC');

function decoded(bytes: string): string {
  try { return decodeURIComponent(bytes); } catch { return bytes; }
}

function withoutDots(path: string): string {
  const out: string[] = [];
  const parts = path.split('/');
  for (const [i, part] of parts.entries()) {
    const last = i === parts.length - 1;
    if (part === '.' || part === '..') {
      if (part === '..' && out.length > 1) out.pop();
      if (last) out.push('');
    } else out.push(part);
  }
  return out.join('/');
}

const encodeRest = (text: string): string =>
  (/^[\x21-\x7e]*$/.test(text) && !/["<>\\^`{|}]/.test(text) ? text
    : text.toWellFormed().replace(/[^A-Za-z0-9\-._~!$&'()*+,;=:@/?#%[\]\uFDD0-\uFDD2]/gu, (letter) => encodeURIComponent(letter)));

/** Over a text whose unknown parts stay where they are; nothing stays nothing. */
const overUrl = (work: (url: string) => string): LiquidFilter => (input, _args, call) => {
  if (input === null) return null;
  const url = isMapping(input) && typeof input['url'] === 'string' ? input['url'] : call.text(input);
  if (url === UNKNOWN || hasMark(url)) return undefined;
  return work(url);
};

/** Over a text of which every letter is known. */
const known = (work: (text: string) => string | undefined): LiquidFilter => (input, _args, call) => {
  const value = call.text(input);
  return hasUnknown(value) || hasMark(value) ? undefined : work(value);
};

const encoded = (letter: string): string => `%${letter.charCodeAt(0).toString(16).toUpperCase()}`;

export const escapeXml = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;').replaceAll("'", '&#39;');

function sentence(input: TemplateValue, connector: string, call: FilterCall): TemplateValue | undefined {
  if (!isList(input)) return undefined;
  const words = input.map(call.text);
  if (words.length < 2) return words[0] ?? '';
  return words.length === 2 ? words.join(` ${connector} `) : `${words.slice(0, -1).join(', ')}, ${connector} ${words.at(-1) ?? ''}`;
}

const dated = (zone: string, write: (civil: Civil) => string): LiquidFilter => (input, args, call) => {
  if (input === null) return null;
  const text = call.text(input);
  if (isUncertain(text) || args.length > 0) return undefined;
  const read = readDate(text, { quoted: true, zone });
  return read.kind === 'at' ? write(toCivil(read.at, zone)) : undefined;
};

/** Jekyll's own takes a second argument: where those go that have nothing to sort by. */
const sorted: LiquidFilter = (input, [property, nils], call) => {
  if (!isList(input) || input.some(isUncertain) || (property !== undefined && isUncertain(property))) return undefined;
  const key = (item: TemplateValue): TemplateValue => (property === undefined || property === null ? item : memberOf(item, property));
  const keys = new Map(input.map((item) => [item, key(item)] as const));
  if ([...keys.values()].some((value) => value !== null && typeof value !== 'string' && typeof value !== 'number')) return undefined;
  const last = nils !== undefined && call.text(nils) === 'last';
  return input.toSorted((a, b) => compareKeys(keys.get(a) ?? null, keys.get(b) ?? null, last));
};

function compareKeys(a: TemplateValue, b: TemplateValue, nilsLast: boolean): number {
  if (a === null || b === null) return a === b ? 0 : (a === null) === nilsLast ? 1 : -1;
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  const [left, right] = [String(a), String(b)];
  return left < right ? -1 : Number(left > right);
}

/** The site's addresses as templates see them. GitHub Pages fills in what is left out; a command overrules. */
export function siteAddresses({ config, version: { pages } }: Settings, base: string, isTold: boolean): SiteAddresses {
  const url = at(config, 'url');
  const baseurl = at(config, 'baseurl');
  const isLeftOut = baseurl === undefined || baseurl === null || (pages && baseurl === '/');
  // What GitHub Pages puts in for a missing `url` is this site again, as is no host at all.
  return { url: printed(url), baseurl: isTold || (isLeftOut && pages) ? base : printed(baseurl) };
}
