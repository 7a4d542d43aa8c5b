import type { Finding } from '../core/finding.ts';
import { joinFile, type FilePath } from '../core/paths.ts';
import { BlogError, Cancelled } from '../core/system.ts';
import { ParseError } from '../core/text/parse-error.ts';
import { baselineOf, compare, lookedAtIn, pruned, readBaseline, writeBaseline, type Baseline } from '../lint/baseline.ts';
import { counted } from '../reporters/words.ts';
import type { OpenedSite } from './open-site.ts';

/** What can be typed about the baseline. */
export interface BaselineCommand {
  /** Its file, from the blog's folder; `false` where it is to be left out. */
  readonly baseline?: string | false;
  readonly suppressAll?: boolean;
  readonly pruneSuppressions?: boolean;
  readonly since?: string;
  readonly staged?: boolean;
}

/** What is told, when the baseline has had its say. */
export interface Told {
  readonly findings: readonly Finding[];
  /** How many are known and not told. */
  readonly known: number;
  /** What there is to say of the baseline, a sentence each. */
  readonly notes: readonly string[];
}

interface BaselineContext {
  readonly opened: OpenedSite;
  readonly options: BaselineCommand;
  /** Whether a file, and a rule in it, was looked at this time. */
  isLooked(file: FilePath, rule: string): boolean;
}

/** Takes out what the baseline knows; with `--suppress-all` and `--prune-suppressions` writes it first. */
export async function withBaseline(findings: readonly Finding[], context: BaselineContext): Promise<Told> {
  const { opened, options, isLooked } = context;
  if (options.baseline === false) return { findings, known: 0, notes: [] };
  const file = fileOf(context);
  const before = await opened.folder.read(file);
  const old = before === undefined ? undefined : readIn(before, opened.shownAs(file));
  if (options.suppressAll && opened.isCutShort) throw new Cancelled();
  if (options.suppressAll) return suppressAll(findings, { ...context, file, before, old });
  if (!old) return { findings, known: 0, notes: [] };

  const { fresh, known } = compare(findings, old);
  const { gone } = compare(findings, lookedAtIn(old, isLooked));
  // Of a part of what is found nothing is gone.
  const mended = options.since !== undefined || options.staged || opened.isCutShort ? 0 : sumOf(gone);
  if (mended > 0 && options.pruneSuppressions) {
    await write(pruned(old, gone), { ...context, file, before });
    return { findings: fresh, known, notes: [`Took ${counted(mended, 'mended finding')} out of \`${opened.shownAs(file)}\`.`] };
  }
  return { findings: fresh, known, notes: mended > 0 ? [`${counted(mended, 'finding')} of \`${opened.shownAs(file)}\` ${mended === 1 ? 'is' : 'are'} mended: \`blog lint --prune-suppressions\` takes ${mended === 1 ? 'it' : 'them'} out.`] : [] };
}

interface Write extends BaselineContext {
  readonly file: FilePath;
  readonly before: string | undefined;
}

async function suppressAll(findings: readonly Finding[], context: Write & { readonly old: Baseline | undefined }): Promise<Told> {
  const { opened, isLooked, old, file } = context;
  await write(baselineOf(findings, old ?? new Map(), isLooked), context);
  const files = new Set(findings.map((finding) => finding.file)).size;
  return {
    findings: [], known: findings.length,
    notes: [`Wrote ${counted(findings.length, 'finding')} in ${counted(files, 'file')} to \`${opened.shownAs(file)}\`. From now on only what is new is told; commit the file.`],
  };
}

async function write(baseline: Baseline, { opened, file, before }: Write): Promise<void> {
  const after = writeBaseline(baseline);
  if (before === after) return;
  await opened.folder.change([before === undefined ? { kind: 'create', file, content: after } : { kind: 'edit', file, before, after }]);
}

function fileOf({ opened, options }: BaselineContext): FilePath {
  const named = typeof options.baseline === 'string' ? options.baseline : opened.settings.baseline ?? '.blog/baseline.json';
  const file = named.startsWith('/') ? undefined : joinFile(named);
  if (file === undefined || file === '') throw new BlogError(`The baseline \`${named}\` has to be a file in the blog's folder.`);
  return file;
}

function readIn(text: string, shown: string): Baseline {
  try {
    return readBaseline(text);
  } catch (error) {
    if (error instanceof ParseError) throw new BlogError(`${shown}:${error.line}:${error.column}: ${error.message} Mend it, or delete it and write it anew with \`blog lint --suppress-all\`.`, { cause: error });
    throw error;
  }
}

const sumOf = (baseline: Baseline): number => [...baseline.values()].reduce((sum, count) => sum + count, 0);
