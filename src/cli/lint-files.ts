import type { Finding } from '../core/finding.ts';
import type { FilePath } from '../core/paths.ts';
import type { Site } from '../core/site/site.ts';
import type { System } from '../core/system.ts';
import { lintFolder } from '../lint/lint-site.ts';
import { placeFindings } from '../lint/place-findings.ts';
import { reporters } from '../reporters/index.ts';
import { lintSettings } from './lint-settings.ts';
import type { OpenedSite } from './open-site.ts';
import { styleFor } from './style.ts';

/** What `blog lint` finds in some of a site's files; git is not asked, since they may not be there yet. */
export async function findingsIn(files: ReadonlySet<FilePath>, site: Site, opened: OpenedSite): Promise<readonly Finding[]> {
  const findings = await lintFolder(site, opened.folder, { git: false, ...lintSettings(opened, undefined) });
  return findings.filter(({ file }) => files.has(file));
}

/** The same in words, as `blog lint` has them; `textOf` gives the texts that the findings' places are in. */
export async function told(findings: readonly Finding[], { opened, system, color, textOf }: Telling): Promise<string> {
  const placed = await placeFindings(findings, textOf);
  const files = new Set(findings.map(({ file }) => file));
  return reporters.default(styleFor(system.terminal, color))({ findings: placed, posts: files.size, pages: 0, shown: opened.shownAs });
}

export interface Telling {
  readonly opened: OpenedSite;
  readonly system: System;
  readonly color: boolean | undefined;
  textOf(file: FilePath): Promise<string | undefined>;
}
