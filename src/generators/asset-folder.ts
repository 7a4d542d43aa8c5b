import { folderOf, nameOf, type FilePath } from '../core/paths.ts';

/** The folder of a post that is a folder: what lies beside its `index.md`, or `index.fr.md`, is its own. */
export const bundleFolder = (file: FilePath): string | undefined => (/^index(?:\.[a-z]{2,3}(?:-[a-z]{2,4})?)?\.\w+$/i.test(nameOf(file)) && folderOf(file) !== '' ? folderOf(file) : undefined);
