import type { PlacedFinding } from '../../core/finding.ts';
import type { FilePath } from '../../core/paths.ts';
import type { LinkGraph, Picture, PictureStrip } from '../../core/report-parts.ts';
import { fingerprint } from '../../core/text/fingerprint.ts';
import { grouped } from '../../core/text/grouped.ts';
import { printable } from '../../core/text/printable.ts';
import { markupText, spoken } from '../escape.ts';
import { jsonOf } from '../json.ts';
import type { Report, Reporter } from '../reporter.ts';
import { counted, lookedAt } from '../words.ts';
import { layoutOf } from './layout.ts';
import { script } from './script.ts';
import { style } from './style.ts';

/** One page with all of it, for people: it fetches nothing, and can be sent to somebody. */
export const html = (): Reporter => (report) => {
  const graph = report.graph && report.graph.nodes.length > 0 ? graphPart(report.graph, report) : '';
  const parts = [findingsPart(report), picturesPart(report.strips ?? [], report), graph];
  const body = parts.join('');
  // Only our own script runs, should some of the blog's text ever look like one.
  const nonce = fingerprint(`${body}${script}`);
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src data:; style-src 'nonce-${nonce}'; script-src 'nonce-${nonce}'; base-uri 'none'; form-action 'none'">
<meta name="referrer" content="no-referrer">
<meta name="generator" content="blog ${markupText(report.version ?? '')}">
<title>${markupText(headline(report))}</title>
<style nonce="${nonce}">${style}</style>
</head>
<body>
<header>
<h1>${markupText(headline(report))}</h1>
<p class="counts">in ${markupText(lookedAt(report))}</p>
${navigation(report)}<button id="theme" type="button" hidden>Dark</button>
</header>
<main>
${body}</main>
<footer>Made by <code>blog lint</code>. The pictures beside the holes are taken along when they are small; nothing is fetched.</footer>
<script nonce="${nonce}">${script}</script>
</body>
</html>
`;
};

function navigation({ findings, strips = [], graph }: Report): string {
  const parts = [
    ...(findings.length > 0 ? ['<a href="#findings">Findings</a>'] : []),
    ...(strips.length > 0 ? ['<a href="#pictures">Pictures</a>'] : []),
    ...(graph && graph.nodes.length > 0 ? ['<a href="#links">Links</a>'] : []),
  ];
  return parts.length > 1 ? `<nav aria-label="Parts of this page">${parts.join(' ')}</nav>\n` : '';
}

function headline({ findings }: Report): string {
  if (findings.length === 0) return 'No broken links';
  const count = (severity: PlacedFinding['severity']): number => findings.filter((one) => one.severity === severity).length;
  return [...(count('error') > 0 ? [counted(count('error'), 'error')] : []), ...(count('warning') > 0 ? [counted(count('warning'), 'warning')] : [])].join(' and ');
}

function findingsPart({ findings, shown }: Report): string {
  if (findings.length === 0) return '<p class="none">Every link and every picture leads somewhere.</p>\n';
  const files = [...new Set(findings.map(({ file }) => file))];
  const sections = files.map((file) => {
    const name = markupText(shown(file));
    const items = findings.filter((finding) => finding.file === file).map(itemOf).join('');
    return `<section class="file" data-file="${name}">\n<h3>${name}</h3>\n<ol>\n${items}</ol>\n</section>\n`;
  });
  return `<section id="findings" aria-label="What is broken">\n${filters(findings)}${sections.join('')}<p id="nothing" class="none" hidden>Nothing is left with these filters.</p>\n</section>\n`;
}

function filters(findings: readonly PlacedFinding[]): string {
  const rules = [...new Set(findings.map(({ rule }) => rule))].sort();
  const count = (test: (finding: PlacedFinding) => boolean): string => grouped(findings.filter(test).length);
  const options = rules.map((rule) => `<option value="${markupText(rule)}">${markupText(rule)} (${count((one) => one.rule === rule)})</option>`);
  return `<form hidden aria-label="Filters">
<label><input type="checkbox" name="error" checked> Errors (${count(({ severity }) => severity === 'error')})</label>
<label><input type="checkbox" name="warning" checked> Warnings (${count(({ severity }) => severity === 'warning')})</label>
<label>Rule <select name="rule"><option value="">all</option>${options.join('')}</select></label>
<label class="text">Find <input type="search" name="words" placeholder="a file or a word" autocomplete="off"></label>
<button type="reset">All</button>
<output name="count" aria-live="polite"></output>
</form>
`;
}

function itemOf(finding: PlacedFinding): string {
  const { severity, rule, line, column, message, help } = finding;
  return `<li class="${severity}" data-severity="${severity}" data-rule="${markupText(rule)}">
<div class="place"><b>${severity}</b> <span>${markupText(rule)}</span> <span>line ${line}, column ${column}</span></div>
<p>${words(message)}</p>
${excerpt(finding)}${help === undefined ? '' : `<p>${words(help)}</p>\n`}</li>
`;
}

const words = (sentence: string): string => spoken(sentence).map(({ text, isCode }) => (isCode ? `<code>${markupText(text)}</code>` : markupText(text))).join('');

const AROUND = 90;

/** The line of text, as much as a person takes in, with what is meant marked. */
function excerpt({ text, line, column, endLine, endColumn }: PlacedFinding): string {
  if (text.trim() === '') return '';
  const start = Math.min(column - 1, text.length);
  const end = Math.min(text.length, start + 300, endLine === line ? Math.max(start, endColumn - 1) : text.length);
  const from = Math.max(0, start - AROUND);
  const before = `${from > 0 ? '…' : ''}${text.slice(from, start)}`;
  const after = `${text.slice(end, end + AROUND)}${end + AROUND < text.length ? '…' : ''}`;
  return `<pre>${markupText(before.trimStart())}<mark>${markupText(text.slice(start, end))}</mark>${markupText(after.trimEnd())}</pre>\n`;
}

function picturesPart(strips: readonly PictureStrip[], { shown }: Report): string {
  if (strips.length === 0) return '';
  const sections = strips.map(({ file, pictures }) =>
    `<section class="file">\n<h3>${markupText(shown(file))}</h3>\n<ul class="strip">\n${pictures.map(pictureOf).join('')}</ul>\n</section>\n`);
  return `<section aria-labelledby="pictures">\n<h2 id="pictures">Pictures that will be missing</h2>\n${sections.join('')}</section>\n`;
}

function pictureOf({ raw, label, hole, file, data }: Picture): string {
  const name = raw.trim() === '' ? '(nothing written)' : `<code>${markupText(raw.length > 90 ? `…${raw.slice(-90)}` : raw)}</code>`;
  if (hole !== undefined) return `<li class="hole" title="${markupText(hole.replaceAll('`', ''))}"><div class="frame">a hole</div>${name}${label ? `<br>${markupText(label)}` : ''}</li>\n`;
  const frame = data === undefined ? file === undefined ? 'elsewhere' : 'a picture' : `<img src="${markupText(data)}" alt="${markupText(label ?? '')}">`;
  return `<li><div class="frame">${frame}</div>${name}</li>\n`;
}

function graphPart(graph: LinkGraph, { findings, shown }: Report): string {
  const points = layoutOf(graph);
  const problems = (file: FilePath, severity: PlacedFinding['severity']): number => counts.get(`${severity} ${file}`) ?? 0;
  const counts = new Map<string, number>();
  for (const { file, severity } of findings) counts.set(`${severity} ${file}`, (counts.get(`${severity} ${file}`) ?? 0) + 1);
  const to = graph.nodes.map(() => 0);
  const from = graph.nodes.map(() => 0);
  for (const [start, end] of graph.edges) {
    to[start] = (to[start] ?? 0) + 1;
    from[end] = (from[end] ?? 0) + 1;
  }
  const nodes = graph.nodes.map((node, index) => ({
    file: printable(shown(node.file)), title: printable(node.title), url: printable(node.url), isLive: node.isLive,
    errors: problems(node.file, 'error'), warnings: problems(node.file, 'warning'), ...rounded(points[index]),
  }));
  const rows = nodes.map((node, index) => ({ node, index, to: to[index] ?? 0, from: from[index] ?? 0 })).sort((a, b) => b.from - a.from || b.to - a.to || a.index - b.index).map((row) =>
    `<tr><td><button type="button" data-node="${row.index}">${markupText(row.node.title)}</button> <small>${markupText(row.node.file)}</small></td><td class="number">${row.from}</td><td class="number">${row.to}</td><td class="number">${row.node.errors + row.node.warnings}</td></tr>\n`);
  const alone = from.filter((count) => count === 0).length;
  return `<section id="links" aria-labelledby="links-title">
<h2 id="links-title">Which post leads to which</h2>
<div class="graph">
<canvas tabindex="0" role="img" aria-label="A picture of ${counted(nodes.length, 'post and page', 'posts and pages')} and the ${counted(graph.edges.length, 'link')} between them. The table below says the same. Arrow keys move it, plus and minus zoom, 0 shows all of it."></canvas>
<div class="tools"><button id="nearer" type="button" aria-label="Nearer">+</button><button id="further" type="button" aria-label="Further">−</button><button id="whole" type="button" aria-label="All of it">□</button></div>
</div>
<p class="legend"><span><i class="l-error"></i>with errors</span><span><i class="l-warning"></i>with warnings</span><span><i class="l-fine"></i>fine</span><span><i class="l-draft"></i>not live yet</span><span>The larger, the more lead to it; ${counted(alone, 'is', 'are')} led to by none.</span></p>
<div id="chosen" aria-live="polite"></div>
<details><summary>The same as a table</summary>
<div class="table"><table><thead><tr><th scope="col">Post or page</th><th scope="col" class="number">Links to it</th><th scope="col" class="number">Links in it</th><th scope="col" class="number">Broken</th></tr></thead><tbody>
${rows.join('')}</tbody></table></div>
</details>
<script type="application/json" id="graph-data">${scriptJson({ nodes, edges: graph.edges })}</script>
</section>
`;
}

const rounded = (point: { readonly x: number; readonly y: number } | undefined): { x: number; y: number } =>
  ({ x: Math.round((point?.x ?? 0) * 100) / 100, y: Math.round((point?.y ?? 0) * 100) / 100 });

/** JSON that can end no script and begin no comment. */
const scriptJson = (value: unknown): string => jsonOf(value).replace(/[<>&]/g, (mark) => `\\u00${mark.charCodeAt(0).toString(16)}`);
