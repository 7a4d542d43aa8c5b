import type { Finding, Fix } from '../core/finding.ts';
import type { FilePath } from '../core/paths.ts';
import { BlogError, type Change, type System } from '../core/system.ts';
import { grouped } from '../core/text/grouped.ts';
import { printable } from '../core/text/printable.ts';
import { fixSite, type Fixed, type FixInput } from '../lint/fix-site.ts';
import { placeFindings } from '../lint/place-findings.ts';
import { reporters } from '../reporters/index.ts';
import { patch } from '../reporters/patch.ts';
import { plainStyle } from '../reporters/reporter.ts';
import { paragraphOf } from '../reporters/story.ts';
import { counted } from '../reporters/words.ts';
import { rules } from '../rules/index.ts';
import { version } from '../version.ts';
import { withBaseline } from './baseline.ts';
import { askedAt } from './external.ts';
import { CUT_SHORT, findingsOf, formatOf, formatsOf, lookedIn, outputsOf, type LintCommand } from './lint.ts';
import { openAt } from './open-at.ts';
import type { OpenedSite } from './open-site.ts';
import { unifiedDiff } from '../core/text/unified-diff.ts';
import { writeOutput } from './outputs.ts';
import { htmlParts } from './html-parts.ts';
import { narrowing } from './since.ts';
import { styleFor } from './style.ts';

export const wantsFixes = ({ fix, diff, fixDryRun, interactive }: LintCommand): boolean =>
  fix !== undefined && fix !== false || diff === true || fixDryRun === true || interactive === true;

/** `blog lint --fix`: mends what can be, then tells the rest. */
export async function lintAndFix(
  { paths, listed }: { readonly paths: readonly string[]; readonly listed: readonly string[] },
  options: LintCommand,
  system: System,
): Promise<number> {
  if (options.interactive && !system.terminal.interactive) throw new BlogError('`--interactive` asks questions, and there is nobody to ask: this is no terminal. `blog lint --fix` mends what is certain.');
  const { opened, isChosen } = await askedAt(await openAt(paths, options, system, listed), options, system);
  const narrow = await narrowing(opened, options, system);
  const past = options.git === false ? undefined : (await opened.folder.git())?.past;
  const isDry = options.diff === true || options.fixDryRun === true;
  const fixed = await fixSite({
    site: opened.site,
    read: (path) => opened.folder.read(path),
    ...(past && { past }),
    lint: async (site) => narrow(await findingsOf({ ...opened, site }, options, isChosen)).filter(({ severity }) => !options.quiet || severity === 'error'),
    choose: opened.isCutShort ? () => undefined : options.interactive ? await asking(opened, options, system) : (_, fixes) => fixes.find((fix) => isAskedFor(fix, options)),
  });
  if (!isDry) await opened.folder.change(changesOf(fixed));

  // What is known already may be mended, but is not told. The next look says what the baseline needs no more.
  const told = await withBaseline(fixed.findings, { opened, options, isLooked: () => false });
  const findings = await placeFindings(told.findings.map(withWords), async (path) => fixed.texts.get(path)?.after ?? opened.folder.read(path));
  const report = { findings, ...lookedIn({ site: fixed.site }, isChosen), shown: opened.shownAs, rules, version, ...(formatsOf(options, opened).includes('html') && await htmlParts(findings, { ...opened, site: fixed.site })) };
  const style = styleFor(system.terminal, options.color);
  system.out(isDry ? patch(style)(patchOf(fixed, opened)) : reporters[options.format ?? formatOf(opened)](style)(report));
  for (const output of outputsOf(options)) await writeOutput(output, reporters[output.format](plainStyle)(report), opened, system);
  if (opened.isCutShort) return CUT_SHORT;
  system.err(summaryOf(fixed, isDry, options));
  return findings.some(({ severity }) => severity === 'error') && !options.exitZero ? 1 : 0;
}

const kindsOf = ({ fix }: LintCommand): readonly string[] => (typeof fix === 'string' ? fix.split(',') : []);

function isAskedFor({ confidence, only }: Fix, options: LintCommand): boolean {
  const kinds = kindsOf(options);
  if (only !== undefined) return kinds.includes(only);
  return confidence === 'certain' || confidence === 'likely' && kinds.includes('all');
}

const changesOf = ({ texts }: Fixed): readonly Change[] =>
  [...texts].filter(([, { before, after }]) => before !== after).map(([file, text]) => ({ kind: 'edit', file, ...text }));

/** What is left says what could be typed. */
function withWords(finding: Finding): Finding {
  const [first, ...others] = finding.fixes ?? [];
  if (!first) return finding;
  const help = others.length === 0 ? `${first.title} ${first.evidence}` : `One of these, perhaps: ${[first, ...others].map(({ title }) => title.replace(/^Write (.*)\.$/s, '$1')).join(', ')}.`;
  return { ...finding, help };
}

function summaryOf({ before, findings, count }: Fixed, isDry: boolean, options: LintCommand): string {
  const all = before.length;
  if (all === 0) return 'Nothing is broken, so nothing was changed.\n';
  const likely = kindsOf(options).includes('all') ? 0 : findings.filter(({ fixes }) => fixes?.[0]?.confidence === 'likely' && fixes[0].only === undefined).length;
  return `${isDry ? 'Would fix' : 'Fixed'} ${grouped(Math.min(count, all))} of ${counted(all, 'finding')}.`
    + `${likely > 0 ? ` ${grouped(likely)} more ${likely === 1 ? 'has' : 'have'} a likely fix: \`blog lint --fix=all\` makes them.` : ''}\n`;
}

function patchOf({ texts }: Fixed, { shownAs }: OpenedSite): string {
  return [...texts].sort(([a], [b]) => (a < b ? -1 : 1)).map(([file, { before, after }]) => unifiedDiff(shownAs(file), before, after)).join('');
}

/** Shows a finding with its line, and asks which fix to take. What was answered once is not asked again. */
async function asking(opened: OpenedSite, options: LintCommand, system: System): Promise<FixInput['choose']> {
  const prompt = await system.prompt();
  const style = styleFor(system.terminal, options.color);
  const answered = new Set<string>();
  let hasEnded = false;
  let shownFile: FilePath | undefined;
  return async (finding, fixes, read) => {
    const key = `${finding.rule} ${finding.reference?.raw ?? finding.range.start} ${finding.file}`;
    if (hasEnded || answered.has(key)) return undefined;
    answered.add(key);
    const [placed] = await placeFindings([finding], read);
    if (!placed) return undefined;
    if (finding.file !== shownFile) system.out(`${style.path(printable(opened.shownAs(finding.file)))}\n`);
    shownFile = finding.file;
    system.out(`${paragraphOf(placed, style)}\n`);
    const answer = await prompt.choose<Fix | 'skip' | 'quit'>('What to do?', [
      ...fixes.map((fix) => ({ name: fix.title.replaceAll('`', ''), value: fix, hint: fix.evidence })),
      { name: 'Leave it', value: 'skip', hint: 'Go on to the next one.' },
      { name: 'Stop asking', value: 'quit', hint: 'Make the changes that you agreed to. Ctrl-C makes none.' },
    ]);
    hasEnded = answer === 'quit';
    return typeof answer === 'string' ? undefined : answer;
  };
}
