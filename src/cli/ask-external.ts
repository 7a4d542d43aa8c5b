import { countedAs, type ExternalAnswer, type Verdict } from '../core/external.ts';
import { asFilePath, joinFile } from '../core/paths.ts';
import { BlogError, type Folder, type System } from '../core/system.ts';
import { grouped } from '../core/text/grouped.ts';
import { printable } from '../core/text/printable.ts';
import { answersFor, askAll, gateFor, type Found, type Manners } from '../external/ask.ts';
import { withCopies } from '../external/archived.ts';
import { isTrusted, learnAll, mergeHistories, readHistory, withoutForgotten, writeHistory, type History } from '../external/history.ts';
import { isOwnFile, planFor, type Plan, type Target } from '../external/plan.ts';
import type { Judgement } from '../lint/judge.ts';
import { counted } from '../reporters/words.ts';
import type { BlogSettings } from '../settings/settings.ts';
import { version } from '../version.ts';
import type { ExternalCommand } from './external.ts';
import { lintSettings } from './lint-settings.ts';
import type { OpenedSite } from './open-site.ts';
import { progressAt } from './progress.ts';

type ExternalSettings = NonNullable<BlogSettings['external']>;

export interface AskInput {
  readonly opened: OpenedSite;
  /** What leads to other sites. */
  readonly links: readonly Judgement[];
  /** Whether these are all the links of the blog, so that what is not among them is not linked to any more. */
  readonly isWhole: boolean;
}

export interface Asked {
  readonly external: ReadonlyMap<string, ExternalAnswer>;
  /** Whether a person, or the machine, did not wait for the rest. */
  readonly isCutShort: boolean;
}

/**
 * Asks other sites whether what the blog links to is there; tells on stderr how that goes and what it came to. Ctrl-C ends
 * the asking; what is known by then is kept and told.
 */
export async function askExternal({ opened, links, isWhole }: AskInput, options: ExternalCommand, system: System): Promise<Asked> {
  const settings = opened.settings.external ?? {};
  const manners = mannersFor(settings, options);
  const plan = await planOf(opened, links, options);
  const file = await historyFile(opened.folder, settings, options);
  const kept = file === undefined ? undefined : await readKept(opened.folder, file, options, system);
  const now = system.clock.now();
  const trusted = plan.targets.filter((target) => kept !== undefined && isTrusted(target, kept, now));
  const isKept = new Set(trusted);
  const asked = plan.targets.filter((target) => !isKept.has(target));

  const web = await system.web({ allow: options.allowHost ?? [] });
  const pace = { now: () => system.clock.now(), sleep: (time: number) => system.clock.sleep(time), random: Math.random };
  const progress = progressAt(system, options, asked.length);
  const interruption = interruptionOf(system);
  try {
    let found = await askAll(asked, { web, pace, manners, stop: interruption.when, onAnswer: (_, verdict) => progress.step(verdict) });
    if (file !== undefined) {
      const learnt = learnAll(kept ?? new Map(), found, { now, deadAfter: settings.deadAfter ?? { failures: 3, days: 3 } });
      found = learnt.found;
      await keep({ folder: opened.folder, file, memories: learnt.memories, now, ...(isWhole && !options.shard && { plan }) }, system);
    }
    const answers = answersFor(plan, new Map([...found, ...trusted.map(({ url }) => [url, TRUSTED] as const)]));
    const base = settings.archive ?? ARCHIVE;
    const copies = base === false || interruption.hasCome() ? answers : withCopies(answers, daysOf(links), {
      base, web, gate: gateFor(manners, pace), userAgent: manners.userAgent, timeout: manners.timeout,
    });
    const external = await Promise.race([copies, interruption.when.then(() => answers)]);
    progress.end();
    const isCutShort = interruption.hasCome();
    if (!options.quiet || isCutShort) system.err(summaryOf({ asked, found, trusted: trusted.length, time: system.clock.now() - now, isCutShort, file }));
    return { external, isCutShort };
  } finally {
    interruption.end();
    progress.end();
    web.close();
  }
}

/** Ctrl-C, or what the machine says before it ends a program. */
function interruptionOf(system: System) {
  let hasCome = false;
  let end = (): void => undefined;
  const when = new Promise<void>((done) => {
    end = system.onInterrupt(() => {
      hasCome = true;
      done();
    });
  });
  return { when, hasCome: () => hasCome, end: () => end() };
}

/** https://archive.org/help/wayback_api.php */
const ARCHIVE = 'https://archive.org/wayback/available';

/** The file of what was learnt, unless another is named. */
const HISTORY = '.blog/links.tsv';

const TRUSTED: Found = { verdict: { kind: 'ok', cause: 'answers' }, missing: new Map(), places: new Set() };

const mannersFor = (settings: ExternalSettings, options: ExternalCommand): Manners => ({
  userAgent: options.userAgent ?? settings.userAgent ?? `blogwright/${version} (link checker of a blog; npmjs.com/package/blogwright)`,
  atOnce: settings.atOnce ?? 256,
  perHost: options.maxPerHost ?? settings.perHost ?? 2,
  spacing: settings.spacing ?? 50,
  timeout: (settings.timeout ?? 20) * 1_000,
  maxTime: options.maxTime ?? (settings.maxTime ?? 900) * 1_000,
  longestWait: 60_000,
  pause: 1_000,
  hosts: settings.hosts ?? {},
});

