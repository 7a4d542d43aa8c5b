import type { Suspect } from '../markdown/markup.ts';
import { silencesIn } from '../markdown/silences.ts';
import type { FilePath } from '../paths.ts';
import { meantAddress } from './causes.ts';
import type { Conventions } from './conventions.ts';
import type { Document, IncludedTexts, Reference } from './document.ts';

export interface SourceText {
  readonly path: FilePath;
  readonly text: string;
  readonly part?: 'head' | undefined;
  readonly included?: IncludedTexts | undefined;
}

/** Reads one source file: what its generator makes of it, what is odd about its addresses, and what its comments ask for. */
export function readSource(conventions: Conventions, { path, text, part, included }: SourceText): Document {
  const document = conventions.read(path, text, part, included);
  if (part === 'head') return document;
  const odd = oddAddresses(document.references);
  const silences = silencesIn(text, document.frontMatter.range);
  if (odd.length + silences.length === 0 && !included) return document;
  return {
    ...document, ...(odd.length > 0 && { suspects: [...document.suspects, ...odd] }), ...(silences.length > 0 && { silences }), ...(included && { included }),
  };
}

/** The texts of all files that a source asks for, and those that they ask for in turn; `undefined` where there is none. */
export async function includedIn(conventions: Conventions, path: FilePath, text: string, read: ReadText): Promise<IncludedTexts | undefined> {
  if (!conventions.includes) return undefined;
  const texts = new Map<FilePath, string>();
  const asked = [...conventions.includes(path, text)];
  for (let file = asked.pop(); file !== undefined; file = asked.pop()) {
    const found = texts.has(file) ? undefined : await read(file);
    if (found === undefined) continue;
    texts.set(file, found);
    asked.push(...conventions.includes(path, found));
  }
  return texts.size > 0 ? texts : undefined;
}

type ReadText = (path: FilePath) => Promise<string | undefined>;

/** Addresses that nobody can have meant, whatever site they are on. */
function oddAddresses(references: readonly Reference[]): readonly Suspect[] {
  const odd: Suspect[] = [];
  for (const { url, range } of references) {
    const meant = meantAddress(url);
    if (meant !== undefined) odd.push({ kind: 'mistyped-address', range, destination: meant });
    if (TEMPLATE_CODE.test(url)) odd.push({ kind: 'template-address', range });
  }
  return odd;
}

const TEMPLATE_CODE = /\{\{|\{%|\$\{|<%/;
