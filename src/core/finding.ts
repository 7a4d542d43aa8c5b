import type { FilePath } from './paths.ts';
import type { Range } from './text/range.ts';

export type Severity = 'error' | 'warning';

/** One thing worth telling. All a reporter needs, but for the line of text. */
export interface Finding {
  readonly rule: string;
  readonly severity: Severity;
  readonly file: FilePath;
  readonly range: Range;
  /** What is there, in one sentence. Backticks mark the author's own words. */
  readonly message: string;
  /** What to do, with the thing to type. */
  readonly help?: string;
  readonly reference?: { readonly raw: string; readonly url: string };
}

/** A finding where a person can find it. Lines and columns count from 1; columns in UTF-16 units. */
export interface PlacedFinding extends Finding {
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
  /** The first line of text it is on, without its line end. */
  readonly text: string;
}
