import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { knownZone, offsetText, readDate, readNameDate, toCivil } from './dates.ts';

interface Row {
  readonly case: string;
  readonly config: { readonly timezone?: string };
  readonly expect: { readonly date?: string; readonly site_error?: string };
}

const rows: readonly Row[] = JSON.parse(readFileSync(new URL('../../../test/tables/jekyll-urls.json', import.meta.url), 'utf8')).rows;
const dated = rows.filter((row) => row.case.startsWith('date(tz='));

describe('readDate', () => {
  test('the table is there', () => expect(dated.length).toBeGreaterThan(90));

  test.each(dated.map((row) => [row.case, row] as const))('%s', (name, row) => {
    const written = name.slice(name.indexOf('):') + 2);
    const quoted = /^"(.*)"$/.exec(written);
    const read = readDate(quoted?.[1] ?? written, { quoted: quoted !== null, zone: row.config.timezone ?? 'UTC' });
    const expected = row.expect.date === undefined ? { kind: 'invalid' } : { kind: 'at', at: Date.parse(row.expect.date) };
    expect(read).toEqual(expected);
  });

  test.each([
    ['Wed, 04 Mar 2020 10:00:00 +0100', '2020-03-04T09:00:00Z'],
    ['2020-03-04 10:00:00 +08', '2020-03-04T02:00:00Z'],
    ['4th March 2020', '2020-03-04T00:00:00Z'],
    ['2015-1-1 8:8:8', '2015-01-01T08:08:08Z'],
    ['2015.03.04', '2015-03-04T00:00:00Z'],
  ])('%s', (text, expected) => {
    expect(readDate(text, { quoted: false, zone: 'UTC' })).toEqual({ kind: 'at', at: Date.parse(expected) });
  });

  test('leaves open what it does not know', () => {
    expect(readDate('2020年3月4日', { quoted: false, zone: 'UTC' })).toEqual({ kind: 'unknown' });
  });
});

test('a month that is none', () => expect(readNameDate('2020', '13', '45', 'UTC')).toEqual({ kind: 'invalid' }));

test('an unknown zone is UTC', () => expect([knownZone('Mars/Olympus'), knownZone('Asia/Tokyo')]).toEqual(['UTC', 'Asia/Tokyo']));

test('summer time', () => {
  const at = Date.parse('2020-07-01T12:00:00Z');
  expect([toCivil(at, 'Europe/Berlin').hour, offsetText(at, 'Europe/Berlin'), offsetText(at, 'America/St_Johns')]).toEqual([14, '+0200', '-0230']);
});
