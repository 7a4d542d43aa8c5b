import { join } from 'node:path';
import type { FilePath } from '../core/paths.ts';
import type { Entry } from '../core/site/conventions.ts';
import type { Value } from '../core/site/document.ts';
import { siteAfter } from '../core/site/site-after.ts';
import type { Site } from '../core/site/site.ts';
import { BlogError, type System } from '../core/system.ts';
import { printable } from '../core/text/printable.ts';
import { postsOf, tagsByUse } from '../posts/list-posts.ts';
import { readWhen, type When } from '../posts/when.ts';
import { writePost, type NewFile, type PostRequest } from '../posts/write-post.ts';
import { jsonOf } from '../reporters/json.ts';
import { addressOf, fateOf } from './fate.ts';
import { openHeads } from './open-heads.ts';
import type { OpenedSite } from './open-site.ts';
import { samplesOf } from './samples.ts';
import { openOptionsOf, type SiteOptions } from './site-options.ts';

export interface NewCommand extends Omit<SiteOptions, 'drafts'> {
  readonly draft?: boolean;
  readonly date?: string;
  readonly slug?: string;
  readonly tags?: readonly string[];
  readonly set?: readonly (readonly [key: string, value: string])[];
  readonly edit?: boolean;
  readonly dryRun?: boolean;
  readonly json?: boolean;
  readonly quiet?: boolean;
}

/** `blog new`: writes the file of a new post, as the other posts are. */
export async function startPost(title: string | undefined, options: NewCommand, system: System): Promise<number> {
  const when = whenOf(options, system);
  checkSlug(options.slug);
  const editor = options.edit ? editorOf(system) : undefined;
  if (title === undefined && !system.terminal.interactive) {
    throw new BlogError('A post needs a title: `blog new "My title"`. At a terminal it would be asked for.');
  }
  const opened = await openHeads(system, openOptionsOf(options));
  const answers = title === undefined ? await ask(options, opened.site, system) : { title, draft: options.draft ?? false, tags: options.tags ?? [] };
  if (answers.title.trim() === '') throw new BlogError('A post needs a title: `blog new "My title"`.');

  const post = await postFor({
    ...answers, at: when?.at ?? system.clock.now(), ...(when && { dated: when.hasTime ? 'time' : 'day' }), set: (options.set ?? []).map(([key, value]) => [key, valueOf(value)]),
    zone: system.clock.zone, ...(options.slug !== undefined && { slug: options.slug }),
  }, opened);
  if (!options.dryRun) await opened.folder.change([{ kind: 'create', file: post.file, content: post.text }]);
  tell(post, options, opened, system);
  return editor !== undefined && !options.dryRun ? edit(editor, join(opened.root, post.file), system) : 0;
}

function whenOf({ date }: NewCommand, { clock }: System): When | undefined {
  if (date === undefined) return undefined;
  const when = readWhen(date, { now: clock.now(), zone: clock.zone });
  if (!when) throw new BlogError(`\`${date}\` is no date. Write it as 2026-01-02, "2026-01-02 10:00", today, "tomorrow 9:00", friday or +3d.`);
  return when;
}

