import type { FilePath } from '../paths.ts';
import type { Conventions, Entry, UnknowableArea } from './conventions.ts';
import type { Document } from './document.ts';

/** What the published blog will be: every page, file and address, known without building it. Never changes. */
export interface Site {
  readonly conventions: Conventions;
  /** Every file below the root. */
  readonly files: ReadonlySet<FilePath>;
  readonly documents: ReadonlyMap<FilePath, Document>;
  readonly entries: readonly Entry[];
  /** What is live, by the file it is written to. Of two that claim one file, the later in `entries`. */
  readonly outputs: ReadonlyMap<string, Entry>;
  /** Folders of the built site, for "does it have an index". */
  readonly folders: ReadonlySet<string>;
  /** What would be written if it were not hidden: drafts, future posts. */
  readonly hidden: ReadonlyMap<string, Entry>;
  /** The entry a source file is published as. */
  readonly bySource: ReadonlyMap<FilePath, Entry>;
  /** Outputs by folded case, for "you wrote Images, it is images". */
  readonly byFoldedOutput: ReadonlyMap<string, readonly string[]>;
  /** Files by name in lower case, for "the image is at ...". */
  readonly byName: ReadonlyMap<string, readonly FilePath[]>;
  readonly unknowable: readonly UnknowableArea[];
  /** Milliseconds since the epoch. */
  readonly now: number;
}