/** Without what the settings say to ignore, and without the blog's own files at its forge. */
async function planOf(opened: OpenedSite, links: readonly Judgement[], options: ExternalCommand): Promise<Plan> {
  const { ignores } = lintSettings(opened, undefined);
  const wanted = links.flatMap(({ reference, resolution, document }) => {
    if (resolution.kind !== 'external') return [];
    const finding = { rule: '', severity: 'error' as const, file: document.path, range: reference.range, message: '', reference: { raw: reference.raw, url: resolution.url } };
    return ignores?.(finding) ? [] : [resolution.url];
  });
  const git = options.git === false ? undefined : await opened.folder.git();
  const own = git?.github === undefined ? undefined : {
    github: git.github, prefix: git.prefix, has: (path: string) => opened.site.files.has(asFilePath(path)),
  };
  return planFor(wanted, { ...(own && { isKnown: (url) => isOwnFile(url, own) }), ...(options.shard && { shard: options.shard }) });
}

/** The days on which posts that link to an address were written; copies are looked for near them. */
function daysOf(links: readonly Judgement[]): ReadonlyMap<string, ReadonlySet<string>> {
  const days = new Map<string, Set<string>>();
  for (const { resolution, entry } of links) {
    if (resolution.kind !== 'external') continue;
    const known = days.get(resolution.url) ?? new Set();
    days.set(resolution.url, known.add(entry.date === undefined ? '' : new Date(entry.date).toISOString().slice(0, 10)));
  }
  return days;
}

/** Where answers are remembered, if anywhere: where a person or the settings say so, or where such a file is there. */
async function historyFile(folder: Folder, settings: ExternalSettings, options: ExternalCommand) {
  const named = typeof options.history === 'string' ? options.history : settings.history;
  const file = joinFile(named ?? HISTORY);
  if (file === undefined || named?.startsWith('/')) throw new BlogError(`The history \`${named ?? ''}\` lies outside the blog.`);
  return options.history !== undefined || settings.history !== undefined || (await folder.size(file)) !== undefined ? file : undefined;
}

async function readKept(folder: Folder, file: ReturnType<typeof asFilePath>, options: ExternalCommand, system: System): Promise<History> {
  const { history, repairs } = readHistory((await folder.read(file)) ?? '', file);
  if (!options.quiet) for (const repair of repairs) system.err(`${printable(repair)}\n`);
  return history;
}

interface Keeping {
  readonly folder: Folder;
  readonly file: ReturnType<typeof asFilePath>;
  readonly memories: History;
  readonly now: number;
  /** Set when all links of the blog are in it: then what nobody links to any more is forgotten. */
  readonly plan?: Plan;
}

/** Several runs may write at the same time: what is there is joined with, and when it changes in between, joined again. */
async function keep({ folder, file, memories, now, plan }: Keeping, system: System): Promise<void> {
  const linked = plan && new Set(plan.targets.map(({ url }) => url));
  for (let time = 1; ; time++) {
    const before = await folder.read(file);
    const merged = mergeHistories(readHistory(before ?? '', file).history, memories);
    const after = writeHistory(linked ? withoutForgotten(merged, (url) => linked.has(url), now) : merged);
    if (before === after) return;
    try {
      await folder.change([before === undefined ? { kind: 'create', file, content: after } : { kind: 'edit', file, before, after }]);
      return;
    } catch (error) {
      if (!(error instanceof BlogError)) throw error;
      if (time < 5) continue;
      // What was found out is worth more than the memory of it.
      system.err(`What the sites said could not be kept: ${printable(error.message)}\n`);
      return;
    }
  }
}

interface Summary {
  readonly asked: readonly Target[];
  readonly found: ReadonlyMap<string, Found>;
  readonly trusted: number;
  /** Milliseconds. */
  readonly time: number;
  readonly isCutShort: boolean;
  /** Where what was learnt is kept. */
  readonly file: string | undefined;
}

/** "Asked about 214 addresses on 120 sites in 12 s: 200 answer, 8 moved, 2 dead, 4 unknown (3 refuse programs, 1 timeout)." */
function summaryOf({ asked, found, trusted, time, isCutShort, file }: Summary): string {
  const verdicts = [...found.values()].map(({ verdict }) => verdict);
  const of = (kind: Verdict['kind']): readonly Verdict[] => verdicts.filter((verdict) => verdict.kind === kind);
  const parts = ([['ok', 'answer'], ['moved', 'moved'], ['dead', 'dead'], ['suspect', 'suspect'], ['unknown', 'unknown']] as const).flatMap(([kind, word]) => {
    const some = of(kind);
    return some.length === 0 ? [] : [`${grouped(some.length)} ${word}${kind === 'unknown' ? ` (${causesIn(some)})` : ''}`];
  });
  const hosts = new Set(asked.filter(({ url }) => found.has(url)).map(({ host }) => host)).size;
  const rest = trusted > 0 ? ` ${addresses(trusted)} answered lately and ${trusted === 1 ? 'was' : 'were'} not asked.` : '';
  if (asked.length === 0) return trusted > 0 ? `${rest.trim()}\n` : 'There is no link to another site to ask about.\n';
  if (found.size === 0) return `Cut short: none of ${addresses(asked.length)} was asked about to the end.${rest}\n`;
  const kept = isCutShort && file !== undefined ? ` What they said is kept in \`${printable(file)}\`.` : '';
  const begin = isCutShort ? `Cut short: asked about ${grouped(found.size)} of` : 'Asked about';
  return `${begin} ${addresses(asked.length)} on ${counted(hosts, 'site')} in ${Math.max(1, Math.round(time / 1_000))} s: ${parts.join(', ')}.${rest}${kept}\n`;
}

const addresses = (count: number): string => `${grouped(count)} address${count === 1 ? '' : 'es'}`;

function causesIn(verdicts: readonly Verdict[]): string {
  const counts = new Map<Verdict['cause'], number>();
  for (const { cause } of verdicts) counts.set(cause, (counts.get(cause) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1]).map(([cause, count]) => countedAs(cause, count)).join(', ');
}
