/** `1 error`, `3 errors`. */
export const counted = (count: number, one: string): string => `${count.toLocaleString('en')} ${one}${count === 1 ? '' : 's'}`;

/** `214 posts and 12 pages` */
export const lookedAt = ({ posts, pages }: { readonly posts: number; readonly pages: number }): string =>
  [...(posts > 0 || pages === 0 ? [counted(posts, 'post')] : []), ...(pages > 0 ? [counted(pages, 'page')] : [])].join(' and ');
