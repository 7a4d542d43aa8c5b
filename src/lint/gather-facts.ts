import { extensionOf, isBinary, type FilePath } from '../core/paths.ts';
import type { FileFacts } from '../core/rule.ts';
import type { Site } from '../core/site/site.ts';
import type { Folder, Git } from '../core/system.ts';
import type { Judgement } from './judge.ts';

/** The file that a reference leads to. */
export function targetOf({ resolution }: Judgement): FilePath | undefined {
  return resolution.kind === 'ok' && resolution.entry.kind !== 'redirect' ? resolution.entry.source : undefined;
}

/** Asks the disk and git about the files that references lead to, each once. `git: false` leaves git out. */
export async function factsOf(targets: ReadonlySet<FilePath>, site: Site, folder: Folder, options: FactsOptions): Promise<FileFacts> {
  const heads = await headsOf([...targets].filter(isImage), folder);
  const git = options.git ? await folder.git() : undefined;
  return {
    unreadable: unreadableOf(heads),
    sizes: new Map(Array.from(heads, ([file, { size }]) => [file, size])),
    ...((options.needs?.has('texts') || options.needs?.has('misspellings')) && { texts: await textsOf(site, folder) }),
    ...(git && { untracked: await untrackedOf([...targets, ...site.documents.keys()], heads, git) }),
  };
}

export interface FactsOptions {
  readonly git: boolean;
  /** What the rules that are on look at: `texts` are read for them alone. */
  readonly needs?: ReadonlySet<string>;
}

/** Longer ones are data that a program wrote. */
const LONGEST = 2_000_000;

async function textsOf(site: Site, folder: Folder): Promise<Map<FilePath, string>> {
  const texts = new Map<FilePath, string>();
  for (const file of site.files) {
    if (isBinary(file) || ((await folder.size(file)) ?? Infinity) > LONGEST) continue;
    const text = await folder.read(file);
    if (text !== undefined) texts.set(file, text);
  }
  return texts;
}

const isImage = (path: FilePath): boolean => extensionOf(path).toLowerCase() in SIGNATURES || /\.svg$/i.test(path);

/** Bytes enough for a signature, and for the first line of a pointer of Git LFS. */
const HEAD = 64;

interface Head {
  readonly bytes: Uint8Array;
  readonly size: number;
}

async function headsOf(files: readonly FilePath[], folder: Folder): Promise<Map<FilePath, Head>> {
  const heads = new Map<FilePath, Head>();
  for (let from = 0; from < files.length; from += 64) {
    await Promise.all(files.slice(from, from + 64).map(async (file) => {
      const [bytes, size] = await Promise.all([folder.head(file, HEAD), folder.size(file)]);
      if (bytes && size !== undefined) heads.set(file, { bytes, size });
    }));
  }
  return heads;
}

function unreadableOf(heads: ReadonlyMap<FilePath, Head>): Map<FilePath, string> {
  const unreadable = new Map<FilePath, string>();
  for (const [file, head] of heads) {
    const wrong = whatIsWrong(file, head);
    if (wrong !== undefined) unreadable.set(file, wrong);
  }
  return unreadable;
}

function whatIsWrong(file: FilePath, { bytes, size }: Head): string | undefined {
  if (size === 0) return 'is empty';
  if (isPointer(bytes)) return undefined;
  const expected = SIGNATURES[extensionOf(file).toLowerCase()];
  if (!expected || expected.some((signature) => starts(bytes, signature))) return undefined;
  const actual = Object.entries(SIGNATURES).find(([, signatures]) => signatures.some((signature) => starts(bytes, signature)));
  // Browsers look at the bytes and show one image kind under the name of another.
  return actual ? undefined : size < 12 ? 'is cut off' : 'holds no image';
}

type Signature = readonly (number | undefined)[];
const text = (word: string): number[] => [...word].map((letter) => letter.charCodeAt(0));
const JPEG: readonly Signature[] = [[0xff, 0xd8, 0xff]];
const ANY4: Signature = [undefined, undefined, undefined, undefined];

/** The first bytes of image files. https://mimesniff.spec.whatwg.org/#matching-an-image-type-pattern */
const SIGNATURES: Readonly<Record<string, readonly Signature[]>> = {
  '.png': [[0x89, 0x50, 0x4e, 0x47]],
  '.jpg': JPEG, '.jpeg': JPEG,
  '.gif': [text('GIF8')],
  '.webp': [[...text('RIFF'), ...ANY4, ...text('WEBP')]],
  '.bmp': [text('BM')],
  '.ico': [[0, 0, 1, 0], [0, 0, 2, 0]],
  '.avif': [[...ANY4, ...text('ftyp')]],
};

const starts = (bytes: Uint8Array, signature: Signature): boolean =>
  signature.every((byte, index) => byte === undefined || bytes[index] === byte);

/** https://github.com/git-lfs/git-lfs/blob/main/docs/spec.md */
const isPointer = (bytes: Uint8Array): boolean => starts(bytes, text('version https://git-lfs'));

async function untrackedOf(files: readonly FilePath[], heads: ReadonlyMap<FilePath, Head>, git: Git): Promise<Map<FilePath, 'untracked' | 'ignored' | 'lfs'>> {
  const states = new Map<FilePath, 'untracked' | 'ignored' | 'lfs'>();
  const missing = files.filter((file) => !git.tracked.has(file));
  const ignored = missing.length > 0 ? await git.ignored(missing) : new Set<FilePath>();
  for (const file of missing) states.set(file, ignored.has(file) ? 'ignored' : 'untracked');
  for (const [file, { bytes }] of heads) if (isPointer(bytes)) states.set(file, 'lfs');
  return states;
}
