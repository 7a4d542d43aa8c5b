import { globPattern } from '../core/text/glob-pattern.ts';

/**
 * Whether one of the patterns means a path: a file, or a folder with all below it. `*` stays in its folder, `**` does not;
 * a pattern without `/` means such a name in any folder.
 */
export function pathPatterns(patterns: readonly string[]): (path: string) => boolean {
  const matches = patterns.flatMap((pattern) => {
    const whole = pattern.replace(/^\.\//, '').replace(/\/+$/, '');
    const anywhere = whole.includes('/') ? whole : `**/${whole}`;
    return [anywhere, `${anywhere}/**`].map((one) => globPattern(one, { dot: true }));
  });
  return (path) => matches.some((match) => match(path));
}
