import type { Finding } from '../core/finding.ts';
import { asFilePath, type FilePath } from '../core/paths.ts';
import { readJsonMap } from '../core/text/json.ts';
import { ParseError } from '../core/text/parse-error.ts';

/**
 * What was broken when a blog began to be looked after, so that only what is new is told: how often each rule found each
 * thing that is written, by file. No lines are in it, so that it stays true when a text is edited.
 */
export type Baseline = ReadonlyMap<BaselineKey, number>;

/** File, rule and what is written, with NULs between. */
type BaselineKey = string;

export const keyOf = ({ file, rule, reference, message }: Pick<Finding, 'file' | 'rule' | 'reference' | 'message'>): BaselineKey =>
  [file, rule, reference?.raw ?? message].join('\0');

/** What is new, and what of the baseline is true still. */
export interface Compared {
  readonly fresh: readonly Finding[];
  /** How many are known already, and not told. */
  readonly known: number;
  /** Of the baseline, what is there no more: how many fewer of each. */
  readonly gone: Baseline;
}

/** Where there are more of a kind than the baseline knows, all of them are told: nobody can say which one is new. */
export function compare(findings: readonly Finding[], baseline: Baseline): Compared {
  const counts = countsOf(findings);
  const fresh = findings.filter((finding) => (counts.get(keyOf(finding)) ?? 0) > (baseline.get(keyOf(finding)) ?? 0));
  const gone = [...baseline].flatMap(([key, count]) => {
    const fewer = count - (counts.get(key) ?? 0);
    return fewer > 0 ? [[key, fewer] as const] : [];
  });
  return { fresh, known: findings.length - fresh.length, gone: new Map(gone) };
}

/** All that is found now, and of the old baseline what was not looked at this time. */
export function baselineOf(findings: readonly Finding[], old: Baseline, isLooked: (file: FilePath, rule: string) => boolean): Baseline {
  return new Map([...[...old].filter(([key]) => !isLookedAt(key, isLooked)), ...countsOf(findings)]);
}

/** The old one without what is mended. */
export function pruned(old: Baseline, gone: Baseline): Baseline {
  return new Map([...old].flatMap(([key, count]) => {
    const left = count - (gone.get(key) ?? 0);
    return left > 0 ? [[key, left] as const] : [];
  }));
}

/** Only what stands for files and rules that were looked at this time. */
export const lookedAtIn = (baseline: Baseline, isLooked: (file: FilePath, rule: string) => boolean): Baseline =>
  new Map([...baseline].filter(([key]) => isLookedAt(key, isLooked)));

function isLookedAt(key: BaselineKey, isLooked: (file: FilePath, rule: string) => boolean): boolean {
  const [file = '', rule = ''] = key.split('\0');
  return isLooked(asFilePath(file), rule);
}

function countsOf(findings: readonly Finding[]): ReadonlyMap<BaselineKey, number> {
  const counts = new Map<BaselineKey, number>();
  for (const finding of findings) counts.set(keyOf(finding), (counts.get(keyOf(finding)) ?? 0) + 1);
  return counts;
}

/** Reads a baseline. Throws a `ParseError`. */
export function readBaseline(text: string): Baseline {
  const data = readJsonMap(text.replace(/^\uFEFF/, ''))?.data;
  const files = data?.['findings'];
  if (data?.['version'] !== 1 || !isGroup(files)) throw new ParseError('It is no baseline: it has to hold `"version": 1` and `"findings"`.', text, 0);
  const baseline = new Map<BaselineKey, number>();
  for (const [file, rules] of Object.entries(files)) {
    for (const [rule, things] of isGroup(rules) ? Object.entries(rules) : []) {
      for (const [written, count] of isGroup(things) ? Object.entries(things) : []) {
        if (typeof count === 'number' && count > 0) baseline.set([file, rule, written].join('\0'), count);
      }
    }
  }
  return baseline;
}

const isGroup = (value: unknown): value is Readonly<Record<string, unknown>> => typeof value === 'object' && value !== null && !Array.isArray(value);

/** Writes a baseline: sorted, a line for each thing, so that two people's changes meet in few places. */
export function writeBaseline(baseline: Baseline): string {
  const files: Record<string, Record<string, Record<string, number>>> = Object.create(null);
  for (const [key, count] of [...baseline].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const [file = '', rule = '', written = ''] = key.split('\0');
    ((files[file] ??= Object.create(null))[rule] ??= Object.create(null))[written] = count;
  }
  return `${JSON.stringify({ version: 1, findings: files }, undefined, 2)}\n`;
}
