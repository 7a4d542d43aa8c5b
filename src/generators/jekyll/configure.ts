import type { FilePath } from '../../core/paths.ts';
import type { Conventions, Publication, PublishInput, Redirects } from '../../core/site/conventions.ts';
import type { ConfigureInput } from '../generator.ts';
import { hostingOf, type Hosting } from '../hosting.ts';
import { redirectAdvice } from '../redirect-advice.ts';
import { buildCommand } from './build-command.ts';
import { checkHead } from './check.ts';
import { readConfig, refusedSettings, withSource } from './config.ts';
import { siteAddresses } from './filters.ts';
import { madeBy } from './made-by.ts';
import { layoutAnchors } from './layouts.ts';
import { lookupsOf } from './lookups.ts';
import { markdownReader } from './markdown.ts';
import { newPostConventions, publishingConventions } from './new-post.ts';
import { hasOwnPlugins, isEveryPluginKnown, pluginFolders } from './own-plugins.ts';
import { pluginPages, unknowablePlaces } from './plugins.ts';
import { languageLinks, localized } from './polyglot.ts';
import { postFiles } from './post-files.ts';
import { published } from './publish.ts';
import { neighboursIn, reader } from './read.ts';
import { belowUrl, firstOf, leftAlone, relativeLinks } from './rewrite.ts';
import { roleOf } from './roles.ts';
import { baseOf, originsOf } from './served-at.ts';
import { readSettings, type Settings } from './settings.ts';
import { readData, templatesOf } from './site-files.ts';
import { sourceReader, type Source } from './sources.ts';
import { isChirpy } from './themes.ts';
import { detectVersion } from './version.ts';
import { worldOf } from './world.ts';

/** Reads the settings - parsed, never run - and says what they mean. */
export async function configure(input: ConfigureInput): Promise<Conventions> {
  const command = await buildCommand(input);
  const { config, notes } = await readConfig(input, command);
  const { version, plugins, note } = await detectVersion(config, input);
  const settings = readSettings({ config: withSource(config, command, input.files), version, plugins, zone: input.zone, options: input.options });
  const hosting = await hostingOf(input);
  const base = baseOf(settings, command, hosting.domains, input);
  const addresses = siteAddresses(settings, base, command.baseurl !== undefined || input.options.base !== undefined);
  const sourceOf = remembered(sourceReader(settings));
  const templates = await templatesOf(settings, input);
  const anchorsOf = layoutAnchors(templates, settings);
  const readMarkdown = await markdownReader(settings);
  const worldFor = worldOf({
    settings, addresses, readMarkdown, hasPostsBelow: base !== '' && input.files.some((file) => isPublishedPost(sourceOf(file))), templates, data: await readData(settings, input), environment: input.options.environment,
    hasUnknownPlugins: hasOwnPlugins(settings, input.files) || (!version.pages && !isEveryPluginKnown(settings)),
  });
  const madeByPlugins = await pluginFolders(settings, input);
  const folders = new Set(input.files.map((file) => withoutSource(file, settings).split('/', 1)[0] ?? ''));
  const read = reader({
    settings, sourceOf, worldFor, base, files: new Set(input.files), checkHead: checkHead(templates, settings), now: () => input.now, hasFolder: (name) => folders.has(name),
    isChirpy: await isChirpy(config, input.files, input.read), readMarkdown,
  });
  const rewrite = firstOf(relativeLinks(settings, addresses, sourceOf), belowUrl(settings), languageLinks(settings, base));
  const isLeft = leftAlone(settings);

  return {
    generator: 'jekyll',
    version: version.name,
    base,
    origins: originsOf(settings, hosting.domains, input),
    host: hosting.host,
    notes: [...notes, ...(note === undefined ? [] : [note]), ...refusedSettings(settings)],
    roleOf: (path) => roleOf(path, sourceOf(path), settings),
    read,
    includes: neighboursIn,
    publish: (site) => publish(site, { settings, sourceOf, base, anchorsOf, madeByPlugins }),
    lookup: lookupsOf(settings, addresses, sourceOf),
    rewrite,
    ...(isLeft && { isLeft }),
    isUnknowable: (path) => (templates.theme === undefined ? undefined : themeFile(path, templates.theme)),
    spellRooted: (path) => `{{ '${path}' | relative_url }}`,
    madeBy: (document) => madeBy(document, sourceOf(document.path), settings),
    ...(settings.destination !== undefined && { buildFolder: settings.destination }),
    redirects: redirectsOf(settings, hosting),
    newPost: newPostConventions(input.files, settings, sourceOf),
    publishing: publishingConventions(input.files, settings, sourceOf),
  };
}

/** Where no host is named, a plugin does it on any. */
function redirectsOf({ plugins }: Settings, { host, assumed }: Hosting): Redirects {
  if (plugins.has('jekyll-redirect-from')) return { kind: 'key', key: 'redirect_from' };
  return redirectAdvice(host, !assumed && host.name !== 'GitHub Pages' ? undefined
    : (from) => `With \`jekyll-redirect-from\` among the plugins of \`_config.yml\`, \`redirect_from: ${from}\` in its front matter is a redirect.`);
}

const withoutSource = (file: string, { source }: Settings): string => (source !== '' && file.startsWith(`${source}/`) ? file.slice(source.length + 1) : file);

interface PublishContext {
  readonly settings: Settings;
  readonly sourceOf: (file: FilePath) => Source;
  readonly base: string;
  readonly anchorsOf: ReturnType<typeof layoutAnchors>;
  /** Folders that the blog's own plugins write to. */
  readonly madeByPlugins: readonly string[];
}

function publish(input: PublishInput, { settings, sourceOf, base, anchorsOf, madeByPlugins }: PublishContext): Publication {
  const site = localized(published(input, { settings, sourceOf, anchorsOf, now: input.now }), settings);
  const { entries, replaced } = pluginPages(site, settings, base);
  const own = [...site.pages.map(({ entry }) => entry), ...site.files, ...postFiles(site, settings, input.files), ...site.documents.map(({ entry }) => entry)];
  return { entries: [...entries, ...(replaced.size > 0 ? own.map((entry) => replaced.get(entry) ?? entry) : own)], unknowable: unknowablePlaces(site, settings, madeByPlugins) };
}

const isPublishedPost = (source: Source): boolean => source.kind === 'post' && !source.draft;

/** Styles, scripts and fonts that come with a theme which is not in the repository. */
const themeFile = (path: string, theme: string): string | undefined =>
  (/^\/assets\/.*\.(?:css|js|map|woff2?|ttf|eot|ico|svg)$/i.test(path) ? `it may come with the theme \`${theme}\`` : undefined);

/** Asked again and again for every file. */
function remembered(sourceOf: (file: FilePath) => Source): (file: FilePath) => Source {
  const known = new Map<FilePath, Source>();
  return (file) => {
    const kept = known.get(file);
    if (kept) return kept;
    const source = sourceOf(file);
    known.set(file, source);
    return source;
  };
}
