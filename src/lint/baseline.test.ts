import { describe, expect, test } from 'vitest';
import type { Finding } from '../core/finding.ts';
import { asFilePath } from '../core/paths.ts';
import { baselineOf, compare, pruned, readBaseline, writeBaseline, type Baseline } from './baseline.ts';

const found = (file: string, raw: string, rule = 'broken-link', start = 0): Finding =>
  ({ file: asFilePath(file), rule, severity: 'error', range: { start, end: start + 1 }, message: `\`${raw}\` leads nowhere.`, reference: { raw, url: raw } });

const everything = () => true;
const of = (...findings: readonly Finding[]): Baseline => baselineOf(findings, new Map(), everything);
const writtenIn = (findings: readonly Finding[]) => findings.map(({ reference }) => reference?.raw);

describe('a baseline', () => {
  test('knows what was there, on whatever line it stands now', () => {
    const { fresh, known, gone } = compare([found('a.md', '/x/', 'broken-link', 90), found('a.md', '/y/')], of(found('a.md', '/x/'), found('a.md', '/z/')));
    expect([writtenIn(fresh), known, [...gone.values()]]).toEqual([['/y/'], 1, [1]]);
  });

  test('hides nothing new: another file, another rule, one more of a kind', () => {
    const old = of(found('a.md', '/x/'));
    expect(compare([found('b.md', '/x/')], old).fresh).toHaveLength(1);
    expect(compare([found('a.md', '/x/', 'wrong-case')], old).fresh).toHaveLength(1);
    expect(compare([found('a.md', '/x/'), found('a.md', '/x/', 'broken-link', 50)], old).fresh).toHaveLength(2);
  });

  test('shrinks, and never grows by itself', () => {
    const old = of(found('a.md', '/x/'), found('a.md', '/x/', 'broken-link', 9), found('a.md', '/y/'));
    const { gone } = compare([found('a.md', '/x/'), found('a.md', '/new/')], old);
    expect(readBaseline(writeBaseline(pruned(old, gone)))).toEqual(of(found('a.md', '/x/')));
  });

  test('written anew for a part of a blog it keeps the rest', () => {
    const old = of(found('a.md', '/x/'), found('b.md', '/x/'), found('a.md', 'https://x.example', 'dead-link'));
    const now = baselineOf([found('a.md', '/y/')], old, (file, rule) => file === 'a.md' && rule !== 'dead-link');
    expect(now).toEqual(new Map([...of(found('b.md', '/x/')), ...of(found('a.md', 'https://x.example', 'dead-link')), ...of(found('a.md', '/y/'))]));
  });

  test('is sorted, a line for each thing', () => {
    const findings = [found('b.md', '/x/'), found('a.md', '/z/'), found('a.md', '/y/'), found('a.md', '/y/', 'broken-link', 5)];
    expect(writeBaseline(of(...findings))).toBe(writeBaseline(of(...findings.toReversed())));
    expect(writeBaseline(of(...findings))).toBe(`{
  "version": 1,
  "findings": {
    "a.md": {
      "broken-link": {
        "/y/": 2,
        "/z/": 1
      }
    },
    "b.md": {
      "broken-link": {
        "/x/": 1
      }
    }
  }
}
`);
  });

  test('reads back what it wrote, whatever was in it', () => {
    const findings = ['__proto__', 'constructor', '"\\', 'a.b', '', '\u2028', '1'].flatMap((text) => [found(text, text), found('x.md', text)]);
    expect(readBaseline(writeBaseline(of(...findings)))).toEqual(of(...findings));
  });

  test.each(['[]', '{}', '{ "version": 2, "findings": {} }', '{ "version": 1 }', '<<<<<<< HEAD\n{}'])('%j is none', (text) => expect(() => readBaseline(text)).toThrow(/^It is /));
});
