import type { Finding } from '../core/finding.ts';
import type { FilePath } from '../core/paths.ts';
import { BlogError, type System } from '../core/system.ts';
import { printable } from '../core/text/printable.ts';
import { Lines } from '../core/text/range.ts';
import { unifiedDiff } from '../core/text/unified-diff.ts';
import { linksGained } from '../lint/links-gained.ts';
import { placeFindings } from '../lint/place-findings.ts';
import { dayOf, publishPost, unpublishPost, type PostInSite, type PublishPlan, type PublishRequest } from '../posts/publish-post.ts';
import { readWhen } from '../posts/when.ts';
import { jsonOf, toJson } from '../reporters/json.ts';
import { patch } from '../reporters/patch.ts';
import { counted } from '../reporters/words.ts';
import { choosePosts } from './choose-posts.ts';
import { addressOf, fateOf, momentText } from './fate.ts';
import { findingsIn, told } from './lint-files.ts';
import { openSite, type OpenedSite } from './open-site.ts';
import { samplesOf } from './samples.ts';
import { say } from './say.ts';
import { openOptionsOf, type SiteOptions } from './site-options.ts';
import { styleFor } from './style.ts';

export interface UnpublishCommand extends Omit<SiteOptions, 'drafts' | 'future'> {
  readonly dryRun?: boolean;
  readonly json?: boolean;
  readonly quiet?: boolean;
}

export interface PublishCommand extends UnpublishCommand {
  readonly date?: string;
  readonly now?: boolean;
  readonly force?: boolean;
}

/** `blog publish`: brings drafts before readers, once what they will find in them is sound. */
export async function publish(named: readonly string[], options: PublishCommand, system: System): Promise<number> {
  requestOf(options, system.clock.zone, system);
  const opened = await openSite(system, openOptionsOf(options));
  const request = requestOf(options, opened.site.conventions.newPost.zone ?? system.clock.zone, system);
  const files = await choosePosts(named, DRAFTS, opened, system);
  const waiting = files.filter((file) => !isDone(file, request, opened, system));
  const steps = await stepsFor(waiting, opened, (post) => publishPost(post, request));
  return carryOut(steps, options, { opened, system, isPublishing: true, hasRequest: request.dated !== undefined });
}

const DRAFTS = { question: 'Publish which post?', among: ['draft', 'unpublished'], none: 'There is no draft to publish.', command: 'publish' } as const;

/** `blog unpublish`: makes drafts of posts again. */
export async function unpublish(named: readonly string[], options: UnpublishCommand, system: System): Promise<number> {
  const opened = await openSite(system, openOptionsOf(options));
  const files = await choosePosts(named, LIVE, opened, system);
  const waiting = files.filter((file) => !isHidden(file, opened, system));
  return carryOut(await stepsFor(waiting, opened, unpublishPost), options, { opened, system, isPublishing: false, hasRequest: false });
}

const LIVE = { question: 'Take back which post?', among: ['live', 'scheduled'], none: 'There is no published post.', command: 'unpublish' } as const;

/** `zone` is that of the blog, where its settings name one; without it, only whether it can be read is of interest. */
function requestOf({ date, now }: PublishCommand, zone: string, { clock }: System): PublishRequest {
  if (date !== undefined && now) throw new BlogError('`--now` and `--date` are two dates: say one of them.');
  const at = clock.now();
  if (date === undefined) return { at, zone, ...(now && { dated: 'time' }) };
  const when = readWhen(date, { now: at, zone });
  if (!when) throw new BlogError(`\`${date}\` is no date. Write it as 2026-01-02, "2026-01-02 10:00", today, "tomorrow 9:00", friday or +3d.`);
  return { at: when.at, zone, dated: when.hasTime ? 'time' : 'day' };
}

/** What is published already stays as it is. */
function isDone(file: FilePath, { dated }: PublishRequest, { site, shownAs }: OpenedSite, system: System): boolean {
  const entry = site.bySource.get(file);
  if (entry?.visibility.kind === 'live') {
    if (dated !== undefined) throw new BlogError(`\`${shownAs(file)}\` is live already, so that another date could break links to it. \`blog mv\` gives it one, and mends them.`);
    say(system, `${shownAs(file)} is live already: ${addressOf(entry, site)}`);
    return true;
  }
  if (entry?.visibility.kind !== 'scheduled' || dated !== undefined) return false;
  say(system, `${shownAs(file)} is scheduled for ${momentText(entry.visibility.from, system)}. \`--now\` publishes it at once.`);
  return true;
}

