import { decodePath, encodePath, type FilePath, type UrlPath } from '../../core/paths.ts';
import type { Entry, LookupAnswer, Rewritten } from '../../core/site/conventions.ts';
import type { Reference } from '../../core/site/document.ts';
import type { Site } from '../../core/site/site.ts';
import { UNKNOWN, type Lookup } from '../../core/text/derived.ts';
import { assetFolderOf } from './addresses.ts';
import { byAssetImage } from './asset-image.ts';
import { imageRulesOf, rooted } from './images.ts';
import type { Post } from './posts.ts';
import { folderIn, type Settings } from './settings.ts';
import { argumentsOf } from './tags.ts';

/** The posts of a site by the two names that tags know them by. */
export interface PostIndex {
  readonly bySource: ReadonlyMap<FilePath, Post>;
  readonly bySlug: ReadonlyMap<string, Post>;
  readonly byTitle: ReadonlyMap<string, Post>;
}

export function indexPosts(posts: readonly Post[]): PostIndex {
  const byName = [...posts].reverse();
  return {
    bySource: new Map(posts.map((post) => [post.source, post])),
    bySlug: new Map(byName.map((post) => [post.slug, post])),
    byTitle: new Map(byName.filter(({ title }) => title !== '').map((post) => [post.title, post])),
  };
}

/** Answers what tags ask about other posts, assets and files. */
export function answerLookup(lookup: Lookup, entry: Entry, site: Site, settings: Settings, posts: PostIndex): LookupAnswer {
  const { argument } = lookup;
  switch (lookup.kind) {
    case 'post_link': return postAnswer(argument, settings, posts, site) ?? missing(`No post has the slug or the title \`${argument}\`: Hexo stops at \`{% post_link ${argument} %}\`.`);
    case 'post_path': return postAnswer(argument, settings, posts, site) ?? missing(`No post has the slug or the title \`${argument}\`, so \`{% post_path ${argument} %}\` leaves nothing.`);
    case 'asset_img': return assetAnswer(argumentsOf(argument), 'asset_img', entry, site, settings, posts);
    case 'asset_path':
    case 'asset_link': return assetAnswer([argument], lookup.kind, entry, site, settings, posts);
    case 'post asset': return postAsset(argument, entry, site, settings, posts);
    case 'post folder': return found(settings.base + encodePath(entry.url).replace(/\.[^/.]+$/, '/'));
    case 'include_code': return includedCode(argument, site, settings);
    case 'url_for': return found(urlFor(argument, settings));
    case 'img': return dropped(`\`{% img ${argument} %}\` shows nothing: it takes only addresses that begin with \`/\` or \`https://\`.`);
    case 'tag in destination': return missing(`Hexo evaluates tags after Markdown, so \`${argument}\` is not evaluated inside of a Markdown link: it ends up in the page as a comment's code.`);
    default: return { kind: 'unknowable', why: 'only the build knows' };
  }
}

const found = (url: string): LookupAnswer => ({ kind: 'found', url });
const missing = (message: string): LookupAnswer => ({ kind: 'missing', message });

/** The page is built without it. */
const dropped = (message: string): LookupAnswer => ({ kind: 'missing', message, dropped: true });

/** By slug first, then by title; drafts are found too, and lead nowhere. */
function postAnswer(name: string, settings: Settings, posts: PostIndex, site: Site): LookupAnswer | undefined {
  if (name.includes(UNKNOWN)) return { kind: 'unknowable', why: 'which post it names is known to the build only' };
  const post = posts.bySlug.get(name) ?? posts.byTitle.get(name);
  if (!post) return undefined;
  const entry = site.bySource.get(post.source);
  return found(fromRoot(entry?.url ?? `/${post.path}`, settings));
}

/** With `relative_link` tags write a path without its leading slash, which is right from the home page only. */
const fromRoot = (path: string, { base, relativeLink }: Settings): string =>
  (relativeLink ? encodePath(path).replace(/^\/+/, '') : base + encodePath(path));

