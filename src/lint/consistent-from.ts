import type { Entry } from '../core/site/conventions.ts';
import type { Site } from '../core/site/site.ts';
import { judgementsOf, type Judgement } from './judge.ts';

/** When the posts that wait for their day will find each other. */
export interface Schedule {
  /** How many posts wait. */
  readonly posts: number;
  /** Links that lead to one of them before it is there, with the day it comes. */
  readonly early: readonly { readonly judgement: Judgement; readonly until: number }[];
  /** Links of live and scheduled posts to drafts and the like, which no day mends. */
  readonly never: readonly Judgement[];
  /** From when on no link leads to one that is not there yet. Milliseconds since the epoch; `undefined` where that is so already. */
  readonly from?: number;
}

/** Looks at every link from a post that is live, or will be, to one that is not yet. */
export function scheduleOf(site: Site): Schedule {
  const early: { judgement: Judgement; until: number }[] = [];
  const never: Judgement[] = [];
  for (const judgement of judgementsOf(site)) {
    const target = hiddenIn(judgement);
    if (!target || !isComing(judgement.entry)) continue;
    if (target.visibility.kind === 'scheduled') early.push({ judgement, until: target.visibility.from });
    else if (isScheduled(judgement.entry)) never.push(judgement);
  }
  return {
    posts: site.entries.filter((entry) => entry.kind === 'post' && isScheduled(entry)).length, early, never,
    ...(early.length > 0 && { from: Math.max(...early.map(({ until }) => until)) }),
  };
}

const hiddenIn = ({ resolution }: Judgement): Entry | undefined =>
  (resolution.kind === 'unpublished' ? resolution.entry : resolution.kind === 'not-built' ? resolution.hidden : undefined);

const isScheduled = ({ visibility }: Entry): boolean => visibility.kind === 'scheduled';

const isComing = (entry: Entry): boolean => entry.visibility.kind === 'live' || isScheduled(entry);
