import { describe, expect, test } from 'vitest';
import type { Verdict } from '../core/external.ts';
import { isTrusted, learn, mergeHistories, readHistory, withoutForgotten, writeHistory, type History, type Memory } from './history.ts';

const at = (text: string): number => Date.parse(text);
const NOW = at('2026-03-01T12:00:00Z');
const DAY = 86_400_000;
const deadAfter = { failures: 3, days: 3 };

const memory = (more: Partial<Memory> = {}): Memory => ({ url: 'https://a.example/', kind: 'ok', cause: 'answers', checked: NOW, okSince: NOW, lastOk: NOW, failures: 0, ...more });
const historyOf = (...memories: readonly Memory[]): History => new Map(memories.map((one) => [one.url, one]));
const target = (url: string, ...fragments: readonly string[]) => ({ url, host: new URL(url).host, fragments: new Set(fragments) });

describe('the file', () => {
  const history = historyOf(
    memory({ url: 'https://b.example/x#y', lastOk: NOW - DAY }),
    memory({ url: 'https://a.example/', kind: 'moved', cause: 'moved', to: 'https://a.example/b' }),
    { url: 'https://a.example/Z', kind: 'dead', cause: 'gone', checked: NOW, failures: 2, failingSince: NOW - 3 * DAY },
  );
  const text = writeHistory(history);

  test('has a line for each address, sorted, and is read back as it was', () => {
    expect(text).toMatchInlineSnapshot(`
      "# blog links 1: address, verdict, why, asked, answers since, answered last, fails since, times, leads to
      https://a.example/	moved	moved	2026-03-01T12:00Z	2026-03-01T12:00Z	2026-03-01T12:00Z	-	0	https://a.example/b
      https://a.example/Z	dead	gone	2026-03-01T12:00Z	-	-	2026-02-26T12:00Z	2	-
      https://b.example/x#y	ok	answers	2026-03-01T12:00Z	2026-03-01T12:00Z	2026-02-28T12:00Z	-	0	-
      "
    `);
    expect(readHistory(text, 'x')).toEqual({ history: new Map([...history].sort(([a], [b]) => (a < b ? -1 : 1))), repairs: [] });
  });

  test.each<readonly [string, string, number, string]>([
    ['a torn line', text.slice(0, -20), 2, 'A line of `x` could not be read; what it said will be asked again.'],
    ['lines that hands wrote', `${text}hello\nhttps://c.example/ ok\n`, 3, '2 lines of `x` could not be read; what they said will be asked again.'],
    ['a day that is none', text.replace('2026-02-26T12:00Z', 'last week'), 2, 'A line of `x` could not be read; what it said will be asked again.'],
    ['an address that is none', text.replace('https://b.example/x', 'javascript:x'), 2, 'A line of `x` could not be read; what it said will be asked again.'],
    ['a conflict of git', `<<<<<<< HEAD\n${text}=======\n${text}>>>>>>> other\n`, 3, '`x` held both sides of a git conflict; of each address the later word counts.'],
  ])('survives %s', (_, damaged, left, said) => {
    const { history: read, repairs } = readHistory(damaged, 'x');
    expect([read.size, repairs]).toEqual([left, [said]]);
  });

  test('with the line ends of Windows, a BOM, no head, nothing at all', () => {
    expect(readHistory(`\ufeff${text.replaceAll('\n', '\r\n')}`, 'x')).toEqual({ history: readHistory(text, 'x').history, repairs: [] });
    expect(readHistory(text.slice(text.indexOf('\n')), 'x').history.size).toBe(3);
    expect(readHistory('', 'x')).toEqual({ history: new Map(), repairs: [] });
  });

  test('of a later version is left alone', () => expect(() => readHistory('# blog links 2\n', 'x')).toThrow('`x` was written by a later version of blog.'));
});

describe('joining', () => {
  test('is the same in any order, in any grouping, and twice', () => {
    const random = randomFrom(3);
    const made = (): History => historyOf(...Array.from({ length: 6 }, () => {
      const checked = NOW + Math.floor(random() * 4) * 60_000;
      const kind = random() < 0.5 ? 'ok' as const : 'dead' as const;
      return memory({
        url: `https://a.example/${Math.floor(random() * 5)}`, kind, cause: kind === 'ok' ? 'answers' : 'gone', checked, failures: kind === 'ok' ? 0 : 1 + Math.floor(random() * 3), lastOk: NOW + Math.floor(random() * 3) * 60_000,
      });
    }));
    for (let time = 0; time < 300; time++) {
      const [a, b, c] = [made(), made(), made()];
      const all = writeHistory(mergeHistories(a, b, c));
      expect(writeHistory(mergeHistories(c, b, a))).toBe(all);
      expect(writeHistory(mergeHistories(a, mergeHistories(c, b)))).toBe(all);
      expect(writeHistory(mergeHistories(mergeHistories(a, b, c), b))).toBe(all);
    }
  });
});

