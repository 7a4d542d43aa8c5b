import type { Severity } from '../core/finding.ts';

/**
 * What a blog's own `blog.config.json` (or `.jsonc`, `.yaml`, `.toml`, or the key `blog` of `package.json`) can say. Every
 * key may be missing; what is typed on the command line wins over it.
 */
export interface BlogSettings {
  /** As `--rule`: `{ "missing-alt": "off" }`. */
  readonly rules?: Readonly<Record<string, Severity | 'off'>>;
}
