import type { Suspect } from '../markdown/markup.ts';
import { silencesIn } from '../markdown/silences.ts';
import type { FilePath } from '../paths.ts';
import { meantAddress } from './causes.ts';
import type { Conventions } from './conventions.ts';
import type { Document, Reference } from './document.ts';

/** Reads one source file: what its generator makes of it, what is odd about its addresses, and what its comments ask for. */
export function readSource(conventions: Conventions, path: FilePath, text: string, part?: 'head'): Document {
  const document = conventions.read(path, text, part);
  if (part === 'head') return document;
  const odd = oddAddresses(document.references);
  const silences = silencesIn(text, document.frontMatter.range);
  if (odd.length + silences.length === 0) return document;
  return { ...document, ...(odd.length > 0 && { suspects: [...document.suspects, ...odd] }), ...(silences.length > 0 && { silences }) };
}

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
