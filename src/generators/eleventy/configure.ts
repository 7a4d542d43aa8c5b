import { asFilePath, type FilePath } from '../../core/paths.ts';
import type { Conventions, FileRole } from '../../core/site/conventions.ts';
import { UNKNOWN } from '../../core/text/derived.ts';
import { anyHost } from '../any-host.ts';
import { bundleFolder } from '../asset-folder.ts';
import type { ConfigureInput } from '../generator.ts';
import { filledFolders } from '../filled-folders.ts';
import { gitIgnoreOf } from '../git-ignore.ts';
import { hostingOf } from '../hosting.ts';
import { redirectAdvice } from '../redirect-advice.ts';
import { nameThere, otherPrograms } from '../other-programs.ts';
import { looksLikePage } from '../page-like.ts';
import { layoutIds } from '../layout-ids.ts';
import type { Modules } from '../javascript/modules.ts';
import { textAt, type Js } from '../javascript/values.ts';
import { readData, type DataFiles } from './data.ts';
import { programHead, readHead } from './front-matter.ts';
import { lookUp, rewriteLinks } from './links.ts';
import { newPostConventions } from './new-post.ts';
import { pageOf } from './pages.ts';
import { matcherOf } from './passthrough.ts';
import { publish, type PublishParts } from './publish.ts';
import { documentReader } from './read.ts';
import { readSettings, type Settings } from './settings.ts';
import { engineOf, sourceReader, type Source } from './sources.ts';
import { templates } from './templates.ts';
import { variablesOf } from './values.ts';

