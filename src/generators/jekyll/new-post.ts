import { asFilePath, extensionOf, nameOf, type FilePath } from '../../core/paths.ts';
import type { NewPost, NewPostConventions, PublishingConventions } from '../../core/site/conventions.ts';
import { offsetText, pad, toCivil } from './dates.ts';
import type { Settings } from './settings.ts';
import { slugify } from './slugify.ts';
import type { Source } from './sources.ts';

/** How this blog's posts are named: learnt from those that are there, the newest name counting most. */
export function newPostConventions(files: readonly FilePath[], settings: Settings, sourceOf: (file: FilePath) => Source): NewPostConventions {
  const habits = learnt(files, settings, sourceOf);
  return {
    format: 'yaml',
    fileFor: (post) => fileFor(post, habits(), settings.zone),
    defaults: [['layout', 'post'], ['title', '']],
    dateKey: 'date',
    textTags: 'words',
    dateNeeded: false,
    ...(settings.namesZone && { zone: settings.zone }),
    formatDate: (at, zone) => formatDate(at, zone ?? settings.zone),
    slugify: (title) => slugify(title, { major: settings.version.major }),
  };
}

/** Drafts move from `_drafts` to `_posts`, and get the day into their name. */
export function publishingConventions(files: readonly FilePath[], settings: Settings, sourceOf: (file: FilePath) => Source): PublishingConventions {
  const habits = learnt(files, settings, sourceOf);
  return {
    publishedFile: (file, day) => publishedFile(file, day, habits()),
    draftFile: (file) => draftFile(file, habits()),
    hiding: [{ published: false }],
  };
}

function publishedFile(file: FilePath, day: string, { padded, byYear }: Habits): FilePath | undefined {
  const [, above, below = '', name = ''] = /^((?:.*\/)?)_drafts\/((?:.*\/)?)([^/]+)$/.exec(file) ?? [];
  if (above === undefined) return undefined;
  const date = padded ? day : day.replace(/-0/g, '-');
  const folder = byYear && below === '' ? `${day.slice(0, 4)}/` : below;
  return asFilePath(`${above}_posts/${folder}${DATED.test(name) ? name : `${date}-${name}`}`);
}

function draftFile(file: FilePath, { byYear }: Habits): FilePath | undefined {
  const [, above, below = '', name = ''] = /^((?:.*\/)?)_posts\/((?:.*\/)?)([^/]+)$/.exec(file) ?? [];
  if (above === undefined) return undefined;
  return asFilePath(`${above}_drafts/${byYear ? below.replace(/^\d{4}\//, '') : below}${name.replace(DATED, '')}`);
}

const DATED = /^\d{2,4}-\d{1,2}-\d{1,2}-/;

/** Looked for when somebody asks: few commands do. */
function learnt(files: readonly FilePath[], settings: Settings, sourceOf: (file: FilePath) => Source): () => Habits {
  let habits: Habits | undefined;
  return () => (habits ??= habitsIn(files, settings, sourceOf));
}

function habitsIn(files: readonly FilePath[], settings: Settings, sourceOf: (file: FilePath) => Source): Habits {
  const posts = files.filter((file) => {
    const source = sourceOf(file);
    return source.kind === 'post' && !source.draft && settings.markdownExtensions.has(extensionOf(file).toLowerCase());
  });
  const latest = posts.reduce<FilePath | undefined>((best, file) => (best !== undefined && nameOf(best) > nameOf(file) ? best : file), undefined);
  return habitsOf(posts, latest, settings);
}

interface Habits {
  /** `blog/_posts/` */
  readonly folder: string;
  readonly drafts: string;
  readonly extension: string;
  /** `2020-01-02` and not `2020-1-2`. */
  readonly padded: boolean;
  /** A folder for each year below `_posts`. */
  readonly byYear: boolean;
}

function habitsOf(posts: readonly FilePath[], latest: FilePath | undefined, { source, collectionsFolder }: Settings): Habits {
  const [, above = [source, collectionsFolder].filter((part) => part !== '').map((part) => `${part}/`).join(''), below = ''] =
    /^(.*?)_posts\/(.*?)[^/]*$/.exec(latest ?? '') ?? [];
  const unpadded = posts.filter((file) => /^\d{4}-(?:\d-\d{1,2}|\d\d-\d)-/.test(nameOf(file)));
  return {
    folder: `${above}_posts/`,
    drafts: `${above}_drafts/`,
    extension: latest === undefined ? '.md' : extensionOf(latest),
    padded: unpadded.length * 4 <= posts.length,
    byYear: /^\d{4}\/$/.test(below),
  };
}

function fileFor({ slug, at, zone, draft, into }: NewPost, { folder, drafts, extension, padded, byYear }: Habits, siteZone: string): FilePath {
  const own = into?.replace(/\/+$/, '');
  // An item of a collection has no day in its name, and no folder makes a draft of it.
  if (own !== undefined && /^(?:.*\/)?_(?!posts(?:\/|$)|drafts(?:\/|$))[^/]+$/.test(own)) return asFilePath(`${own}/${slug}${extension}`);
  const place = own === undefined ? { folder, drafts } : inFolder(own);
  if (draft) return asFilePath(`${place.drafts}${slug}${extension}`);
  const { year, month, day } = toCivil(at, zone ?? siteZone);
  const date = [pad(year, 4), padded ? pad(month) : month, padded ? pad(day) : day].join('-');
  return asFilePath(`${place.folder}${byYear && own === undefined ? `${year}/` : ''}${date}-${slug}${extension}`);
}

/** `travel/_posts/sea` and, for the category alone, `travel`. */
function inFolder(into: string): { readonly folder: string; readonly drafts: string } {
  const folder = /(?:^|\/)_posts(?:\/|$)/.test(into) ? `${into}/` : `${into}/_posts/`;
  return { folder, drafts: folder.replace(/(^|\/)_posts\//, '$1_drafts/') };
}

function formatDate(at: number, zone: string): string {
  const { year, month, day, hour, minute, second } = toCivil(at, zone);
  return `${pad(year, 4)}-${pad(month)}-${pad(day)} ${pad(hour)}:${pad(minute)}:${pad(second)} ${offsetText(at, zone)}`;
}
