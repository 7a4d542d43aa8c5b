import { join } from 'node:path';
import { asFilePath, extensionOf, foldCase, folderOf, withoutExtension, type FilePath } from '../core/paths.ts';
import type { Entry } from '../core/site/conventions.ts';
import type { Value } from '../core/site/document.ts';
import { siteAfter } from '../core/site/site-after.ts';
import type { Site } from '../core/site/site.ts';
import { BlogError, type Change, type System } from '../core/system.ts';
import { printable } from '../core/text/printable.ts';
import { draftBy, fillTemplate, templateNames } from '../posts/fill-template.ts';
import type { Sample } from '../posts/habits.ts';
import { postsOf } from '../posts/list-posts.ts';
import { findPlace, placeOf, placesOf } from '../posts/places.ts';
import { alikeTags } from '../posts/tags.ts';
import { readWhen, type When } from '../posts/when.ts';
import { writePost, type NewFile, type PostRequest } from '../posts/write-post.ts';
import { jsonOf } from '../reporters/json.ts';
import { counted } from '../reporters/words.ts';
import { addressOf, fateOf } from './fate.ts';
import { findingsIn, told } from './lint-files.ts';
import { askForPost, askForSlug, isAgreed } from './new-questions.ts';
import { openHeads } from './open-heads.ts';
import { openSite, type OpenedSite } from './open-site.ts';
import { samplesByPlace, samplesOf } from './samples.ts';
import { say } from './say.ts';
import { openOptionsOf, type SiteOptions } from './site-options.ts';

export interface NewCommand extends Omit<SiteOptions, 'drafts'> {
  readonly draft?: boolean;
  readonly in?: string;
  readonly template?: string;
  readonly bundle?: boolean;
  readonly date?: string;
  readonly slug?: string;
  readonly tags?: readonly string[];
  readonly set?: readonly (readonly [key: string, value: string])[];
  /** `-` is standard input. */
  readonly body?: string;
  readonly edit?: boolean;
  readonly dryRun?: boolean;
  readonly json?: boolean;
  readonly quiet?: boolean;
}

/** What a person wants of a new post, as far as it is known. */
export interface Wish {
  readonly title: string;
  readonly draft: boolean;
  readonly tags: readonly string[];
  /** The folder it is to lie in, of several. */
  readonly place?: string;
  readonly slug?: string;
  readonly when?: When;
}

/** `blog new`: writes the file of a new post, as the other posts are. */
export async function startPost(title: string | undefined, options: NewCommand, system: System): Promise<number> {
  whenOf(options.date, system, system.clock.zone);
  checkSlug(options.slug);
  const editor = options.edit ? editorOf(system) : undefined;
  if (title === undefined && !system.terminal.interactive) {
    throw new BlogError('A post needs a title: `blog new "My title"`. At a terminal it would be asked for.');
  }
  if (title?.trim() === '') throw new BlogError('A post needs a title: `blog new "My title"`.');
  const body = options.body === '-' ? await system.input() : options.body;
  const opened = await openHeads(system, openOptionsOf(options));
  const desk = await deskFor(options, body, opened, system);

  const wish = wishOf(title ?? '', options, desk);
  const post = title === undefined ? await askUntilAgreed(wish, options, desk) : await free(wish, desk);
  if (!options.dryRun) await opened.folder.change(changesFor(post, desk));
  tell(post, { ...options, quiet: options.quiet ?? title === undefined }, desk);
  if (editor !== undefined && !options.dryRun) await edit(editor, post.file, options, desk);
  return 0;
}

/** The post, what its template brings, and the folder that is asked for where it lies beside the post. */
function changesFor({ file, text }: Post, { opened: { site }, template, bundle }: Desk): readonly Change[] {
  const own = bundle ? site.conventions.publishing.assetFolder?.(file) : undefined;
  return [
    { kind: 'create', file, content: text },
    ...(own === undefined || file.startsWith(`${own}/`) ? [] : [{ kind: 'folder', file: asFilePath(own) } as const]),
    ...[...template?.beside ?? []].map(([path, content]) => ({ kind: 'create', file: asFilePath(`${own ?? folderOf(file)}/${path}`), content } as const)),
  ];
}

/** All that a post is written with. */
export interface Desk {
  readonly opened: OpenedSite;
  readonly system: System;
  readonly samples: readonly Sample[];
  /** By the folder they lie in. */
  readonly byPlace: ReadonlyMap<string, readonly Sample[]>;
  /** Whose clocks dates are written by: the blog's own, else the author's. */
  readonly zone: string;
  readonly template: Template | undefined;
  readonly bundle: boolean;
  readonly set: PostRequest['set'];
  readonly body: string;
}

