import { asFilePath, extensionOf, joinFile } from '../../core/paths.ts';
import type { NewPost, NewPostConventions } from '../../core/site/conventions.ts';
import type { Value } from '../../core/site/document.ts';
import { partsOf } from './dates.ts';
import { fillPermalink } from './permalink.ts';
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
    // Without one Hexo takes the age of the file, and the post moves with every clone.
    dateNeeded: true,
    formatDate: (at, zone) => formatDate(at, zone ?? settings.zones.author ?? settings.zones.host),
    slugify: (title) => slugize(title, { casing: settings.filenameCase }),
  };
}

/** Drafts are called by their slug alone; posts by `new_post_name`. */
function fileOf(post: NewPost, settings: Settings): ReturnType<typeof asFilePath> {
  const folder = `${settings.sourceFolder}/${post.draft ? '_drafts' : '_posts'}`;
  const name = post.draft ? post.slug : fillPermalink(settings.newPostName, wordsOf(post, settings));
  const extension = extensionOf(settings.newPostName) || '.md';
  return joinFile(folder, post.into ?? '', name.endsWith(extension) ? name : name + extension) ?? asFilePath(`${folder}/${post.slug}${extension}`);
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
