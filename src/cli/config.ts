import { asFilePath } from '../core/paths.ts';
import type { System } from '../core/system.ts';
import { printable } from '../core/text/printable.ts';
import { widthOf } from '../core/text/width.ts';
import type { Severities } from '../lint/lint-site.ts';
import { jsonOf } from '../reporters/json.ts';
import { rules } from '../rules/index.ts';
import { openHeads } from './open-heads.ts';
import type { OpenedSite } from './open-site.ts';
import { openOptionsOf, type SiteOptions } from './site-options.ts';
import { styleFor } from './style.ts';

export interface ConfigCommand extends SiteOptions {
  readonly rule?: Severities;
  readonly json?: boolean;
}

/** One setting that is in force. */
interface Row {
  readonly key: string;
  readonly value: unknown;
  readonly from: From;
}

type From =
  | { readonly kind: 'typed'; readonly flag: string }
  | { readonly kind: 'file'; readonly file: string; readonly line: number; readonly column: number }
  /** Worked out from the blog's files; `why` finishes "taken for that, because ...", where it can be said. */
  | { readonly kind: 'found'; readonly why?: string }
  | { readonly kind: 'default' };

/** `blog config`: what is in force, and from where. */
export async function showConfig(options: ConfigCommand, system: System): Promise<number> {
  const opened = await openHeads(system, openOptionsOf(options));
  for (const note of opened.notes) system.err(`${printable(note)}\n`);
  const rows = rowsOf(opened, options);
  system.out(options.json ? asJson(rows, opened) : asTable(rows, opened, options, system));
  return 0;
}

function rowsOf(opened: OpenedSite, options: ConfigCommand): readonly Row[] {
  const said = new Map(leavesOf(opened.settings, '').map((row) => [row.key, { ...row, from: placeOf(row.key, opened) }]));
  const rows: Row[] = [...siteRows(opened, options, said)];
  for (const { id, severity, off } of rules) {
    const key = `rules.${id}`;
    const typed = options.rule?.[id];
    rows.push(typed === undefined ? said.get(key) ?? { key, value: off ? 'off' : severity, from: { kind: 'default' } } : { key, value: typed, from: { kind: 'typed', flag: '--rule' } });
    said.delete(key);
  }
  for (const row of said.values()) if (row.key !== '$schema' && !rows.some(({ key }) => key === row.key)) rows.push(row);
  return rows;
}

/** How the blog was found and is read: known whether anyone said it or not. */
function siteRows(opened: OpenedSite, options: ConfigCommand, said: ReadonlyMap<string, Row>): readonly Row[] {
  const { conventions } = opened.site;
  const row = (key: string, flag: unknown, value: unknown, otherwise: From): Row => ({
    key, value, from: flag !== undefined ? { kind: 'typed', flag: `--${key}` } : said.get(key)?.from ?? otherwise,
  });
  return [
    row('root', options.root, opened.shownAs(asFilePath('')) || '.', { kind: 'found' }),
    row('generator', options.generator, conventions.generator, { kind: 'found', why: opened.generator.why }),
    ...(options.config ? [row('config', options.config, options.config, { kind: 'default' })] : []),
    row('base', options.base, conventions.base, { kind: 'found' }),
    row('drafts', options.drafts, options.drafts ?? opened.settings.drafts ?? false, { kind: 'default' }),
    row('future', options.future, options.future ?? opened.settings.future ?? false, { kind: 'default' }),
  ];
}

/** Every value that is no group, by its path. A list of texts is a value. */
function leavesOf(value: unknown, path: string): readonly { key: string; value: unknown }[] {
  if (typeof value !== 'object' || value === null) return [{ key: path, value }];
  if (Array.isArray(value) && value.every((item) => typeof item !== 'object')) return [{ key: path, value }];
  return Object.entries(value).flatMap(([key, item]) => leavesOf(item, path === '' ? key : `${path}.${key}`));
}

function placeOf(key: string, { settingsFrom: { file, places } }: OpenedSite): From {
  const place = places.get(key);
  return file !== undefined && place ? { kind: 'file', file, ...place } : { kind: 'default' };
}

const asJson = (rows: readonly Row[], { settingsFrom }: OpenedSite): string =>
  `${jsonOf({ version: 1, ...(settingsFrom.file !== undefined && { file: settingsFrom.file }), settings: rows }, 2)}\n`;

function asTable(rows: readonly Row[], { settingsFrom }: OpenedSite, { color }: ConfigCommand, system: System): string {
  const style = styleFor(system.terminal, color);
  const head = settingsFrom.file === undefined ? 'There is no settings file: all is as it was found, or as it is by default. `blog init` writes one.' : `Settings are in ${style.path(printable(settingsFrom.file))}.`;
  const shown = rows.map(({ key, value, from }) => ({ key: printable(key), value: printable(asText(value)), from }));
  const keyWidth = Math.max(...shown.map(({ key }) => widthOf(key))) + 2;
  const valueWidth = Math.min(30, Math.max(...shown.map(({ value }) => widthOf(value)))) + 2;
  const isNarrow = (style.columns ?? Infinity) < keyWidth + valueWidth + 20;
  const lines = shown.map(({ key, value, from }) => {
    const said = from.kind === 'file' || from.kind === 'typed';
    const line = `${key}${' '.repeat(keyWidth - widthOf(key))}${said ? style.strong(value) : value}`;
    if (isNarrow) return `${line}\n  ${style.dim(printable(wordsOf(from)))}\n`;
    return `${line}${' '.repeat(Math.max(2, valueWidth - widthOf(value)))}${style.dim(printable(wordsOf(from)))}\n`;
  });
  return `${head}\n\n${lines.join('')}`;
}

const asText = (value: unknown): string =>
  (Array.isArray(value) ? value.join(', ') : value === '' ? '(none)' : String(value));

function wordsOf(from: From): string {
  switch (from.kind) {
    case 'typed': return from.flag;
    case 'file': return `${from.file}:${from.line}:${from.column}`;
    case 'found': return from.why === undefined ? 'found' : `found: ${from.why}`;
    case 'default': return 'default';
    default: return from satisfies never;
  }
}
