import type { PlacedFinding, Severity } from '../core/finding.ts';
import type { LinkGraph, PictureStrip } from '../core/report-parts.ts';
import type { FilePath } from '../core/paths.ts';

/** Makes one text of what was found. */
export type Reporter = (report: Report) => string;

export interface Report {
  /** In the order they are told: by file, then place. */
  readonly findings: readonly PlacedFinding[];
  /** How many sources were looked at. */
  readonly posts: number;
  readonly pages: number;
  /** A path as the person types it, from the folder the command was typed in. */
  shown(path: FilePath): string;
  /** What the rules are about, for formats that tell of them. */
  readonly rules?: readonly RuleAbout[];
  /** Which post leads to which, and the pictures beside holes: for formats that draw them. */
  readonly graph?: LinkGraph;
  readonly strips?: readonly PictureStrip[];
  /** Of this program. */
  readonly version?: string;
}

export interface RuleAbout {
  readonly id: string;
  readonly summary: string;
  readonly severity: Severity;
}

/** How words are dressed, and how much room there is. */
export interface Style {
  readonly error: Dress;
  readonly warning: Dress;
  /** The author's own words: what stands in backticks. */
  readonly code: Dress;
  readonly path: Dress;
  readonly strong: Dress;
  readonly dim: Dress;
  /** Lines of a patch. */
  readonly added: Dress;
  readonly removed: Dress;
  /** Text that leads to an address when it is clicked; where the terminal cannot, the text. */
  readonly link: (text: string, url: string) => string;
  /** Columns; `undefined` when it is no terminal that the text goes to, and nothing needs to fit. */
  readonly columns: number | undefined;
}

export type Dress = (text: string) => string;

const bare: Dress = (text) => text;

/** For files and pipes. */
export const plainStyle: Style = {
  error: bare, warning: bare, code: (text) => `\`${text}\``, path: bare, strong: bare, dim: bare, added: bare, removed: bare, link: bare, columns: undefined,
};
