import type { Finding } from '../core/finding.ts';
import type { Entry } from '../core/site/conventions.ts';
import type { Document, Reference } from '../core/site/document.ts';
import type { Resolution } from '../core/site/resolution.ts';
import { shownAddress } from '../core/site/shown-address.ts';
import type { Site } from '../core/site/site.ts';
import type { Step, Trace } from '../core/site/trace.ts';
import { LOOKUP_CLOSE, LOOKUP_OPEN, UNKNOWN } from '../core/text/derived.ts';
import { printable } from '../core/text/printable.ts';
import { padded, wrapped } from '../core/text/width.ts';
import type { Style } from './reporter.ts';

/** What is told of one reference. */
export interface Explained extends Trace {
  readonly reference: Reference;
  readonly document: Document;
  readonly entry: Entry;
  readonly madeBy?: string;
  readonly findings: readonly Finding[];
}

/** A label, and the paragraphs beside it. */
export type Row = readonly [label: string, texts: readonly string[]];

/** How a reference came to what it meets, in the order in which it was asked: each row with what was found. */
export function rowsOf(explained: Explained, site: Site): readonly Row[] {
  const { reference, entry, document, madeBy, resolution, steps, findings } = explained;
  const given = shown(reference.url);
  const address = shownAddress(entry, site.conventions);
  return [
    ['Written', [`${quote(reference.raw)}, ${kindOf(reference)}${reference.perhaps ? '; a condition that only the build knows decides whether it is there' : ''}`]],
    ...(given === reference.raw ? [] : [['Read as', [`${quote(given)}${given.includes('…') ? ', where `…` is known to the build alone' : ''}`]] satisfies Row]),
    ['On the page', [`${quote(address)}${stateOf(entry)}${madeBy === undefined ? '' : `; the address is made by ${madeBy}`}`, ...(document.base === undefined ? [] : [`It has \`<base href="${document.base}">\`, from which relative addresses start.`])]],
    ...steps.filter((step) => step.kind === 'lookup' || step.kind === 'rewrite').map((step): Row => ['Generator', [generatorSays(step)]]),
    ...leadsTo(explained, address),
    ...askedRows(steps, site),
    ['Verdict', [verdictOf(resolution, site), ...findings.map(({ rule, severity, message }) => `\`${rule}\`, ${severity === 'error' ? 'an error' : 'a warning'}: ${message}`)]],
    ...toDo(findings),
  ];
}

/** The same as text: labels in a column of their own, or above where there is little room. */
export const explanation = (style: Style) => (rows: readonly Row[]): string => {
  const columns = style.columns === undefined ? WIDEST : Math.min(style.columns, WIDEST);
  const isNarrow = columns < 60;
  const indent = isNarrow ? 2 : LABEL;
  return rows.map(([label, texts]) => {
    const lines = texts.flatMap((text) => wrapped(printable(text), Math.max(16, columns - indent))).map((line) => dressed(line, style));
    return isNarrow
      ? `${style.strong(label)}\n${lines.map((line) => `  ${line}\n`).join('')}`
      : lines.map((line, index) => `${index === 0 ? style.strong(padded(label, LABEL)) : ' '.repeat(LABEL)}${line}\n`).join('');
  }).join('');
};

const WIDEST = 100;
const LABEL = 13;

const dressed = (line: string, style: Style): string => line.replace(/`([^`]+)`/g, (_, code: string) => style.code(code));

const quote = (words: string): string => `\`${words.replaceAll('`', 'ˋ').replace(/\s+/g, ' ')}\``;

const shown = (url: string): string => url.replaceAll(UNKNOWN, '…').replace(new RegExp(`${LOOKUP_OPEN}\\d+${LOOKUP_CLOSE}`, 'g'), '…');

function kindOf({ kind, syntax, via, element, attribute, key, fromRoot }: Reference): string {
  const thing = { link: 'a link', image: 'an image', media: 'a video or sound', embed: 'an embedded page', resource: 'a script or style' }[kind];
  if (syntax === 'front-matter') return `${thing} of the front matter (\`${key ?? ''}\`)${fromRoot ? ', which starts from the root of the site' : ''}`;
  if (via !== undefined) return `${thing} that the tag \`${via}\` makes`;
  return syntax === 'html' ? `${thing} (\`<${element} ${attribute}>\`)` : thing;
}

function stateOf({ visibility }: Entry): string {
  switch (visibility.kind) {
    case 'live': return '';
    case 'draft': return ' (a draft)';
    case 'scheduled': return ` (not before ${new Date(visibility.from).toISOString().slice(0, 10)})`;
    case 'expired': return ' (expired)';
    case 'unpublished': return ` (not published: ${visibility.why})`;
    default: return visibility satisfies never;
  }
}

