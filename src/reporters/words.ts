import { grouped } from '../core/text/grouped.ts';

/** `1 error`, `3 errors`. */
export const counted = (count: number, one: string, more = `${one}s`): string => `${grouped(count)} ${count === 1 ? one : more}`;

/** `214 posts and 12 pages` */
export const lookedAt = ({ posts, pages }: { readonly posts: number; readonly pages: number }): string =>
  [...(posts > 0 || pages === 0 ? [counted(posts, 'post')] : []), ...(pages > 0 ? [counted(pages, 'page')] : [])].join(' and ');

const DAY = 86_400_000;

/** How long milliseconds are, in the largest unit of which there are two or more: `14 months`. */
export function spanOf(span: number): string {
  const days = Math.floor(span / DAY);
  if (days >= 2 * 365.2425) return counted(Math.floor(days / 365.2425), 'year');
  return days >= 61 ? counted(Math.floor(days / 30.437), 'month') : counted(days, 'day');
}
