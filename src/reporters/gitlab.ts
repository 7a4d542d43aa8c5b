import { printable } from '../core/text/printable.ts';
import { identitiesOf } from './identity.ts';
import { jsonOf } from './json.ts';
import type { Reporter } from './reporter.ts';

/** A Code Quality report of GitLab. https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format */
export const gitlab = (): Reporter => ({ findings, shown }) => {
  const identities = identitiesOf(findings);
  return `${jsonOf(findings.map(({ rule, severity, file, line, endLine, message, help }, index) => ({
    description: printable(help === undefined ? message : `${message} ${help}`),
    check_name: rule,
    fingerprint: identities[index] ?? '',
    severity: severity === 'error' ? 'major' : 'minor',
    location: { path: shown(file), lines: { begin: line, end: endLine } },
  })), 1)}\n`;
};