function isHidden(file: FilePath, { site, shownAs }: OpenedSite, system: System): boolean {
  const kind = site.bySource.get(file)?.visibility.kind;
  if (kind === 'live' || kind === 'scheduled') return false;
  say(system, `${shownAs(file)} is not published.`);
  return true;
}

/** A post before and after. */
interface Step {
  readonly from: FilePath;
  readonly before: string;
  readonly plan: PublishPlan;
}

/** One after the other, each on the site that the one before it leaves. */
async function stepsFor(files: readonly FilePath[], opened: OpenedSite, planFor: (post: PostInSite) => PublishPlan): Promise<readonly Step[]> {
  const samples = await samplesOf(opened);
  const steps: Step[] = [];
  let site = opened.site;
  for (const file of files) {
    const document = site.documents.get(file);
    const before = await opened.folder.read(file);
    if (!document || before === undefined) throw new BlogError(`\`${opened.shownAs(file)}\` is no source of a post or a page.`);
    const others = samples.filter((sample) => sample.document.path !== file);
    const plan = planFor({ document, text: before, site, samples: others });
    site = plan.site;
    steps.push({ from: file, before, plan });
  }
  return steps;
}

interface Work {
  readonly opened: OpenedSite;
  readonly system: System;
  readonly isPublishing: boolean;
  /** The person said a date. */
  readonly hasRequest: boolean;
}

/** What came of it. */
interface Outcome {
  readonly steps: readonly Step[];
  /** Whether the files were changed. */
  readonly isMade: boolean;
  /** Broken references stand against it. */
  readonly isRefused: boolean;
  /** Where they are in the files as they now lie on the disk. */
  readonly findings: readonly Finding[];
  /** Links in live posts that work from now on, or no longer. */
  readonly links: readonly ChangedLink[];
  textOf(file: FilePath): Promise<string | undefined>;
}

async function carryOut(steps: readonly Step[], options: PublishCommand, work: Work): Promise<number> {
  const { opened, system, isPublishing } = work;
  if (!options.quiet) say(system, ...opened.notes);
  const after = steps.at(-1)?.plan.site ?? opened.site;
  const findings = isPublishing && steps.length > 0 ? await findingsIn(new Set(steps.map(({ plan }) => plan.file)), after, opened) : [];
  const isRefused = findings.some(({ severity }) => severity === 'error') && !options.force;
  const isMade = !isRefused && !options.dryRun;
  const links = await linksChanged(steps, work);
  if (isMade) await opened.folder.change(steps.flatMap(({ plan }) => plan.changes));

  const texts = new Map(steps.map(({ from, before, plan }) => (isMade ? [plan.file, plan.text] : [from, before])));
  const outcome: Outcome = {
    steps, isMade, isRefused, links,
    findings: isMade ? findings : findings.map((finding) => asBefore(finding, steps)),
    textOf: async (file) => texts.get(file) ?? opened.folder.read(file),
  };
  await (options.json ? tellPrograms(outcome, work) : tellPeople(outcome, options, work));
  return isRefused ? 1 : 0;
}

/** A finding of the text to be, where its words stand in the text that is. Its fixes are for the other text. */
function asBefore(finding: Finding, steps: readonly Step[]): Finding {
  const step = steps.find(({ plan }) => plan.file === finding.file);
  if (!step) return finding;
  const { from, before, plan } = step;
  let same = 0;
  while (same < before.length && before.charCodeAt(same) === plan.text.charCodeAt(same)) same++;
  const longer = plan.text.length - before.length;
  const back = (at: number): number => (at <= same ? at : Math.max(same, at - longer));
  const { fixes: _, ...rest } = finding;
  return { ...rest, file: from, range: { start: back(finding.range.start), end: back(finding.range.end) } };
}

interface ChangedLink {
  readonly file: FilePath;
  readonly line: number;
  readonly column: number;
  /** The post that it leads to, as it is called where it is there. */
  readonly target: FilePath;
}

