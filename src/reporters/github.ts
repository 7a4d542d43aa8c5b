import { printable } from '../core/text/printable.ts';
import type { Reporter } from './reporter.ts';

/**
 * Annotations for GitHub Actions, which reads them from what a step prints. It shows ten errors and ten warnings of a step.
 * https://docs.github.com/en/actions/reference/workflow-commands-for-github-actions
 */
export const github = (): Reporter => ({ findings, shown }) => {
  const lines = findings.map(({ severity, file, line, column, endLine, endColumn, rule, message, help }) => {
    // Of places over several lines it takes no columns.
    const columns = endLine === line ? `,col=${column},endColumn=${Math.max(column, endColumn - 1)}` : '';
    const place = `file=${property(shown(file))},line=${line},endLine=${endLine}${columns},title=${property(rule)}`;
    return `::${severity} ${place}::${data(help === undefined ? message : `${message} ${help}`)}\n`;
  });
  const hidden = SEVERITIES.reduce((sum, severity) => sum + Math.max(0, findings.filter((one) => one.severity === severity).length - MOST), 0);
  return `${lines.join('')}${hidden > 0 ? `${findings.length} findings. GitHub shows ${MOST} errors and ${MOST} warnings of a step beside the text; all of them are in this log.\n` : ''}`;
};

const SEVERITIES = ['error', 'warning'] as const;
const MOST = 10;

const data = (text: string): string => printable(text).replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');

const property = (text: string): string => data(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
