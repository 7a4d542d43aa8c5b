import { basename, parse, resolve } from 'node:path';
import { asFilePath, extensionOf, type FilePath } from '../core/paths.ts';
import { isKnownPicture, withoutLocation } from '../core/pictures/without-location.ts';
import { siteAfter } from '../core/site/site-after.ts';
import type { Site } from '../core/site/site.ts';
import { BlogError, type Change, type System } from '../core/system.ts';
import { printable } from '../core/text/printable.ts';
import { judgementsOf } from '../lint/judge.ts';
import { foldersFor, imageHabits, imageMarkdown, pictureIn, pictureName, spellImage, type ImageHabits, type PlacedImage, type SeenImage } from '../posts/image-place.ts';
import { insertImages } from '../posts/insert-images.ts';
import { jsonOf } from '../reporters/json.ts';
import { choosePosts } from './choose-posts.ts';
import { openSite, type OpenedSite } from './open-site.ts';
import { say } from './say.ts';
import { openOptionsOf, type SiteOptions } from './site-options.ts';

export interface ImageCommand extends Omit<SiteOptions, 'drafts' | 'future'> {
  readonly alt?: readonly string[];
  readonly insert?: boolean;
  readonly line?: string;
  readonly name?: string;
  readonly maxWidth?: string;
  readonly keepLocation?: boolean;
  readonly dryRun?: boolean;
  readonly json?: boolean;
  readonly quiet?: boolean;
}

/** `blog image`: brings pictures into the blog, where it keeps them, and says how the post refers to them. */
export async function addImages(post: string, pictures: readonly string[], options: ImageCommand, system: System): Promise<number> {
  const [line, maxWidth] = [wholeNumber('--line', options.line), wholeNumber('--max-width', options.maxWidth)];
  if (options.name !== undefined && pictures.length > 1) throw new BlogError('`--name` is for one picture.');
  const opened = await openSite(system, openOptionsOf(options));
  const [file] = await choosePosts([post], { question: 'Which post?', among: [], none: '', command: 'image' }, opened, system);
  const document = file === undefined ? undefined : opened.site.documents.get(file);
  const entry = file === undefined ? undefined : opened.site.bySource.get(file);
  const text = file === undefined ? undefined : await opened.folder.read(file);
  if (!document || !entry || text === undefined) throw new BlogError(`\`${post}\` is no post or page that is published.`);

  const habits = imageHabits(seenImages(opened.site), document.path, opened.site);
  const folders = foldersFor(document.path, entry, habits, opened.site);
  const brought: Brought[] = [];
  let site = opened.site;
  for (const picture of pictures) {
    const { bytes, original } = await bytesOf(picture, maxWidth, options, system);
    const place = await placeFor({ bytes, original, name: options.name ?? basename(picture), folders, post: { document, text }, habits }, site, opened, brought);
    site = siteAfter(site, place.isNew ? [{ kind: 'create', file: place.file, content: bytes }] : []);
    brought.push({ ...place, picture, bytes });
  }
  const alts = await altsFor(brought, options, system);
  const markdown = brought.map(({ destination }, index) => imageMarkdown(alts[index] ?? '', destination));

  const isInserted = options.insert === true || line !== undefined;
  const after = isInserted ? insertImages(text, document, markdown, line) : text;
  const changes: readonly Change[] = [
    ...brought.filter(({ isNew }) => isNew).map(({ file: to, bytes }) => ({ kind: 'create', file: to, content: bytes } as const)),
    ...(after === text ? [] : [{ kind: 'edit', file: document.path, before: text, after } as const]),
  ];
  if (!options.dryRun) await opened.folder.change(changes);
  tell({ brought, markdown, alts, isInserted, file: document.path }, options, opened, system);
  return 0;
}

function wholeNumber(option: string, value: string | undefined): number | undefined {
  if (value === undefined) return undefined;
  if (/^[1-9]\d{0,6}$/.test(value)) return Number(value);
  throw new BlogError(`\`${option} ${value}\`: a whole number is needed.`);
}

/** The pictures of this blog that posts refer to, and that are where they should be. */
function seenImages(site: Site): readonly SeenImage[] {
  return judgementsOf(site).flatMap(({ document, entry, reference, resolution }) => {
    if (reference.kind !== 'image' || entry.kind !== 'post' || resolution.kind !== 'ok' || resolution.entry.kind !== 'file') return [];
    const { source: file, output } = resolution.entry;
    return file === undefined ? [] : [{ document, entry, reference, file, output }];
  });
}

/** A picture in the blog. */
interface Brought extends PlacedImage {
  readonly isNew: boolean;
  /** As it was typed. */
  readonly picture: string;
  readonly bytes: Uint8Array;
}

/** More than this is slow to load for many. */
const HEAVY = 1_000_000;

