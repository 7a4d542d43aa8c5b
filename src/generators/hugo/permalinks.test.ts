import { expect, test } from 'vitest';
import { hugoDate, ZERO_DATE, type HugoDate } from './dates.ts';
import { expandPermalink } from './permalinks.ts';

const filled = (pattern: string, date: HugoDate | undefined): string | undefined =>
  expandPermalink(pattern, { title: 'T', slug: undefined, date: date ?? ZERO_DATE, sections: [], sectionSlugs: [], fileName: 't' }, { version: 111, disablePathToLower: false, removePathAccents: false });

// As 0.111 and 0.169 have them.
test.each([
  ['/:year:month:day:15:04/', '/202102031405/', '/202102030000/'],
  ['/:2006:01:02T150405/', '/20210203T140506/', '/20210203T000000/'],
  ['/:03-:05/', '/02-06/', '/12-00/'],
  ['/:3/:4-:5/', '/2/5-6/', '/12/0-0/'],
  ['/:PM/', undefined, undefined],
])('a permalink %s may have the time of day', (pattern, afternoon, midnight) => {
  expect(filled(pattern, hugoDate('2021-02-03T14:05:06-08:00'))).toBe(afternoon);
  expect(filled(pattern, hugoDate('2021-02-03'))).toBe(midnight);
});
