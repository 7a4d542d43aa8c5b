import matter from 'gray-matter';
import { namedLanguage, type FrontMatterDialect } from './front-matter.ts';

/**
 * Front matter as generators have it that read it with gray-matter 4: the library says whether there is anything to read
 * and by which engine. The engines are our own, so that every key keeps its place and no program is ever run. The one
 * place that knows gray-matter.
 */
export const throughMatter: FrontMatterDialect = {
  ...namedLanguage,
  through(inner, language, parse) {
    const engine = (): object => {
      parse();
      return {};
    };
    // Without any options it would answer from its cache, which forgets errors. What it gets has no closing line.
    matter(`---\n${inner}`, { language, engines: Object.fromEntries(NAMES.map((name) => [name, engine])), delimiters: ['---', '\uFDEF'] });
  },
};

/** All that gray-matter has an engine of its own for, or another name of one. */
const NAMES = [
  'yaml', 'yml', 'toml', 'json', 'js', 'javascript', 'jsx', 'ts', 'typescript', 'coffee', 'coffeescript', 'cson',
] as const;