function generatorSays(step: Extract<Step, { kind: 'lookup' | 'rewrite' }>): string {
  if (step.kind === 'lookup') {
    const asked = `${quote(step.lookup.argument)}, looked up by \`${step.lookup.kind}\`, `;
    switch (step.answer.kind) {
      case 'each': return `is one page after another, like ${quote(shown(step.answer.url))}`;
      case 'found': return `${asked}is at ${quote(shown(step.answer.url))}`;
      case 'missing': return `${asked}is not there: ${step.answer.message}`;
      case 'unknowable': return `${asked}cannot be known: ${step.answer.why}`;
    }
  }
  switch (step.to.kind) {
    case 'url': return `writes ${quote(shown(step.to.url))} in its place`;
    case 'file': return `takes the file ${quote(step.to.file)} itself`;
    case 'missing': return `${step.to.message}${step.to.looked.length > 0 ? ` It looked for ${step.to.looked.map(quote).join(', ')}.` : ''}`;
    case 'unknowable': return `cannot be known: ${step.to.why}`;
  }
}

function leadsTo({ resolution, reference }: Explained, page: string): readonly Row[] {
  const url = 'url' in resolution ? resolution.url : undefined;
  if (url === undefined || url === '' || resolution.kind === 'external' || resolution.kind === 'ignored') return [];
  const isRelative = !/^(?:[a-z][a-z0-9+.-]*:|\/)/i.test(reference.url.trim());
  return [['Leads to', [`${quote(shown(url))}${isRelative && !reference.fromRoot ? `, as a browser reads it from ${quote(page)}` : ''}`]]];
}

function askedRows(steps: readonly Step[], site: Site): readonly Row[] {
  const host = site.conventions.host.name;
  const rows: Row[] = [];
  const meant: string[] = [];
  for (const step of steps) {
    if (step.kind === 'unknowable') rows.push(['Made later', [`\`${step.path}\`: ${step.why}`]]);
    if (step.kind !== 'asked') continue;
    const found = foundIn(step);
    if (step.among === 'live') rows.push(['Looked for', [`${step.tried.map(quote).join(', ')} in the built site, as ${host} would: ${found ?? 'none is there'}`]]);
    if (step.among === 'hidden') rows.push(['Not live', [found ?? 'no draft, future or unpublished page would be there either']]);
    if (step.among === 'folded') rows.push(['Letter case', [found === undefined ? 'nothing is there in another letter case' : `in another letter case ${found}`]]);
    if (step.among === 'meant') meant.push(`${quote(step.path)}: ${found ?? 'nothing'}`);
  }
  const rest = meant.length - MOST_MEANT;
  return meant.length === 0 ? rows : [...rows, ['Also tried', [...meant.slice(0, MOST_MEANT), ...(rest > 0 ? [`and ${rest} more`] : [])]]];
}

const MOST_MEANT = 6;

function foundIn({ answer }: Extract<Step, { kind: 'asked' }>): string | undefined {
  switch (answer.kind) {
    case 'entry': return `${quote(answer.entry.output)} is${answer.entry.source === undefined ? '' : `, made from ${quote(answer.entry.source)}`}`;
    case 'redirect': return `the host sends visitors on to ${quote(answer.to)}`;
    case 'depends': return `${quote(answer.entry.output)} is, which some hosts answer with and others do not`;
    case 'none': return undefined;
  }
}

function verdictOf(resolution: Resolution, site: Site): string {
  switch (resolution.kind) {
    case 'ok': return `Visitors find ${resolution.entry.source === undefined ? 'it' : quote(resolution.entry.source)}${resolution.fragment === undefined ? '' : ` and \`#${resolution.fragment}\` on it`}.`;
    case 'wrong-case': return `Visitors find nothing: letter case counts, and it is ${quote(decodeURI(resolution.actual))}.`;
    case 'outside-base': return `It leads out of the path this blog is served under, \`${site.conventions.base}/\`.`;
    case 'unpublished': return `Visitors find nothing: ${quote(resolution.entry.source ?? resolution.entry.url)} is there${stateOf(resolution.entry)}.`;
    case 'missing': return 'Visitors find nothing.';
    case 'missing-anchor': return `Visitors find ${quote(resolution.entry.source ?? resolution.entry.url)}, but no \`#${resolution.fragment}\` on it.`;
    case 'not-built': return resolution.dropped ? 'The generator leaves it out.' : 'The generator refuses it.';
    case 'local': return 'It leads to the machine it was written on.';
    case 'external': return `It leads to another site, ${quote(shown(resolution.url))}, which was not asked.`;
    case 'ignored': return 'There is nothing to look up.';
    case 'unknowable': return `It cannot be known without a build: ${resolution.why}. So nothing is reported.`;
    default: return resolution satisfies never;
  }
}

function toDo(findings: readonly Finding[]): readonly Row[] {
  const fixes = findings.flatMap((finding) => finding.fixes ?? []);
  const helps = findings.flatMap(({ help }) => help ?? []);
  const told = fixes.length > 0 ? fixes.map(({ title, evidence, confidence }) => `${title} ${evidence}${confidence === 'certain' ? ' `blog lint --fix` does it.' : ''}`) : helps;
  return told.length > 0 ? [['To do', told]] : [];
}
