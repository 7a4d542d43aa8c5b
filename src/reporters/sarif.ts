import type { Place, PlacedFinding, PlacedFix } from '../core/finding.ts';
import type { FilePath } from '../core/paths.ts';
import { printable } from '../core/text/printable.ts';
import { fileUri } from './escape.ts';
import { identitiesOf } from './identity.ts';
import { jsonOf } from './json.ts';
import type { Reporter, RuleAbout } from './reporter.ts';

/** For code scanning. https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html */
export const sarif = (): Reporter => ({ findings, rules = [], version = '', shown }) => {
  const identities = identitiesOf(findings);
  const told = rules.filter(({ id }) => findings.some(({ rule }) => rule === id));
  return `${jsonOf({
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [{
      tool: { driver: { name: 'blog', ...(/^\d+\.\d+\.\d+/.test(version) && { semanticVersion: version }), rules: told.map(toRule) } },
      columnKind: 'utf16CodeUnits',
      results: findings.map((finding, index) => toResult(finding, { identity: identities[index] ?? '', rule: told.findIndex(({ id }) => id === finding.rule), shown })),
    }],
  }, 1)}\n`;
};

const toRule = ({ id, summary, severity }: RuleAbout) => ({
  id, shortDescription: { text: said(summary) }, fullDescription: { text: said(summary) },
  help: { text: `${said(summary)} \`blog explain ${id}\` says more.` },
  defaultConfiguration: { level: severity }, properties: { tags: ['links'] },
});

interface ResultContext {
  readonly identity: string;
  /** Its place in the list of rules; -1 when it is not there. */
  readonly rule: number;
  shown(path: FilePath): string;
}

const toResult = (finding: PlacedFinding, { identity, rule, shown }: ResultContext) => ({
  ruleId: finding.rule, ...(rule >= 0 && { ruleIndex: rule }), level: finding.severity,
  message: { text: said(finding.help === undefined ? finding.message : `${finding.message} ${finding.help}`) },
  locations: [{ physicalLocation: { artifactLocation: locationOf(finding.file, shown), region: regionOf(finding) } }],
  partialFingerprints: { 'blogFinding/v1': identity },
  ...(finding.fixes && finding.fixes.length > 0 && { fixes: finding.fixes.map((fix) => toFix(fix, shown)) }),
});

function toFix({ title, edits }: PlacedFix, shown: (path: FilePath) => string) {
  const files = [...new Set(edits.map(({ file }) => file))];
  return {
    description: { text: said(title) },
    artifactChanges: files.map((file) => ({
      artifactLocation: locationOf(file, shown),
      replacements: edits.filter((edit) => edit.file === file).map((edit) => ({ deletedRegion: regionOf(edit), insertedContent: { text: edit.text } })),
    })),
  };
}

const locationOf = (file: FilePath, shown: (path: FilePath) => string) => ({ uri: fileUri(shown(file)), uriBaseId: '%SRCROOT%' });

const regionOf = ({ line, column, endLine, endColumn }: Place) => ({ startLine: line, startColumn: column, endLine, endColumn });

/** A message that no viewer takes for a link: brackets would begin one (§3.11.6). */
const said = (text: string): string => printable(text).replace(/[[\]\\]/g, '\\$&');
