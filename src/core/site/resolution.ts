import type { FilePath, UrlPath } from '../paths.ts';
import type { Entry } from './conventions.ts';

/** What a reference meets on the published site. `url` is the full path asked for, base included, encoded as written. */
export type Resolution =
  /** `redirect` is what a visitor asks for first, where the blog itself sends them on. */
  | { readonly kind: 'ok'; readonly url: string; readonly entry: Entry; readonly fragment?: string; readonly redirect?: Entry }
  /** Another letter case exists: found on macOS and Windows, 404 on the web. `actual` is the right spelling, with base. */
  | { readonly kind: 'wrong-case'; readonly url: string; readonly actual: string; readonly entry: Entry }
  /** The address lies outside the path this site is served under; `inside` answers with the base put in front. */
  | { readonly kind: 'outside-base'; readonly url: string; readonly inside?: Entry }
  | { readonly kind: 'unpublished'; readonly url: string; readonly entry: Entry }
  | { readonly kind: 'missing'; readonly url: string; readonly path: UrlPath; readonly cause: Cause }
  | { readonly kind: 'missing-anchor'; readonly url: string; readonly entry: Entry; readonly fragment: string; readonly near?: string; readonly onlyCase?: true }
  /** The generator itself refuses or drops it: no such post for `post_url`, no such image in the bundle. */
  | { readonly kind: 'not-built'; readonly message: string; readonly url?: string; readonly hidden?: Entry; readonly dropped?: true }
  /** Points into the author's own machine. */
  | { readonly kind: 'local'; readonly url: string }
  | { readonly kind: 'external'; readonly url: string }
  /** `mailto:`, `tel:`, `data:`, `javascript:`: nothing to look up. */
  | { readonly kind: 'ignored'; readonly url: string }
  /** `entry`: the page that is met for sure, where only the place on it is not known. */
  | { readonly kind: 'unknowable'; readonly url?: string; readonly why: string; readonly entry?: Entry };

/** Why nothing answers, as far as it can be told: what `help` is made of. */
export type Cause =
  | { readonly kind: 'none'; readonly near?: Near }
  /** `src=""` */
  | { readonly kind: 'empty' }
  /** `www.example.org/x`: a browser takes it for a path. `meant` has the scheme. */
  | { readonly kind: 'no-scheme'; readonly meant: string }
  /** `http//x`, `hhtps:`, `http：//` */
  | { readonly kind: 'bad-scheme'; readonly meant: string }
  | { readonly kind: 'template' }
  /** The file is in the blog, and this is the destination that reaches it. */
  | { readonly kind: 'elsewhere'; readonly file: FilePath; readonly entry: Entry; readonly write: string; readonly because: 'relative-to-source' | 'other-folder' | 'missing-slash' | 'other-extension' | 'source-file' | 'trailing-slash' }
  /** The file is there but the generator does not publish it. */
  | { readonly kind: 'not-published'; readonly file: FilePath; readonly why: string }
  /** The right post under another date, category or extension. */
  | { readonly kind: 'moved-post'; readonly entry: Entry; readonly because: 'date' | 'prefix' | 'extension' }
  | { readonly kind: 'punctuation'; readonly entry: Entry; readonly write: string }
  /** An address of the CMS the blog used to run on. */
  | { readonly kind: 'old-cms' };

/** The most likely thing meant, by spelling. */
export interface Near {
  readonly write: string;
  readonly entry: Entry;
}
