import { at, functionOf, isArray, isFunction, isObject, isUnknown, objectOf, type Js, type JsFunction, type JsObject } from '../javascript/values.ts';

/** How Markdown is read: markdown-it with what the configuration put on it. */
export interface MarkdownSettings {
  readonly html: boolean;
  readonly linkify: boolean;
  readonly typographer: boolean;
  readonly breaks: boolean;
  readonly indentedCode: boolean;
  /** `markdown-it-anchor` and its options. */
  readonly anchors: { readonly slugify: JsFunction | undefined; readonly known: boolean; readonly levels: (level: number) => boolean; readonly startIndex: number } | undefined;
  /** Packages of the other plugins. */
  readonly plugins: ReadonlySet<string>;
  /** A plugin of the blog's own, or one that cannot be told by name. */
  readonly hasOwnPlugins: boolean;
  /** False where the library itself could not be read. */
  readonly known: boolean;
}

/** Eleventy's own: markdown-it with HTML and without indented code. */
export const defaultMarkdown: MarkdownSettings = {
  html: true, linkify: false, typographer: false, breaks: false, indentedCode: false,
  anchors: undefined, plugins: new Set(), hasOwnPlugins: false, known: true,
};

const known = new WeakMap<JsObject, MarkdownSettings>();

/** What a value that stands for a markdown-it instance was made into. */
export function markdownOf(value: Js): MarkdownSettings | undefined {
  if (isObject(value)) return known.get(value);
  return isUnknown(value) ? { ...defaultMarkdown, known: false } : undefined;
}

/** The package `markdown-it`: instances remember what was set on them. */
export function markdownIt(): { readonly package: Js; readonly plain: (indentedCode: boolean) => Js } {
  const create = functionOf((args) => {
    const options = args.findLast(isObject);
    const preset = args[0];
    return instance({
      ...defaultMarkdown, indentedCode: true,
      html: flag(options, 'html', false), linkify: flag(options, 'linkify', false), typographer: flag(options, 'typographer', false),
      breaks: flag(options, 'breaks', false), known: preset !== 'zero' && !args.some(isUnknown),
    });
  });
  return { package: create, plain: (indentedCode) => instance({ ...defaultMarkdown, indentedCode }) };
}

const flag = (options: Js, key: string, usual: boolean): boolean => {
  const value = at(options, key);
  return typeof value === 'boolean' ? value : usual;
};

function instance(first: MarkdownSettings): Js {
  const self: JsObject = { ...objectOf(), open: true };
  const change = (make: (now: MarkdownSettings, args: readonly Js[]) => MarkdownSettings): Js => functionOf((args) => {
    known.set(self, make(known.get(self) ?? first, args));
    return self;
  });
  known.set(self, first);
  self.entries.set('use', change((now, [plugin, options]) => used(now, plugin, options)));
  self.entries.set('disable', change((now, [rules]) => ruled(now, rules, false)));
  self.entries.set('enable', change((now, [rules]) => ruled(now, rules, true)));
  self.entries.set('set', change((now, [options]) => ({
    ...now, html: flag(options, 'html', now.html), linkify: flag(options, 'linkify', now.linkify),
    typographer: flag(options, 'typographer', now.typographer), breaks: flag(options, 'breaks', now.breaks),
  })));
  return self;
}

function ruled(now: MarkdownSettings, rules: Js, enabled: boolean): MarkdownSettings {
  const names = isArray(rules) ? rules.items : [rules];
  return names.includes('code') ? { ...now, indentedCode: enabled } : now;
}

function used(now: MarkdownSettings, plugin: Js, options: Js): MarkdownSettings {
  const name = isUnknown(plugin) ? plugin.from : undefined;
  if (name === undefined) return { ...now, hasOwnPlugins: true };
  if (!/^markdown-it-anchor(?:#|$)/.test(name)) return { ...now, plugins: new Set([...now.plugins, name]) };
  const slugify = at(options, 'slugify');
  const start = at(options, 'uniqueSlugStartIndex');
  return {
    ...now,
    anchors: {
      slugify: isFunction(slugify) ? slugify : undefined,
      known: slugify === undefined || isFunction(slugify),
      levels: levelsOf(at(options, 'level')),
      startIndex: typeof start === 'number' ? start : 1,
    },
  };
}

/** `level: 2` is from there on, `[2, 3]` just those. */
function levelsOf(value: Js): (level: number) => boolean {
  if (typeof value === 'number') return (level) => level >= value;
  if (isArray(value) && !value.open) return (level) => value.items.includes(level);
  return () => true;
}
