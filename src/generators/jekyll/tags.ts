import type { LiquidTag, TagCall, TagResult } from '../../core/template/liquid/world.ts';
import { hasUnknown, type TemplateMapping, type TemplateValue } from '../../core/template/value.ts';
import { escapeXml } from './filters.ts';
import type { Settings } from './settings.ts';

/** What tags may need of the site: the texts of its includes and whether a theme could have more. */
export interface Templates {
  /** By path below `_includes`. */
  readonly includes: ReadonlyMap<string, string>;
  /** A theme that is not in the repository. */
  readonly theme: string | undefined;
}

/** Jekyll's tags, those of its usual plugins, and `include`. The same object for every post. */
export function jekyllTags(settings: Settings, templates: Templates): Readonly<Record<string, LiquidTag>> {
  const include: LiquidTag = { kind: 'tag', render: (call) => renderInclude(call, (name) => templateCalled(name, templates)) };
  return {
    include,
    include_cached: include,
    ...relativeTags(() => ({ kind: 'unknown' })),
    post_url: { kind: 'tag', render: (call) => ({ kind: 'lookup', lookup: { kind: 'post_url', argument: call.markup.trim() } }) },
    link: { kind: 'tag', render: (call) => renderLink(call, settings) },
    highlight: { kind: 'block', body: 'liquid', render: renderHighlight },
    ...silent(['seo', 'feed_meta', 'github_edit_link', 'avatar', 'octicon', 'gist', 'twitter', 'csrf', 'analytics', 'hreflang', 'minify']),
    ...unknown(['youtube', 'vimeo', 'tweet', 'embed', 'instagram', 'soundcloud', 'jsfiddle', 'codepen']),
  };
}

const silent = (names: readonly string[]): Readonly<Record<string, LiquidTag>> =>
  Object.fromEntries(names.map((name): [string, LiquidTag] => [name, { kind: 'tag', render: () => ({ kind: 'text', text: '' }) }]));

const unknown = (names: readonly string[]): Readonly<Record<string, LiquidTag>> =>
  Object.fromEntries(names.map((name): [string, LiquidTag] => [name, { kind: 'tag', render: () => ({ kind: 'unknown' }) }]));

/** Jekyll 4 fills in variables first. */
function renderLink(call: TagCall, { version: { major } }: Settings): TagResult {
  const written = call.markup.trim();
  const path = major === 4 && /\{[{%]/.test(written) ? call.render(written).trim() : written;
  return hasUnknown(path) ? { kind: 'unknown' } : { kind: 'lookup', lookup: { kind: 'link', argument: path } };
}

/** The code as Jekyll puts it out: raw HTML over as many lines, without the colours. */
function renderHighlight(call: TagCall, body: string): TagResult {
  const language = /^[\w.+#_-]+/.exec(call.markup.trim())?.[0];
  if (language === undefined) return { kind: 'problem', message: '`highlight` needs the name of a language: `{% highlight ruby %}`.' };
  const code = escapeXml(body.replace(/^[\n\r]+|[\n\r]+$/g, ''));
  return { kind: 'text', text: `<figure class="highlight"><pre><code class="language-${language}" data-lang="${language}">${code}</code></pre></figure>` };
}

/** What a file to be included says. */
export type IncludeFound =
  | { readonly kind: 'found'; readonly template: string }
  | { readonly kind: 'unknown' }
  /** Where it was looked for. */
  | { readonly kind: 'missing'; readonly place: string };

function templateCalled(name: string, { includes, theme }: Templates): IncludeFound {
  const template = includes.get(name);
  if (template !== undefined) return { kind: 'found', template };
  return theme === undefined ? { kind: 'missing', place: `_includes/${name}` } : { kind: 'unknown' };
}

/** `include_relative`, for pages of one folder. `find` has what lies there. */
export const relativeTags = (find: (name: string) => IncludeFound): Readonly<Record<string, LiquidTag>> =>
  ({ include_relative: { kind: 'tag', render: (call) => renderInclude(call, find) } });

/** The names that a text gives to `include_relative` letter by letter. */
export const relativeNames = (text: string): readonly string[] =>
  Array.from(text.matchAll(/\{%-?\s*include_relative\s+([\w/.\-()+~#@]+)/g), ([, name = '']) => withoutRoot(name)).filter(isName);

/** A slash before it is no matter. */
const withoutRoot = (name: string): string => name.replace(/^\/+/, '');

const isName = (name: string): boolean => /^[\w/.\-()+~#@]+$/.test(name) && !/[./]{2}/.test(name);

function renderInclude(call: TagCall, find: (name: string) => IncludeFound): TagResult {
  const markup = call.markup.trim();
  const variable = /^([^{]*(?:\{\{[^{}]*\}\}[^\s{}]*)+)(?:\s+([^]*))?$/.exec(markup);
  const plain = /^(\S+)(?:\s+([^]*))?$/.exec(markup);
  const name = variable?.[1] !== undefined ? call.render(variable[1]).trim() : plain?.[1];
  if (name === undefined || name === '') return { kind: 'problem', message: `\`${call.name}\` needs the name of a file: \`{% ${call.name} image.html %}\`.` };
  if (hasUnknown(name)) return { kind: 'unknown' };
  if (!isName(name)) return { kind: 'problem', message: `\`${name}\` is no name of a file that \`${call.name}\` takes: Jekyll stops here.` };

  const parameters = parametersOf((variable ? variable[2] : plain?.[2]) ?? '', call);
  if (parameters === undefined) return { kind: 'problem', message: `\`${call.name}\` cannot read what follows the name: values are in quotes, or a variable.` };
  const found = find(withoutRoot(name));
  switch (found.kind) {
    case 'found': return { kind: 'include', template: found.template, variables: { include: parameters } };
    case 'missing': return { kind: 'problem', message: `There is no \`${found.place}\`: Jekyll stops here.` };
    case 'unknown': return found;
    default: return found satisfies never;
  }
}

const parameter = /([\w-]+)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)'|([\w.-]+))\s*/sy;

/** `src="/x.png" alt=page.title`, or nothing when it reads otherwise. */
function parametersOf(markup: string, call: TagCall): TemplateMapping | undefined {
  const found: Record<string, TemplateValue> = {};
  parameter.lastIndex = 0;
  const text = markup.trim();
  let at = 0;
  while (at < text.length) {
    parameter.lastIndex = at;
    const match = parameter.exec(text);
    const [whole, key, double, single, name] = match ?? [];
    if (whole === undefined || key === undefined) return undefined;
    const value = double !== undefined ? double.replaceAll('\\"', '"') : single !== undefined ? single.replaceAll("\\'", "'") : call.evaluate(name ?? '');
    Object.defineProperty(found, key, { value, enumerable: true });
    at += whole.length;
  }
  return found;
}

