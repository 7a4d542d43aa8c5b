/**
 * One spelling for tags that differ only in letter case and in what stands between words: `Next.js` and `nextjs`, `Web Design`
 * and `web-design`. `C`, `C++` and `C#` stay three, `.net` and `net` two, `3.1` and `31` too.
 */
export const sameTag = (tag: string): string =>
  tag.normalize('NFC').toLowerCase().replace(/(?<=([\p{L}\p{M}\p{N}]))[\s._-]+(?=([\p{L}\p{N}]))/gu, (between, before: string, after: string) =>
    (NUMBER.test(before) && NUMBER.test(after) ? between : ''));

const NUMBER = /\p{N}/u;
