import type { PlacedFinding } from '../core/finding.ts';
import { markupText } from './escape.ts';
import type { Report, Reporter } from './reporter.ts';
import { lookedAt } from './words.ts';

/**
 * JUnit's XML, as Jenkins and GitLab read it: a suite for each file, a case for each finding. An error fails; a warning is a
 * case that passes and has something to say. https://github.com/testmoapp/junitxml
 */
export const junit = (): Reporter => (report) => {
  const files = [...new Set(report.findings.map(({ file }) => file))];
  const suites = files.map((file) => suiteOf(report.shown(file), report.findings.filter((finding) => finding.file === file)));
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="blog lint" ${countsOf(report.findings)}>\n${suites.join('') || fine(report)}</testsuites>\n`;
};

const suiteOf = (name: string, findings: readonly PlacedFinding[]): string =>
  `  <testsuite name="${markupText(name)}" ${countsOf(findings)}>\n${findings.map((finding) => caseOf(name, finding)).join('')}  </testsuite>\n`;

const countsOf = (findings: readonly PlacedFinding[]): string =>
  `tests="${Math.max(1, findings.length)}" failures="${findings.filter(({ severity }) => severity === 'error').length}" errors="0" skipped="0"`;

function caseOf(file: string, { rule, severity, line, column, message, help }: PlacedFinding): string {
  const text = markupText(`${file}:${line}:${column}: ${help === undefined ? message : `${message} ${help}`}`);
  const inner = severity === 'error'
    ? `<failure type="${markupText(rule)}" message="${markupText(message)}">${text}</failure>`
    : `<system-out>${markupText(severity)}: ${text}</system-out>`;
  return `    <testcase name="${markupText(`${rule} ${line}:${column}`)}" classname="${markupText(file)}">${inner}</testcase>\n`;
}

/** A report without any case is an error to some. */
const fine = (report: Report): string =>
  `  <testsuite name="blog lint" ${countsOf([])}>\n    <testcase name="No broken links in ${lookedAt(report)}" classname="blog lint"/>\n  </testsuite>\n`;
