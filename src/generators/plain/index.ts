import type { FilePath } from '../../core/paths.ts';
import type { Generator, ReadFile, Recognised } from '../generator.ts';
import { isElsewhere, rootFor, tools, type Tool } from './tools.ts';

/** A folder of Markdown files that nothing in particular publishes: read as they would be at GitHub. */
export const plain: Generator = {
  id: 'plain',
  name: 'plain Markdown',
  recognise: async (files) => {
    if (!files.some((path) => /\.(?:md|markdown|mdx)$/i.test(path))) return [];
    const vault = files.some((path) => path.startsWith('.obsidian/'));
    return [{ root: '', why: vault ? '`.obsidian` is there' : 'there are Markdown files, and nothing says what publishes them', sureness: 0 }];
  },
  configure: async (input) => (await import('./configure.ts')).configure(input, undefined),
};

/** Programs that are known by name: their blogs are recognised, and linted as far as that goes without knowing their addresses. */
export const knownByName: readonly Generator[] = tools.map((tool) => ({
  id: tool.id,
  name: tool.name,
  recognise: (files, read) => recognise(tool, files, read),
  configure: async (input) => (await import('./configure.ts')).configure(input, tool),
}));

async function recognise(tool: Tool, files: readonly FilePath[], read: ReadFile): Promise<readonly Recognised[]> {
  const found: Recognised[] = [];
  for (const path of candidatesIn(files)) {
    const root = rootFor(path, tool);
    if (root === undefined || found.some((one) => one.root === root)) continue;
    if (tool.says && !tool.says.test((await read(path)) ?? '')) continue;
    if (!hasMarkdown(files, root)) continue;
    // Lower than any generator that is understood: one of those beside it tells more.
    found.push({ root, why: `\`${path}\` is there`, sureness: 1 });
  }
  return found;
}

/** The files that could be a tool's settings, looked up once for all tools. */
function candidatesIn(files: readonly FilePath[]): readonly FilePath[] {
  let candidates = known.get(files);
  if (!candidates) known.set(files, (candidates = files.filter((path) => SETTINGS.test(path) && !isElsewhere(path))));
  return candidates;
}

const known = new WeakMap<readonly FilePath[], readonly FilePath[]>();
const SETTINGS = /(?:config|conf)[^/]*$|(?:^|\/)(?:config\.[mc]?[jt]s|(?:zola|book)\.toml|mkdocs\.ya?ml|_quarto\.ya?ml|metalsmith\.\w+|Package\.swift)$/;

const hasMarkdown = (files: readonly FilePath[], root: string): boolean =>
  files.some((path) => (root === '' || path.startsWith(`${root}/`)) && /\.(?:md|mdx|markdown|qmd)$/i.test(path));
