import { describe, expect, test } from 'vitest';
import { dateInName, hugoDate, zoneOffset } from './dates.ts';

const day = (value: string | number): string | undefined => {
  const date = hugoDate(value);
  return date && `${date.year}/${date.month}/${date.day}`;
};

/** Each was built by Hugo 0.111 with `/:year/:month/:day/`. */
const READ = [
  '2020-01-02', '2020-01-02 03:04:05', '2020-01-02T03:04:05', '2020-01-02T03:04:05.123Z', '2020-01-02 03:04:05 +0900',
  '2020-01-02 03:04:05 +09:00', '2020-01-02 03:04:05+09:00', '2020-01-02 03:04:05+0900', '2020-01-02T03:04:05+0900',
  '2020-01-02 03:04:05 +0000 UTC', '2020-01-02 03:04:05Z', '02 Jan 2020', 'Thu, 02 Jan 2020 03:04:05 GMT',
  'Thu, 02 Jan 2020 03:04:05 +0100', '02 Jan 20 03:04 UTC', 'Thu Jan  2 03:04:05 2020', 'Thu Jan 2 03:04:05 2020',
  'Thu Jan  2 03:04:05 UTC 2020', 'Thu Jan 02 03:04:05 +0100 2020', 'Thursday, 02-Jan-20 03:04:05 UTC',
  '2020-01-02 3:04:05', '2020-01-02 03:04:05.5', '2020-01-02  03:04:05', '2020-01-02 03:04:05 -0500 EST',
  '2020-01-02T23:30:00-05:00', '2020-01-02T03:04:05.123', '2020-01-02T03:04:05.123+0100',
];

const NOT_READ = [
  '2020-01-02t03:04:05z', '2020-01-02 03:04:05 UTC', '2020-01-02T03:04:05 +0900', '2020-01-02T03:04Z', '2 Jan 2020',
  'Thu, 2 Jan 2020 03:04:05 GMT', '20200102', '1577934245', 'Jan 2, 2020', 'January 2, 2020', '2 January 2020',
  '2020-01-02T03:04:05Z00:00', '2020-01-02 03:04:05 Europe/Berlin', '2020-01-02 03:04:05 CET', '2020-01-02 03:04:05 PM',
  '2020-01-02T24:00:00Z', ' 2020-01-02 ', '2020-01-02T03:04:05-07', '2020-02-30', '2020-1-2', '2020/01/02', '2020-01',
];

describe('a date as Hugo reads it', () => {
  test.each(READ)('reads %s', (text) => expect(day(text)).toBe('2020/1/2'));
  test.each(NOT_READ)('does not read %s', (text) => expect(day(text)).toBeUndefined());
  test('takes a number for seconds', () => expect(day(20200102)).toBe('1970/8/22'));
  test('shows the day in its own zone and knows the moment', () => {
    expect(hugoDate('2020-01-02T23:30:00-05:00')).toEqual({ at: Date.UTC(2020, 0, 3, 4, 30), year: 2020, month: 1, day: 2, seconds: 84_600 });
  });
  test('takes the site\'s zone where none is written', () => {
    expect(hugoDate('2020-07-02', zoneOffset('Asia/Tokyo'))?.at).toBe(Date.UTC(2020, 6, 1, 15));
    expect(hugoDate('2020-07-02', zoneOffset('No/Where'))?.at).toBe(Date.UTC(2020, 6, 2));
  });
  test('is not slow on a hostile text', () => expect(day(`2020-01-02 ${' '.repeat(1_000_000)}`)).toBeUndefined());
});

describe('a date in a file name', () => {
  test('leaves the rest', () => expect(dateInName('2019-08-07-hello')).toMatchObject({ rest: 'hello', date: { year: 2019 } }));
  test('may be all of it', () => expect(dateInName('2019-08-07')?.rest).toBe(''));
  test('must exist', () => expect(dateInName('2019-13-07-x')).toBeUndefined());
});
