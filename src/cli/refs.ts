import type { System } from '../core/system.ts';
import { refsOf } from '../lint/refs.ts';
import { jsonOf } from '../reporters/json.ts';
import { openAt } from './open-at.ts';
import type { SiteOptions } from './site-options.ts';

/** `blog refs`: everything known of every reference, one JSON object a line. */
export async function refs(paths: readonly string[], options: SiteOptions, system: System): Promise<number> {
  const { opened, isChosen } = await openAt(paths, options, system);
  let lines: string[] = [];
  for await (const row of refsOf(opened.site, (path) => opened.folder.read(path))) {
    if (!isChosen(row.file)) continue;
    lines.push(`${jsonOf(row)}\n`);
    if (lines.length < 1000) continue;
    system.out(lines.join(''));
    lines = [];
  }
  system.out(lines.join(''));
  return 0;
}
