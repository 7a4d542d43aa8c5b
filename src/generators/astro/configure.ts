import type { FilePath } from '../../core/paths.ts';
import type { Conventions, FileRole } from '../../core/site/conventions.ts';
import { UNKNOWN } from '../../core/text/derived.ts';
import { anyHost } from '../any-host.ts';
import { bundleFolder } from '../asset-folder.ts';
import type { ConfigureInput } from '../generator.ts';
import { filledFolders } from '../filled-folders.ts';
import { gitIgnoreOf } from '../git-ignore.ts';
import { hostingOf } from '../hosting.ts';
import { redirectAdvice } from '../redirect-advice.ts';
import { layoutIds } from '../layout-ids.ts';
import { collectionOf, readCollections, readDataEntries, SHOWING, type Collections } from './collections.ts';
import { madeByIntegrations } from './integrations.ts';
import { rewriteReferences } from './links.ts';
import { hasOwnRenderer } from './own-renderer.ts';
import { newPostConventions } from './new-post.ts';
import { looksLikePage } from '../page-like.ts';
import { publish, type Published } from './publish.ts';
import { sourceReader } from './read.ts';
import { readSettings, type Settings } from './settings.ts';
import { hasStarlight } from './starlight.ts';

/** Learns what Astro makes of a blog. */
export async function configure(input: ConfigureInput): Promise<Conventions> {
  const { files, read } = input;
  const { settings: said, modules, content } = await readSettings(input);
  const components = files.filter((path) => writesOnPages(path, said));
  const settings = await hasOwnRenderer(components, read) ? { ...said, changesIds: true, changesLinks: true } : said;
  const collections = readCollections(settings, files, modules);
  const dataEntries = await readDataEntries(collections, files, read);
  const hosting = await hostingOf({ ...input, publicFolders: [`${settings.publicFolder}/`] });
  const ids = new Set([...await layoutIds(components.filter((path) => !isRoute(path, settings)), read), ...(hasStarlight(settings) ?? true ? STARLIGHT_IDS : [])]);
  const routeIds = new Map(await Promise.all(components.filter((path) => isRoute(path, settings)).map(async (path) =>
    [path, new Set([...ids, ...await layoutIds([path], read)])] as const)));
  const byIntegration = madeByIntegrations(settings);
  const isIgnored = await gitIgnoreOf(input);
  const filled = await filledFolders(input);
  const made = (path: string): string | undefined => (isIgnored(path) ? 'git ignores the file, so that a build may make it' : filled.whyAt(path));
  const newPost = await newPostConventions(settings, collections, files, read);
  let open: Published['open'] = [];
  const withoutBase = (path: string): string => (path.startsWith(`${settings.base}/`) ? path.slice(settings.base.length) : path);

  return {
    generator: 'astro',
    ...(settings.major !== undefined && { version: String(settings.major) }),
    base: settings.base,
    origins: originsOf(settings, hosting.domains),
    host: hosting.assumed ? anyHost : hosting.host,
    notes: [...settings.notes, ...modules.unreadable.map((path) => `\`${path}\` cannot be read; what it decides is not known.`)],
    roleOf: (path) => roleOf(path, settings, collections),
    read: sourceReader(settings, collections),
    publish: (publishInput) => {
      const published = publish({ settings, collections, modules, content, dataEntries, layoutIds: ids, routeIds, filled }, publishInput);
      open = published.open;
      return published;
    },
    rewrite: rewriteReferences(modules, settings, made),
    isUnknowable: (path) =>
      (path.includes(UNKNOWN) ? 'a program of the blog makes its address' : undefined)
      ?? open.find(({ pattern, page }) => pattern.test(path) && (!page || looksLikePage(path)))?.why
      ?? byIntegration(path)
      ?? made(`${settings.publicFolder}${path}`),
    madeBy: ({ path }) => (path.startsWith(`${settings.source}/pages/`) ? 'the path of its file' : `a route of \`${settings.source}/pages\` that shows its collection`),
    buildFolder: settings.output,
    redirects: redirectAdvice(hosting.host, (from, to) => `A redirect is one of the \`redirects\` of \`astro.config\`: \`'${withoutBase(from)}': '${withoutBase(to)}'\`.`),
    newPost,
    publishing: { hiding: HIDING, assetFolder: bundleFolder },
  };
}

/** Layouts, components and the routes that show posts. A page of its own writes its ids on no other. */
const writesOnPages = (path: string, { source }: Settings): boolean =>
  path.startsWith(`${source}/`) && /\.(?:astro|[jt]sx|vue|svelte)$/.test(path) && (!path.startsWith(`${source}/pages/`) || path.includes('['));

const isRoute = (path: FilePath, { source }: Settings): boolean => path.startsWith(`${source}/pages/`);

const HIDING = Object.entries(SHOWING).map(([key, value]) => ({ [key]: !value }));

function originsOf({ site }: Settings, domains: readonly string[]): readonly string[] {
  const named = domains.map((domain) => `https://${domain}`);
  try {
    return site === undefined ? named : [...new Set([new URL(site).origin.toLowerCase(), ...named])];
  } catch {
    return named;
  }
}

/** The title of a page of Starlight. */
const STARLIGHT_IDS = ['_top'];

const MARKDOWN = /\.(?:mdx?|markdown|mkdn?|mkdown|mdwn|mdown)$/;

function roleOf(path: FilePath, settings: Settings, collections: Collections): FileRole {
  if (path.startsWith(`${settings.publicFolder}/`)) return 'file';
  if (!MARKDOWN.test(path) || (path.endsWith('.mdx') && !hasMdx(settings))) return 'hidden';
  if (collectionOf(collections, path)) return 'post';
  const pages = `${settings.source}/pages/`;
  return path.startsWith(pages) && !/(?:^|\/)[_.]/.test(path.slice(pages.length)) ? 'page' : 'hidden';
}

/** MDX needs its integration, which Starlight and themes bring along. Where the list cannot be read it is taken to be there. */
const hasMdx = ({ integrations }: Settings): boolean =>
  integrations === undefined || integrations.some(({ package: name }) => !name.startsWith('@astrojs/') || /mdx|starlight/.test(name));

