import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import AjvDraft04 from 'ajv-draft-04';
import addFormats from 'ajv-formats';
import { SaxesParser } from 'saxes';
import { describe, expect, test } from 'vitest';
import type { PlacedFinding } from '../core/finding.ts';
import { readCommonMark } from '../core/markdown/commonmark.ts';
import { asFilePath } from '../core/paths.ts';
import { reporters } from './index.ts';
import { plainStyle, type Report } from './reporter.ts';

const finding: PlacedFinding = {
  rule: 'broken-link', severity: 'error', file: asFilePath('_posts/2026-01-02-lisbon.md'), range: { start: 0, end: 0 },
  line: 6, column: 15, endLine: 6, endColumn: 22, text: 'On to [Porto](/prto/), by train.',
  message: '`/prto/` leads nowhere.', help: 'Did you mean `/porto/`?', reference: { raw: '/prto/', url: '/prto/' },
};

const warning: PlacedFinding = {
  ...finding, rule: 'missing-alt', severity: 'warning', file: asFilePath('über uns, 100%.md'), line: 1, endLine: 2, column: 1, endColumn: 3, message: 'The image `a|b.jpg` has no alt text.',
  fixes: [{ title: 'Write `c`.', confidence: 'certain', evidence: 'It is there.', edits: [{ file: asFilePath('über uns, 100%.md'), range: { start: 0, end: 1 }, text: 'c', line: 1, column: 1, endLine: 1, endColumn: 2 }] }],
};

const reportOf = (...findings: readonly PlacedFinding[]): Report => ({
  findings, posts: 214, pages: 3, shown: (path) => path, version: '1.2.3',
  rules: [{ id: 'broken-link', summary: 'A link to nothing.', severity: 'error' }, { id: 'missing-alt', summary: 'An image without words.', severity: 'warning' }],
});

const two = reportOf(finding, warning);
const none = reportOf();

type Name = keyof typeof reporters;
const told = (name: Name, report: Report): string => reporters[name](plainStyle)(report);

/** A post can say anything, and files can be called anything. */
const HOSTILE = [
  '::error file=x::y', '\n::add-mask::z', '%0A::stop-commands::x', '##[error]x', '\r\n', '\x1b]0;x\x07\x1b[2J', '\0', '\x85\u2028\u202e', '\ud83d', '\ufffe\uffff',
  ']]>', '<![CDATA[', '</script><script>alert(1)</script>', '<!--', '-->', '"><img src=x onerror=alert(1)>', "' onmouseover='x", '&amp;&#x3c;', '<?xml?>', '<!DOCTYPE x [<!ENTITY y "z">]>',
  '``` `x` ``', '`|`', '| a | b |', '[x](https://evil.example)', '![x](https://evil.example/x.png)', '@everyone', '#1', '**x**', '<details>', 'javascript:alert(1)', '{0} {{x}}', '\\', '$(rm)', 'x'.repeat(300),
];

/** Findings of which every text is something that is not to be trusted. */
function hostileReports(): readonly Report[] {
  const texts = [...HOSTILE, HOSTILE.join(''), HOSTILE.toReversed().join(' ')];
  return texts.map((text) => reportOf(
    { ...finding, file: asFilePath(`a/${text}.md`), message: `\`${text}\` leads nowhere ${text}.`, help: text, text, rule: 'broken-link', reference: { raw: text, url: text } },
    { ...warning, file: asFilePath(text), message: text, text, fixes: [{ title: text, confidence: 'certain', evidence: text, edits: [{ file: asFilePath(text), range: { start: 0, end: 1 }, text, line: 1, column: 1, endLine: 1, endColumn: 2 }] }] },
  ));
}

const names: readonly Name[] = ['default', 'unix', 'json', 'jsonl', 'sarif', 'github', 'gitlab', 'junit', 'checkstyle', 'markdown', 'html'];

test('every format is looked at here', () => expect(Object.keys(reporters).sort()).toEqual([...names].sort()));

