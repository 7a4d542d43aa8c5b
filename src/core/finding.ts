import type { FilePath } from './paths.ts';
import type { Edit } from './text/edits.ts';
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
  /** What would mend it, the surest first. Only one of them is meant to be made. */
  readonly fixes?: readonly Fix[];
}

/** A change that mends a finding. */
export interface Fix {
  /** What it does, as an order: "Write `/images/harbour.png`." */
  readonly title: string;
  readonly confidence: Confidence;
  /** Why this is taken for what was meant, in one sentence. */
  readonly evidence: string;
  /** Set where a person has to ask for this kind by name, whatever the confidence: `archive`. */
  readonly only?: string;
  readonly edits: readonly FileEdit[];
}

/**
 * `certain`: the only reading there is, so it is made without asking. `likely`: what a person would bet on. `possible`:
 * worth showing.
 */
export type Confidence = 'certain' | 'likely' | 'possible';

/** An edit of one of the blog's files; the range is into the file's text as it was read. */
export interface FileEdit extends Edit {
  readonly file: FilePath;
}

/** A fix whose edits say where they stand. */
export interface PlacedFix extends Fix {
  readonly edits: readonly (FileEdit & Place)[];
}

/** Where a person finds something. Lines and columns count from 1; columns in UTF-16 units; the end is after the last one. */
export interface Place {
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
}

/** A finding where a person can find it. */
export interface PlacedFinding extends Finding, Place {
  readonly fixes?: readonly PlacedFix[];
  /** The first line of text it is on, without its line end. */
  readonly text: string;
}
