import type { FilePath } from '../core/paths.ts';
import type { Conventions, Entry } from '../core/site/conventions.ts';
import { shownAddress } from '../core/site/shown-address.ts';
import { BlogError, type System } from '../core/system.ts';
import { grouped } from '../core/text/grouped.ts';
import { printable } from '../core/text/printable.ts';
import { unifiedDiff } from '../core/text/unified-diff.ts';
import { readWhen, type When } from '../posts/when.ts';
import { jsonOf } from '../reporters/json.ts';
import { patch } from '../reporters/patch.ts';
import { counted } from '../reporters/words.ts';
import { fateOf } from './fate.ts';
import { openSite, type OpenedSite } from './open-site.ts';
import { plannedMove, type LeftPlace, type PlannedMove } from './plan-mv.ts';
import { say } from './say.ts';
import { openOptionsOf, type SiteOptions } from './site-options.ts';
import { styleFor } from './style.ts';

export interface MvCommand extends Omit<SiteOptions, 'drafts'> {
  readonly date?: string;
  readonly redirect?: boolean;
  readonly alone?: boolean;
  readonly dryRun?: boolean;
  readonly json?: boolean;
  readonly quiet?: boolean;
}

/** `blog mv`: gives something another name, place or date, and leads everything that points there to it. */
export async function move(what: string, to: string | undefined, options: MvCommand, system: System): Promise<number> {
  const when = whenOf(options, system);
  if (!to?.trim() && !when) throw new BlogError(`Say where to: \`blog mv ${what} <new name>\`, or a new \`--date\`.`);
  const openOptions = openOptionsOf(options);
  const opened = await openSite(system, openOptions);
  const planned = await plannedMove({ what, to, when, isRedirectWanted: options.redirect !== false, isAlone: options.alone === true }, opened, openOptions, system);
  if (!options.dryRun) await opened.folder.change(planned.changes);

  const told: Told = { ...planned, opened, options };
  if (options.json) {
    system.out(asJson(told));
    return 0;
  }
  system.out(options.dryRun ? patch(styleFor(system.terminal, options.color))(patchOf(told)) : `${printable(opened.shownAs(planned.plan.place))}\n`);
  if (!options.quiet) say(system, ...summaryOf(told, system), ...leftOf(told));
  return 0;
}

function whenOf({ date }: MvCommand, { clock }: System): When | undefined {
  if (date === undefined) return undefined;
  const when = readWhen(date, { now: clock.now(), zone: clock.zone });
  if (!when) throw new BlogError(`\`${date}\` is no date. Write it as \`2026-01-02\`, \`2026-01-02 10:00\`, \`today\`, \`tomorrow 9:00\`, \`friday\` or \`+3d\`.`);
  return when;
}

interface Told extends PlannedMove {
  readonly opened: OpenedSite;
  readonly options: MvCommand;
}

function asJson({ plan, edited, retargeted, redirected, addresses, left, opened: { shownAs, site } }: Told): string {
  const sent = new Set(redirected.kept.map(({ address }) => address.file));
  return `${jsonOf({
    version: 1,
    moved: [...plan.moves].map(([from, to]) => ({ from: shownAs(from), to: shownAs(to) })),
    edited: [...edited.keys()].map(shownAs),
    references: retargeted.count,
    addresses: addresses.map(({ was, is, file }) => ({ from: addressOf(was, site.conventions), to: addressOf(is, site.conventions), redirect: sent.has(file) })),
    left: left.map(({ file, ...place }) => ({ file: shownAs(file), ...place })),
  })}\n`;
}

const addressOf = (entry: Entry, conventions: Conventions): string => (conventions.origins[0] ?? '') + shownAddress(entry, conventions);