function checkSlug(slug: string | undefined): void {
  if (slug === undefined || /^[^\s./\\?#%"<>|*:\p{Cc}][^\s/\\?#%"<>|*:\p{Cc}]*$/u.test(slug)) return;
  throw new BlogError(`\`${slug}\` cannot be the name of a file and a part of an address. Write it as \`a-week-in-lisbon\`.`);
}

function editorOf({ env }: System): string {
  const editor = env['VISUAL'] || env['EDITOR'];
  if (!editor) throw new BlogError('No editor is set. Put yours into `$VISUAL` or `$EDITOR`: `export EDITOR="code --wait"`.');
  return editor;
}

interface Answers {
  readonly title: string;
  readonly draft: boolean;
  readonly tags: readonly string[];
}

/** Tags beyond these nobody looks through. */
const MOST_TAGS = 40;

async function ask(options: NewCommand, site: Site, system: System): Promise<Answers> {
  const prompt = await system.prompt();
  const title = await prompt.text('Title', { check: (answer) => (answer.trim() === '' ? 'A post needs a title.' : undefined) });
  const draft = options.draft ?? await prompt.choose('Draft or live?', [
    { name: 'Draft', value: true, hint: 'Kept back until you publish it.' },
    { name: 'Live', value: false, hint: 'Published with the next build.' },
  ]);
  const known = tagsByUse(postsOf(site)).slice(0, MOST_TAGS);
  const tags = options.tags ?? (known.length === 0 ? [] : await prompt.chooseMany('Tags', known.map(({ name, count }) => ({ name, hint: String(count) }))));
  return { title, draft, tags };
}

/** A new post, and what it would be published as. */
interface Post extends NewFile {
  readonly entry: Entry | undefined;
}

async function postFor(request: PostRequest, opened: OpenedSite): Promise<Post> {
  const { site } = opened;
  const samples = await samplesOf(opened);
  const write = (changes: Partial<PostRequest>): Post => {
    const file = writePost({ ...request, ...changes }, samples, site.conventions.newPost);
    return { ...file, entry: entryOf(file, site) };
  };
  const post = write({});
  refuseWhereTaken(post, request, write, opened);

  // A day or a time without a zone is read by the generator's clock, not by ours: it must not lie ahead by mistake.
  if (request.dated !== undefined || post.entry?.visibility.kind !== 'scheduled') return post;
  const inUtc = write({ zone: 'UTC' });
  return inUtc.entry?.visibility.kind === 'scheduled' ? post : inUtc;
}

/** What the site would make of a file, were it there. */
const entryOf = ({ file, text }: NewFile, site: Site): Entry | undefined =>
  siteAfter(site, [{ kind: 'create', file, content: text }]).bySource.get(file);

function refuseWhereTaken(post: Post, request: PostRequest, write: (changes: Partial<PostRequest>) => Post, opened: OpenedSite): void {
  const taken = takenBy(post, opened.site);
  if (taken === undefined) return;
  const base = request.slug ?? slugIn(post.file);
  const free = base === undefined ? undefined : Array.from({ length: 99 }, (_, index) => `${base}-${index + 2}`)
    .find((slug) => takenBy(write({ slug }), opened.site) === undefined);
  const what = taken === post.file ? `\`${opened.shownAs(taken)}\` is there already.` : `\`${opened.shownAs(taken)}\` is published at that address already.`;
  throw new BlogError(`${what} Give the new post another name${free === undefined ? ' with `--slug`' : `: \`--slug ${free}\``}.`);
}

function takenBy({ file, entry }: Post, site: Site): FilePath | undefined {
  if (site.files.has(file)) return file;
  const other = entry && (site.outputs.get(entry.output) ?? site.hidden.get(entry.output));
  return other?.source;
}

/** The slug a file is named after: `porto` of `_posts/2026-01-02-porto.md` and of `posts/porto/index.md`. */
function slugIn(file: FilePath): string | undefined {
  const name = file.replace(/\/_?index\.[^/]+$/, '').replace(/^.*\//, '').replace(/\.[^.]+$/, '');
  return name.replace(/^\d{4}-\d\d-\d\d-/, '') || undefined;
}

/** `true`, `3`, `[a, b]` are what they look like; everything else is text. */
function valueOf(text: string): Value {
  if (/^(?:true|false|null|-?(?:0|[1-9]\d{0,14})(?:\.\d+)?)$/.test(text)) return JSON.parse(text);
  const list = /^\[(.*)\]$/s.exec(text)?.[1];
  if (list === undefined) return text;
  return list.split(',').map((item) => item.trim().replace(/^(["'])(.*)\1$/s, '$2')).filter((item) => item !== '').map(valueOf);
}

function tell(post: Post, options: NewCommand, opened: OpenedSite, system: System): void {
  const path = opened.shownAs(post.file);
  if (options.json) {
    const { entry } = post;
    system.out(`${jsonOf({ file: path, ...(entry && { url: addressOf(entry, opened.site), status: entry.visibility.kind }), ...(options.dryRun && { text: post.text }) })}\n`);
    return;
  }
  if (options.dryRun) {
    system.err(`Would write ${printable(path)}:\n`);
    system.out(post.text);
  } else {
    system.out(`${printable(path)}\n`);
  }
  if (!options.quiet && post.entry) system.err(`${printable(fateOf(post.entry, opened.site, system))}\n`);
}

async function edit(editor: string, file: string, system: System): Promise<number> {
  const code = await system.edit(editor, file);
  if (code !== 0) system.err(`The editor \`${printable(editor)}\` ended with ${code}.\n`);
  return 0;
}
