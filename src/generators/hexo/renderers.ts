import { casingOf, type Casing } from './slugize.ts';
import { isAtLeast, type Packages } from './packages.ts';
import { at, dataAt, isData, isList, textAt, type Data } from './values.ts';

/** Which package turns the blog's Markdown into HTML, and how it was told to. Each has its own ids and rules for images. */
export type MarkdownRenderer =
  | {
    readonly kind: 'marked';
    /** `kramed` is a fork of an early `marked`. */
    readonly name: 'hexo-renderer-marked' | 'hexo-renderer-kramed';
    readonly headerIds: boolean;
    readonly casing: Casing;
    readonly anchorAlias: boolean;
    readonly autolink: boolean;
    readonly smartQuotes: boolean;
    /** With `marked` before 0.6, which read links and HTML in its own way. */
    readonly legacy: boolean;
    /** Between versions 5 and 6.1.1 `/`, `=` and backticks are written as entities in headings, which ends up in ids. */
    readonly escapesMore: boolean;
    /** Later versions turn `&amp;` back into `&` before they make an id of it. */
    readonly unescapes: boolean;
    readonly images: ImageRules;
  }
  | {
    readonly kind: 'markdown-it';
    readonly html: boolean;
    readonly linkify: boolean;
    readonly typographer: boolean;
    readonly anchors: { readonly level: number; readonly suffix: string; readonly casing: Casing; readonly separator: string };
    readonly images: ImageRules;
    readonly plugins: ReadonlySet<string>;
  }
  | {
    readonly kind: 'markdown-it-plus';
    readonly html: boolean;
    readonly linkify: boolean;
    readonly typographer: boolean;
    readonly plugins: ReadonlySet<string>;
    readonly toc: Data;
  }
  /** Understood as far as all of them agree: links and images are known, ids are not. */
  | { readonly kind: 'other'; readonly name: string };

/** What becomes of the address of an image that was written in Markdown. */
export interface ImageRules {
  /** A relative one is taken from the site's root. */
  readonly prependRoot: boolean;
  /** One that is in the post's asset folder is taken from there. */
  readonly postAsset: boolean;
  /** A leading folder that is called like the post is cut off first. */
  readonly dropsPostName: boolean;
}

/** The last one that `package.json` names: each takes over the file types of those before it. */
export function markdownRendererOf(config: Data, packages: Packages): MarkdownRenderer {
  const name = packages.names.filter((one) => MARKDOWN_RENDERERS.has(one)).at(-1) ?? 'hexo-renderer-marked';
  switch (name) {
    case 'hexo-renderer-marked': return marked(dataAt(config, 'marked'), packages);
    case 'hexo-renderer-kramed': return kramed();
    case 'hexo-renderer-markdown-it': return markdownIt(dataAt(config, 'markdown'));
    case 'hexo-renderer-markdown-it-plus': return markdownItPlus(dataAt(config, 'markdown_it_plus'));
    default: return { kind: 'other', name };
  }
}

const MARKDOWN_RENDERERS: ReadonlySet<string> = new Set([
  'hexo-renderer-marked', 'hexo-renderer-kramed', 'hexo-renderer-markdown-it', 'hexo-renderer-markdown-it-plus',
  'hexo-renderer-pandoc', 'hexo-renderer-multi-markdown-it', 'hexo-renderer-markdown-it-katex',
  'hexo-renderer-markdown', 'hexo-renderer-unified', 'hexo-renderer-remarkable', 'hexo-renderer-showdown',
  'hexo-renderer-markdown-it-prism', 'hexo-renderer-markdown-it-multi', 'hexo-renderer-kramdown',
  'hexo-renderer-marked-with-latex', '@upupming/hexo-renderer-markdown-it-plus', 'hexo-renderer-satteri',
]);

