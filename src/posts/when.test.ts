import { describe, expect, test } from 'vitest';
import { dateShapeOf } from './date-shape.ts';
import { civilOf, momentOf, readWhen } from './when.ts';

// A Friday.
const now = Date.parse('2026-03-06T08:30:15Z');
const read = (text: string, zone = 'UTC') => {
  const when = readWhen(text, { now, zone });
  return when && new Date(when.at).toISOString().replace('.000', '');
};

describe('readWhen', () => {
  test.each([
    ['2026-01-02', '2026-01-02T00:00:00Z'],
    ['2026-1-2', '2026-01-02T00:00:00Z'],
    ['2026-01-02 10:00', '2026-01-02T10:00:00Z'],
    ['2026-01-02T10:00:30', '2026-01-02T10:00:30Z'],
    ['2026-01-02 10:00 +0530', '2026-01-02T04:30:00Z'],
    ['2026-01-02T10:00:00.123-05:00', '2026-01-02T15:00:00Z'],
    ['2026-01-02T10:00Z', '2026-01-02T10:00:00Z'],
    ['now', '2026-03-06T08:30:15Z'],
    ['Today', '2026-03-06T08:30:15Z'],
    ['today 18:00', '2026-03-06T18:00:00Z'],
    ['18:00', '2026-03-06T18:00:00Z'],
    ['tomorrow', '2026-03-07T00:00:00Z'],
    ['tomorrow 9:00', '2026-03-07T09:00:00Z'],
    ['tomorrow at 9am', '2026-03-07T09:00:00Z'],
    ['tomorrow 12:30 am', '2026-03-07T00:30:00Z'],
    ['yesterday', '2026-03-05T00:00:00Z'],
    ['friday', '2026-03-13T00:00:00Z'],
    ['sat', '2026-03-07T00:00:00Z'],
    ['next friday 9:00', '2026-03-13T09:00:00Z'],
    ['in 3 days', '2026-03-09T00:00:00Z'],
    ['in 1 week at 10:00', '2026-03-13T10:00:00Z'],
    ['thursday 7:15pm', '2026-03-12T19:15:00Z'],
    ['+3d', '2026-03-09T00:00:00Z'],
    ['-1d', '2026-03-05T00:00:00Z'],
    ['+2w 10:00', '2026-03-20T10:00:00Z'],
    ['+26d', '2026-04-01T00:00:00Z'],
  ])('%s', (text, expected) => expect(read(text)).toBe(expected));

  test.each(['', 'soon', '2026', '2026-13-01', '2026-02-30', '2026-02-30 10:00', '2026-01-02 25:00', '10:75', '13pm', '0am', 'to', 'fr', '+d', '2026-01-02x', 'next', 'next week', 'in days', 'in 3 dayses'])(
    '%j is no date', (text) => expect(read(text)).toBeUndefined(),
  );

  test('means the clocks where the author is', () => {
    expect(read('2026-07-01 10:00', 'Europe/Berlin')).toBe('2026-07-01T08:00:00Z');
    expect(read('tomorrow', 'Pacific/Auckland')).toBe('2026-03-06T11:00:00Z');
    expect(read('2026-07-01 10:00', 'America/St_Johns')).toBe('2026-07-01T12:30:00Z');
  });
});

test.each([
  ['2026-03-29 02:30', 'Europe/Berlin', '2026-03-29T01:30:00.000Z'],
  ['2026-10-25 02:30', 'Europe/Berlin', '2026-10-25T00:30:00.000Z'],
  ['2026-03-08 02:30', 'America/New_York', '2026-03-08T07:30:00.000Z'],
  ['2026-04-05 01:45', 'Australia/Lord_Howe', '2026-04-04T14:45:00.000Z'],
])('the clocks change: %s in %s', (text, zone, expected) => {
  expect(new Date(readWhen(text, { now, zone })?.at ?? 0).toISOString()).toBe(expected);
});

test('civilOf turns momentOf round', () => {
  for (const zone of ['UTC', 'Asia/Kathmandu', 'America/Sao_Paulo', 'Pacific/Chatham']) {
    for (let day = 0; day < 366; day += 7) {
      const at = now + day * 86_400_000;
      expect(momentOf(civilOf(at, zone), zone)).toBe(at - (at % 1000));
    }
  }
});

describe('dateShapeOf', () => {
  test.each([
    ['2020-01-31', '2026-03-06'],
    ['2020/01/31', '2026/03/06'],
    ['2020-01-31 23:15', '2026-03-06 14:00'],
    ['2020-01-31 23:15:00', '2026-03-06 14:00:15'],
    ['2020-01-31  23:15:00', '2026-03-06  14:00:15'],
    ['2020-01-31 23:15:00 -0800', '2026-03-06 14:00:15 +0530'],
    ['2020-01-31T23:15:00+01:00', '2026-03-06T14:00:15+05:30'],
    ['2020-01-31T23:15:00Z', '2026-03-06T08:30:15Z'],
    ['2020-01-31T23:15:00.123Z', '2026-03-06T08:30:15.000Z'],
    ['Jul 08 2022', 'Mar 06 2026'],
    ['July 8, 2022', 'March 6, 2026'],
  ])('%s', (text, expected) => expect(dateShapeOf(text)?.(now, 'Asia/Kolkata')).toBe(expected));

  test.each(['', '2020', 'next year', '31.01.2020'])('%j is none', (text) => expect(dateShapeOf(text)).toBeUndefined());
});