/** A template of the blog's own. */
interface Template {
  readonly text: string;
  /** What it makes is a draft, unless somebody says otherwise. */
  readonly isDraft: boolean;
  /** It is a folder, and so will the post be. */
  readonly isBundle: boolean;
  /** What else lies in that folder, by its place below the new post's: `images/map.png`. */
  readonly beside: ReadonlyMap<string, Uint8Array>;
}

async function deskFor({ template: name, bundle = false, set = [] }: NewCommand, body: string | undefined, opened: OpenedSite, system: System): Promise<Desk> {
  const template = name === undefined ? undefined : await templateOf(name, opened);
  return {
    opened, system, template, bundle: bundle || template?.isBundle === true, body: body ?? '', samples: await samplesOf(opened), byPlace: await samplesByPlace(opened), zone: opened.site.conventions.newPost.zone ?? system.clock.zone,
    set: set.map(([key, value]) => [key, valueOf(value)]),
  };
}

async function templateOf(name: string, { site, folder }: OpenedSite): Promise<Template> {
  const names = templateNames(site.files);
  const file = names.get(name) ?? (site.files.has(asFilePath(name)) ? name : undefined);
  const text = file === undefined ? undefined : await folder.read(asFilePath(file));
  const read = (one: string) => site.conventions.read(asFilePath(file ?? ''), one).frontMatter;
  if (file !== undefined && text !== undefined) return { text, isDraft: draftBy(text, site.conventions.newPost, read), ...await bundleOf(file, site, folder) };
  const known = names.size === 0 ? `There is none: put one into \`${site.conventions.newPost.templates ?? '_templates'}/\`.` : `There is ${[...names.keys()].map((one) => `\`${one}\``).join(', ')}.`;
  throw new BlogError(`No template of this blog is called \`${name}\`. ${known}`);
}

/** All that lies in the folder of `archetypes/review/index.md`, where posts can be folders. */
async function bundleOf(file: string, { files, conventions }: Site, folder: OpenedSite['folder']): Promise<Pick<Template, 'isBundle' | 'beside'>> {
  const own = conventions.publishing.assetFolder?.(asFilePath(file));
  if (own === undefined || !file.startsWith(`${own}/`)) return { isBundle: false, beside: new Map() };
  const beside = [...files].filter((one) => one.startsWith(`${own}/`) && one !== file);
  const read = async (one: FilePath) => [one.slice(own.length + 1), await folder.bytes(one) ?? new Uint8Array()] as const;
  return { isBundle: true, beside: new Map(await Promise.all(beside.map(read))) };
}

function wishOf(title: string, options: NewCommand, { opened, system, zone, template }: Desk): Wish {
  const when = whenOf(options.date, system, zone);
  const place = options.in === undefined ? undefined : placeFor(options.in, opened.site);
  return {
    title, draft: options.draft ?? template?.isDraft ?? false, tags: options.tags ?? [],
    ...(place !== undefined && { place }), ...(options.slug !== undefined && { slug: options.slug }), ...(when && { when }),
  };
}

function placeFor(words: string, site: Site): string {
  const places = placesOf(site);
  const place = findPlace(words, places, site);
  if (place !== undefined) return place;
  throw new BlogError(places.length === 0 ? `There are no posts yet for one to lie with in \`${words}\`: leave out \`--in\`.`
    : `No posts lie in \`${words}\`. They do in ${places.slice(0, 8).map(({ folder }) => `\`${folder}\``).join(', ')}.`);
}

export function whenOf(date: string | undefined, { clock }: System, zone: string): When | undefined {
  if (date === undefined) return undefined;
  const when = readWhen(date, { now: clock.now(), zone });
  if (!when) throw new BlogError(`\`${date}\` is no date. Write it as 2026-01-02, "2026-01-02 10:00", today, "tomorrow 9:00", friday or +3d.`);
  return when;
}

function checkSlug(slug: string | undefined): void {
  if (slug === undefined || isSlug(slug)) return;
  throw new BlogError(`\`${slug}\` cannot be the name of a file and a part of an address. Write it as \`a-week-in-lisbon\`.`);
}

