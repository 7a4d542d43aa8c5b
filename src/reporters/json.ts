import type { PlacedFinding, PlacedFix } from '../core/finding.ts';
import type { FilePath } from '../core/paths.ts';
import type { Reporter } from './reporter.ts';

/**
 * For programs. `version` goes up when a field changes its meaning or goes; fields may be added. Lines and columns count
 * from 1, columns in UTF-16 units; the end is after the last one.
 */
export const json = (): Reporter => ({ findings, posts, pages, shown }) => {
  const list = findings.map((finding) => `    ${jsonOf(toJson(finding, shown))}`);
  const severities = findings.map(({ severity }) => severity);
  const counts = {
    posts, pages,
    errors: severities.filter((severity) => severity === 'error').length,
    warnings: severities.filter((severity) => severity === 'warning').length,
  };
  return `{\n  "version": 1,\n  "counts": ${jsonOf(counts)},\n  "findings": [${list.length > 0 ? `\n${list.join(',\n')}\n  ` : ''}]\n}\n`;
};

/** One finding, its fields in order. */
export const toJson = ({ line, column, endLine, endColumn, rule, severity, message, file, help, reference, fixes }: PlacedFinding, shown: (path: FilePath) => string) => ({
  file: shown(file), line, column, endLine, endColumn, rule, severity, message,
  ...(help !== undefined && { help }), ...(reference && { reference }), ...(fixes && { fixes: fixes.map((fix) => fixToJson(fix, shown)) }),
});

const fixToJson = ({ title, confidence, evidence, only, edits }: PlacedFix, shown: (path: FilePath) => string) => ({
  title, confidence, evidence, ...(only !== undefined && { only }),
  edits: edits.map(({ file, line, column, endLine, endColumn, text }) => ({ file: shown(file), line, column, endLine, endColumn, text })),
});

/** JSON that a terminal can be shown: what `JSON.stringify` leaves of control characters is escaped too. */
export const jsonOf = (value: unknown, indent?: number): string => JSON.stringify(value, undefined, indent).replace(LEFT, (character) =>
  `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);

const LEFT = /[\x7f-\x9f\u2028-\u202e\u2066-\u2069\ufdd0-\ufdef]/g;
