import { describe, expect, test } from 'vitest';
import type { PlacedFinding } from '../core/finding.ts';
import { asFilePath } from '../core/paths.ts';
import { Lines } from '../core/text/range.ts';
import { widthOf } from '../core/text/width.ts';
import { excerptOf } from './excerpt.ts';
import { reporters } from './index.ts';
import { plainStyle, type Report, type Style } from './reporter.ts';

/** A finding on what stands between `«` and `»`. */
function found(text: string, rest: Partial<PlacedFinding> = {}): PlacedFinding {
  const source = text.replace(/[«»]/g, '');
  const range = { start: text.indexOf('«'), end: text.indexOf('»') - 1 };
  const lines = new Lines(source);
  const start = lines.positionAt(range.start);
  const end = lines.positionAt(range.end);
  return {
    rule: 'broken-link', severity: 'error', file: asFilePath('_posts/2026-01-02-lisbon.md'), range,
    message: 'No page or file answers to `/porto/`.',
    ...start, endLine: end.line, endColumn: end.column, text: lines.lineAt(start.line), ...rest,
  };
}

const reportOf = (...findings: readonly PlacedFinding[]): Report => ({ findings, posts: 214, pages: 0, shown: (path) => `blog/${path}` });

const two = reportOf(
  found('On to [Porto](«/porto/»), by train.', { line: 3, endLine: 3, help: 'Did you mean `/2026/01/03/porto/`?', reference: { raw: '/porto/', url: '/porto/' } }),
  found('![«»](a.jpg)', { file: asFilePath('about.md'), severity: 'warning', rule: 'missing-alt', message: 'An image without words.' }),
);

describe('story', () => {
  const story = (report: Report, style: Partial<Style> = {}) => reporters.default({ ...plainStyle, ...style })(report);

  test('tells file by file', () => {
    expect(story(two)).toMatchInlineSnapshot(`
      "blog/_posts/2026-01-02-lisbon.md
        3:15 error broken-link
          No page or file answers to \`/porto/\`.

          On to [Porto](/porto/), by train.
                        ~~~~~~~
          Did you mean \`/2026/01/03/porto/\`?

      blog/about.md
        1:3 warning missing-alt
          An image without words.

          ![](a.jpg)
            ~

      1 error and 1 warning in 2 of 214 posts
      "
    `);
  });

  test('fits a narrow terminal', () => {
    const told = story(two, { columns: 40 });
    expect(Math.max(...told.split('\n').map(widthOf))).toBeLessThanOrEqual(40);
    expect(told).toMatchInlineSnapshot(`
      "blog/_posts/2026-01-02-lisbon.md
        3:15 error broken-link
          No page or file answers to
          \`/porto/\`.

          On to [Porto](/porto/), by train.
                        ~~~~~~~
          Did you mean \`/2026/01/03/porto/\`?

      blog/about.md
        1:3 warning missing-alt
          An image without words.

          ![](a.jpg)
            ~

      1 error and 1 warning in 2 of 214 posts
      "
    `);
  });

  test('dresses what matters', () => {
    const tagged = (name: string) => (text: string) => `<${name}>${text}</${name}>`;
    expect(story(reportOf(found('[x](«/porto/»)')), { code: tagged('c'), error: tagged('e'), path: tagged('p'), dim: tagged('d') })).toMatchInlineSnapshot(`
      "<p>blog/_posts/2026-01-02-lisbon.md</p>
        <d>1:5</d> <e>error</e> <d>broken-link</d>
          No page or file answers to <c>/porto/</c>.

          [x](/porto/)
              <e>~~~~~~~</e>

      <e>1 error</e> in 1 of 214 posts
      "
    `);
  });

  test('lets no file name or text speak to the terminal', () => {
    const told = story(reportOf(found('[\x1b[2J](«\x1b]0;x\x07»)', { file: asFilePath('\x1b[31mred.md'), message: 'No `\x1b[1m`.\r' })));
    expect(told).not.toMatch(/[\x00-\x09\x0b-\x1f]/);
    expect(told).toContain('blog/\\x1b[31mred.md');
  });

  test('says nothing of nothing', () => expect(story(reportOf())).toBe(''));
});

