import type { OpenOptions } from './open-site.ts';

/** What every command that reads a blog can be told about it. */
export interface SiteOptions {
  readonly root?: string;
  readonly generator?: string;
  readonly config?: readonly string[];
  readonly base?: string;
  readonly drafts?: boolean;
  readonly future?: boolean;
  readonly git?: boolean;
  readonly cache?: boolean;
  readonly cacheLocation?: string;
  readonly color?: boolean;
}

/** The same, as `openSite` takes it. `dir` is where to look when `--root` does not say. */
export function openOptionsOf({ root, generator, config, base, drafts, future, git }: SiteOptions, dir?: string): OpenOptions {
  const start = root ?? dir;
  return {
    ...(start !== undefined && { dir: start }),
    ...(generator !== undefined && { generator }),
    ...(config && { config }),
    ...(base !== undefined && { base }),
    ...(drafts && { drafts }),
    ...(future && { future }),
    ...(git !== undefined && { git }),
  };
}
