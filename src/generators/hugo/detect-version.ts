import { at, type Tree } from './tree.ts';
import { NEWEST, OLDER, versionFrom, type HugoVersion } from './version.ts';

export interface DetectedVersion {
  readonly version: HugoVersion;
  /** Where it is written: `netlify.toml`; missing when it had to be guessed. */
  readonly from?: string;
}

/** What is known about a blog before its version is. */
export interface VersionEvidence {
  /** Files that may name a version, with their text, the most believable first. */
  readonly texts: ReadonlyMap<string, string>;
  /** The merged settings, keys in lower case. */
  readonly settings: Tree;
  /** Names of the settings files: `config.toml`. */
  readonly settingsFiles: readonly string[];
  readonly hasFile: (test: RegExp) => boolean;
}

/** Finds the Hugo a blog is built with: written down, or else told by keys that only some versions have. */
export function detectVersion(evidence: VersionEvidence): DetectedVersion {
  for (const [path, text] of evidence.texts) {
    const version = writtenIn(path, text);
    if (version !== undefined) return { version, from: path };
  }
  return { version: guessed(evidence) };
}

/** Where versions are kept: hosts' variables, the action's input, package managers, images. */
const WRITTEN = [
  /HUGO_VERSION["']?[ \t]{0,20}[:=][ \t]{0,20}["']?v?(0\.\d{1,4}|latest)/,
  /hugo[-_]version["']?[ \t]{0,20}[:=][ \t]{0,20}["']?v?(0\.\d{1,4}|latest)/i,
  /"hugo-(?:extended|bin|cli)"\s{0,20}:\s{0,20}"[^"\d]{0,5}(0\.\d{1,4})/,
  /HUGO_VERSION,\s{0,20}value:\s{0,20}["']?(0\.\d{1,4})/,
  /key: HUGO_VERSION\s{1,40}value: ["']?v?(0\.\d{1,4})/,
  /\bhugo(?:_extended)?[:@/_= -]v?(?:extended_|ext-|alpine-)?(0\.\d{1,4})/,
] as const;

function writtenIn(path: string, text: string): HugoVersion | undefined {
  const part = text.slice(0, 200_000);
  if (/(?:^|\/)\.hugo-?version$/i.test(path)) return versionFrom(part);
  for (const pattern of WRITTEN) {
    const found = pattern.exec(part)?.[1];
    if (found === 'latest') return NEWEST;
    if (found) return versionFrom(found);
  }
  return undefined;
}

/** Settings and folders that tell: since when they are known, until when they are. Read from Hugo's release notes. */
const SIGNS: readonly { readonly key: string; readonly since?: HugoVersion; readonly until?: HugoVersion }[] = [
  { key: 'paginate', until: 152 },
  { key: 'paginatepath', until: 152 },
  { key: 'disqusshortname', until: 140 },
  { key: 'googleanalytics', until: 140 },
  { key: 'rsslimit', until: 140 },
  { key: 'author', until: 140 },
  { key: 'metadataformat', until: 131 },
  { key: 'blackfriday', until: 111 },
  { key: 'markup.blackfriday', until: 111 },
  { key: 'pygmentscodefences', until: 131 },
  { key: 'languages.en.params', since: 112 },
  { key: 'markup.goldmark.renderhooks.link.enabledefault', since: 123, until: 147 },
  { key: 'markup.goldmark.renderhooks.image.enabledefault', since: 123, until: 147 },
  { key: 'markup.goldmark.renderhooks.link.useembedded', since: 148 },
  { key: 'markup.goldmark.renderhooks.image.useembedded', since: 148 },
  { key: 'pagination', since: 128 },
  { key: 'permalinks.page', since: 115 },
  { key: 'permalinks.section', since: 115 },
  { key: 'markup.goldmark.extensions.passthrough', since: 122 },
  { key: 'markup.goldmark.extensions.extras', since: 126 },
  { key: 'markup.goldmark.duplicateresourcefiles', since: 123 },
  { key: 'services.rss.limit', since: 120 },
  { key: 'disabledefaultlanguageredirect', since: 140 },
  { key: 'defaultcontentlanguageinsubdironly', since: 140 },
  { key: 'locale', since: 156 },
  { key: 'security.allowcontent', since: 162 },
];

/**
 * Without a word about the version: the newest that knows all the settings, except that settings under the name they
 * had before 0.110, or with keys that were taken out since, were written for an older one.
 */
function guessed({ settings, settingsFiles, hasFile }: VersionEvidence): HugoVersion {
  let since: HugoVersion = settingsFiles.some((name) => /(?:^|\/)hugo\.\w+$/.test(name)) ? 110 : 0;
  let until: HugoVersion = NEWEST;
  for (const sign of SIGNS) {
    if (at(settings, sign.key) === undefined) continue;
    since = Math.max(since, sign.since ?? 0);
    until = Math.min(until, sign.until ?? NEWEST);
  }
  if (hasFile(/(?:^|\/)layouts\/(?:_shortcodes|_partials|_markup)\//)) since = Math.max(since, 146);
  const isOld = until < NEWEST || since < 110;
  return since > until || !isOld ? Math.max(since, NEWEST) : Math.max(since, OLDER);
}