/** A tag finds only what is in the folder of its own post, by its exact name. */
function assetAnswer(names: readonly string[], tag: string, entry: Entry, site: Site, settings: Settings, posts: PostIndex): LookupAnswer {
  for (const name of names) {
    const asset = ownAsset(name, entry, site, posts);
    if (asset) return found(fromRoot(asset.url, settings));
  }
  const [wanted = ''] = names.filter((name) => /\.\w+$/.test(name)).concat(names);
  const folder = entry.source === undefined ? '' : folderOfAssets(entry.source);
  const left = tag === 'asset_path' ? missing : dropped;
  if (!settings.postAssetFolder) return left(`\`{% ${tag} ${wanted} %}\` leaves nothing: \`post_asset_folder\` is off.`);
  return left(`\`${wanted}\` is not in \`${folder}/\`, so \`{% ${tag} %}\` leaves nothing.`);
}

function ownAsset(name: string, entry: Entry, site: Site, posts: PostIndex): Entry | undefined {
  const post = entry.source === undefined ? undefined : posts.bySource.get(entry.source);
  if (!post || name === '' || name.startsWith('./') || name.startsWith('/')) return undefined;
  const asset = site.bySource.get(`${folderOfAssets(post.source)}/${name}` as FilePath);
  return asset?.kind === 'file' ? asset : undefined;
}

const folderOfAssets = (source: string): string => source.replace(/\.[^./]+$/, '');

/** An image in Markdown is looked for in the post's own folder; all others are taken from the site's root. */
function postAsset(written: string, entry: Entry, site: Site, settings: Settings, posts: PostIndex): LookupAnswer {
  const name = written.replace(/^(?:\.\/)+/, '');
  const post = entry.source === undefined ? undefined : posts.bySource.get(entry.source);
  const rules = imageRulesOf(settings);
  const folderName = post ? folderOfAssets(post.source).split('/').at(-1) ?? '' : '';
  const names = rules?.dropsPostName && name.startsWith(`${folderName}/`) ? [name, name.slice(folderName.length + 1)] : [name];
  for (const one of names) {
    const asset = ownAsset(one, entry, site, posts);
    if (asset) return found(`${settings.base}${encodePath(asset.url)}`);
  }
  return found(rooted(written, settings.base));
}

/** `{% include_code Words lang:js from:1 file.js %}` links to the file it shows, which must be one that Hexo renders. */
function includedCode(argument: string, site: Site, settings: Settings): LookupAnswer {
  const name = /(\S+)\s*$/.exec(argument.replace(/\s*(?:lang:\w+|from:\d+|to:\d+)/gi, ''))?.[1] ?? '';
  const path = `${settings.sourceFolder}/${folderIn(settings.config, 'code_dir', 'downloads/code')}/${name.replace(/^\/+/, '')}`;
  const entry = site.bySource.get(path as FilePath);
  if (!entry) return dropped(`There is no \`${path}\`, so \`{% include_code %}\` leaves nothing.`);
  return settings.extensions.has(/\.([^./]+)$/.exec(name)?.[1] ?? '') ? found(settings.base + encodePath(entry.url)) : { kind: 'unknowable', why: 'only newer versions show it' };
}

