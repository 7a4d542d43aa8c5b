import type { FileEdit, Finding, Fix } from '../core/finding.ts';
import type { FilePath } from '../core/paths.ts';
import { siteOf } from '../core/site/build-site.ts';
import { readSource } from '../core/site/read-source.ts';
import type { Document } from '../core/site/document.ts';
import type { Site } from '../core/site/site.ts';
import { applyEdits, areCompatible } from '../core/text/edits.ts';
import { rules } from '../rules/index.ts';
import { withFixes, type FixSources } from './find-fixes.ts';

export interface FixInput extends FixSources {
  /** Every finding of a site, sorted; of this one first, then of what it becomes. */
  readonly lint: (site: Site) => Promise<readonly Finding[]>;
  /** Which of its fixes shall be made, if any. Asked in the order of the findings, anew for those that are left; `read` gives the text that the finding is in. */
  readonly choose: (finding: Finding, fixes: readonly Fix[], read: FixSources['read']) => Fix | undefined | Promise<Fix | undefined>;
}

export interface Fixed {
  /** The site as it will be. */
  readonly site: Site;
  /** What is still to be told of it, with fixes. */
  readonly findings: readonly Finding[];
  /** What was there before anything was fixed. */
  readonly before: readonly Finding[];
  /** How many fixes were made. */
  readonly count: number;
  /** Every file that changes, with its text before and after. */
  readonly texts: ReadonlyMap<FilePath, TextChange>;
}

export interface TextChange {
  readonly before: string;
  readonly after: string;
}

/**
 * Mends what `choose` agrees to, on texts alone: nothing is written. What is mended is linted again, and what would bring
 * a new finding is taken back; again until nothing is left to do, so that doing it twice changes nothing.
 */
export async function fixSite(input: FixInput): Promise<Fixed> {
  const texts = new Map<FilePath, TextChange>();
  const refused = new Set<string>();
  const read = async (file: FilePath): Promise<string | undefined> => texts.get(file)?.after ?? input.read(file);
  const before = await input.lint(input.site);
  let { site } = input;
  let count = 0;
  let findings = await withFixes(before, { ...input, read });

  for (let pass = 0; pass < MOST_PASSES; pass++) {
    const taken = await takenFrom(findings, { ...input, read }, refused);
    if (taken.length === 0) break;
    // Two findings may ask for the same.
    const edits = [...new Map(taken.flatMap((fix) => fix.edits).map((edit) => [nameOf(edit), edit])).values()];
    const changed = await applied(edits, read);
    const next = withTexts(site, changed);
    const seen = await input.lint(next);
    const bad = broughtBy(edits, { before: findings, after: seen });
    if (bad.length > 0) {
      for (const edit of bad) refused.add(nameOf(edit));
      continue;
    }
    for (const [file, { before: was, after }] of changed) texts.set(file, { before: texts.get(file)?.before ?? was, after });
    count += taken.length;
    site = next;
    findings = await withFixes(seen, { ...input, site, read });
  }
  return { site, findings, before, count, texts };
}

/** A fix can lay bare another finding; longer chains than this have never been seen. */
const MOST_PASSES = 10;

async function takenFrom(findings: readonly Finding[], { choose, read }: FixInput, refused: ReadonlySet<string>): Promise<readonly Fix[]> {
  const taken: Fix[] = [];
  const edits = new Map<FilePath, FileEdit[]>();
  for (const finding of findings) {
    const fixes = (finding.fixes ?? []).filter(({ edits }) => !edits.some((edit) => refused.has(nameOf(edit))));
    const fix = fixes.length > 0 ? await choose(finding, fixes, read) : undefined;
    if (!fix?.edits.every((edit) => areCompatible([...edits.get(edit.file) ?? [], edit]))) continue;
    taken.push(fix);
    for (const edit of fix.edits) edits.set(edit.file, [...edits.get(edit.file) ?? [], edit]);
  }
  return taken;
}

const nameOf = ({ file, range, text }: FileEdit): string => `${range.start} ${range.end} ${file} ${text}`;

async function applied(edits: readonly FileEdit[], read: FixSources['read']): Promise<ReadonlyMap<FilePath, TextChange>> {
  const changed = new Map<FilePath, TextChange>();
  for (const file of new Set(edits.map((edit) => edit.file))) {
    const before = await read(file) ?? '';
    changed.set(file, { before, after: applyEdits(before, edits.filter((edit) => edit.file === file)) });
  }
  return changed;
}

/** The site with other texts in some of its sources. */
export function withTexts(site: Site, changed: ReadonlyMap<FilePath, Pick<TextChange, 'after'>>): Site {
  const documents = new Map<FilePath, Document>(site.documents);
  for (const [path, { after: text }] of changed) {
    const document = documents.get(path);
    if (document) documents.set(path, readSource(site.conventions, { path, text, included: document.included }));
  }
  return siteOf({ conventions: site.conventions, files: [...site.files], now: site.now }, documents);
}

/** The edits that brought a finding which was not there before: those that stand just there, or else all of its file. */
function broughtBy(edits: readonly FileEdit[], { before, after }: { readonly before: readonly Finding[]; readonly after: readonly Finding[] }): readonly FileEdit[] {
  const editsOf = (file: FilePath): readonly FileEdit[] => edits.filter((edit) => edit.file === file);
  const known = new Map<string, number>();
  for (const { file, rule, range } of before) {
    const key = `${rule} ${movedBy(editsOf(file), range.start)} ${file}`;
    known.set(key, (known.get(key) ?? 0) + 1);
  }
  return after.flatMap(({ file, rule, range }) => {
    if (OF_THE_TARGET.has(rule)) return [];
    const key = `${rule} ${range.start} ${file}`;
    const left = known.get(key) ?? 0;
    known.set(key, left - 1);
    const here = editsOf(file);
    if (left > 0) return [];
    const there = here.filter((edit) => touches(edit, here, range));
    return there.length > 0 ? there : here;
  });
}

/** Rules that say something of a file that is reached: it was so before, too. */
const OF_THE_TARGET: ReadonlySet<string> = new Set(rules.filter((rule) => rule.inspects === 'reference' && rule.meeting?.every((kind) => kind === 'ok')).map(({ id }) => id));

/** Where an offset of the text before is in the text after. */
function movedBy(edits: readonly FileEdit[], offset: number): number {
  return edits.filter(({ range }) => range.end <= offset && range.start < offset)
    .reduce((at, { range, text }) => at + text.length - (range.end - range.start), offset);
}

function touches(edit: FileEdit, edits: readonly FileEdit[], { start, end }: Finding['range']): boolean {
  const at = movedBy(edits, edit.range.start);
  return at <= end && at + edit.text.length >= start;
}
