import { foldCase } from '../core/paths.ts';
import type { Entry } from '../core/site/conventions.ts';
import { shownAddress } from '../core/site/shown-address.ts';
import { BlogError, type System } from '../core/system.ts';
import { grouped } from '../core/text/grouped.ts';
import { nearest } from '../core/text/nearest.ts';
import { printable } from '../core/text/printable.ts';
import { Lines } from '../core/text/range.ts';
import { sameTag } from '../core/text/same-tag.ts';
import { unifiedDiff } from '../core/text/unified-diff.ts';
import { postsOf, tagsByUse } from '../posts/list-posts.ts';
import { renameTag, type RenamedTag } from '../posts/rename-tag.ts';
import { jsonOf } from '../reporters/json.ts';
import { patch } from '../reporters/patch.ts';
import { counted } from '../reporters/words.ts';
import { openSite, type OpenedSite } from './open-site.ts';
import { say } from './say.ts';
import { openOptionsOf, type SiteOptions } from './site-options.ts';
import { styleFor } from './style.ts';

export interface RenameTagCommand extends SiteOptions {
  readonly categories?: boolean;
  readonly dryRun?: boolean;
  readonly json?: boolean;
  readonly quiet?: boolean;
}

/** `blog rename-tag`: one tag in place of others, in every post. */
export async function renameTags(tags: readonly string[], options: RenameTagCommand, system: System): Promise<number> {
  const from = tags.slice(0, -1);
  const to = tags.at(-1)?.trim() ?? '';
  if (from.length === 0) throw new BlogError(`Say what \`${to}\` is to be called: \`blog rename-tag ${to} <new>\`.`);
  if (to === '') throw new BlogError('The new tag is empty. To take a tag out of posts, edit them.');

  const opened = await openSite(system, openOptionsOf(options));
  const known = tagsByUse(postsOf(opened.site)).map(({ name }) => name);
  const renamed = await renameTag({ from, to, categories: options.categories === true }, opened.site, async (file) => (await opened.folder.read(file)) ?? '');
  if (renamed.posts === 0) throw new BlogError(nothing(from, to, known, renamed, options));
  if (!options.dryRun) {
    await opened.folder.change(Array.from(renamed.edited, ([file, text]) => ({ kind: 'edit', file, ...text })));
  }
  tell(renamed, { from, to, known, opened, options, system });
  return 0;
}

function nothing(from: readonly string[], to: string, known: readonly string[], { still }: RenamedTag, { categories }: RenameTagCommand): string {
  const said = from.map((tag) => `\`${tag}\``).join(' or ');
  if (still.length > 0) return `The tag ${said} is in no post's own front matter: settings give it to ${counted(still.length, 'post')}. Change it there.`;
  if (known.includes(to) && from.some((tag) => foldCase(tag) === foldCase(to))) return `Every post that has this tag writes it \`${to}\` already.`;
  const others = known.filter((tag) => tag !== to);
  const near = from.map((tag) => others.find((one) => sameTag(one) === sameTag(tag)) ?? nearest(tag, others)).find((tag) => tag !== undefined && !from.some((one) => foldCase(one) === foldCase(tag)));
  return `No post has the tag ${said}.${near === undefined ? '' : ` Did you mean \`${near}\`?`}${categories ? '' : ' `--categories` looks at categories too.'}`;
}

interface Telling {
  readonly from: readonly string[];
  readonly to: string;
  readonly known: readonly string[];
  readonly opened: OpenedSite;
  readonly options: RenameTagCommand;
  readonly system: System;
}

function tell(renamed: RenamedTag, { from, to, known, opened, options, system }: Telling): void {
  const { site, shownAs } = opened;
  const address = (entry: Entry): string => shownAddress(entry, site.conventions);
  const left = renamed.left.map(({ file, reference, why }) => {
    const { line, column } = new Lines(renamed.edited.get(file)?.after ?? '').positionAt(reference.range.start);
    return { file: shownAs(file), ...(renamed.edited.has(file) && { line, column }), raw: reference.raw, why };
  });
  const files = [...renamed.edited.keys()].sort();
  if (options.json) {
    system.out(`${jsonOf({
      edited: files.map(shownAs), posts: renamed.posts, references: renamed.references,
      addresses: renamed.addresses.map(({ was, is }) => ({ from: address(was), ...(is && { to: address(is) }) })), left, still: renamed.still.map(shownAs),
    })}\n`);
    return;
  }
  if (options.dryRun) system.out(patch(styleFor(system.terminal, options.color))(files.map((file) => diffOf(shownAs(file), renamed.edited.get(file))).join('')));
  else system.out(files.map((file) => `${printable(shownAs(file))}\n`).join(''));
  if (options.quiet) return;

  const lines = [
    `${counted(renamed.posts, 'post')} ${options.dryRun ? 'would have' : renamed.posts === 1 ? 'has' : 'have'} \`${to}\` in place of ${from.map((tag) => `\`${tag}\``).join(', ')}.`,
    ...known.filter((tag) => tag !== to && sameTag(tag) === sameTag(to) && !from.some((one) => foldCase(one) === foldCase(tag))).map((tag) => `\`${tag}\` is a tag too, in another spelling.`),
    ...renamed.addresses.slice(0, SHOWN).map(({ was, is }) => `${address(was)} ${options.dryRun ? 'would become' : 'becomes'} ${is ? address(is) : 'a page that cannot be told from here'}.`),
    ...(renamed.addresses.length > SHOWN ? [`And so do ${grouped(renamed.addresses.length - SHOWN)} more: \`--json\` has them all.`] : []),
    ...(renamed.references > 0 ? [`${counted(renamed.references, 'link')} to ${renamed.addresses.length === 1 ? 'it' : 'them'} ${options.dryRun ? 'would be ' : ''}rewritten.`] : []),
    ...redirectsOf(renamed, options),
    ...left.map(({ file, line, column, raw, why }) => `${file}${line === undefined ? '' : `:${line}:${column}`}: ${raw} was left as it is: ${why}.`),
    ...(renamed.still.length > 0 ? [`${counted(renamed.still.length, 'post')} still ${renamed.still.length === 1 ? 'has' : 'have'} the old tag, from settings or data that are not their own: ${renamed.still.slice(0, 3).map(shownAs).join(', ')}.`] : []),
  ];
  say(system, ...lines);
}

const SHOWN = 5;

/** Posts that have another address since their category is a part of it. */
function redirectsOf({ redirected: { kept, advice } }: RenamedTag, { dryRun }: RenameTagCommand): readonly string[] {
  const [first] = kept;
  return [
    ...(first ? [`\`${first.key}\` in their front matter ${dryRun ? 'would send' : 'sends'} visitors of the old addresses of posts on.`] : []),
    ...advice.slice(0, SHOWN),
  ];
}

const diffOf = (path: string, text: { readonly before: string; readonly after: string } | undefined): string => (text ? unifiedDiff(path, text.before, text.after) : '');
