import slugify from 'slugify';

/**
 * A title as a part of an address: `Über uns & euch` is `uber-uns-and-euch`. Writing without an alphabet stays as it
 * is, since it has no spelling: `里斯本 2026` is `里斯本-2026`. `''` where nothing is left. The one door to slugify.
 */
export const slugOf = (title: string): string =>
  slugify(title.normalize('NFC').replace(/['’]/g, '').replace(/[_–—/.:,;<>|\\"“”]+/g, ' ').replace(/[&%\p{Sc}]/gu, ' $& '), { lower: true, remove: /[^\p{L}\p{M}\p{N}\s-]/gu })
    .replace(/-{2,}/g, '-').replace(/^-|-$/g, '');

export type SlugifyOptions = Exclude<NonNullable<Parameters<typeof slugify>[1]>, string>;

/** The package as it is, for generators and blogs that use it themselves. */
export const rawSlug = (text: string, options: SlugifyOptions): string => slugify(text, options);