export const isSlug = (slug: string): boolean => /^[^\s./\\?#%"<>|*:\p{Cc}][^\s/\\?#%"<>|*:\p{Cc}]*$/u.test(slug);

function editorOf({ env }: System): string {
  const editor = env['VISUAL'] || env['EDITOR'];
  if (!editor) throw new BlogError('No editor is set. Put yours into `$VISUAL` or `$EDITOR`: `export EDITOR="code --wait"`.');
  return editor;
}

/** Asks for what is not known, shows what comes of it, and asks again where the person wants something else. */
async function askUntilAgreed(first: Wish, options: NewCommand, desk: Desk): Promise<Post> {
  let wish = await askForPost(first, options, desk);
  for (;;) {
    const post = await free(wish, desk);
    const { opened, system } = desk;
    say(system, '', opened.shownAs(post.file), ...(post.entry ? [fateOf(post.entry, opened.site, system)] : []));
    const changed = await isAgreed(wish, desk);
    if (changed === undefined) return post;
    wish = changed;
  }
}

/** A new post, and what it would be published as. */
export interface Post extends NewFile {
  readonly entry: Entry | undefined;
}

/** The post, under a name and at an address that nothing else has. A person is asked for another one, a program is told of one. */
async function free(wish: Wish, desk: Desk): Promise<Post> {
  const { opened, system } = desk;
  const post = postFor(wish, desk);
  const taken = takenBy(post, opened.site);
  if (taken === undefined) return post;
  const base = wish.slug ?? slugIn(post.file);
  const other = base === undefined ? undefined : Array.from({ length: 99 }, (_, index) => `${base}-${index + 2}`)
    .find((slug) => takenBy(postFor({ ...wish, slug }, desk), opened.site) === undefined);
  const what = foldCase(taken) === foldCase(post.file) ? `\`${opened.shownAs(taken)}\` is there already.` : `\`${opened.shownAs(taken)}\` is published at that address already.`;
  if (!system.terminal.interactive) throw new BlogError(`${what} Give the new post another name${other === undefined ? ' with `--slug`' : `: \`--slug ${other}\``}.`);
  say(system, what);
  return free({ ...wish, slug: await askForSlug(other, desk) }, desk);
}

function takenBy({ file, entry }: Post, site: Site): FilePath | undefined {
  if (site.files.has(file)) return file;
  // On many disks `Porto.md` and `porto.md` are one file.
  const alike = site.byName.get(file.slice(file.lastIndexOf('/') + 1).toLowerCase())?.find((one) => foldCase(one) === foldCase(file));
  const other = entry && (site.outputs.get(entry.output) ?? site.hidden.get(entry.output));
  return alike ?? other?.source;
}

/** The slug a file is named after: `porto` of `_posts/2026-01-02-porto.md` and of `posts/porto/index.md`. */
function slugIn(file: FilePath): string | undefined {
  const name = file.replace(/\/_?index\.[^/]+$/, '').replace(/^.*\//, '').replace(/\.[^.]+$/, '');
  return name.replace(/^\d{4}-\d\d-\d\d-/, '') || undefined;
}

function postFor(wish: Wish, desk: Desk): Post {
  const post = dated(wish, desk);
  const { generator, newPost, publishing } = desk.opened.site.conventions;
  const isMarked = newPost.draftKey !== undefined || publishing.publishedFile?.(post.file, '2026-01-02') !== undefined;
  if (!wish.draft || isMarked || !isShown(post.entry)) return post;
  // Neither a place nor a usual key makes it one: it is a post like others, with whatever else this generator goes by.
  const hidden = publishing.hiding.map((keys) => dated({ ...wish, draft: false }, { ...desk, set: [...desk.set, ...Object.entries(keys)] })).find(({ entry }) => !isShown(entry));
  if (hidden) return hidden;
  throw new BlogError(`Nothing is known that would keep a post of this blog (${generator}) from being published: leave out \`--draft\`.`);
}

const isShown = (entry: Entry | undefined): boolean => entry?.visibility.kind === 'live' || entry?.visibility.kind === 'scheduled';

function dated(wish: Wish, desk: Desk): Post {
  const post = writeFor(wish, desk, desk.zone);
  // A day or a time without a zone is read by the generator's clock, not by ours: it must not lie ahead by mistake.
  if (wish.when !== undefined || post.entry?.visibility.kind !== 'scheduled') return post;
  const inUtc = writeFor(wish, desk, 'UTC');
  return inUtc.entry?.visibility.kind === 'scheduled' ? post : inUtc;
}

