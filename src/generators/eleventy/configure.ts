import { asFilePath, type FilePath } from '../../core/paths.ts';
import type { Conventions, FileRole } from '../../core/site/conventions.ts';
import { anyHost } from '../any-host.ts';
import type { ConfigureInput } from '../generator.ts';
import { hostingOf } from '../hosting.ts';
import { layoutIds } from '../layout-ids.ts';
import { textAt } from '../javascript/values.ts';
import { readData, type DataFiles } from './data.ts';
import { lookUp, rewriteLinks } from './links.ts';
import { newPostConventions } from './new-post.ts';
import { matcherOf } from './passthrough.ts';
import { publish } from './publish.ts';
import { documentReader } from './read.ts';
import { readSettings, type Settings } from './settings.ts';
import { sourceReader, type Source } from './sources.ts';
import { templates } from './templates.ts';

/** Learns what Eleventy makes of a blog. */
export async function configure(input: ConfigureInput): Promise<Conventions> {
  const { files, read } = input;
  const { settings, modules } = await readSettings(input);
  const dataFiles = await readData(settings, files, read, modules);
  const sourceOf = sourceReader(settings, await ignoreTexts(settings, input));
  const hosting = await hostingOf({ ...await withWrittenRedirects(input, sourceOf), publicFolders: publicFolders(settings) });
  const includeFiles = files.filter((path) => [settings.includes, settings.layouts].some((folder) => folder !== undefined && path.startsWith(`${folder}/`)));
  const evaluate = templates(settings, modules.evaluator, await includesOf(settings, includeFiles, read));
  const ids = await layoutIds(includeFiles, read);
  const parts = { settings, modules, dataFiles, evaluate, sourceOf, layoutIds: ids };

  return {
    generator: 'eleventy',
    base: settings.pathPrefix,
    origins: originsOf(dataFiles, hosting.domains),
    host: hosting.assumed ? anyHost : hosting.host,
    notes: [...settings.notes, ...modules.unreadable.map((path) => `\`${path}\` cannot be read; what it decides is not known.`)],
    roleOf: (path) => roleOf(path, sourceOf(path), settings),
    read: documentReader(parts),
    publish: (publishInput) => publish(parts, publishInput),
    rewrite: rewriteLinks(settings),
    lookup: lookUp(settings),
    ...(settings.pathPrefix !== '' && { spellRooted: (path: string) => `{{ '${path}' | url }}` }),
    newPost: newPostConventions(settings, files, sourceOf),
  };
}

function roleOf(path: FilePath, source: Source, settings: Settings): FileRole {
  if (source.kind === 'none') return settings.passthrough.some((rule) => matcherOf(rule)(path)) ? 'file' : 'hidden';
  if (source.language === 'md') return 'post';
  return source.language === 'html' || source.language === 'liquid' || source.language === 'njk' ? 'page' : 'hidden';
}

/** Folders that are copied to the root: `{ './public/': '/' }`. */
const publicFolders = ({ passthrough }: Settings): readonly string[] =>
  passthrough.filter(({ to, isGlob }) => !isGlob && to !== undefined && /^\.?\/?$/.test(to)).map(({ from }) => `${from}/`);

/** `_redirects` may be made by a template: the lines of it that hold no tag are known all the same. */
async function withWrittenRedirects(input: ConfigureInput, sourceOf: (path: FilePath) => Source): Promise<ConfigureInput> {
  const { files, read } = input;
  const redirects = asFilePath('_redirects');
  if (files.includes(redirects)) return input;
  for (const path of files) {
    if (!/(?:^|\/)_?redirects(?:\.txt)?\.(?:njk|liquid)$/.test(path) || sourceOf(path).kind !== 'template') continue;
    const text = await read(path) ?? '';
    if (!/^permalink:\s*['"]?\/?_redirects['"]?\s*$/m.test(text)) continue;
    const lines = text.split('\n').filter((line) => !/\{[{%#]/.test(line)).join('\n');
    return { ...input, files: [...files, redirects], read: async (file) => (file === redirects ? lines : read(file)) };
  }
  return input;
}

async function ignoreTexts({ input, usesGitIgnore }: Settings, { files, read }: ConfigureInput): Promise<readonly string[]> {
  const names = [...(usesGitIgnore ? ['.gitignore'] : []), '.eleventyignore', ...(input === '' ? [] : [`${input}/.eleventyignore`])];
  const paths = names.map(asFilePath).filter((path) => files.includes(path));
  return (await Promise.all(paths.map(async (path) => read(path)))).filter((text) => text !== undefined);
}

async function includesOf({ includes }: Settings, files: readonly FilePath[], read: ConfigureInput['read']): Promise<ReadonlyMap<string, string>> {
  const texts = new Map<string, string>();
  for (const path of files.slice(0, 500)) {
    const text = path.startsWith(`${includes}/`) ? await read(path) : undefined;
    if (text !== undefined && text.length < 200_000) texts.set(path.slice(includes.length + 1), text);
  }
  return texts;
}

/** The blog's own address, where its data says so as the starters do: `metadata.url`, `site.url`. */
function originsOf({ global }: DataFiles, domains: readonly string[]): readonly string[] {
  const urls = ['metadata', 'site', 'meta', 'siteMeta', 'config'].flatMap((name) => {
    const data = global.entries.get(name);
    return ['url', 'siteUrl', 'baseUrl', 'domain', 'base', 'host', 'hostname'].map((key) => textAt(data, key)).filter((url) => url !== undefined);
  });
  const origins = urls.flatMap((url) => {
    try { return /^https?:\/\//.test(url) ? [new URL(url).origin.toLowerCase()] : []; } catch { return []; }
  });
  return [...new Set([...origins, ...domains.map((domain) => `https://${domain}`)])].filter((origin) => !/\/\/(?:localhost|127\.)/.test(origin));
}