/** Learns what Eleventy makes of a blog. */
export async function configure(input: ConfigureInput): Promise<Conventions> {
  const { files, read } = input;
  const { settings, modules } = await readSettings(input);
  const dataFiles = await readData(settings, files, read, modules);
  const sourceOf = sourceReader(settings, await ignoreTexts(settings, input));
  const includeFiles = files.filter((path) => [settings.includes, settings.layouts].some((folder) => folder !== undefined && path.startsWith(`${folder}/`)));
  const evaluate = templates(settings, modules.evaluator, await includesOf(settings, includeFiles, read));
  const ids = await layoutIds(includeFiles, read);
  const heads = await programHeads(input, sourceOf, modules);
  const parts = { settings, modules, dataFiles, evaluate, heads, sourceOf, layoutIds: ids };
  const hosting = await hostingOf({ ...await withWrittenRedirects(input, parts), publicFolders: publicFolders(settings) });

  const copied = settings.passthrough.map(matcherOf);
  const builtElsewhere = otherPrograms(files, await read(asFilePath('package.json')));
  const isCopied = nameThere(files);
  const isIgnored = await gitIgnoreOf(input);
  const filled = await filledFolders(input);
  let anywhere: string | undefined;

  return {
    generator: 'eleventy',
    ...(settings.major !== undefined && { version: String(settings.major) }),
    base: settings.pathPrefix,
    origins: originsOf(dataFiles, hosting.domains, await read(asFilePath('package.json'))),
    host: hosting.assumed ? anyHost : hosting.host,
    notes: [...settings.notes, ...modules.unreadable.map((path) => `\`${path}\` cannot be read; what it decides is not known.`)],
    roleOf: (path) => roleOf(path, sourceOf(path), copied),
    read: documentReader(parts),
    publish: (publishInput) => {
      const published = publish(parts, publishInput);
      anywhere = published.anywhere;
      return published;
    },
    isUnknowable: (path) => (looksLikePage(path) ? anywhere : undefined)
      ?? builtElsewhere(path)
      ?? (settings.copiesByItself && isCopied(path) ? 'a program of the configuration copies files, and may put it there' : undefined)
      ?? (settings.hasUnreadCopies && !looksLikePage(path) ? 'a passthrough copy that cannot be read may put it there' : undefined)
      ?? (sourcesOf(path, settings).some(isIgnored) ? 'git ignores the file, so that a build may make it' : undefined)
      ?? [...sourcesOf(path, settings), `${settings.input}${path}`.replace(/^\//, '')].map(filled.whyAt).find((why) => why !== undefined),
    rewrite: rewriteLinks(settings),
    lookup: lookUp(settings),
    ...(settings.pathPrefix !== '' && { spellRooted: (path: string) => `{{ '${path}' | url }}` }),
    madeBy: ({ frontMatter: { data } }) => (typeof data['permalink'] === 'string' ? `\`permalink: ${data['permalink']}\` of its front matter` : 'the path of its file, or a `permalink` among the data of its folders'),
    buildFolder: settings.output,
    ...(!settings.markdown.html && { rawHtml: { isShown: true, advice: 'give markdown-it `html: true`' } }),
    redirects: redirectAdvice(hosting.host),
    newPost: newPostConventions(settings, files, sourceOf),
    publishing: { hiding: HIDING, assetFolder: bundleFolder },
  };
}

function roleOf(path: FilePath, source: Source, copied: readonly ((path: FilePath) => boolean)[]): FileRole {
  if (source.kind === 'none') return copied.some((isCopied) => isCopied(path)) ? 'file' : 'hidden';
  if (source.language === 'md') return 'post';
  return source.language === 'html' || source.language === 'liquid' || source.language === 'njk' ? 'page' : 'hidden';
}

/** The files a path would be copied from, if they were there. */
const sourcesOf = (path: string, { passthrough, input }: Settings): readonly string[] =>
  passthrough.filter(({ isGlob, htmlRelative }) => !isGlob && !htmlRelative).flatMap(({ from, to }): readonly string[] => {
    const below = input !== '' && from.startsWith(`${input}/`) ? from.slice(input.length + 1) : from;
    const target = (to ?? below).replace(/^\.?\/+|\/+$/g, '');
    const rest = path.slice(1);
    return target === '' ? [`${from}/${rest}`] : rest.startsWith(`${target}/`) ? [from + rest.slice(target.length)] : [];
  });

/** Folders that are copied to the root: `{ './public/': '/' }`. */
const publicFolders = ({ passthrough }: Settings): readonly string[] =>
  passthrough.filter(({ to, isGlob }) => !isGlob && to !== undefined && /^\.?\/?$/.test(to)).map(({ from }) => `${from}/`);

/** `_redirects` may be made by a template: those of its lines that are there for sure are known. */
async function withWrittenRedirects(input: ConfigureInput, parts: PublishParts): Promise<ConfigureInput> {
  const { files, read } = input;
  const redirects = asFilePath('_redirects');
  if (files.includes(redirects)) return input;
  for (const path of files) {
    const source = /(?:^|\/)_?redirects(?:\.txt)?\.(?:njk|liquid)$/.test(path) ? parts.sourceOf(path) : undefined;
    if (source?.kind !== 'template') continue;
    const text = await read(path) ?? '';
    const frontMatter = readHead(text, parts.modules);
    const page = pageOf(path, source, frontMatter, parts);
    if (page.place.kind !== 'at' || page.place.address.output !== redirects) continue;
    const engine = engineOf(source.language, undefined, parts.settings);
    const { derived } = parts.evaluate(engine, text, { start: frontMatter.range.end, end: text.length }, variablesOf(page.data, parts.dataFiles.global, parts.settings));
    const sure = derived.pieces.map(({ at, perhaps }, i) => (perhaps ? UNKNOWN : derived.text.slice(at, derived.pieces[i + 1]?.at)));
    const lines = sure.join('').split('\n').filter((line) => !line.includes(UNKNOWN)).join('\n');
    return { ...input, files: [...files, redirects], read: async (file) => (file === redirects ? lines : read(file)) };
  }
  return input;
}

/** What blogs of their own accord take for a draft, and what every one obeys: written nowhere, and on no list. */
const HIDING = [{ draft: true }, { published: false }, { hidden: true }, { permalink: false, eleventyExcludeFromCollections: true }, { permalink: false }];

async function ignoreTexts({ input, usesGitIgnore }: Settings, { files, read }: ConfigureInput): Promise<readonly string[]> {
  const names = [...(usesGitIgnore ? ['.gitignore'] : []), '.eleventyignore', ...(input === '' ? [] : [`${input}/.eleventyignore`])];
  const paths = names.map(asFilePath).filter((path) => files.includes(path));
  return (await Promise.all(paths.map(async (path) => read(path)))).filter((text) => text !== undefined);
}

/** The heads of `---js` that pages of lists have, which hold functions. Posts have plain ones. */
async function programHeads({ files, read }: ConfigureInput, sourceOf: (path: FilePath) => Source, modules: Modules): Promise<ReadonlyMap<FilePath, Js>> {
  const heads = new Map<FilePath, Js>();
  const isList = (source: Source): boolean => source.kind === 'template' && /^(?:njk|liquid|html)$/.test(source.language);
  for (const path of files.filter((file) => isList(sourceOf(file))).slice(0, 500)) {
    const text = await read(path);
    const head = text !== undefined && /^\uFEFF?---[ \t]*j/.test(text) ? programHead(text, modules) : undefined;
    if (head !== undefined) heads.set(path, head);
  }
  return heads;
}

async function includesOf({ includes }: Settings, files: readonly FilePath[], read: ConfigureInput['read']): Promise<ReadonlyMap<string, string>> {
  const texts = new Map<string, string>();
  for (const path of files.slice(0, 500)) {
    const text = path.startsWith(`${includes}/`) ? await read(path) : undefined;
    if (text !== undefined && text.length < 200_000) texts.set(path.slice(includes.length + 1), text);
  }
  return texts;
}

/** The blog's own address, where its data says so as the starters do: `metadata.url`, `site.url`, else its package. */
function originsOf({ global }: DataFiles, domains: readonly string[], packageText: string | undefined): readonly string[] {
  const urls = SITE_DATA.flatMap((name) => ADDRESS_KEYS.map((key) => textAt(global.entries.get(name), key))).filter((url) => url !== undefined);
  const homepage = /"homepage"\s*:\s*"([^"]+)"/.exec(packageText ?? '')?.[1];
  const found = urls.flatMap(originOf);
  const all = found.length > 0 ? found : homepage === undefined || /github\.com|gitlab|npmjs/.test(homepage) ? [] : originOf(homepage);
  return [...new Set([...all, ...domains.map((domain) => `https://${domain}`)])].filter((origin) => !/\/\/(?:localhost|127\.)/.test(origin));
}

const SITE_DATA = ['#feed', 'metadata', 'site', 'meta', 'siteMeta', 'siteConfig', 'config', 'env', 'eleventyConfig'];
const ADDRESS_KEYS = ['base', 'url', 'siteUrl', 'siteURL', 'baseUrl', 'baseURL', 'domain', 'host', 'hostname', 'origin', 'homepage'];

function originOf(text: string): readonly string[] {
  const url = /^[a-z0-9-]+(?:\.[a-z0-9-]+)+$/i.test(text) ? `https://${text}` : text;
  try { return /^https?:\/\//.test(url) ? [new URL(url).origin.toLowerCase()] : []; } catch { return []; }
}