describe('excerptOf', () => {
  const drawn = (text: string, columns = 40) => {
    const { line, start, width } = excerptOf(found(text), columns);
    expect(widthOf(line)).toBeLessThanOrEqual(columns);
    return `\n${line}\n${' '.repeat(start)}${'~'.repeat(width)}\n`;
  };

  test('a line that fits', () => expect(drawn('    - [x](«/y/»)')).toBe(`
- [x](/y/)
      ~~~
`));

  test('wide letters', () => expect(drawn('去[波尔图](«/波尔图/») 👩‍👩‍👧 e\u0301')).toBe(`
去[波尔图](/波尔图/) 👩‍👩‍👧 e\u0301
           ~~~~~~~~
`));

  test('wide letters before', () => expect(drawn('世界 👍 [x](«/y/»)')).toBe(`
世界 👍 [x](/y/)
            ~~~
`));

  test('tabs', () => expect(drawn('a\t[x](«/y/»)\tz')).toBe(`
a   [x](/y/)    z
        ~~~
`));

  test('a long line is cut on both sides', () => expect(drawn(`${'before '.repeat(30)}[x](«/y/»)${' after'.repeat(30)}`)).toBe(`
…efore before [x](/y/) after after afte…
                  ~~~
`));

  test('the start of a long line stays', () => expect(drawn(`See [x](«/y/»)${' after'.repeat(30)}`)).toBe(`
See [x](/y/) after after after after a…
        ~~~
`));

  test('the end of a long line stays', () => expect(drawn(`${'before '.repeat(30)}[x](«/y/»)`)).toBe(`
…e before before before before [x](/y/)
                                   ~~~
`));

  test('a place that is longer than the line', () => expect(drawn(`See [x](«/${'y'.repeat(100)}/») z`, 20)).toBe(`
…/yyyyyyyyyyyyyyyyy…
 ~~~~~~~~~~~~~~~~~~
`));

  test('a place that goes on in the next line', () => expect(drawn('See «[x]\n(y)» z')).toBe(`
See [x]
    ~~~
`));

  test('a line of a megabyte takes no time', () => {
    const text = `${'世'.repeat(500_000)}[x](«/y/»)${'界'.repeat(500_000)}`;
    for (let time = 0; time < 20; time += 1) excerptOf({ ...found('«»'), text, column: 500_004, endColumn: 500_007 }, 80);
  });
});

test('unix: a line for each', () => {
  const odd = reportOf(...two.findings, found('[x](«y»)', { message: 'Two\nlines and a \x1b.', help: 'Do\nthis.' }));
  expect(reporters.unix()(odd)).toMatchInlineSnapshot(`
    "blog/_posts/2026-01-02-lisbon.md:3:15: error: No page or file answers to \`/porto/\`. Did you mean \`/2026/01/03/porto/\`? [broken-link]
    blog/about.md:1:3: warning: An image without words. [missing-alt]
    blog/_posts/2026-01-02-lisbon.md:1:5: error: Two lines and a \\x1b. Do this. [broken-link]
    "
  `);
});

describe('json', () => {
  test('has all of it', () => {
    expect(reporters.json()(two)).toMatchInlineSnapshot(`
      "{
        "version": 1,
        "counts": {"posts":214,"pages":0,"errors":1,"warnings":1},
        "findings": [
          {"file":"blog/_posts/2026-01-02-lisbon.md","line":3,"column":15,"endLine":3,"endColumn":22,"rule":"broken-link","severity":"error","message":"No page or file answers to \`/porto/\`.","help":"Did you mean \`/2026/01/03/porto/\`?","reference":{"raw":"/porto/","url":"/porto/"}},
          {"file":"blog/about.md","line":1,"column":3,"endLine":1,"endColumn":3,"rule":"missing-alt","severity":"warning","message":"An image without words."}
        ]
      }
      "
    `);
  });

  test('is JSON whatever is in it, and safe to look at', () => {
    const text = reporters.json()(reportOf(found('[x](«y»)', { message: '\x1b \x9b \u202e \ud83d "' })));
    expect(JSON.parse(text).findings[0].message).toBe('\x1b \x9b \u202e \ud83d "');
    expect(text).not.toMatch(/[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e]/);
  });

  test('is empty when nothing is found', () => expect(JSON.parse(reporters.json()(reportOf())).findings).toEqual([]));
});
