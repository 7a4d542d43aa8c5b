import { resolve } from 'node:path';
import { asFilePath, type FilePath } from '../core/paths.ts';
import { BlogError, type System } from '../core/system.ts';
import { nearest } from '../core/text/nearest.ts';
import { Lines, type Range } from '../core/text/range.ts';
import { printable } from '../core/text/printable.ts';
import { explain, touches, type Explanation } from '../lint/explain.ts';
import { withFixes } from '../lint/find-fixes.ts';
import { placeFindings } from '../lint/place-findings.ts';
import { explanation, rowsOf } from '../reporters/explanation.ts';
import { jsonOf } from '../reporters/json.ts';
import { markdownPage } from '../reporters/markdown-page.ts';
import { paragraphOf } from '../reporters/story.ts';
import { rules } from '../rules/index.ts';
import { findingsOf } from './lint.ts';
import { openAt } from './open-at.ts';
import { rulePage } from './rule-page.ts';
import type { SiteOptions } from './site-options.ts';
import { styleFor } from './style.ts';

export interface ExplainCommand extends SiteOptions {
  readonly json?: boolean;
}

/** `blog explain`: a place in a post, or a rule. */
export async function explainPlace(what: string, options: ExplainCommand, system: System): Promise<number> {
  const rule = rules.find(({ id }) => id === what);
  if (rule) {
    const page = rulePage(rule.id);
    system.out(options.json ? `${jsonOf({ version: 1, rule: rule.id, severity: rule.off ? 'off' : rule.severity, summary: rule.summary, page })}\n` : markdownPage(styleFor(system.terminal, options.color))(page));
    return 0;
  }
  const [, path = what, line, column] = /^(.*?):(\d+)(?::(\d+))?$/s.exec(what) ?? [];
  if (line === undefined) throw new BlogError(await whatElse(what, system));
  return explainLine({ path, line: Number(line), column: column === undefined ? undefined : Number(column) }, options, system);
}

async function whatElse(what: string, system: System): Promise<string> {
  const folder = await system.folder(system.cwd);
  if (await folder.size(asFilePath(what)) !== undefined) return `\`${what}\` is a file: name a line of it, \`blog explain ${what}:12\`.`;
  const near = nearest(what, rules.map(({ id }) => id));
  return `\`${what}\` is no rule and no place.${near === undefined ? '' : ` Did you mean \`${near}\`?`} \`blog rules\` lists the rules; a place is \`file.md:12\`.`;
}

interface Asked {
  readonly path: string;
  readonly line: number;
  readonly column: number | undefined;
}

async function explainLine(asked: Asked, options: ExplainCommand, system: System): Promise<number> {
  const { opened } = await openAt([asked.path], options, system);
  const file = [...opened.site.files].find((path) => resolve(opened.root, path) === resolve(system.cwd, asked.path));
  const text = file === undefined ? undefined : await opened.folder.read(file);
  if (file === undefined || text === undefined) throw new BlogError(`\`${asked.path}\` is a folder: name a file in it, and a line.`);
  const range = rangeOf(asked, text);
  const read = (path: FilePath): Promise<string | undefined> => opened.folder.read(path);
  const found = (await findingsOf(opened, options, (path) => path === file)).filter((finding) => touches(finding.range, range));
  const past = options.git === false ? undefined : (await opened.folder.git())?.past;
  const findings = await withFixes(found, { site: opened.site, read, ...(past && { past }) });
  const explained = explain(file, range, { site: opened.site, findings });
  if (options.json) {
    system.out(asJson(explained, opened.shownAs(file), new Lines(text), (one) => rowsOf(one, opened.site)));
    return 0;
  }

  const style = styleFor(system.terminal, options.color);
  const tell = explanation(style);
  const told = new Set(explained.flatMap((one) => one.findings));
  const parts = [
    ...explained.map((one) => `${style.path(printable(placeOf(one.reference.range, opened.shownAs(file), new Lines(text))))}\n${tell(rowsOf(one, opened.site))}`),
    ...(await placeFindings(findings.filter((finding) => !told.has(finding)), read)).map((finding) => `${style.path(printable(`${opened.shownAs(file)}:${finding.line}:${finding.column}`))}\n${paragraphOf(finding, style)}`),
  ];
  if (parts.length === 0) parts.push(nothingThere(file, opened.site.bySource.has(file), asked));
  system.out(parts.join('\n'));
  return 0;
}

/** The line, or the one place in it. */
function rangeOf({ path, line, column }: Asked, text: string): Range {
  const lines = new Lines(text);
  const start = lines.startOf(line);
  if (line < 1 || start === undefined) throw new BlogError(`\`${path}\` has no line ${line}.`);
  if (column === undefined) return { start, end: start + lines.lineAt(line).length };
  return { start: start + column - 1, end: start + column - 1 };
}

const placeOf = (range: Range, file: string, lines: Lines): string => {
  const { line, column } = lines.positionAt(range.start);
  return `${file}:${line}:${column}`;
};

function nothingThere(file: FilePath, isPublished: boolean, { line, column }: Asked): string {
  if (!isPublished) return `\`${file}\` is published as nothing, so nothing in it is looked at.\n`;
  return `There is no link, image or finding in line ${line}${column === undefined ? '' : `, column ${column}`}.\n`;
}

function asJson(explained: readonly Explanation[], file: string, lines: Lines, rows: (one: Explanation) => ReturnType<typeof rowsOf>): string {
  return `${jsonOf({
    version: 1,
    references: explained.map((one) => ({
      file, ...lines.positionAt(one.reference.range.start), raw: one.reference.raw,
      page: { url: one.entry.url, ...(one.madeBy !== undefined && { madeBy: one.madeBy }) },
      verdict: one.resolution.kind, ...('url' in one.resolution && one.resolution.url !== undefined && { url: one.resolution.url }),
      asked: one.steps.flatMap((step) => (step.kind === 'asked' ? [{ path: step.path, among: step.among, tried: step.tried, found: step.answer.kind === 'entry' ? step.answer.entry.output : null }] : [])),
      findings: one.findings.map(({ rule, severity, message, help, fixes }) => ({ rule, severity, message, ...(help !== undefined && { help }), ...(fixes && { fixes: fixes.map(({ title, confidence, evidence }) => ({ title, confidence, evidence })) }) })),
      told: rows(one).map(([label, texts]) => ({ label, texts })),
    })),
  }, 2)}\n`;
}