/** Hexo's `url_for`: puts the base in front of all that is not another site's. */
const urlFor = (path: string, { base, relativeLink }: Settings): string =>
  (relativeLink || /^(?:#|\/\/|[a-z][a-z0-9+.-]*:)/i.test(path) ? path : rooted(path, base));

/** What plugins and themes do to addresses at the very end. */
export function rewriteReference(reference: Reference, url: string, entry: Entry, site: Site, settings: Settings, posts: PostIndex): Rewritten | undefined {
  if (reference.syntax === 'front-matter') return besideThePost(url, entry, site, posts);
  const isRewritten = reference.element === 'img' && settings.postAssetFolder && settings.packages.has('hexo-asset-image');
  return isRewritten ? byAssetImage(url, reference.syntax === 'html', entry, site, settings) : undefined;
}

/** Some themes look for a relative cover in the post's asset folder before they go to the root. */
function besideThePost(url: string, entry: Entry, site: Site, posts: PostIndex): Rewritten | undefined {
  if (/^(?:\/|[a-z][a-z0-9+.-]*:)/i.test(url)) return undefined;
  const asset = ownAsset(decodePath(url.replace(/^\.\//, '')), entry, site, posts);
  return asset?.source === undefined ? undefined : { kind: 'file', file: asset.source };
}

/** Addresses of which nothing certain can be said: of posts without a date, and of what themes and plugins add. */
export function unknowableAddresses(posts: readonly Post[], settings: Settings): (path: UrlPath) => string | undefined {
  const dated = posts.filter(({ path, visibility }) => path.includes(UNKNOWN) && visibility.kind === 'live').map(({ path }) => patternOf(path));
  const archives = posts.some(({ date, visibility }) => date === undefined && visibility.kind === 'live') ? `/${folderIn(settings.config, 'archive_dir', 'archives')}/` : undefined;
  const elsewhere = new Map(posts.flatMap(({ otherPath }) => (otherPath === undefined ? [] : [[`/${assetFolderOf(otherPath).replace(/^\/+/, '')}`, otherPath] as const])));
  return (path) => {
    if (path.includes(UNKNOWN)) return 'its address depends on when and where the blog is built';
    if (dated.some((pattern) => pattern.test(path))) return 'a post without a `date` has the age of its file in its address, which differs from machine to machine';
    if (archives !== undefined && path.startsWith(archives) && /^\d{4}(?:\/|$)/.test(path.slice(archives.length))) return 'a post without a `date` is listed under the age of its file';
    for (const start of elsewhere.keys()) {
      if (path.startsWith(start)) return 'its address depends on the time zone of the machine that builds the blog';
    }
    return themeFile(path, settings) ?? pluginPage(path, settings);
  };
}

function patternOf(path: string): RegExp {
  const parts = `/${path.replace(/^\/+/, '')}`.split(UNKNOWN).map((part) => part.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&'));
  return new RegExp(`^${parts.join('[^/]+')}`);
}

/** A theme that is a package, or a submodule that is not there, has files of its own at the site's root. */
function themeFile(path: UrlPath, { theme }: Settings): string | undefined {
  if (theme.folder !== undefined || !THEME_FILES.test(path)) return undefined;
  return `it may be a file of the theme \`${theme.name}\`, which is not in this folder`;
}

const THEME_FILES = /^\/(?:css|js|lib|libs|fonts|webfonts|font|libs?|vendors?|plugins?)\/|^\/(?:images?|img|imgs|media)\/(?:avatar|favicon|logo|loading|default|404|apple-touch-icon|icon|butterfly-icon|friend_404|alipay|wechatpay|weixin|wechat|banner|bg|background|cover|placeholder|quote|searchicon|cc-|algolia|thumbnail)[^/]*$|^\/(?:favicon\.\w+|manifest\.json|service-worker\.js|sw\.js)$/i;

/** Packages that add pages nobody here knows. */
function pluginPage(path: UrlPath, { packages }: Settings): string | undefined {
  const [, first = ''] = path.split('/');
  const word = first.replace(/\.\w+$/, '').toLowerCase();
  if (word.length < 3) return undefined;
  const name = packages.names.find((one) => /^hexo-/.test(one) && one.split('-').slice(1).some((part) => part === word || `${part}s` === word));
  return name === undefined || WITHOUT_PAGES.test(name) ? undefined : `the package \`${name}\` may make it`;
}

const WITHOUT_PAGES = /^hexo-(?:renderer|deployer|server|theme|filter|asset|image|tag|hide-posts|cli|util|fs|generator-(?:archive|category|tag|index|feed|sitemap)s?(?:-|$))/;
