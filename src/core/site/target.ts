/** An address as a browser parses it: what is needed of a `URL`, which is one. */
export interface Target {
  readonly protocol: string;
  readonly host: string;
  readonly pathname: string;
  readonly search: string;
  readonly hash: string;
  /** The whole, where that is not the address as it was written. */
  readonly href?: string;
}

/** Parses an address from where it stands, or a full one. `undefined` where it is none. https://url.spec.whatwg.org/#url-parsing */
export function parseTarget(url: string, from?: string): Target | undefined {
  const plain = from === undefined ? plainFull(url) : undefined;
  if (plain) return plain;
  try { return new URL(url, from); } catch { return undefined; }
}

/**
 * The same for addresses of the forms that nearly all have - `/2020/hello/`, `../images/x.png#top`, `https://example.org/x` -
 * at a tenth of the cost, and `undefined` for any other, though it may well be one. `from` is the page, without a query.
 */
export function plainTarget(url: string, from: Target): Target | undefined {
  if (url.startsWith('https://') || url.startsWith('http://')) return plainFull(url);
  const isRooted = url.charCodeAt(0) === SLASH;
  if (url === '' || (isRooted && url.charCodeAt(1) === SLASH)) return undefined;
  const start = isRooted ? 0 : afterDots(url);
  const pathEnd = plainPathEnd(url, start);
  if (pathEnd < 0 || (!isRooted && hasColon(url, pathEnd))) return undefined;
  const pathname = isRooted ? url.slice(0, pathEnd) : relativePath(url, start, pathEnd, from.pathname);
  return withRest(url, pathEnd, from.protocol, from.host, pathname);
}

function plainFull(url: string): Target | undefined {
  if (url.startsWith('https://')) return absolute(url, 'https:', 8);
  return url.startsWith('http://') ? absolute(url, 'http:', 7) : undefined;
}

/** Then it may be a scheme that it begins with. */
function hasColon(url: string, end: number): boolean {
  const colon = url.indexOf(':');
  return colon >= 0 && colon < end;
}

const SLASH = 47;

/** The host of `https://example.org/x`, whatever is in its path; `undefined` for an address of another form. */
export function plainHost(url: string): string | undefined {
  const start = url.startsWith('https://') ? 8 : url.startsWith('http://') ? 7 : 0;
  const end = start === 0 ? -1 : hostEnd(url, start);
  return end < 0 ? undefined : url.slice(start, end);
}

/** `https://example.org/x`: a name of several parts in small letters, and a path. */
function absolute(url: string, protocol: string, start: number): Target | undefined {
  const at = hostEnd(url, start);
  const pathEnd = at < 0 ? -1 : plainPathEnd(url, at);
  return pathEnd < 0 ? undefined : withRest(url, pathEnd, protocol, url.slice(start, at), url.slice(at, pathEnd));
}

/** Where the `/` behind a plain host is; -1 where the host is not one. */
function hostEnd(url: string, start: number): number {
  let part = start;
  let parts = 0;
  let at = start;
  for (; at < url.length; at++) {
    const code = url.charCodeAt(at);
    if (code === SLASH) break;
    if (code === DOT) {
      if (at === part) return -1;
      part = at + 1;
      parts++;
    } else if (!isHostCode(code)) return -1;
  }
  // A last part of digits makes it a number, and `xn--` has to be looked into.
  const isName = at < url.length && at > part && parts > 0 && !isDigit(url.charCodeAt(part)) && !url.includes('xn--');
  return isName ? at : -1;
}

const DOT = 46;
const isDigit = (code: number): boolean => code >= 48 && code <= 57;
const isHostCode = (code: number): boolean => (code >= 97 && code <= 122) || isDigit(code) || code === 45;

function withRest(url: string, pathEnd: number, protocol: string, host: string, pathname: string): Target | undefined {
  if (pathEnd === url.length) return { protocol, host, pathname, search: '', hash: '' };
  const fragment = url.indexOf('#', pathEnd);
  const queryEnd = fragment < 0 ? url.length : fragment;
  if (!isPlain(url, pathEnd + 1, queryEnd) || !isPlain(url, queryEnd + 1, url.length)) return undefined;
  const search = queryEnd > pathEnd + 1 ? url.slice(pathEnd, queryEnd) : '';
  const hash = url.length > queryEnd + 1 ? url.slice(queryEnd) : '';
  return { protocol, host, pathname, search, hash };
}

/** Behind `./` and `../`, as often as they come. */
function afterDots(url: string): number {
  let at = 0;
  for (;;) {
    if (url.startsWith('./', at)) at += 2;
    else if (url.startsWith('../', at)) at += 3;
    else return at;
  }
}

function relativePath(url: string, start: number, pathEnd: number, from: string): string {
  if (pathEnd === 0) return from;
  let folder = from.lastIndexOf('/');
  for (let at = 0; at < start;) {
    const isUp = url.charCodeAt(at + 1) === DOT;
    if (isUp && folder > 0) folder = from.lastIndexOf('/', folder - 1);
    at += isUp ? 3 : 2;
  }
  return from.slice(0, folder + 1) + url.slice(start, pathEnd);
}

/**
 * Where a path ends: at its `?` or `#` or with the address. -1 where a parser has something to do to it: letters to
 * encode, `.` and `..` to leave out, `%2e` that stands for them.
 */
function plainPathEnd(url: string, start: number): number {
  for (let at = start; at < url.length; at++) {
    const code = url.charCodeAt(at);
    if (code === QUESTION || code === HASH) return at;
    if (code >= 128 || PLAIN[code] === 0) return -1;
    if (code === DOT && (at === start || url.charCodeAt(at - 1) === SLASH)) return -1;
    if (code === PERCENT && url.charCodeAt(at + 1) === 50 && (url.charCodeAt(at + 2) | 32) === 101) return -1;
  }
  return url.length;
}

function isPlain(url: string, start: number, end: number): boolean {
  for (let at = start; at < end; at++) {
    const code = url.charCodeAt(at);
    if (code >= 128 || (PLAIN[code] === 0 && code !== QUESTION)) return false;
  }
  return true;
}

const HASH = 35;
const PERCENT = 37;
const QUESTION = 63;

/** What stands for itself in every part of an address. */
const PLAIN = Uint8Array.from({ length: 128 }, (_, code) => (/[A-Za-z0-9\-._~!$&()*+,;=:@/%]/.test(String.fromCharCode(code)) ? 1 : 0));
