import { folderOf, nameOf, type FilePath } from '../core/paths.ts';

/** The folder of a post that is a folder: what lies beside its `index.md` is its own. */
export const bundleFolder = (file: FilePath): string | undefined => (/^index\.\w+$/.test(nameOf(file)) && folderOf(file) !== '' ? folderOf(file) : undefined);
