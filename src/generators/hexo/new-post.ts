import { asFilePath, extensionOf, folderOf, joinFile, nameOf, withoutExtension, type FilePath } from '../../core/paths.ts';
import type { NewPost, NewPostConventions, PublishingConventions } from '../../core/site/conventions.ts';
import type { Value } from '../../core/site/document.ts';
import { partsOf } from './dates.ts';
import { fillPermalink, parsePermalink } from './permalink.ts';
import { sha1 } from './sha1.ts';
import type { Settings } from './settings.ts';
import { slugize } from './slugize.ts';
import type { Data } from './values.ts';

/** How `hexo new` makes a post. */
export function newPostConventions(settings: Settings, scaffold: Data | undefined): NewPostConventions {
  return {
    format: 'yaml',
    fileFor: (post) => fileOf(post, settings),
    defaults: defaultsOf(scaffold),
    dateKey: 'date',
    textTags: 'name',
    templates: 'scaffolds',
    // Without one Hexo takes the age of the file, and the post moves with every clone.
    dateNeeded: true,
    ...(settings.zones.author !== undefined && { zone: settings.zones.author }),
    formatDate: (at, zone) => formatDate(at, zone ?? settings.zones.author ?? settings.zones.host),
    slugify: (title) => slugize(title, { casing: settings.filenameCase }),
  };
}

/** As `hexo publish` does: from `_drafts` to `_posts`, called by `new_post_name`. The folder of its assets goes along. */
export function publishingConventions(settings: Settings): PublishingConventions {
  const [posts, drafts] = [`${settings.sourceFolder}/_posts/`, `${settings.sourceFolder}/_drafts/`];
  return {
    publishedFile: (file, day) => (file.startsWith(drafts) ? publishedFile(file, { below: file.slice(drafts.length), day, settings }) : undefined),
    draftFile: (file) => (file.startsWith(posts) ? asFilePath(drafts + undated(file.slice(posts.length), settings)) : undefined),
    hiding: [{ published: false }],
    ...(settings.postAssetFolder && { assetFolder: withoutExtension }),
  };
}

function publishedFile(file: FilePath, { below, day, settings }: { readonly below: string; readonly day: string; readonly settings: Settings }): FilePath {
  const at = Date.parse(`${day}T12:00:00Z`);
  const slug = withoutExtension(nameOf(below));
  const path = fileOf({ slug, at, zone: 'UTC', draft: false }, settings);
  const posts = `${settings.sourceFolder}/_posts`;
  // A draft's own folder stays, and a folder named after what a draft does not say is none.
  const folder = below.includes('/') ? `${posts}/${folderOf(below)}` : path.includes('/undefined/') ? posts : folderOf(path);
  return asFilePath(`${folder}/${withoutExtension(nameOf(path))}${extensionOf(file)}`);
}

/** The title out of a name like `new_post_name` has them; other names stay. */
function undated(below: string, { newPostName }: Settings): string {
  const named = parsePermalink(withoutExtension(nameOf(newPostName)), withoutExtension(nameOf(below)));
  const name = named?.['title'] === undefined ? nameOf(below) : named['title'] + extensionOf(below);
  return below.includes('/') ? `${folderOf(below)}/${name}` : name;
}

/** Drafts are called by their slug alone; posts by `new_post_name`. */
function fileOf(post: NewPost, settings: Settings): ReturnType<typeof asFilePath> {
  const folder = `${settings.sourceFolder}/${post.draft ? '_drafts' : '_posts'}`;
  const name = post.draft ? post.slug : fillPermalink(settings.newPostName, wordsOf(post, settings));
  const extension = extensionOf(settings.newPostName) || '.md';
  const into = post.into?.replace(`${settings.sourceFolder}/_posts`, '') ?? '';
  return joinFile(folder, into, name.endsWith(extension) ? name : name + extension) ?? asFilePath(`${folder}/${post.slug}${extension}`);
}

function wordsOf({ slug, at, zone }: NewPost, settings: Settings): Readonly<Record<string, string | undefined>> {
  const { year, month, day } = partsOf(at, zone ?? settings.zones.host);
  const defaults = Object.entries(settings.permalinkDefaults).map(([key, value]) => [key, String(typeof value === 'object' ? '' : value)] as const);
  return {
    ...Object.fromEntries(defaults),
    year: String(year), month: String(month).padStart(2, '0'), day: String(day).padStart(2, '0'), i_month: String(month), i_day: String(day),
    title: slug, hash: sha1(`${slug}${Math.floor(at / 1000)}`).slice(0, 12),
  };
}

/** The keys of `scaffolds/post.md`, in their order; what it fills in with `{{ title }}` is filled in anyway. */
function defaultsOf(scaffold: Data | undefined): readonly (readonly [string, Value])[] {
  const keys = Object.entries(scaffold ?? STARTER).map(([key, value]) => [key, isFilledIn(value) ? '' : value] as const);
  return keys.length > 0 ? keys : Object.entries(STARTER);
}

/** What `hexo init` puts into `scaffolds/post.md`. */
const STARTER: Data = { title: '', date: '', tags: null };

const isFilledIn = (value: Value): boolean => typeof value === 'string' && /\{\{.*\}\}/.test(value) || value !== null && typeof value === 'object' && !Array.isArray(value);

function formatDate(at: number, zone: string): string {
  const { year, month, day, hour, minute, second } = partsOf(at, zone);
  const two = (value: number): string => String(value).padStart(2, '0');
  return `${year}-${two(month)}-${two(day)} ${two(hour)}:${two(minute)}:${two(second)}`;
}
