import { readHtmlPage } from '../../core/markdown/html-page.ts';
import { asFilePath, type FilePath } from '../../core/paths.ts';
import { LOOKUP_OPEN, UNKNOWN } from '../../core/text/derived.ts';
import type { ReadFile } from '../generator.ts';
import { isMultihost } from './addresses.ts';
import type { ContentFile } from './content.ts';
import { evaluateTemplate, fileValue, type SiteAnswers } from './go-evaluate.ts';
import type { FunctionContext } from './go-functions.ts';
import { parseTemplate, type TemplateNode } from './go-template.ts';
import { dictOf, textOf, type GoValue } from './go-values.ts';
import type { HookUse, HugoSettings } from './settings.ts';
import type { Call } from './shortcodes.ts';
import { has } from './version.ts';

/** What happens to links and images on their way from Markdown to HTML. */
export interface RenderHooks {
  readonly link: RenderHook;
  readonly image: RenderHook;
}

export type RenderHook =
  /** Nothing: the browser gets what the author wrote. */
  | { readonly kind: 'none' }
  /** Hugo's own, which looks for the page or the file that is meant. */
  | { readonly kind: 'embedded' }
  /** A theme that is not here may have one. */
  | { readonly kind: 'absent'; readonly why: string }
  /** One of the blog's or its theme's. */
  | { readonly kind: 'template'; readonly nodes: readonly TemplateNode[]; readonly partials: Partials; readonly why: string }
  /** One that is not understood: it may change any address but full ones. */
  | { readonly kind: 'unread'; readonly why: string };

/** The partials that a template calls, and those that they call, by what they are called: `helper/image`. */
type Partials = ReadonlyMap<string, readonly TemplateNode[]>;

/** Finds the render hooks that a blog's links go through. */
export async function readRenderHooks(settings: HugoSettings, files: readonly FilePath[], read: ReadFile): Promise<RenderHooks> {
  const present = new Set<string>(files);
  const hook = async (name: 'link' | 'image'): Promise<RenderHook> => {
    const file = hookFile(name, settings, present);
    const own = file === undefined ? undefined : await classified(file, (await read(asFilePath(file))) ?? '', (text) => partialsIn(text, settings, present, read));
    const use = settings.markup.hooks[name];
    if (own && use !== 'always') return own;
    if (usesEmbedded(use, settings)) return { kind: 'embedded' };
    const [theme] = settings.missingThemes;
    if (theme !== undefined) return { kind: 'absent', why: `the theme \`${theme}\` is not here, and it may lead links of this kind to where they belong` };
    return { kind: 'none' };
  };
  return { link: await hook('link'), image: await hook('image') };
}

function hookFile(name: string, settings: HugoSettings, files: ReadonlySet<string>): string | undefined {
  for (const folder of settings.layouts) {
    for (const place of ['_default/_markup', '_markup']) {
      const file = `${folder}/${place}/render-${name}.html`;
      if (files.has(file)) return file;
    }
  }
  return undefined;
}

/** In a site of several languages Hugo brings its own hooks, since bundles share their files there. */
function usesEmbedded(use: HookUse, settings: HugoSettings): boolean {
  if (!has(settings.version, 'renderHooks')) return false;
  switch (use) {
    case 'always': case 'fallback': return true;
    case 'never': return false;
    case 'auto': return settings.languages.length > 1 && !isMultihost(settings);
    default: return use satisfies never;
  }
}

/** Most hooks only add `target="_blank"` or `loading="lazy"`: then the address stays what it is. */
async function classified(file: string, text: string, partialsOf: (text: string) => Promise<Partials>): Promise<RenderHook | undefined> {
  if (!text.includes('.Destination')) return undefined;
  const why = `\`${file}\` may lead it elsewhere`;
  const nodes = parseTemplate(text);
  return nodes ? { kind: 'template', nodes, partials: await partialsOf(text), why } : { kind: 'unread', why };
}

/** Those that are called by a name that is written there, as far as they can be read. */
async function partialsIn(text: string, { layouts }: HugoSettings, files: ReadonlySet<string>, read: ReadFile): Promise<Partials> {
  const found = new Map<string, readonly TemplateNode[]>();
  const waiting = namesOfPartials(text);
  for (const name of waiting) {
    if (found.has(name) || found.size > 100) continue;
    const file = layouts.flatMap((folder) => ['_partials', 'partials'].map((place) => `${folder}/${place}/${name}.html`)).find((path) => files.has(path));
    const partial = file === undefined ? undefined : await read(asFilePath(file));
    const nodes = partial === undefined ? undefined : parseTemplate(partial);
    if (partial === undefined || !nodes) continue;
    found.set(name, nodes);
    waiting.push(...namesOfPartials(partial));
  }
  return found;
}

const namesOfPartials = (text: string): string[] =>
  [...text.matchAll(/\bpartial(?:Cached|s\.Include(?:Cached)?)?\s{1,20}"([^"]{1,200})"/g)].map(([, name = '']) => name.replace(/\.html$/, ''));

/** Images that a script loads when they are scrolled to have their address in `data-src`, and a picture to wait with in `src`. */
const withoutLazy = (html: string): string =>
  (/<img\s[^<]*\sdata-src=/.test(html) ? html.replace(/\ssrc=(?:"[^"]*"|'[^']*')/g, '').replace(/\sdata-src=/g, ' src=') : html);

export interface HookInput extends FunctionContext {
  readonly element: 'link' | 'image';
  readonly destination: string;
  readonly text: string;
  readonly site: SiteAnswers;
  readonly partials: Partials;
  /** That of the page. */
  readonly file?: ContentFile;
}

/** The address that a hook's template writes, or `undefined` where it cannot be told. */
export function hookedAddress(nodes: readonly TemplateNode[], input: HookInput): string | undefined {
  const urls = addressesIn(htmlOf(nodes, input, ''), input.element);
  const [url] = urls;
  if (urls.size !== 1 || url === undefined || url.includes(UNKNOWN) || url.includes(LOOKUP_OPEN)) return undefined;
  // Whether the author gave it a title is not known here: it must be the same with one.
  const titled = addressesIn(htmlOf(nodes, input, 'title'), input.element);
  return titled.size === 1 && titled.has(url) ? url : undefined;
}

function addressesIn(html: string, wanted: HookInput['element']): ReadonlySet<string> {
  const [name, attribute] = wanted === 'link' ? ['a', 'href'] : ['img', 'src'];
  return new Set(readHtmlPage(withoutLazy(html)).references.flatMap((found) => (found.element === name && found.attribute === attribute ? [found.url] : [])));
}

function htmlOf(nodes: readonly TemplateNode[], input: HookInput, title: string): string {
  const call: Call = { kind: 'call', name: 'hook', mark: '<', positional: [], named: new Map(), range: { start: 0, end: 0 } };
  const dot: GoValue = {
    kind: 'record',
    fields: {
      Destination: textOf(input.destination), Text: textOf(input.text, true), PlainText: textOf(input.text), Title: textOf(title), Attributes: dictOf({}),
      Page: { kind: 'object', object: 'page' }, PageInner: { kind: 'object', object: 'page' },
    },
  };
  const pageFile = input.file && fileValue(input.file.path);
  return evaluateTemplate(nodes, { ...input, ...(pageFile && { pageFile }), source: '', call, inner: undefined, dot, ask: () => 0 }).output.text;
}