async function bytesOf(picture: string, maxWidth: number | undefined, options: ImageCommand, system: System): Promise<{ readonly bytes: Uint8Array; readonly original: Uint8Array }> {
  const path = resolve(system.cwd, picture);
  const { root } = parse(path);
  const read = await (await system.folder(root)).bytes(asFilePath(path.slice(root.length).replaceAll('\\', '/')));
  if (!read) throw new BlogError(`There is no picture \`${picture}\`.`);
  if (!PICTURE.test(picture)) throw new BlogError(`\`${picture}\` is no picture: jpg, png, gif, webp, avif and svg are.`);
  const sized = maxWidth === undefined ? read : await system.resized(read, maxWidth);
  if (sized.length > HEAVY && !options.quiet && maxWidth === undefined) say(system, `${picture} is ${(sized.length / 1e6).toFixed(1)} MB; \`--max-width 1600\` makes it smaller.`);
  if (options.keepLocation) return { bytes: sized, original: sized };
  const bare = withoutLocation(sized);
  if (!options.quiet && bare) say(system, `${picture} told where it was taken: that is left out.`);
  if (!options.quiet && !bare && !isKnownPicture(sized)) say(system, `Whether ${picture} tells where it was taken is not known.`);
  return { bytes: bare ?? sized, original: sized };
}

const PICTURE = /\.(?:jpe?g|png|gif|webp|avif|svg|bmp|ico|tiff?|heic)$/i;

interface Bringing {
  readonly bytes: Uint8Array;
  /** As it was before its place was taken out: the picture named may be one of the blog's own. */
  readonly original: Uint8Array;
  readonly name: string;
  readonly folders: readonly string[];
  readonly post: Parameters<typeof spellImage>[1];
  readonly habits: ImageHabits;
}

/** In the first folder from which it would be published, under a name that is free; where the blog has the same picture already, there. */
async function placeFor({ bytes, original, name, folders, post, habits }: Bringing, site: Site, { folder: disk, shownAs }: OpenedSite, brought: readonly Brought[]): Promise<PlacedImage & { readonly isNew: boolean }> {
  const same = brought.find((one) => isSame(one.bytes, bytes))?.file ?? await sameIn(site, bytes, name, disk) ?? await sameIn(site, original, name, disk);
  const there = same === undefined ? undefined : spellImage(same, post, habits, site);
  if (there) return { ...there, isNew: false };
  const clean = pictureName(name);
  for (const folder of folders) {
    const placed = spellImage(freeName(folder, clean, site), post, habits, site);
    if (placed) return { ...placed, isNew: true };
  }
  throw new BlogError(`No folder is known from which a picture of \`${shownAs(post.document.path)}\` would be published.`);
}

function freeName(folder: string, name: string, { files }: Site): FilePath {
  const folded = new Set([...files].filter((file) => file.startsWith(folder)).map((file) => file.toLowerCase()));
  const extension = extensionOf(name);
  const stem = name.slice(0, name.length - extension.length);
  for (let count = 1; ; count++) {
    const file = pictureIn(folder, count === 1 ? name : `${stem}-${count}${extension}`);
    if (!folded.has(file.toLowerCase())) return file;
  }
}

/** A published picture with the very same bytes. */
async function sameIn({ files, bySource }: Site, bytes: Uint8Array, name: string, disk: OpenedSite['folder']): Promise<FilePath | undefined> {
  const extension = extensionOf(name).toLowerCase();
  for (const file of files) {
    if (extensionOf(file).toLowerCase() !== extension || bySource.get(file)?.kind !== 'file' || (await disk.size(file)) !== bytes.length) continue;
    const other = await disk.bytes(file);
    if (other && isSame(other, bytes)) return file;
  }
  return undefined;
}

const isSame = (a: Uint8Array, b: Uint8Array): boolean => a.length === b.length && Buffer.compare(a, b) === 0;

/** What each picture shows: said, or asked for; left empty where nobody says. */
async function altsFor(brought: readonly Brought[], { alt = [], quiet }: ImageCommand, system: System): Promise<readonly string[]> {
  const alts: string[] = [...alt];
  if (alt.length > brought.length) throw new BlogError('There are more `--alt` than pictures.');
  if (system.terminal.interactive) {
    const prompt = await system.prompt();
    for (const { picture } of brought.slice(alt.length)) alts.push(await prompt.text(`What does ${basename(picture)} show?`));
  } else if (!quiet && alt.length < brought.length) {
    say(system, 'Say what it shows to those who cannot see it: `--alt "The harbour at dawn"`.');
  }
  return alts;
}

interface Outcome {
  readonly brought: readonly Brought[];
  readonly markdown: readonly string[];
  readonly alts: readonly string[];
  readonly isInserted: boolean;
  readonly file: FilePath;
}

function tell({ brought, markdown, alts, isInserted, file }: Outcome, options: ImageCommand, { shownAs }: OpenedSite, system: System): void {
  if (options.json) {
    const images = brought.map((one, index) => ({ file: shownAs(one.file), from: one.picture, new: one.isNew, destination: one.destination, alt: alts[index] ?? '', markdown: markdown[index], preview: one.inPreview }));
    system.out(`${jsonOf({ version: 1, made: !options.dryRun, post: shownAs(file), inserted: isInserted && !options.dryRun, images })}\n`);
    return;
  }
  for (const one of options.quiet ? [] : brought) {
    const path = shownAs(one.file);
    say(system, one.isNew ? `${options.dryRun ? 'Would write' : 'Wrote'} ${path}` : `${path} is the same picture.`);
    if (!one.inPreview) say(system, 'Only the site shows it: an editor\'s preview looks elsewhere.');
  }
  system.out(markdown.map((text) => `${printable(text)}\n`).join(''));
  if (isInserted && !options.dryRun && !options.quiet) say(system, `Put into ${shownAs(file)}.`);
}
