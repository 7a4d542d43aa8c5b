/**
 * Percent-encodes what CommonMark's renderers encode in a destination: what is no part of an address. An encoded
 * character stays as it is, and so do the marks for what is not known yet.
 */
export const percentEncode = (url: string): string =>
  (mustEncode.test(url) ? url.replace(everyToEncode, (char) => encodeURIComponent(char.toWellFormed())) : url);

const mustEncode = /%(?![\da-f]{2})|[^\w;/?:@&=+$,\-.!~*'()#%\ufdd0-\ufdd2]/iu;
const everyToEncode = new RegExp(mustEncode, 'giu');
