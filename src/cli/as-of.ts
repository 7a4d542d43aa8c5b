import { BlogError, type System } from '../core/system.ts';
import { scheduleOf } from '../lint/consistent-from.ts';
import { readWhen } from '../posts/when.ts';
import { counted } from '../reporters/words.ts';
import type { LintCommand } from './lint.ts';
import { openSite } from './open-site.ts';
import { openOptionsOf } from './site-options.ts';

/** The machine on the day that `--as-of` names: its clock stands there. */
export function systemAsOf({ asOf }: LintCommand, system: System): System {
  if (asOf === undefined) return system;
  const when = readWhen(asOf, { now: system.clock.now(), zone: system.clock.zone });
  if (!when) throw new BlogError(`\`${asOf}\` is no date. Write \`--as-of 2026-12-24\`, \`"2026-12-24 9:00"\`, \`friday\` or \`+2w\`.`);
  return { ...system, clock: { zone: system.clock.zone, now: () => when.at, sleep: (time) => system.clock.sleep(time) } };
}

/** Says from when on the posts that wait for their day find each other, seen from today. */
export async function tellSchedule(options: LintCommand, system: System, root: string): Promise<void> {
  const { site } = await openSite(system, openOptionsOf({ ...options, root }));
  const { posts, early, never, from } = scheduleOf(site);
  if (posts === 0) return;
  const words = [
    from === undefined
      ? `${counted(posts, 'post')} ${posts === 1 ? 'waits' : 'wait'} for ${posts === 1 ? 'its' : 'their'} day, and no link leads to one that is not there yet.`
      : `From ${dayIn(from, system)} on all links between scheduled posts work; until then ${counted(early.length, 'link')} ${early.length === 1 ? 'leads' : 'lead'} to one that is not there yet.`,
    ...(never.length > 0 ? [`${counted(never.length, 'link')} of theirs ${never.length === 1 ? 'leads' : 'lead'} to what no date publishes.`] : []),
  ];
  system.err(`${words.join(' ')}\n`);
}

/** The day on which it is there for a whole day's visitors in the person's zone, or the moment where that says more. */
function dayIn(at: number, { clock }: System): string {
  const text = new Intl.DateTimeFormat('sv-SE', { timeZone: clock.zone, dateStyle: 'short', timeStyle: 'short' }).format(at);
  return text.replace(/ 00:00$/, '');
}