function patchOf({ plan, edited, opened: { shownAs } }: Told): string {
  const olds = new Map([...plan.moves].map(([old, now]) => [now, old]));
  const paths = [...new Set([...plan.moves.values(), ...edited.keys()])].sort();
  return paths.map((path) => {
    const { before = '', after = '' } = edited.get(path) ?? {};
    return unifiedDiff(shownAs(path), before, after, shownAs(olds.get(path) ?? path));
  }).join('');
}

function summaryOf({ plan, retargeted, redirected, addresses, hasNew, options, opened }: Told, system: System): readonly string[] {
  const { conventions } = retargeted.site;
  const [only, another] = addresses;
  const [is, would] = options.dryRun ? ['would be', 'would be '] : ['is now', ''];
  const [kept] = redirected.kept;
  const main = plan.main === undefined ? undefined : [opened.site.bySource.get(oldOf(plan.main, plan.moves)), retargeted.site.bySource.get(plan.main)];
  return [
    ...(only && another ? [`${grouped(addresses.length)} addresses ${would}changed.`] : []),
    ...(only && !another ? [`Its address ${is} ${addressOf(only.is, conventions)}; it was ${shownAddress(only.was, conventions)}.`] : []),
    ...(!only && main?.[0] && main[1] && main[0].url !== main[1].url ? [fateOf(main[1], retargeted.site, system)] : []),
    ...(!only && plan.slug && plan.slug.from !== plan.slug.to && main?.[0]?.url === main?.[1]?.url ? ['Its address stays what it was: its name has no part in it.'] : []),
    ...(main?.[0]?.kind === 'post' && main[1]?.kind === 'page' ? ['It is a page there, and no post.'] : []),
    ...translationsOf({ plan, options, opened }),
    ...(retargeted.count > 0 ? [`${counted(retargeted.count, 'reference')} in ${counted(retargeted.texts.size, 'file')} ${would}rewritten.`] : []),
    ...(kept ? [`\`${kept.key}\` in its front matter ${options.dryRun ? 'would send' : 'sends'} visitors of ${redirected.kept.length > 1 ? 'the old addresses' : shownAddress(kept.address.was, conventions)} on.`] : []),
    ...(hasNew ? ['Git does not have it yet, so that no redirect is needed.'] : []),
    ...redirected.advice.slice(0, MOST_ADVICE),
    ...(redirected.advice.length > MOST_ADVICE ? [`And so on, for ${grouped(redirected.advice.length - MOST_ADVICE)} more: \`--json\` has them all.`] : []),
  ];
}

function translationsOf({ plan: { moves, translations }, options, opened }: Pick<Told, 'plan' | 'options' | 'opened'>): readonly string[] {
  const places = [...moves.values()];
  const moved = translations.filter((path) => places.some((place) => place === path || place.startsWith(`${path}/`)));
  const [only, another] = moved;
  if (only === undefined) return [];
  if (another !== undefined) return [`Its ${moved.length} translations ${options.dryRun ? 'would go' : 'went'} with it.`];
  return [`Its translation ${options.dryRun ? 'would be' : 'is now'} \`${opened.shownAs(only)}\`.`];
}

const oldOf = (path: FilePath, moves: PlannedMove['plan']['moves']): FilePath => [...moves].find(([, now]) => now === path)?.[0] ?? path;

const SHOWN = 20;

const MOST_ADVICE = 3;

function leftOf({ left, opened: { shownAs } }: Told): readonly string[] {
  if (left.length === 0) return [];
  const [verb, them] = left.length === 1 ? ['One place names what was moved and was left as it is', 'it'] : [`${grouped(left.length)} places name what was moved and were left as they are`, 'them'];
  return [
    '', `${verb}. Look at ${them}:`,
    ...left.slice(0, SHOWN).map(({ file, line, column, raw, why }: LeftPlace) => `  ${shownAs(file)}:${line}:${column}: ${raw} (${why})`),
    ...(left.length > SHOWN ? [`  and ${grouped(left.length - SHOWN)} more: \`--json\` has them all.`] : []),
  ];
}
