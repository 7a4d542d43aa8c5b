import { asFilePath, folderOf, nameOf, type FilePath } from '../../core/paths.ts';
import type { Generator, ReadFile, Recognised } from '../generator.ts';

/** Eleventy: `eleventy.config.*` or `.eleventy.js`, or nothing but its package. */
export const eleventy: Generator = {
  id: 'eleventy',
  name: 'Eleventy',
  recognise,
  // Reading programs needs a parser, which other blogs do not wait for.
  configure: async (input) => (await import('./configure.ts')).configure(input),
};

const CONFIG = /(?:^|\/)(?:\.eleventy\.js|eleventy\.config\.[mc]?[jt]s)$/;

async function recognise(files: readonly FilePath[], read: ReadFile): Promise<readonly Recognised[]> {
  const found = files.filter((path) => CONFIG.test(path)).map((path): Recognised =>
    ({ root: folderOf(path), why: `\`${nameOf(path)}\` is there`, sureness: 3 }));
  return found.length > 0 ? found : packaged(files, read);
}

/** Eleventy needs no settings file. */
async function packaged(files: readonly FilePath[], read: ReadFile): Promise<readonly Recognised[]> {
  const found: Recognised[] = [];
  for (const path of files.filter((file) => nameOf(file) === 'package.json').slice(0, 20)) {
    const text = await read(asFilePath(path));
    if (text !== undefined && /"@11ty\/eleventy"\s*:\s*"/.test(text)) found.push({ root: folderOf(path), why: '`package.json` asks for Eleventy', sureness: 2 });
  }
  return found;
}
