import type { HeadChange } from '../../core/markdown/front-matter-edits.ts';
import type { FilePath } from '../../core/paths.ts';
import type { Site } from '../../core/site/site.ts';
import { BlogError } from '../../core/system.ts';
import { valueAt } from '../head-keys.ts';
import { dateShapeOf } from '../date-shape.ts';
import { civilOf, type When } from '../when.ts';

/** The day of a moment on a zone's calendar: `2026-03-01`. */
export function dayOf({ at }: When, zone: string): string {
  const { year, month, day } = civilOf(at, zone);
  return [String(year).padStart(4, '0'), ...[month, day].map((part) => String(part).padStart(2, '0'))].join('-');
}

/**
 * Dates a post anew in its front matter, as the date there is written. A day without a time leaves the time of day; a
 * post whose name says its day needs nothing more. `undefined` where nothing is to be changed.
 */
export function dateChange(when: When, { site, file, name, zone }: { readonly site: Site; readonly file: FilePath; readonly name: string; readonly zone: string }): HeadChange | undefined {
  const { dateKey, formatDate } = site.conventions.newPost;
  const written = valueAt(site.documents.get(file)?.frontMatter.data ?? {}, dateKey, site.conventions.newPost);
  if (written === undefined || written === null) {
    const isNamed = /^\d{4}-\d{1,2}-\d{1,2}-/.test(name);
    if (!isNamed && site.documents.get(file)?.frontMatter.format === 'none') throw new BlogError(`\`${file}\` has no date to change: neither in its name nor in a front matter.`);
    return isNamed && !when.hasTime ? undefined : { kind: 'set', key: dateKey, value: formatDate(when.at, zone), literal: true };
  }
  const text = String(written);
  const onlyDay = when.hasTime ? undefined : withDay(text, dayOf(when, zone));
  const value = onlyDay ?? dateShapeOf(text)?.(when.at, zone) ?? formatDate(when.at, zone);
  return value === text ? undefined : { kind: 'set', key: dateKey, value, literal: true };
}

/** `2026-03-01` into `2024/05/04 10:00`: `2026/03/01 10:00`. */
function withDay(written: string, day: string): string | undefined {
  const [old, between = '-'] = /^\d{4}([-/.])\d{1,2}\1\d{1,2}(?!\d)/.exec(written) ?? [];
  return old === undefined ? undefined : day.replaceAll('-', between) + written.slice(old.length);
}
