import type { Finding } from '../core/finding.ts';
import type { FilePath } from '../core/paths.ts';
import type { Entry } from '../core/site/conventions.ts';
import type { Document, Reference } from '../core/site/document.ts';
import type { Site } from '../core/site/site.ts';
import { tracer, type Trace } from '../core/site/trace.ts';
import type { Range } from '../core/text/range.ts';

/** Everything that was asked about one reference, and what came of it. */
export interface Explanation extends Trace {
  readonly reference: Reference;
  readonly document: Document;
  readonly entry: Entry;
  /** What made the page's address, where its generator can say. */
  readonly madeBy?: string;
  /** What the rules say of it. */
  readonly findings: readonly Finding[];
}

/** Explains the references that touch a stretch of a file, in order. Empty where the file is published as nothing. */
export function explain(file: FilePath, range: Range, { site, findings }: { readonly site: Site; readonly findings: readonly Finding[] }): readonly Explanation[] {
  const document = site.documents.get(file);
  const entry = site.bySource.get(file);
  if (!document || !entry) return [];
  const trace = tracer(site);
  const madeBy = site.conventions.madeBy?.(document, entry);
  return document.references.filter((reference) => touches(reference.range, range)).map((reference) => ({
    ...trace(reference, document, entry), reference, document, entry, ...(madeBy !== undefined && { madeBy }),
    findings: findings.filter((finding) => finding.file === file && finding.range.start === reference.range.start && finding.range.end === reference.range.end),
  }));
}

export const touches = (a: Range, b: Range): boolean => a.start <= b.end && b.start <= a.end;
