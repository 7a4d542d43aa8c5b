import { asFilePath } from '../../core/paths.ts';
import type { ConfigureInput } from '../generator.ts';

/** What the command that builds the site says over its settings. */
export interface BuildCommand {
  readonly source?: string;
  readonly config?: readonly string[];
  /** `pages`: GitHub's own action says it, from where the site is served. */
  readonly baseurl?: string;
}

/** Files in which people write that command. */
const places = ['package.json', 'netlify.toml', 'vercel.json', '.gitlab-ci.yml', '.travis.yml', '.circleci/config.yml', 'Makefile', 'Rakefile'];

/** Looks for `jekyll build --source src --baseurl /blog` in workflows and the like; one that only serves does not count. */
export async function buildCommand({ files, read, around }: Pick<ConfigureInput, 'files' | 'read' | 'around'>): Promise<BuildCommand> {
  const texts = [...around].filter(([path]) => path.startsWith('.github/workflows/')).map(([, text]) => text);
  for (const place of places) {
    const path = asFilePath(place);
    const text = files.includes(path) ? await read(path) : around.get(place);
    if (text !== undefined) texts.push(text);
  }
  for (const text of texts) {
    // A workflow's expression counts as one word.
    const found = /\bjekyll\s+(?:build|b)\b((?:\$\{\{[^{}\n]{0,200}\}\}|\\\r?\n|[^\n;&|]){0,500})/.exec(text.replace(/^\s*#.*$/gm, ''));
    if (found?.[1] !== undefined) return optionsIn(found[1]);
  }
  return {};
}

function optionsIn(words: string): BuildCommand {
  const option = (long: string, short: string): string | undefined => {
    const match = new RegExp(`(?:--${long}|(?:^|\\s)-${short})(?:\\s+|=)(?:"([^"\\n]*)"|'([^'\\n]*)'|(\\S+))`).exec(words);
    return match?.[1] ?? match?.[2] ?? match?.[3];
  };
  const source = option('source', 's');
  const config = option('config', 'c');
  const baseurl = option('baseurl', 'b');
  return {
    ...(source !== undefined && isPlain(source) && { source }),
    // One for trying things out at home is not how it is published.
    ...(config !== undefined && isPlain(config) && !/dev|local|test|draft|staging/i.test(config) && { config: config.split(',').map((name) => name.replace(/^\.\//, '')) }),
    ...(baseurl !== undefined && (isPlain(baseurl) ? { baseurl } : /base_path/.test(baseurl) ? { baseurl: 'pages' } : {})),
  };
}

const isPlain = (value: string): boolean => !/[$`{}<>()\\]/.test(value);
