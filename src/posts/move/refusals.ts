import { encodePath, folderOf, nameOf, type FilePath } from '../../core/paths.ts';
import type { Entry } from '../../core/site/conventions.ts';
import type { Site } from '../../core/site/site.ts';

/** Why a move would do harm, in whole sentences, or `undefined`: something would not be published, or take another's address. */
export function refusalOf(before: Site, after: Site, moves: ReadonlyMap<FilePath, FilePath>): string | undefined {
  for (const [from, to] of moves) {
    const was = before.bySource.get(from);
    const is = after.bySource.get(to);
    if (!was || was.visibility.kind === 'unpublished') continue;
    if (!is || is.visibility.kind === 'unpublished') return unpublished(from, to, is);
    const [head, headNow] = [before.documents.get(from)?.frontMatter.format, after.documents.get(to)?.frontMatter.format ?? 'none'];
    if (head !== undefined && head !== 'none' && headNow === 'none') return `\`${to}\` would be no page: the generator does not read its front matter there. Nothing was moved.`;
  }
  for (const path of before.documents.keys()) {
    const was = moves.has(path) ? undefined : before.bySource.get(path);
    const now = was?.visibility.kind === 'live' && !after.bySource.has(path) ? after.outputs.get(was.output) : undefined;
    if (was && now) return taken(was, path, after);
  }
  const claims = claimsOf(after);
  const known = claimsOf(before);
  for (const path of new Set([...moves.values(), ...after.documents.keys()])) {
    const is = after.bySource.get(path);
    const others = is?.visibility.kind === 'live' ? (claims.get(is.output) ?? []).filter((entry) => entry.source !== path) : [];
    const [other] = others;
    if (!is || !other || (known.get(is.output)?.length ?? 0) > 1) continue;
    return taken(is, other.source, after);
  }
  return undefined;
}

const taken = ({ url }: Entry, by: FilePath | undefined, { conventions }: Site): string =>
  `\`${encodePath(conventions.base + url)}\` is the address of ${by === undefined ? 'a page that the generator makes' : `\`${by}\``} already.`;

function unpublished(from: FilePath, to: FilePath, is: Entry | undefined): string {
  const why = is?.visibility.kind === 'unpublished' ? is.visibility.why : 'the generator takes no file of that name there';
  const [date] = /^\d{4}-\d{1,2}-\d{1,2}-/.exec(nameOf(from)) ?? [];
  const isDateGone = date !== undefined && !nameOf(to).startsWith(date.slice(0, 4)) && folderOf(from) === folderOf(to);
  return `\`${to}\` would not be published: ${why}. Nothing was moved.${isDateGone ? ` With its date it would be: \`${date}${nameOf(to)}\`.` : ''}`;
}

/** What is live, by the file it would be written to. */
function claimsOf({ entries }: Site): ReadonlyMap<string, readonly Entry[]> {
  const claims = new Map<string, Entry[]>();
  for (const entry of entries) {
    if (entry.visibility.kind !== 'live') continue;
    const list = claims.get(entry.output);
    if (list) list.push(entry);
    else claims.set(entry.output, [entry]);
  }
  return claims;
}
