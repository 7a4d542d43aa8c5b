import { asFilePath, asUrlPath, extensionOf, joinFile, nameOf, type FilePath } from '../../core/paths.ts';
import type { Entry, Publication } from '../../core/site/conventions.ts';
import { globPattern } from '../../core/text/glob-pattern.ts';
import type { Passthrough, Settings } from './settings.ts';
import { copiedFormats } from './sources.ts';

/** Files that are copied as they are, and what is copied of which nothing is seen here. */
export function copies(settings: Settings, files: readonly FilePath[]): { readonly entries: readonly Entry[]; readonly unknowable: NonNullable<Publication['unknowable']> } {
  const entries: Entry[] = [];
  const unknowable: { prefix: ReturnType<typeof asUrlPath>; why: string }[] = [];
  for (const rule of settings.passthrough.filter(({ htmlRelative }) => !htmlRelative)) {
    const matches = matcherOf(rule);
    const found = files.filter(matches);
    for (const source of found) {
      const output = outputOf(source, rule, settings);
      if (output !== undefined) entries.push(fileEntry(source, output));
    }
    if (found.length > 0 || isEmptyHere(rule, files)) continue;
    const folder = outputOf(rule.from, { ...rule, isGlob: false, to: rule.isGlob ? rule.to ?? '' : rule.to }, settings);
    if (folder !== undefined) unknowable.push({ prefix: asUrlPath(folder), why: `the build copies \`${rule.from}\` there, which is not among the files` });
  }
  const formats = copiedFormats(settings);
  for (const source of files) {
    if (formats.has(extensionOf(source).toLowerCase()) && isInInput(source, settings)) entries.push(fileEntry(source, belowInput(source, settings)));
  }
  return { entries, unknowable };
}

/** A glob that means none of the files of a folder that is there; of a folder that is not, a program may fill it. */
function isEmptyHere({ from, isGlob }: Passthrough, files: readonly FilePath[]): boolean {
  const folder = from.replace(/[^/]*[*?{[(!].*$/s, '');
  return isGlob && files.some((path) => path.startsWith(folder));
}

const fileEntry = (source: FilePath, output: FilePath): Entry =>
  ({ source, kind: 'file', url: asUrlPath(output), output, visibility: { kind: 'live' } });

/** Whether a rule copies a file: itself, something below it, or what its glob means. */
export function matcherOf({ from, isGlob }: Passthrough): (path: FilePath) => boolean {
  if (!isGlob) return (path) => from === '' || path === from || path.startsWith(`${from}/`);
  return globPattern(from, { dot: true });
}

const isInInput = (path: FilePath, { input, includes, data, output }: Settings): boolean =>
  (input === '' || path.startsWith(`${input}/`)) && ![includes, data, output].some((folder) => folder !== '' && path.startsWith(`${folder}/`)) && !path.includes('node_modules/');

const belowInput = (path: FilePath, { input }: Settings): FilePath =>
  (input !== '' && path.startsWith(`${input}/`) ? asFilePath(path.slice(input.length + 1)) : path);

/** A folder keeps what is in it; what a glob finds is put flat into the folder that is named; a file gets the name. */
function outputOf(source: string, { from, isGlob, to }: Passthrough, settings: Settings): FilePath | undefined {
  if (to === undefined) return belowInput(asFilePath(source), settings);
  if (isGlob) return joinFile(to, nameOf(source));
  if (source === from) return to.endsWith('/') && extensionOf(from) !== '' ? joinFile(to, nameOf(source)) : joinFile(to);
  return joinFile(to, source.slice(from.length));
}
