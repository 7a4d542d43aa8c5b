/** A Hugo version by its middle number: 111 is 0.111.3. All of its releases begin with `0.`. */
export type HugoVersion = number;

/** What is built with when nothing says otherwise: the newest release whose behaviour is known here. */
export const NEWEST: HugoVersion = 167;

/** The last release line before content became one tree, and the one that Debian 12 brings. */
export const OLDER: HugoVersion = 111;

/** The version each behaviour came with, from running 0.111, 0.131 and 0.167 and from Hugo's tags where between. */
const SINCE = {
  /** Goldmark in place of Blackfriday: raw HTML is left out unless asked for. */
  goldmark: 60,
  /** `build` in front matter; before, only `_build`. */
  buildKey: 123,
  /** `[permalinks.page]`, `[permalinks.section]`. */
  permalinksByKind: 115,
  /** One tree of logical paths: `INDEX.md` is a bundle, `a & b` is `a--b`, bundle images are shared by languages. */
  contentTree: 123,
  /** Embedded link and image render hooks. */
  renderHooks: 123,
  /** Of pages in one another the nearest owns a file; before, the outermost. Changed between 0.131 and 0.169. */
  nearestOwner: 132,
  /** `/:year/:slug/` in the front matter's `url`. */
  urlTokens: 131,
  /** `[uglyURLs] posts = true` works again. */
  uglyUrlsBySection: 136,
  /** An unreadable date stops the build; `\:` in the front matter's `url`. */
  strictDates: 136,
  /** Heading ids are made of the rendered text, no longer of the source line. */
  idsFromText: 144,
  /** `:contentbasename`. */
  contentBaseNameToken: 144,
  /** A `/` in a title is a hyphen in its permalink. */
  titlesWithoutFolders: 144,
  /** `layouts/_shortcodes`, `layouts/_markup`. */
  layoutsWithoutDefault: 146,
  /** `renderHooks.link.useEmbedded` in place of `enableDefault`; section pages stay `index.html` under ugly addresses. */
  useEmbedded: 148,
  uglySectionIndex: 148,
  /** `:sectionslug`; the slug of a section moves the section. */
  sectionSlugs: 149,
  /** YAML 1.2: `yes` is a word; a key given twice is an error. */
  yaml12: 152,
  /** A rooted alias in another language than the default gets that language's prefix. */
  aliasesByLanguage: 155,
  /** `.html` below `content/` stops the build unless allowed. */
  htmlContentDenied: 162,
} as const satisfies Record<string, HugoVersion>;

/** Whether a version behaves that way. */
export const has = (version: HugoVersion, behaviour: keyof typeof SINCE): boolean => version >= SINCE[behaviour];

/** Reads `0.111.3`, `v0.128.0+extended`, `>=0.90`; `undefined` for `latest` and the like. */
export function versionFrom(text: string): HugoVersion | undefined {
  const found = /(?:^|[^\d.])0\.(\d{1,4})(?:\.\d+)?/.exec(text);
  return found?.[1] === undefined ? undefined : Number(found[1]);
}

/** As shown to people: `0.111`. */
export const versionName = (version: HugoVersion): string => `0.${version}`;
