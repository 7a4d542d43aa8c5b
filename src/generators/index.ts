import type { FilePath } from '../core/paths.ts';
import { BlogError } from '../core/system.ts';
import { nearest } from '../core/text/nearest.ts';
import type { Generator, ReadFile, Recognised } from './generator.ts';
import { astro } from './astro/index.ts';
import { eleventy } from './eleventy/index.ts';
import { hexo } from './hexo/index.ts';
import { hugo } from './hugo/index.ts';
import { jekyll } from './jekyll/index.ts';
import { knownByName, plain } from './plain/index.ts';

/** All generators, in the order in which they are asked; the one that takes any folder is last. */
export const generators: readonly Generator[] = [jekyll, hugo, hexo, eleventy, astro, ...knownByName, plain];

/** A site found among some files, and what else it could have been. */
export interface Choice {
  readonly generator: Generator;
  readonly recognised: Recognised;
  /** A sentence for the reader where more than one fitted. */
  readonly note?: string;
}

/**
 * The site among these files: the nearest to their root whose settings file is there, else the likeliest. With `id`
 * only that generator is asked, and taken even where it recognises nothing.
 */
export async function chooseGenerator(files: readonly FilePath[], read: ReadFile, id?: string): Promise<Choice | undefined> {
  const asked = id === undefined ? generators : [generatorCalled(id)];
  const choices: Choice[] = [];
  for (const generator of asked) {
    for (const recognised of await generator.recognise(files, read)) choices.push({ generator, recognised });
  }
  choices.sort(byLikelihood);

  const [first, ...others] = choices;
  if (first) return { ...first, ...noteOf(first, others) };
  const [only] = asked;
  return id !== undefined && only ? { generator: only, recognised: { root: '', why: `\`--generator ${id}\` says so`, sureness: 1 } } : undefined;
}

/** Throws a `BlogError` where there is none of that name. */
export function generatorCalled(id: string): Generator {
  const generator = generators.find((one) => one.id === id.toLowerCase());
  if (generator) return generator;
  const ids = generators.map((one) => one.id);
  const near = nearest(id, ids);
  throw new BlogError(`No generator is called \`${id}\`.${near === undefined ? '' : ` Did you mean \`${near}\`?`} There are ${ids.join(', ')}.`);
}

/** A settings file beats folders that look right; then the nearest root; then the surest. */
const byLikelihood = (a: Choice, b: Choice): number =>
  Number(b.recognised.sureness >= 2) - Number(a.recognised.sureness >= 2)
  || Number(b.recognised.sureness > 0) - Number(a.recognised.sureness > 0)
  || depth(a.recognised.root) - depth(b.recognised.root)
  || b.recognised.sureness - a.recognised.sureness;

const depth = (root: string): number => (root === '' ? 0 : root.split('/').length);

function noteOf(first: Choice, others: readonly Choice[]): { note?: string } {
  const rival = others.find((other) => other.recognised.root === first.recognised.root && other.recognised.sureness >= 2 && other.generator !== first.generator);
  if (rival) {
    return { note: `Taken for ${withArticle(first.generator.name)} blog: ${first.recognised.why}. It could be ${rival.generator.name} too: ${rival.recognised.why}. Say \`--generator ${rival.generator.id}\` if it is.` };
  }
  const elsewhere = others.find((other) => other.recognised.root !== first.recognised.root && other.recognised.sureness >= 2);
  if (!elsewhere || first.recognised.sureness === 0) return {};
  return { note: `Looking at the ${first.generator.name} blog in \`${first.recognised.root || '.'}\`. There is another site in \`${elsewhere.recognised.root || '.'}\` (${elsewhere.generator.name}): \`--root ${elsewhere.recognised.root || '.'}\` looks at that one.` };
}

const withArticle = (name: string): string => `${/^[aeiou]/i.test(name) ? 'an' : 'a'} ${name}`;