function writeFor({ title, draft, tags, place, slug, when }: Wish, desk: Desk, zone: string): Post {
  const { opened: { site }, samples, system } = desk;
  const request: PostRequest = {
    title, draft, tags, zone, at: when?.at ?? system.clock.now(), set: desk.set,
    ...(when && { dated: when.hasTime ? 'time' : 'day' }), ...(slug !== undefined && { slug }),
  };
  const usual = writePost(request, samples, site.conventions.newPost);
  const isElsewhere = place !== undefined && placeOf(usual.file) !== place;
  const written = isElsewhere ? writePost({ ...request, into: place }, desk.byPlace.get(place) ?? samples, site.conventions.newPost) : usual;
  const file = desk.bundle ? bundled(written.file, site) : written.file;
  const text = desk.template === undefined ? written.text : fromTemplate(desk.template.text, request, file, site);
  const whole = { file, text: desk.body === '' ? text : `${text}${/\n$/.test(text) ? '' : '\n'}${desk.body}` };
  return { ...whole, entry: siteAfter(site, [{ kind: 'create', file, content: whole.text }]).bySource.get(file) };
}

function fromTemplate(template: string, request: PostRequest, file: FilePath, { conventions }: Site): string {
  const { newPost } = conventions;
  return fillTemplate(template, {
    title: request.title.replace(/\s+/g, ' ').trim(), slug: request.slug ?? slugIn(file) ?? '', date: newPost.formatDate(request.at, request.zone),
    dateKey: newPost.dateKey, dateNeeded: newPost.dateNeeded || request.dated !== undefined, draft: request.draft, tags: request.tags, set: request.set,
    ...(newPost.draftKey !== undefined && { draftKey: newPost.draftKey }), ...(newPost.keysInAnyCase && { keysInAnyCase: true }), ...(newPost.textTags && { textTags: newPost.textTags }),
  }, (text) => conventions.read(file, text).frontMatter);
}

/** `porto/index.md` instead of `porto.md`, where that makes a folder of the post. */
function bundled(file: FilePath, { conventions: { publishing, generator } }: Site): FilePath {
  if (publishing.assetFolder?.(file) !== undefined) return file;
  const bundle = asFilePath(`${withoutExtension(file)}/index${extensionOf(file)}`);
  if (publishing.assetFolder?.(bundle) !== undefined) return bundle;
  throw new BlogError(`A post of this blog (${generator}) has no folder of its own: leave out \`--bundle\`.`);
}

/** `true`, `3`, `[a, b]` are what they look like; everything else is text. */
function valueOf(text: string): Value {
  if (/^(?:true|false|null|-?(?:0|[1-9]\d{0,14})(?:\.\d+)?)$/.test(text)) return JSON.parse(text);
  const list = /^\[(.*)\]$/s.exec(text)?.[1];
  if (list === undefined) return text;
  return list.split(',').map((item) => item.trim().replace(/^(["'])(.*)\1$/s, '$2')).filter((item) => item !== '').map(valueOf);
}

function tell(post: Post, options: NewCommand, desk: Desk): void {
  const { opened, system } = desk;
  const path = opened.shownAs(post.file);
  for (const { tag, usual, count } of options.quiet ? [] : alikeTags(options.tags ?? [], postsOf(opened.site))) {
    say(system, `\`${tag}\` will be a tag of its own: ${counted(count, 'post')} ${count === 1 ? 'has' : 'have'} \`${usual}\`.`);
  }
  if (options.json) {
    const { entry } = post;
    system.out(`${jsonOf({ file: path, ...(entry && { url: addressOf(entry, opened.site), status: entry.visibility.kind }), ...(options.dryRun && { text: post.text }) })}\n`);
    return;
  }
  if (options.dryRun) {
    say(system, `Would write ${path}:`);
    system.out(post.text);
  } else {
    system.out(`${printable(path)}\n`);
  }
  const [folder] = changesFor(post, desk).filter(({ kind }) => kind === 'folder');
  if (!options.quiet && folder?.kind === 'folder') say(system, `Its pictures go into ${opened.shownAs(folder.file)}/`);
  if (!options.quiet && post.entry) say(system, fateOf(post.entry, opened.site, system));
}

/** Waits for the editor, and then says what a visitor would find broken in what was written. */
async function edit(editor: string, file: FilePath, options: NewCommand, { opened, system }: Desk): Promise<void> {
  const code = await system.edit(editor, join(opened.root, file));
  if (code !== 0) say(system, `The editor \`${editor}\` ended with ${code}.`);
  const now = await openSite(system, openOptionsOf(options));
  if (!now.site.documents.has(file)) return;
  const findings = await findingsIn(new Set([file]), now.site, now);
  if (findings.length > 0) system.err(`\n${await told(findings, { opened: now, system, color: options.color, textOf: (path) => now.folder.read(path) })}`);
}
