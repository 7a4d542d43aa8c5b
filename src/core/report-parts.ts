import type { FilePath } from './paths.ts';

/** The posts and pages of a blog, and which leads to which. */
export interface LinkGraph {
  readonly nodes: readonly GraphNode[];
  /** Places in `nodes`: from, to. Each pair once. */
  readonly edges: readonly (readonly [from: number, to: number])[];
}

export interface GraphNode {
  readonly file: FilePath;
  readonly title: string;
  readonly url: string;
  readonly isPost: boolean;
  readonly isLive: boolean;
}

/** Pictures of one post that stand beside one that is broken, in their order, and the broken ones. */
export interface PictureStrip {
  readonly file: FilePath;
  readonly pictures: readonly Picture[];
}

export interface Picture {
  /** As written. */
  readonly raw: string;
  /** Where in the post it is. */
  readonly start: number;
  /** Its alt text. */
  readonly label?: string;
  /** What is wrong with it; missing where all is well. */
  readonly hole?: string;
  /** The file that is shown. */
  readonly file?: FilePath;
  /** The same as a `data:` address, where it is small enough to be taken along. */
  readonly data?: string;
}