/** Which defaults changed when was read off the packages of each version. */
function marked(settings: Data, packages: Packages): MarkdownRenderer {
  const since = (major: number, minor = 0, patch = 0): boolean =>
    isAtLeast(packages.version('hexo-renderer-marked'), [major, minor, patch]);
  return {
    kind: 'marked',
    name: 'hexo-renderer-marked',
    headerIds: !since(2) || isOn(settings, 'headerIds', true),
    casing: since(0, 3) ? casingOf(at(settings, 'modifyAnchors')) : 0,
    anchorAlias: since(3, 2) && isOn(settings, 'anchorAlias', false),
    autolink: isOn(settings, 'autolink', true) && isOn(settings, 'gfm', true),
    smartQuotes: isOn(settings, 'smartypants', true),
    legacy: !since(1),
    escapesMore: since(5) && !since(6, 1, 1),
    unescapes: since(6, 1, 1),
    images: {
      prependRoot: since(3) && isOn(settings, 'prependRoot', since(5)),
      postAsset: since(3, 3) && isOn(settings, 'postAsset', false),
      dropsPostName: false,
    },
  };
}

const kramed = (): MarkdownRenderer => ({
  kind: 'marked', name: 'hexo-renderer-kramed', headerIds: true, casing: 0, anchorAlias: false, autolink: true,
  smartQuotes: true, legacy: true, escapesMore: false, unescapes: false, images: LEFT_ALONE,
});

const LEFT_ALONE: ImageRules = { prependRoot: false, postAsset: false, dropsPostName: false };

function markdownIt(settings: Data): MarkdownRenderer {
  const render = dataAt(settings, 'render');
  const anchors = dataAt(settings, 'anchors');
  const images = dataAt(settings, 'images');
  const postAsset = isOn(images, 'post_asset', false);
  return {
    kind: 'markdown-it',
    html: isOn(render, 'html', true),
    linkify: isOn(render, 'linkify', true),
    typographer: isOn(render, 'typographer', true),
    anchors: {
      level: Number(at(anchors, 'level') ?? 2),
      suffix: String(at(anchors, 'collisionSuffix') ?? ''),
      casing: casingOf(at(anchors, 'case')),
      separator: textAt(anchors, 'separator') ?? '-',
    },
    images: { prependRoot: isOn(images, 'prepend_root', false) || postAsset, postAsset, dropsPostName: postAsset },
    plugins: new Set(pluginsOf(settings)),
  };
}

/** `plugins:` holds names, or maps with a `name`. */
function pluginsOf(settings: Data): readonly string[] {
  const list = at(settings, 'plugins');
  return (isList(list) ? list : []).flatMap((one) => {
    const name = isData(one) ? at(one, 'name') : one;
    return typeof name === 'string' ? [name] : [];
  });
}

function markdownItPlus(settings: Data): MarkdownRenderer {
  const list = at(settings, 'plugins');
  const plugins = new Set(PLUS_PLUGINS);
  let toc: Data = {};
  for (const one of isList(list) ? list : []) {
    const plugin = isData(one) ? dataAt(one, 'plugin') : {};
    const name = textAt(plugin, 'name');
    if (name === undefined) continue;
    if (at(plugin, 'enable') === true) plugins.add(name);
    else plugins.delete(name);
    if (name === 'markdown-it-toc-and-anchor') toc = dataAt(plugin, 'options');
  }
  return {
    kind: 'markdown-it-plus',
    html: isOn(settings, 'html', true),
    linkify: isOn(settings, 'linkify', true),
    typographer: isOn(settings, 'typographer', true),
    plugins,
    toc,
  };
}

const PLUS_PLUGINS = [
  'markdown-it-emoji', 'markdown-it-sub', 'markdown-it-sup', 'markdown-it-deflist', 'markdown-it-abbr',
  'markdown-it-footnote', 'markdown-it-ins', 'markdown-it-mark', '@iktakahiro/markdown-it-katex', 'markdown-it-toc-and-anchor',
];

function isOn(settings: Data, key: string, standard: boolean): boolean {
  const value = at(settings, key);
  return value === undefined || value === null ? standard : Boolean(value);
}
