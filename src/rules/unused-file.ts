import { decodePath, folderOf, foldCase, nameOf, withoutExtension, type FilePath } from '../core/paths.ts';
import { defineRule } from '../core/rule.ts';
import type { Site } from '../core/site/site.ts';
import { grouped } from '../core/text/grouped.ts';

export default defineRule({
  id: 'unused-file',
  summary: 'An image that is published and that nothing in the blog names.',
  severity: 'warning',
  off: true,
  needs: 'texts',
  inspects: 'site',

  *check({ site, facts }) {
    const images = imagesOf(site);
    if (images.length === 0 || !facts.texts) return;
    const mentions = mentionsIn(facts.texts, site);
    for (const file of images) {
      if (mentions.name(file)) continue;
      yield {
        file,
        range: { start: 0, end: 0 },
        message: `Nothing names this image: neither \`${nameOf(file)}\` nor \`${withoutExtension(nameOf(file))}\` is in any of the ${grouped(facts.texts.size)} texts of this blog.`,
        help: 'If nobody else links to it, it can go.',
      };
    }
  },
});

const IMAGE = /\.(?:png|jpe?g|gif|webp|avif|bmp|svg)$/i;

/** Browsers and programs ask for these by name; themes take those of a post's folder by what they are called. */
const ASKED_FOR = /^(?:favicon|apple-touch-icon|android-chrome|mstile|safari-pinned-tab|browserconfig|icon|logo|avatar|cover|feature|hero|banner|thumb|card|og|social|share|screenshot|poster|preview|header|background|bg|default)/i;

function imagesOf(site: Site): readonly FilePath[] {
  const bundles = new Set([...site.documents.keys()].filter((path) => /^_?index\./i.test(nameOf(path))).map(folderOf));
  bundles.delete('');
  const images = site.entries.flatMap(({ kind, source, visibility }) => {
    const isMeant = kind === 'file' && visibility.kind === 'live' && source !== undefined && IMAGE.test(source) && !ASKED_FOR.test(nameOf(source)) && !source.startsWith('themes/');
    return isMeant && !isIn(source, bundles) ? [source] : [];
  });
  return [...new Set(images)].sort();
}

/** What lies beside a page of a folder's own may be listed by a gallery that names nothing. */
function isIn(file: FilePath, folders: ReadonlySet<string>): boolean {
  for (let folder = folderOf(file); folder !== ''; folder = folderOf(folder)) if (folders.has(folder)) return true;
  return false;
}

interface Mentions {
  /** Whether a text names a file, or may. */
  name(file: FilePath): boolean;
}

/** A word as file names are made of; blanks and brackets are looked for by themselves. */
const WORD = /[\p{L}\p{N}_][\p{L}\p{M}\p{N}_.@%~+-]*/gu;

/** `photo-{{ i }}.png`, `"photo-" + i`: a part that only the build knows. */
const TEMPLATE = /\{\{|\{%|\$\{|<%|#\{|%[ds]|["'] {0,3}(?:[+~|.]|\{\{)/g;

/** As much of the word before it as a name may have. */
const startsIn = (text: string): readonly string[] =>
  Array.from(text.matchAll(TEMPLATE), ({ index }) => /[\p{L}\p{N}_-]+$/u.exec(text.slice(Math.max(0, index - 80), index))?.[0] ?? '');

function mentionsIn(texts: ReadonlyMap<FilePath, string>, site: Site): Mentions {
  const words = new Set<string>();
  const starts = new Set<string>();
  const listing: string[] = [];
  const folded: string[] = [];
  for (const [file, text] of texts) {
    const plain = foldCase(text);
    folded.push(plain);
    for (const [word] of plain.matchAll(WORD)) addWord(word, words);
    for (const start of startsIn(plain)) starts.add(start);
    if (LISTS_FILES.test(text)) listing.push(plain);
    // A template may name an image after the post: `{{ page.slug }}.png`.
    if (site.documents.has(file)) addWord(foldCase(withoutExtension(nameOf(file))), words).add(foldCase(nameOf(file)).replace(/^\d{4}-\d\d?-\d\d?-|\.[^.]*$/g, ''));
  }
  return { name: (file) => isNamed(foldCase(nameOf(file)), { words, starts, folded }) || listing.some((text) => isListed(file, text)) };
}

function addWord(word: string, words: Set<string>): Set<string> {
  const decoded = word.includes('%') ? foldCase(decodePath(word)) : word;
  const bare = decoded.replace(/[.~+-]+$/, '');
  // `logo.eot` beside `logo.svg`: copies of one thing for different browsers.
  return words.add(decoded).add(bare).add(withoutExtension(bare));
}

interface Seen {
  readonly words: ReadonlySet<string>;
  readonly starts: ReadonlySet<string>;
  readonly folded: readonly string[];
}

function isNamed(name: string, { words, starts, folded }: Seen): boolean {
  const stem = withoutExtension(name);
  // A smaller copy goes with the image that it was made from: `boat@2x`, `boat-300x200`, `boat-thumb`.
  const original = stem.replace(/(?:@\dx|[-_.]?\d{2,4}x\d{2,4}|[-_.](?:thumb|thumbnail|small|medium|large|scaled|min|dark|light|\d{2,4}w?))+$/, '');
  if ([name, stem, original].some((one) => words.has(one))) return true;
  const start = stem.replace(/\d+$/, '');
  if (start !== stem && (start === '' ? starts.size > 0 : starts.has(start))) return true;
  return /[^\p{L}\p{M}\p{N}_.@~+-]/u.test(stem) && folded.some((text) => text.includes(stem) || text.includes(encodeURI(stem).toLowerCase()) || text.includes(encodeURIComponent(stem).toLowerCase()));
}

/** Ways to list the files of a folder without naming them. */
const LISTS_FILES = /static_files|import\.meta\.glob|\bresources\.|\.Resources\b|readdir|\bglob\b|list_assets|asset_path/i;

/** Where a text that lists files names a folder, all in it may be meant. */
const isListed = (file: FilePath, text: string): boolean => {
  for (let folder = folderOf(file); folder !== ''; folder = folderOf(folder)) if (text.includes(foldCase(nameOf(folder)))) return true;
  return false;
};
