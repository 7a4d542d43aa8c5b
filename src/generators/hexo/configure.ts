import { asFilePath } from '../../core/paths.ts';
import { optionalOpening, readFrontMatter } from '../../core/markdown/front-matter.ts';
import type { Conventions, FileRole, PublishInput } from '../../core/site/conventions.ts';
import type { Site } from '../../core/site/site.ts';
import type { ConfigureInput } from '../generator.ts';
import { filledFolders } from '../filled-folders.ts';
import { hostingOf } from '../hosting.ts';
import { redirectAdvice } from '../redirect-advice.ts';
import { publish, type Published } from './addresses.ts';
import { answerLookup, indexPosts, rewriteReference, unknowableAddresses, type PostIndex } from './links.ts';
import { newPostConventions, publishingConventions } from './new-post.ts';
import { placeOf } from './places.ts';
import { readSource } from './read.ts';
import { readSettings, type Settings } from './settings.ts';
import { themeAnchors } from './theme.ts';
import { textAt, type Data } from './values.ts';

/** Reads the settings of a blog and says what they mean. */
export async function configure(input: ConfigureInput): Promise<Conventions> {
  const { settings, notes } = await readSettings(input);
  const hosting = await hostingOf({ ...input, publicFolders: [`${settings.sourceFolder}/`] });
  const filled = await filledFolders(input);
  const anchors = await themeAnchors(settings.theme, input.files, input.read);
  const known = new KnownSites((sources) => publish(sources, settings, anchors), settings);

  return {
    generator: 'hexo',
    ...versionOf(settings),
    base: settings.base,
    origins: [...new Set([...settings.origins, ...hosting.domains.map((domain) => `https://${domain}`)])],
    host: hosting.host,
    notes: [...notes, ...notesOf(settings)],
    roleOf: (path) => ROLES[placeOf(path, settings).kind],
    read: (path, text, part) => readSource(path, text, settings, part),
    publish: (sources) => known.publish(sources),
    lookup: (lookup, entry, site) => answerLookup(lookup, entry, site, settings, known.of(site).posts),
    rewrite: (reference, url, entry, site) => rewriteReference(reference, url, entry, site, settings, known.of(site).posts),
    isUnknowable: (path, site) => known.of(site).unknowable(path) ?? filled.whyAt(`${settings.sourceFolder}${path}`),
    madeBy: ({ path, frontMatter: { data } }) => {
      if (typeof data['permalink'] === 'string' && data['permalink'] !== '') return `\`permalink: ${data['permalink']}\` of its front matter`;
      return placeOf(path, settings).kind === 'post' ? `\`permalink: ${settings.permalink}\`, in \`_config.yml\` or by default` : 'the path of its file';
    },
    ...('html' in settings.renderer && !settings.renderer.html && { rawHtml: { isShown: true, advice: 'set `html: true` for the renderer' } }),
    buildFolder: (textAt(settings.config, 'public_dir') ?? 'public').replace(/^(?:\.?\/)+|\/+$/g, ''),
    redirects: settings.packages.has('hexo-generator-alias') ? { kind: 'key', key: 'alias' } : redirectAdvice(hosting.host),
    newPost: newPostConventions(settings, await scaffold(input)),
    publishing: publishingConventions(settings),
  };
}

const ROLES = { post: 'post', page: 'page', file: 'file', 'post-asset': 'file', hidden: 'hidden' } as const satisfies Record<ReturnType<typeof placeOf>['kind'], FileRole>;

/** What was worked out of a site's posts, kept for as long as the site is. */
class KnownSites {
  readonly #publish: (input: PublishInput) => Published;
  readonly #settings: Settings;
  readonly #known = new WeakMap<object, KnownSite>();

  constructor(publishWith: (input: PublishInput) => Published, settings: Settings) {
    this.#publish = publishWith;
    this.#settings = settings;
  }

  publish(input: PublishInput): Published {
    const published = this.#publish(input);
    this.#known.set(input.documents, { posts: indexPosts(published.posts), unknowable: unknowableAddresses(published.posts, this.#settings) });
    return published;
  }

  of(site: Site): KnownSite {
    const known = this.#known.get(site.documents);
    if (known) return known;
    this.publish({ files: [...site.files], documents: site.documents, now: site.now });
    return this.#known.get(site.documents) ?? { posts: indexPosts([]), unknowable: () => undefined };
  }
}

interface KnownSite {
  readonly posts: PostIndex;
  readonly unknowable: ReturnType<typeof unknowableAddresses>;
}

function versionOf({ packages }: Settings): { version?: string } {
  const version = packages.version('hexo');
  return version ? { version: String(version[0]) } : {};
}

function notesOf({ renderer, packages }: Settings): readonly string[] {
  return [
    ...(renderer.kind === 'other' ? [`How \`${renderer.name}\` makes the ids of headings is not known here, so links to them are not checked.`] : []),
    ...(packages.known ? [] : ['There is no `package.json` to say which plugins the blog has: taken for what `hexo init` installs.']),
  ];
}

/** `scaffolds/post.md` with what Hexo fills in left empty. */
async function scaffold({ read }: ConfigureInput): Promise<Data | undefined> {
  const text = await read(asFilePath('scaffolds/post.md'));
  if (text === undefined) return undefined;
  const { data, error, format } = readFrontMatter(text.replace(/["']?\{\{[^{}\n]*\}\}["']?/g, '""'), optionalOpening);
  return error || format === 'none' ? undefined : data;
}