describe.each(names)('%s', (name) => {
  test('lets nothing speak to the terminal', () => {
    for (const report of hostileReports()) expect(told(name, report)).not.toMatch(/[\0-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]|\p{Surrogate}/u);
  });

  test('says the same twice', () => expect(told(name, two)).toBe(told(name, two)));

  test('begins no line with a command of a workflow', () => {
    for (const report of hostileReports()) {
      const lines = told(name, report).split(/\r\n|\n|\r/).filter((line) => /^\s*(?:::|##\[)/.test(line));
      if (name === 'github') expect(lines.map((line) => /^::(\w+) file=/.exec(line)?.[1])).toEqual(['error', 'warning']);
      else expect(lines).toEqual([]);
    }
  });
});

describe('sarif', () => {
  const require = createRequire(import.meta.url);
  const schema = JSON.parse(readFileSync(require.resolve('@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json'), 'utf8'));
  const ajv = new AjvDraft04.default({ strict: false, unicodeRegExp: false });
  addFormats.default(ajv);
  const validate = ajv.compile(schema);

  test.each([['findings', two], ['nothing', none], ['without rules', { findings: [finding], posts: 1, pages: 0, shown: (path: string) => path }]])('is valid with %s', (_, report) => {
    validate(JSON.parse(told('sarif', report)));
    expect(validate.errors).toBeNull();
  });

  test('is valid whatever is in it', () => {
    for (const report of hostileReports()) {
      validate(JSON.parse(told('sarif', report)));
      expect(validate.errors).toBeNull();
    }
  });

  test('the schema refuses what it should', () => expect(validate({ version: '2.1.0', runs: [{ results: [{}] }] })).toBe(false));

  test('names files by address, rules by number, and what would mend it', () => {
    const [run] = JSON.parse(told('sarif', two)).runs;
    expect(run.results.map((result: { ruleIndex: number }) => run.tool.driver.rules[result.ruleIndex].id)).toEqual(['broken-link', 'missing-alt']);
    expect(run.results[1].locations[0].physicalLocation.artifactLocation.uri).toBe('%C3%BCber%20uns%2C%20100%25.md');
    expect(run.results[1].fixes[0].artifactChanges[0].replacements).toEqual([{ deletedRegion: { startLine: 1, startColumn: 1, endLine: 1, endColumn: 2 }, insertedContent: { text: 'c' } }]);
  });

  test('a name for each that stays when lines are put in', () => {
    const of = (...findings: readonly PlacedFinding[]) => JSON.parse(told('sarif', reportOf(...findings))).runs[0].results.map((one: { partialFingerprints: object }) => Object.values(one.partialFingerprints)[0]);
    expect(of({ ...finding, line: 60, endLine: 60 }, { ...finding, line: 61 })[0]).toBe(of(finding)[0]);
    expect(new Set(of(finding, { ...finding, line: 9 }, warning)).size).toBe(3);
  });

  test('no viewer takes brackets for a link', () => {
    const [run] = JSON.parse(told('sarif', reportOf({ ...finding, message: 'See [x](https://evil.example).', help: '\\[' }))).runs;
    expect(run.results[0].message.text).toBe('See \\[x\\](https://evil.example). \\\\\\[');
  });
});

test('github', () => {
  expect(told('github', two)).toBe([
    '::error file=_posts/2026-01-02-lisbon.md,line=6,endLine=6,col=15,endColumn=21,title=broken-link::`/prto/` leads nowhere. Did you mean `/porto/`?\n',
    '::warning file=über uns%2C 100%25.md,line=1,endLine=2,title=missing-alt::The image `a|b.jpg` has no alt text. Did you mean `/porto/`?\n',
  ].join(''));
  expect(told('github', none)).toBe('');
  expect(told('github', reportOf(...Array.from({ length: 12 }, () => finding)))).toMatch(/12 findings\. GitHub shows 10 errors and 10 warnings of a step/);
});

describe('gitlab', () => {
  // https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format
  const validate = new Ajv().compile({
    type: 'array',
    items: {
      type: 'object', required: ['description', 'check_name', 'fingerprint', 'severity', 'location'],
      properties: {
        description: { type: 'string', minLength: 1 }, check_name: { type: 'string', minLength: 1 }, fingerprint: { type: 'string', minLength: 1 },
        severity: { enum: ['info', 'minor', 'major', 'critical', 'blocker'] },
        location: {
          type: 'object', required: ['path', 'lines'],
          properties: { path: { type: 'string', pattern: '^(?!\\./)' }, lines: { type: 'object', required: ['begin'], properties: { begin: { type: 'integer', minimum: 1 }, end: { type: 'integer', minimum: 1 } } } },
        },
      },
    },
  });

  test('is as GitLab wants it', () => {
    for (const report of [two, none, ...hostileReports()]) {
      const list = JSON.parse(told('gitlab', report));
      expect(validate(list)).toBe(true);
      const prints = list.map(({ fingerprint }: { fingerprint: string }) => fingerprint);
      expect(new Set(prints).size).toBe(prints.length);
    }
    expect(validate([{ description: 'x' }])).toBe(false);
  });
});

interface Element { readonly name: string; readonly attributes: Readonly<Record<string, string>>; readonly parent: string }

/** Every element of a text that is XML without a fault. */
function elementsOf(xml: string): readonly Element[] {
  const elements: Element[] = [];
  const open: string[] = [];
  const parser = new SaxesParser();
  parser.on('error', (error) => { throw error; });
  parser.on('opentag', ({ name, attributes }) => {
    elements.push({ name, attributes: Object.fromEntries(Object.entries(attributes)), parent: open.at(-1) ?? '' });
    open.push(name);
  });
  parser.on('closetag', () => { open.pop(); });
  parser.write(xml).close();
  return elements;
}

describe('junit', () => {
  /** What https://github.com/testmoapp/junitxml and the schema of Jenkins allow, as far as we go. */
  const SHAPE: Readonly<Record<string, { readonly in: string; readonly needs: readonly string[] }>> = {
    'testsuites': { in: '', needs: ['name', 'tests', 'failures', 'errors'] },
    'testsuite': { in: 'testsuites', needs: ['name', 'tests', 'failures', 'errors', 'skipped'] },
    'testcase': { in: 'testsuite', needs: ['name', 'classname'] },
    'failure': { in: 'testcase', needs: ['message', 'type'] },
    'system-out': { in: 'testcase', needs: [] },
  };

  test('has the right shape, whatever is in it', () => {
    for (const report of [two, none, ...hostileReports()]) {
      const elements = elementsOf(told('junit', report));
      for (const { name, attributes, parent } of elements) {
        expect([name, parent]).toEqual([name, SHAPE[name]?.in]);
        expect(Object.keys(attributes)).toEqual(expect.arrayContaining([...SHAPE[name]?.needs ?? ['?']]));
      }
      expect(elements.filter(({ name }) => name === 'failure').length).toBe(report.findings.filter(({ severity }) => severity === 'error').length);
      expect(elements.filter(({ name }) => name === 'testcase').length).toBe(Number(elements[0]?.attributes['tests']));
    }
  });

  test('an error fails, a warning does not', () => expect(told('junit', two)).toMatchInlineSnapshot(`
    "<?xml version="1.0" encoding="UTF-8"?>
    <testsuites name="blog lint" tests="2" failures="1" errors="0" skipped="0">
      <testsuite name="_posts/2026-01-02-lisbon.md" tests="1" failures="1" errors="0" skipped="0">
        <testcase name="broken-link 6:15" classname="_posts/2026-01-02-lisbon.md"><failure type="broken-link" message="\`/prto/\` leads nowhere.">_posts/2026-01-02-lisbon.md:6:15: \`/prto/\` leads nowhere. Did you mean \`/porto/\`?</failure></testcase>
      </testsuite>
      <testsuite name="über uns, 100%.md" tests="1" failures="0" errors="0" skipped="0">
        <testcase name="missing-alt 1:1" classname="über uns, 100%.md"><system-out>warning: über uns, 100%.md:1:1: The image \`a|b.jpg\` has no alt text. Did you mean \`/porto/\`?</system-out></testcase>
      </testsuite>
    </testsuites>
    "
  `));
});

test('checkstyle is XML, whatever is in it', () => {
  for (const report of hostileReports()) expect(elementsOf(told('checkstyle', report)).map(({ name }) => name)).toEqual(['checkstyle', 'file', 'error', 'file', 'error']);
  expect(told('checkstyle', two)).toMatchInlineSnapshot(`
    "<?xml version="1.0" encoding="UTF-8"?>
    <checkstyle version="4.3">
      <file name="_posts/2026-01-02-lisbon.md">
        <error line="6" column="15" severity="error" message="\`/prto/\` leads nowhere. Did you mean \`/porto/\`?" source="blog.broken-link"/>
      </file>
      <file name="über uns, 100%.md">
        <error line="1" column="1" severity="warning" message="The image \`a|b.jpg\` has no alt text. Did you mean \`/porto/\`?" source="blog.missing-alt"/>
      </file>
    </checkstyle>
    "
  `);
});

describe('markdown', () => {
  test('a table for each file', () => expect(told('markdown', two)).toMatchInlineSnapshot(`
    "**1 error and 1 warning** in 2 files, of 214 posts and 3 pages.

    \`_posts/2026-01-02-lisbon.md\`

    | | line | |
    |-|-|-|
    | error \`broken-link\` | 6 | \`/prto/\` leads nowhere. Did you mean \`/porto/\`&#63; |

    \`über uns, 100%.md\`

    | | line | |
    |-|-|-|
    | warning \`missing-alt\` | 1 | The image \`a\\|b.jpg\` has no alt text. Did you mean \`/porto/\`&#63; |
    "
  `));

  test('nothing in it leads anywhere, calls anyone or is a tag', () => {
    for (const report of hostileReports()) {
      const text = told('markdown', report);
      expect(readCommonMark(text, { html: 'keep' }).references.map(({ url }) => url)).toEqual([]);
      // Outside of code there is no mark that means something.
      const prose = text.replace(/(`+)(?!`)[^]*?(?<!`)\1(?!`)/g, '').replace(/&#\w+;/g, '').replaceAll('&#8203;', '');
      expect(prose).not.toMatch(/[<>@#[\]]/);
    }
  });

  test('is cut where GitHub would refuse it, and says so', () => {
    const text = told('markdown', reportOf(...Array.from({ length: 1000 }, (_, index) => ({ ...finding, line: index + 1 }))));
    expect(text.length).toBeLessThan(65_536);
    expect(text).toMatch(/And \d+ more findings\.\n$/);
  });
});

test('jsonl: a finding a line', () => {
  const lines = told('jsonl', two).trimEnd().split('\n').map((line): { rule: string } => JSON.parse(line));
  expect(lines.map(({ rule }) => rule)).toEqual(['broken-link', 'missing-alt']);
  expect(told('jsonl', none)).toBe('');
});
