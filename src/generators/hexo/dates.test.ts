import { describe, expect, test } from 'vitest';
import { dateOfName, isZone, partsOf, readDate } from './dates.ts';

const utc = { host: 'UTC', author: undefined };
const iso = (at: number | undefined): string | undefined => (at === undefined ? undefined : new Date(at).toISOString());

describe('a date of front matter', () => {
  test.each([
    ['2020-03-04 23:30:00', '2020-03-04T23:30:00.000Z'],
    ['2020-03-04', '2020-03-04T00:00:00.000Z'],
    ['2020-3-4 1:02:03', '2020-03-04T01:02:03.000Z'],
    ['2020-03-04T23:30:00+09:00', '2020-03-04T14:30:00.000Z'],
    ['2020-03-04 23:30', '2020-03-04T23:30:00.000Z'],
    ['2020/03/04 23:30:00', '2020-03-04T23:30:00.000Z'],
    ['Mar 4 2020', '2020-03-04T00:00:00.000Z'],
    ['not a date', undefined],
    [1583364600000, '2020-03-04T23:30:00.000Z'],
    [null, undefined],
    [true, undefined],
  ])('%j', (value, expected) => {
    expect(iso(readDate(value, false, utc))).toBe(expected);
  });

  test('is a time on the clock of the machine that builds', () => {
    const berlin = { host: 'Europe/Berlin', author: undefined };
    expect(iso(readDate('2020-07-04 12:00:00', false, berlin))).toBe('2020-07-04T10:00:00.000Z');
    expect(iso(readDate('2020-07-04 12:00', false, berlin))).toBe('2020-07-04T10:00:00.000Z');
    expect(iso(readDate('2020-07-04T12:00:00Z', true, berlin))).toBe('2020-07-04T12:00:00.000Z');
  });

  test('moves into the author’s zone', () => {
    expect(iso(readDate('2020-03-04', false, { host: 'UTC', author: 'Asia/Tokyo' }))).toBe('2020-03-03T15:00:00.000Z');
    expect(iso(dateOfName(2020, 3, 4, { host: 'UTC', author: 'Asia/Tokyo' }))).toBe('2020-03-03T15:00:00.000Z');
  });
});

test('a moment is told on a clock', () => {
  expect(partsOf(Date.UTC(2020, 2, 4, 23, 30, 5), 'Asia/Tokyo')).toEqual({ year: 2020, month: 3, day: 5, hour: 8, minute: 30, second: 5 });
});

test('zones have names', () => {
  expect([isZone('Asia/Tokyo'), isZone('Asia/Nowhere')]).toEqual([true, false]);
});
