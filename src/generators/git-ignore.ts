import { asFilePath, type FilePath } from '../core/paths.ts';
import { globPattern, isGlob } from '../core/text/glob-pattern.ts';
import type { ReadFile } from './generator.ts';

/** What the blog's own `.gitignore` leaves out: files that are made, and may be there after a build. */
export async function gitIgnoreOf({ files, read }: { readonly files: readonly FilePath[]; readonly read: ReadFile }): Promise<(path: string) => boolean> {
  const name = asFilePath('.gitignore');
  const text = files.includes(name) ? await read(name) : undefined;
  return text === undefined ? () => false : gitIgnore(text.split(/\r?\n/));
}

/** The rules of a `.gitignore`: the last line that fits decides. https://git-scm.com/docs/gitignore */
export function gitIgnore(lines: readonly string[]): (path: string) => boolean {
  const rules = lines.map((line) => line.trim()).filter((line) => line !== '' && !line.startsWith('#')).map((line) => {
    const negated = line.startsWith('!');
    const bare = line.replace(/^!/, '').replace(/^\.\//, '/').replace(/\/+$/, '');
    const anchored = bare.replace(/^\//, '');
    return { negated, matches: bare.includes('/') ? pathMatcher(anchored) : nameMatcher(anchored) };
  });
  return (path) => rules.reduce((ignored, rule) => (rule.negated === ignored && rule.matches(path) ? !ignored : ignored), false);
}

/** A name anywhere on the path. */
function nameMatcher(name: string): (path: string) => boolean {
  if (!isGlob(name)) return (path) => path === name || path.includes(`/${name}/`) || path.startsWith(`${name}/`) || path.endsWith(`/${name}`);
  const matches = globPattern(name, { dot: true });
  return (path) => path.split('/').some(matches);
}

/** A path from the root, or anything below it. */
function pathMatcher(pattern: string): (path: string) => boolean {
  if (!isGlob(pattern)) return (path) => path === pattern || path.startsWith(`${pattern}/`);
  const [whole, below] = [globPattern(pattern, { dot: true }), globPattern(`${pattern}/**`, { dot: true })];
  return (path) => whole(path) || below(path);
}
