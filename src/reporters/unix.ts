import type { PlacedFinding } from '../core/finding.ts';
import { printable } from '../core/text/printable.ts';
import { notCommand } from './escape.ts';
import type { Reporter } from './reporter.ts';

/** A line for each finding, `file:line:column: severity: message [rule]`: what editors and CI understand. */
export const unix = (): Reporter => ({ findings, shown }) =>
  findings.map((finding) => `${notCommand(printable(shown(finding.file)))}:${lineOf(finding)}\n`).join('');

const lineOf = ({ line, column, severity, message, help, rule }: PlacedFinding): string =>
  `${line}:${column}: ${severity}: ${flat(help === undefined ? message : `${message} ${help}`)} [${rule}]`;

/** One finding is one line, whatever its words hold. */
const flat = (text: string): string => printable(text.replace(/\s+/g, ' ').trim());
