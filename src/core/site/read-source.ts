import { silencesIn } from '../markdown/silences.ts';
import type { FilePath } from '../paths.ts';
import type { Conventions } from './conventions.ts';
import type { Document } from './document.ts';

/** Reads one source file: what its generator makes of it, and what its comments ask for. */
export function readSource(conventions: Conventions, path: FilePath, text: string, part?: 'head'): Document {
  const document = conventions.read(path, text, part);
  if (part === 'head') return document;
  const silences = silencesIn(text, document.frontMatter.range);
  return silences.length === 0 ? document : { ...document, silences };
}
