import { join, relative, resolve, sep } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { ExternalAnswer } from '../core/external.ts';
import { asFilePath, type FilePath } from '../core/paths.ts';
import { buildSite } from '../core/site/build-site.ts';
import type { Site } from '../core/site/site.ts';
import { BlogError, type Folder, type Store, type System } from '../core/system.ts';
import { learn, readAllWith } from './read-posts.ts';
import { chooseGenerator, type Choice } from '../generators/index.ts';
import type { BlogSettings } from '../settings/settings.ts';
import { findSettings, type FoundSettings } from './find-settings.ts';
import { foldersAbove } from './folders-above.ts';

export interface OpenOptions {
  /** Where to look instead of the folder the command was typed in. */
  readonly dir?: string;
  readonly generator?: string;
  readonly config?: readonly string[];
  readonly base?: string;
  readonly drafts?: boolean;
  readonly future?: boolean;
  /** False: git is not asked anything. */
  readonly git?: boolean;
  /** Where what was read is kept for the next time. */
  readonly store?: Store | undefined;
  /** What is read of each source: a list of posts needs no more than their heads. */
  readonly part?: 'head';
}

/** A blog, read and ready to be asked. */
export interface OpenedSite {
  readonly site: Site;
  /** The site's own folder. */
  readonly folder: Folder;
  /** The same, absolute. */
  readonly root: string;
  /** "Jekyll 3.10 (GitHub Pages)", and why it was taken for that. */
  readonly generator: { readonly name: string; readonly why: string };
  /** A file of the site as a person standing in the current folder would type it. */
  shownAs(path: FilePath): string;
  /** The `file:` address of a file of the site, for a terminal to open. */
  fileUrl(path: FilePath): string;
  /** What the blog's own settings file says. */
  readonly settings: BlogSettings;
  /** The same, and where it says it. */
  readonly settingsFrom: FoundSettings;
  /** What was taken for granted, a sentence each. */
  readonly notes: readonly string[];
  /** What other sites said, where they were asked. */
  readonly external?: ReadonlyMap<string, ExternalAnswer>;
  /** Set where Ctrl-C ended the asking, so that more may be broken than is known. */
  readonly isCutShort?: boolean;
  /** Whether the time of the build went into how it was read. */
  readonly isTimely: boolean;
  /** Whether a file was looked at to learn how the others are read: settings, layouts, data. */
  isDecisive(file: FilePath): boolean;
}

/** Finds the blog, learns its settings and reads it. Throws a `BlogError` where there is none. */
export async function openSite(system: System, typed: OpenOptions = {}): Promise<OpenedSite> {
  const { found, options, settingsFrom } = await findWithSettings(system, typed);
  const { folder, root, choice, files, around } = found;
  const git = options.git === false ? undefined : await folder.git();

  const learned = await learn(choice.generator.id, folder, root, {
    files, around, now: system.clock.now(), zone: 'UTC',
    ...(git?.github !== undefined && { github: git.github }),
    options: {
      ...(options.config && { config: options.config }), ...(options.base !== undefined && { base: options.base }),
      ...(options.drafts !== undefined && { drafts: options.drafts }), ...(options.future !== undefined && { future: options.future }),
    },
  });
  const { conventions } = learned;
  const site = await buildSite({
    conventions, files, now: system.clock.now(),
    read: (path) => folder.read(path), head: (path, bytes) => folder.head(path, bytes),
    part: options.part, readAll: readAllWith(system, folder, learned, options),
  });
  return {
    site, folder, root, isTimely: learned.isTimely(), isDecisive: learned.isDecisive,
    generator: { name: `${choice.generator.name}${conventions.version ? ` ${conventions.version}` : ''}`, why: choice.recognised.why },
    shownAs: shownFrom(system.cwd, root),
    fileUrl: urlsBelow(root),
    settings: settingsFrom.settings, settingsFrom,
    notes: [...settingsFrom.notes, ...(choice.note ? [choice.note] : []), ...conventions.notes],
  };
}

/** A file below a root as a person in another folder would type it. Unless it is seen from within, all paths of a blog begin alike. */
export function shownFrom(cwd: string, root: string): (path: FilePath) => string {
  const shown = relative(cwd, root).split(sep).join('/');
  if (/(?:^|\/)\.\.$/.test(shown)) return (path) => relative(cwd, join(root, path)).split(sep).join('/');
  return shown === '' ? (path) => path : (path) => `${shown}/${path}`;
}

/** Most paths need nothing done to them but to be put behind the root's. */
function urlsBelow(root: string): (path: FilePath) => string {
  const base = pathToFileURL(join(root, sep)).href;
  return (path) => (/^[\w./-]*$/.test(path) ? base + path : pathToFileURL(join(root, path)).href);
}

interface FoundWithSettings {
  readonly found: Found;
  readonly options: OpenOptions;
  readonly settingsFrom: FoundSettings;
}