async function linksChanged(steps: readonly Step[], { opened, isPublishing }: Work): Promise<readonly ChangedLink[]> {
  const last = steps.at(-1);
  if (!last) return [];
  const files = new Set(steps.map(({ from, plan }) => (isPublishing ? plan.file : from)));
  const judgements = isPublishing ? linksGained(opened.site, last.plan.site, files) : linksGained(last.plan.site, opened.site, files);
  const lines = new Map<FilePath, Lines>();
  const links: ChangedLink[] = [];
  for (const { document, reference, resolution } of judgements) {
    const { path } = document;
    const known = lines.get(path) ?? new Lines((await opened.folder.read(path)) ?? '');
    lines.set(path, known);
    if (resolution.kind === 'ok' && resolution.entry.source !== undefined) links.push({ file: path, ...known.positionAt(reference.range.start), target: resolution.entry.source });
  }
  return links;
}

async function tellPrograms({ steps, isMade, findings, links, textOf }: Outcome, { opened, system, isPublishing }: Work): Promise<void> {
  const placed = await placeFindings(findings, textOf);
  const posts = steps.map(({ from, plan }) => ({
    file: opened.shownAs(plan.file), from: opened.shownAs(from), url: addressOf(plan.entry, plan.site), status: plan.entry.visibility.kind,
    [isPublishing ? 'works' : 'breaks']: links.filter(({ target }) => target === (isPublishing ? plan.file : from)).map(({ file, line, column }) => ({ file: opened.shownAs(file), line, column })),
    ...(isPublishing && { findings: placed.filter(({ file }) => file === (isMade ? plan.file : from)).map((finding) => toJson(finding, opened.shownAs)) }),
  }));
  system.out(`${jsonOf({ version: 1, made: isMade, posts })}\n`);
}

async function tellPeople(outcome: Outcome, options: PublishCommand, work: Work): Promise<void> {
  const { opened, system, isPublishing } = work;
  const { steps, isMade, isRefused, findings, links, textOf } = outcome;
  if (findings.length > 0 && (!options.quiet || isRefused)) system.err(`${await told(findings, { opened, system, color: options.color, textOf })}\n`);
  if (isRefused) {
    say(system, 'Not published. Mend what is broken, or publish all the same with `--force`.');
    return;
  }
  for (const { from, before, plan } of steps) {
    const [old, now] = [opened.shownAs(from), opened.shownAs(plan.file)];
    system.out(isMade ? `${printable(now)}\n` : patch(styleFor(system.terminal, options.color))(unifiedDiff(now, before, plan.text, old)));
    if (options.quiet) continue;
    say(system, isPublishing ? fateOf(plan.entry, plan.site, system) : `It was at ${addressOf(opened.site.bySource.get(from) ?? plan.entry, opened.site)}, and goes with the next build.`);
    const kept = isPublishing && !work.hasRequest ? keptDay(from, plan, work) : undefined;
    if (kept !== undefined) say(system, `It keeps its date, ${kept}; \`--now\` gives it today's.`);
  }
  if (!options.quiet && links.length > 0) say(system, linksText(links, work));
}

/** The day of a post that had one before it was published, where that is not today. */
function keptDay(from: FilePath, { entry }: PublishPlan, { opened: { site }, system: { clock } }: Work): string | undefined {
  const before = site.bySource.get(from)?.date;
  if (before === undefined || entry.date !== before || entry.visibility.kind !== 'live') return undefined;
  const day = dayOf(entry.date, 'UTC');
  return Math.abs(clock.now() - entry.date) > 36 * 3_600_000 ? day : undefined;
}

/** Places beyond these are counted. */
const MOST_PLACES = 6;

function linksText(links: readonly ChangedLink[], { opened, isPublishing }: Work): string {
  const places = links.map(({ file, line, column }) => `${opened.shownAs(file)}:${line}:${column}`);
  const listed = places.length > MOST_PLACES ? `${places.slice(0, MOST_PLACES).join(', ')} and ${places.length - MOST_PLACES} more` : places.join(', ');
  const what = `${counted(links.length, 'link')} in live posts and pages`;
  return isPublishing ? `${what} ${links.length === 1 ? 'works' : 'work'} from then on: ${listed}` : `${what} will lead nowhere: ${listed}`;
}
