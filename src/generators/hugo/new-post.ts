import { asFilePath, extensionOf, folderOf, nameOf, type FilePath } from '../../core/paths.ts';
import { readFrontMatter, threeFormats } from '../../core/markdown/front-matter.ts';
import type { NewPost, NewPostConventions } from '../../core/site/conventions.ts';
import type { Value } from '../../core/site/document.ts';
import type { ConfigureInput } from '../generator.ts';
import type { Content, ContentFile } from './content.ts';
import { zoneOffset } from './dates.ts';
import type { HugoSettings } from './settings.ts';
import { has } from './version.ts';

export interface NewPostInput {
  readonly input: ConfigureInput;
  readonly settings: HugoSettings;
  readonly content: Content;
  readonly isPost: (file: ContentFile) => boolean;
}

/** How this blog's posts are named and begun: learnt from those that are there, and from its archetypes. */
export async function newPostConventions({ input, settings, content, isPost }: NewPostInput): Promise<NewPostConventions> {
  const habits = habitsOf(content.all.filter(isPost), settings);
  const archetype = await readArchetype(habits.section, { input, settings });
  const zone = settings.timeZone ?? input.zone;
  return {
    format: archetype?.format ?? (has(settings.version, 'useEmbedded') ? 'toml' : 'yaml'),
    fileFor: (post) => fileFor(post, habits, zone),
    defaults: archetype?.fields ?? [['title', '']],
    draftKey: 'draft',
    dateKey: 'date',
    textTags: 'name',
    templates: 'archetypes',
    dateNeeded: true,
    keysInAnyCase: true,
    ...(settings.timeZone !== undefined && { zone: settings.timeZone }),
    formatDate: (at, ownZone) => formatDate(at, ownZone ?? zone),
  };
}

interface Habits {
  /** `content/posts`, with `{year}` and `{month}` where folders are named after them. */
  readonly folder: string;
  /** `posts` */
  readonly section: string;
  readonly isBundle: boolean;
  /** `2020-01-02-` in front of the name. */
  readonly isDated: boolean;
  /** `.md`, `.en.md` */
  readonly ending: string;
}

function habitsOf(posts: readonly ContentFile[], settings: HugoSettings): Habits {
  const folder = mostUsed(posts.map(folderPattern)) ?? `${contentFolder(settings)}/posts`;
  const like = posts.filter((post) => folderPattern(post) === folder);
  const bundles = like.filter(({ kind }) => kind === 'leaf').length;
  const dated = like.filter((post) => /^\d{4}-\d{2}-\d{2}-/.test(slugPart(post))).length;
  const [first] = like;
  return {
    folder,
    section: (first?.path ?? 'posts/').split('/', 1)[0] ?? '',
    isBundle: bundles * 2 > like.length,
    isDated: dated * 2 > like.length,
    ending: mostUsed(like.map(endingOf)) ?? '.md',
  };
}

const contentFolder = (settings: HugoSettings): string =>
  (settings.content.find(({ language }) => language === settings.defaultLanguage) ?? settings.content.at(-1))?.source ?? 'content';

/** The folder a post's file or bundle lies in. */
function folderPattern(post: ContentFile): string {
  const folder = post.kind === 'leaf' ? folderOf(folderOf(post.file)) : folderOf(post.file);
  return folder.replace(/\/(?:19|20)\d{2}(?=\/|$)/, '/{year}').replace(/(\{year\})\/(?:0[1-9]|1[0-2])(?=\/|$)/, '$1/{month}');
}

const slugPart = (post: ContentFile): string => (post.kind === 'leaf' ? nameOf(post.folder) : post.name);

/** What follows the name: the language too, where files are named after it. */
const endingOf = ({ file, name }: ContentFile): string => (nameOf(file).startsWith(name) ? nameOf(file).slice(name.length) : extensionOf(file));

function mostUsed(words: readonly string[]): string | undefined {
  const counts = new Map<string, number>();
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  return [...counts].reduce<readonly [string, number] | undefined>((best, next) => (best && best[1] >= next[1] ? best : next), undefined)?.[0];
}

function fileFor({ slug, at, zone, into }: NewPost, habits: Habits, siteZone: string): FilePath {
  const [year = '', month = '', day = ''] = formatDate(at, zone ?? siteZone).split(/[-T]/);
  const folder = into === undefined ? habits.folder.replace('{year}', year).replace('{month}', month) : into.replace(/\/+$/, '');
  const name = habits.isDated ? `${year}-${month}-${day}-${slug}` : slug;
  return asFilePath(habits.isBundle ? `${folder}/${name}/index${habits.ending}` : `${folder}/${name}${habits.ending}`);
}

/** RFC 3339, as Hugo's archetypes have it: `2024-05-04T12:00:00+02:00`. */
function formatDate(at: number, zone: string): string {
  const offset = zoneOffset(zone)(at);
  const shown = new Date(at + offset * 60_000).toISOString().slice(0, 19);
  const size = Math.abs(offset);
  const two = (count: number): string => String(count).padStart(2, '0');
  return `${shown}${offset === 0 ? 'Z' : `${offset < 0 ? '-' : '+'}${two(Math.floor(size / 60))}:${two(size % 60)}`}`;
}

interface Archetype {
  readonly format: 'yaml' | 'toml' | 'json';
  readonly fields: NewPostConventions['defaults'];
}

/** The archetype of the section, else the default one. What its templates would fill in is left empty. */
async function readArchetype(section: string, { input, settings }: Pick<NewPostInput, 'input' | 'settings'>): Promise<Archetype | undefined> {
  const present = new Set<string>(input.files);
  for (const name of [section, 'default']) {
    for (const folder of settings.archetypes) {
      const file = [`${folder}/${name}.md`, `${folder}/${name}/index.md`].find((path) => present.has(path));
      if (file === undefined) continue;
      const { data, format, error } = readFrontMatter(withoutTemplates((await input.read(asFilePath(file))) ?? ''), threeFormats);
      if (error || format === 'none') continue;
      return { format, fields: Object.entries(data).filter(([key]) => !FILLED_IN.has(key.toLowerCase())).map(emptied) };
    }
  }
  return undefined;
}

/** Written when a post is made, by rules of their own. */
const FILLED_IN: ReadonlySet<string> = new Set(['date', 'draft', 'lastmod', 'publishdate']);

const MADE = '\uFDD0';

const withoutTemplates = (text: string): string => text.replace(/"?\{\{[^}]{0,300}\}\}"?/g, `"${MADE}"`).replace(new RegExp(`'"${MADE}"'`, 'g'), `"${MADE}"`);

const emptied = ([key, value]: readonly [string, Value]): readonly [string, Value] =>
  [key, key.toLowerCase() === 'title' || JSON.stringify(value).includes(MADE) ? '' : value];
