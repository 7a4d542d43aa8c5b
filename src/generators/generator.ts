import type { FilePath } from '../core/paths.ts';
import type { Conventions } from '../core/site/conventions.ts';

/** One static site generator: how to recognise its blogs, and how to learn what it does with one. */
export interface Generator {
  /** As typed after `--generator`: `jekyll`. */
  readonly id: string;
  /** As written in a sentence: `Jekyll`. */
  readonly name: string;
  /**
   * The sites of this generator among these files, the surest first. `why` finishes "Taken for a Jekyll blog: …".
   * `read` gives a small settings file's text, for the few cases where names alone do not decide.
   */
  recognise(files: readonly FilePath[], read: ReadFile): Promise<readonly Recognised[]>;
  /** Reads the settings of the site and says what they mean. Settings are parsed, never run. */
  configure(input: ConfigureInput): Promise<Conventions>;
}

export interface Recognised {
  /** The site's root below the folder looked at: `''`, `docs`. */
  readonly root: string;
  readonly why: string;
  /** 3: its own settings file names it; 2: its settings file and folders; 1: folders only; 0: a last resort. */
  readonly sureness: 0 | 1 | 2 | 3;
}

/** A file's text, or `undefined` when it is not there. */
export type ReadFile = (path: FilePath) => Promise<string | undefined>;

export interface ConfigureInput {
  /** Every file below the site's root, sorted; paths are relative to that root. */
  readonly files: readonly FilePath[];
  readonly read: ReadFile;
  /** Files above the site's root that say how it is built and served, by path from the repository's top: `.github/workflows/x.yml`, `netlify.toml`. */
  readonly around: ReadonlyMap<string, string>;
  /** Milliseconds since the epoch. */
  readonly now: number;
  /** The zone the site is built in when it names none. CI and hosts run in UTC. */
  readonly zone: string;
  /** `owner/name` at GitHub, if the remote is there. */
  readonly github?: string;
  readonly options: ConfigureOptions;
}

/** What the command line can say about how the site is built. */
export interface ConfigureOptions {
  /** Settings files instead of the usual one, later ones over earlier ones. */
  readonly config?: readonly string[];
  /** Taken over what the settings say: `/blog`. */
  readonly base?: string;
  readonly environment?: string;
  readonly drafts?: boolean;
  readonly future?: boolean;
}
