import { structuredPatch } from 'diff';

/**
 * What was changed in a text, as `git diff` writes it and `git apply` takes it, with three lines around. `from` is its old
 * name where it has another one now. `''` where nothing changed.
 */
export function unifiedDiff(name: string, before: string, after: string, from = name): string {
  if (before === after && from === name) return '';
  const { hunks } = structuredPatch(from, name, before, after, undefined, undefined, { context: 3 });
  const old = quoted(`a/${from}`);
  const now = quoted(`b/${name}`);
  const renamed = from === name ? '' : `diff --git ${old} ${now}\nrename from ${quoted(from)}\nrename to ${quoted(name)}\n`;
  const changed = hunks.map(({ oldStart, oldLines, newStart, newLines, lines }) =>
    `@@ -${span(oldStart, oldLines)} +${span(newStart, newLines)} @@\n${lines.map((line) => `${line}\n`).join('')}`);
  return renamed + (changed.length === 0 ? '' : `--- ${old}\n+++ ${now}\n${changed.join('')}`);
}

const span = (start: number, lines: number): string => (lines === 1 ? String(start) : `${start},${lines}`);

/** Names with control characters, quotes or backslashes stand in quotes, as git has them. */
const quoted = (name: string): string => (/["\\\0-\x1f\x7f]/.test(name) ? `"${name.replace(/["\\\0-\x1f\x7f]/g, escaped)}"` : name);

const escaped = (char: string): string => (char === '"' || char === '\\' ? `\\${char}` : `\\${char.charCodeAt(0).toString(8).padStart(3, '0')}`);
