import { defineRule } from '../core/rule.ts';
import type { Entry } from '../core/site/conventions.ts';
import type { Document } from '../core/site/document.ts';
import type { Site } from '../core/site/site.ts';
import { sameTag } from '../core/text/same-tag.ts';
import type { Range } from '../core/text/range.ts';
import { quote } from './words.ts';

export default defineRule({
  id: 'tag-spelling',
  summary: 'A tag that other posts spell in another way - `nextjs`, `Next.js`: who follows one of them misses the other.',
  severity: 'warning',
  off: true,
  inspects: 'site',

  *check({ site }) {
    for (const spellings of spellingsIn(site)) {
      const [usual, ...others] = [...spellings].sort((a, b) => b[1].length - a[1].length || (a[0] < b[0] ? -1 : 1));
      if (!usual) continue;
      for (const [tag, uses] of others) {
        for (const { file, range } of uses) {
          yield {
            file, range,
            message: `The tag ${quote(tag)} is ${quote(usual[0])} in ${usual[1].length === 1 ? 'another post' : `${usual[1].length} other posts`}.`,
            help: `Write ${quote(usual[0])} here too: \`blog rename-tag\` does so everywhere.`,
          };
        }
      }
    }
  },
});

interface Use {
  readonly file: Document['path'];
  readonly range: Range;
}

/** Tags of which there is more than one spelling, each with its uses. */
function spellingsIn(site: Site): readonly (readonly (readonly [tag: string, uses: readonly Use[]])[])[] {
  const groups = new Map<string, Map<string, Use[]>>();
  for (const entry of site.entries) {
    const document = postOf(entry, site);
    if (!document) continue;
    for (const tag of new Set(entry.tags)) {
      const group = groups.get(sameTag(tag)) ?? new Map<string, Use[]>();
      groups.set(sameTag(tag), group);
      group.set(tag, [...(group.get(tag) ?? []), { file: document.path, range: placeOf(tag, document) }]);
    }
  }
  return [...groups.values()].filter((group) => group.size > 1).map((group) => [...group]);
}

/** The source of a post that is published, or will be, once. */
function postOf(entry: Entry, site: Site): Document | undefined {
  if (entry.kind !== 'post' || entry.source === undefined || site.bySource.get(entry.source) !== entry) return undefined;
  return site.documents.get(entry.source);
}

/** The item of a list, or the text that it is a part of. */
function placeOf(tag: string, { frontMatter: { scalars, data, range } }: Document): Range {
  for (const [path, { value }] of scalars) {
    const [key = '', index] = path.split('.');
    if (!/tag/i.test(key)) continue;
    const item: unknown = data[key];
    const written = index === undefined ? item : Array.isArray(item) ? item[Number(index)] : undefined;
    if (written === tag || index === undefined && typeof written === 'string' && written.includes(tag)) return value;
  }
  return { start: range.start, end: range.start };
}