/** Settings say where the blog is, and are looked for from where it is: those of the folder asked for are tried first. */
async function findWithSettings(system: System, typed: OpenOptions): Promise<FoundWithSettings> {
  const start = resolve(system.cwd, typed.dir ?? '.');
  const outer = await findSettings(system, start);
  const first = await findBy(outer, start, typed, system);
  if (first.found.root === start) return first;
  const inner = await findSettings(system, first.found.root);
  return inner.file === outer.file ? first : findBy(inner, first.found.root, typed, system);
}

async function findBy(settingsFrom: FoundSettings, start: string, typed: OpenOptions, system: System): Promise<FoundWithSettings> {
  const options = { ...siteSettings(settingsFrom.settings), ...typed };
  return { settingsFrom, options, found: await findSite(system, rootBy(settingsFrom, start), options) };
}

/** What the settings say of how the site is built; what is typed goes over it. */
function siteSettings({ generator, config, base, drafts, future }: BlogSettings): OpenOptions {
  return {
    ...(generator !== undefined && { generator }), ...(base !== undefined && { base }),
    ...(config !== undefined && { config: typeof config === 'string' ? [config] : config }),
    ...(drafts !== undefined && { drafts }), ...(future !== undefined && { future }),
  };
}

/** The setting `root` is for those who stand above the blog; a folder inside of it, or beside it, was meant as it is. */
function rootBy({ settings, folder, file }: FoundSettings, start: string): string {
  if (settings.root === undefined) return start;
  const root = resolve(folder, settings.root);
  if (!isInside(root, folder)) throw new BlogError(`\`root\` in \`${file ?? ''}\` leads out of the folder it is in.`);
  return isInside(root, start) ? root : start;
}

interface Found {
  readonly folder: Folder;
  readonly root: string;
  readonly choice: Choice;
  readonly files: readonly FilePath[];
  readonly around: ReadonlyMap<string, string>;
}

/** The site at or below a folder; where there is none for sure, the one that the folder is a part of. */
async function findSite(system: System, start: string, options: OpenOptions): Promise<Found> {
  const here = await siteAt(system, start, options);
  if (here && here.choice.recognised.sureness > 0) return here;
  for (const above of await foldersAbove(system, start)) {
    const there = await siteAt(system, above, options);
    if (there && there.choice.recognised.sureness > 1 && isInside(start, there.root)) return there;
  }
  if (here) return here;
  throw new BlogError(`No blog found in \`${shown(system, start)}\`: there is no Markdown file in it. Go to your blog's folder, or name it with \`--root\`.`);
}

async function siteAt(system: System, path: string, options: OpenOptions): Promise<Found | undefined> {
  const folder = await system.folder(path);
  const files = await folder.list();
  const choice = await chooseGenerator(files, (file) => folder.read(file), options.generator);
  if (!choice) return undefined;

  const inner = choice.recognised.root;
  const around = await readAround(system, path, folder, files);
  if (inner === '') return { folder, root: path, choice, files, around };
  const below = files.filter((file) => file.startsWith(`${inner}/`)).map((file) => asFilePath(file.slice(inner.length + 1)));
  const root = join(path, inner);
  return { folder: await system.folder(root), root, choice, files: below, around };
}

const isInside = (path: string, root: string): boolean => path === root || path.startsWith(root + sep);

/** Files that say how a site is built and served, whichever folder of the repository it is in. */
const AROUND = /^(?:\.github\/workflows\/[^/]+\.ya?ml|\.gitlab-ci\.yml|netlify\.toml|vercel\.json|now\.json|firebase\.json|wrangler\.(?:toml|jsonc?)|staticwebapp\.config\.json|_redirects|_headers|CNAME|\.nojekyll|package\.json|Gemfile(?:\.lock)?|go\.mod|render\.yaml|\.ruby-version|\.gitmodules)$/;

async function readAround(system: System, path: string, folder: Folder, files: readonly FilePath[]): Promise<ReadonlyMap<string, string>> {
  const around = new Map<string, string>();
  const top = (await foldersAbove(system, path)).at(-1);
  if (top !== undefined) {
    const workflows = await listOr(await system.folder(join(top, '.github/workflows')));
    const names = ['netlify.toml', 'vercel.json', 'firebase.json', 'staticwebapp.config.json', 'CNAME', '.nojekyll', 'package.json', 'Gemfile', 'go.mod', '.gitmodules'];
    const topFolder = await system.folder(top);
    for (const file of [...workflows.map((name) => asFilePath(`.github/workflows/${name}`)), ...names.map(asFilePath)]) {
      const text = await topFolder.read(file);
      if (text !== undefined) around.set(file, text);
    }
  }
  for (const file of files) {
    if (!AROUND.test(file)) continue;
    const text = await folder.read(file);
    if (text !== undefined) around.set(file, text);
  }
  return around;
}

async function listOr(folder: Folder): Promise<readonly FilePath[]> {
  try { return await folder.list(); } catch { return []; }
}

const shown = (system: System, path: string): string => relative(system.cwd, path) || '.';