describe('trust', () => {
  const trusted = (one: Partial<Memory>, ...fragments: readonly string[]): boolean => isTrusted(target('https://a.example/', ...fragments), historyOf(memory(one)), NOW);
  test.each<readonly [string, Partial<Memory>, boolean]>([
    ['what answered an hour ago', { checked: NOW - DAY / 24 }, true],
    ['what answered two days ago, for the first time', { checked: NOW - 2 * DAY, okSince: NOW - 2 * DAY }, false],
    ['what answered two days ago, for a month', { checked: NOW - 2 * DAY, okSince: NOW - 32 * DAY }, true],
    ['what answered 20 days ago, for years', { checked: NOW - 20 * DAY, okSince: NOW - 1_000 * DAY }, true],
    ['what answered 40 days ago, for years', { checked: NOW - 40 * DAY, okSince: NOW - 1_000 * DAY }, false],
    ['what will answer tomorrow', { checked: NOW + DAY }, false],
    ['what was dead', { kind: 'dead', cause: 'gone' }, false],
    ['what nobody knows', { kind: 'unknown', cause: 'timeout' }, false],
    ['what moved', { kind: 'moved', cause: 'moved' }, false],
  ])('%s', (_, one, is) => expect(trusted(one)).toBe(is));

  test('a place on it that was never found is looked for', () => {
    expect(trusted({}, 'x')).toBe(false);
    expect(isTrusted(target('https://a.example/', 'x'), historyOf(memory(), memory({ url: 'https://a.example/#x' })), NOW)).toBe(true);
  });

  test('does not end for all on the same day', () => {
    const links = Array.from({ length: 200 }, (_, index) => memory({ url: `https://a.example/${index}`, checked: NOW - 10 * DAY, okSince: NOW - 30 * DAY }));
    const left = links.filter((one) => isTrusted(target(one.url), historyOf(one), NOW)).length;
    expect(left).toBeGreaterThan(60);
    expect(left).toBeLessThan(140);
  });
});

describe('learning', () => {
  const dead: Verdict = { kind: 'dead', cause: 'gone', status: 404 };
  const ok: Verdict = { kind: 'ok', cause: 'answers' };
  const unknown: Verdict = { kind: 'unknown', cause: 'timeout' };

  /** What is said of one address after each look: hours after the first, and what it answered. */
  function story(...looks: readonly (readonly [hours: number, verdict: Verdict])[]): readonly string[] {
    let before: Memory | undefined;
    return looks.map(([hours, said]) => {
      const { memory: now, verdict } = learn(before, said, { url: 'https://a.example/', now: NOW + hours * 3_600_000, deadAfter });
      before = now;
      return `${verdict.kind}${verdict.fresh ? ' fresh' : ''}${verdict.since === undefined ? '' : ` since ${(verdict.since - NOW) / 3_600_000}`}`;
    });
  }

  test('what never answered is dead at once', () => expect(story([0, dead], [1, dead])).toEqual(['dead', 'dead since 0']));
  test('what answered before must be gone three times and three days', () =>
    expect(story([0, ok], [24, dead], [48, dead], [72, dead], [96, dead])).toEqual(['ok', 'dead fresh', 'dead fresh since 24', 'dead fresh since 24', 'dead since 24']));
  test('looks within an hour are one', () => expect(story([0, ok], [24, dead], [24.5, dead], [24.9, dead], [120, dead])).toEqual(['ok', 'dead fresh', 'dead fresh since 24', 'dead fresh since 24', 'dead fresh since 24']));
  test('an answer in between begins anew', () => expect(story([0, ok], [24, dead], [48, ok], [72, dead], [200, dead])).toEqual(['ok', 'dead fresh', 'ok', 'dead fresh', 'dead fresh since 72']));
  test('trouble in between speaks neither for it nor against it', () => expect(story([0, ok], [24, dead], [48, dead], [72, unknown], [120, dead])).toEqual(['ok', 'dead fresh', 'dead fresh since 24', 'unknown', 'dead since 24']));
});

test('what the blog has not linked to for long is forgotten', () => {
  const history = historyOf(memory({ url: 'https://a.example/old', checked: NOW - 100 * DAY }), memory({ url: 'https://a.example/#x', checked: NOW - 100 * DAY }), memory({ url: 'https://a.example/new' }));
  expect([...withoutForgotten(history, (url) => url === 'https://a.example/', NOW).keys()]).toEqual(['https://a.example/#x', 'https://a.example/new']);
});

function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}
