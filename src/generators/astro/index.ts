import { asFilePath, folderOf, nameOf, type FilePath } from '../../core/paths.ts';
import type { Generator, ReadFile, Recognised } from '../generator.ts';

/** Astro: `astro.config.*` and pages below `src/pages`. */
export const astro: Generator = {
  id: 'astro',
  name: 'Astro',
  recognise,
  // Reading programs needs a parser, which other blogs do not wait for.
  configure: async (input) => (await import('./configure.ts')).configure(input),
};

const CONFIG = /(?:^|\/)astro\.config\.[mc]?[jt]s$/;

async function recognise(files: readonly FilePath[], read: ReadFile): Promise<readonly Recognised[]> {
  const found = files.filter((path) => CONFIG.test(path)).map((path): Recognised =>
    ({ root: folderOf(path), why: `\`${nameOf(path)}\` is there`, sureness: 3 }));
  if (found.length > 0) return found;
  return packaged(files, read);
}

/** Astro needs no settings file: its package and a folder of pages do. */
async function packaged(files: readonly FilePath[], read: ReadFile): Promise<readonly Recognised[]> {
  const found: Recognised[] = [];
  for (const path of files.filter((file) => nameOf(file) === 'package.json').slice(0, 20)) {
    const root = folderOf(path);
    const pages = root === '' ? 'src/pages/' : `${root}/src/pages/`;
    if (!files.some((file) => file.startsWith(pages))) continue;
    const text = await read(asFilePath(path));
    if (text !== undefined && /"astro"\s*:\s*"/.test(text)) found.push({ root, why: '`package.json` asks for Astro', sureness: 2 });
  }
  return found;
}
