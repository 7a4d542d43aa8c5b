import { has, type HugoVersion } from './version.ts';

/** The settings that decide how names become addresses. */
export interface NameSettings {
  readonly version: HugoVersion;
  readonly disablePathToLower: boolean;
  readonly removePathAccents: boolean;
}

/**
 * The path of a content file below its content folder, without its extension, as an address. Since 0.123 every space
 * is a hyphen; before, a run of spaces was one, and none beside a hyphen.
 */
export function contentAddress(path: string, settings: NameSettings): string {
  if (!has(settings.version, 'contentTree')) return sanitized(path, settings);
  // With the case kept, Hugo starts from the file's name again, and cleans each part by itself.
  if (settings.disablePathToLower) return path.split('/').map((part) => sanitized(part, settings)).join('/');
  return literal(path, settings);
}

/** A content path as paths are compared since content is one tree: in lower case, with a hyphen for each space. */
export const pathKey = (path: string): string => lowerCase(path).replaceAll(' ', '-');

/** What Hugo calls `urlize`, undone of its percent-encoding: for slugs, titles and terms. Slashes stay. */
export function sanitized(text: string, settings: NameSettings): string {
  const folded = foldedAccents(text, settings);
  if (PLAIN.test(folded)) return lowered(folded, settings);
  let kept = '';
  let hyphenDue = false;
  for (let i = 0; i < folded.length;) {
    const letter = String.fromCodePoint(folded.codePointAt(i) ?? 0);
    if (isKept(letter, folded, i)) {
      if (hyphenDue && letter !== '-') kept += '-';
      hyphenDue = false;
      kept += letter;
    } else if (SPACE.test(letter) && kept !== '' && !kept.endsWith('-')) {
      hyphenDue = true;
    }
    i += letter.length;
  }
  return lowered(kept, settings);
}

/** The name of a tag or category in its address: as content paths go, and `urlize` drops a `#` at the end before. */
export const termAddress = (term: string, settings: NameSettings): string =>
  contentAddress(term.trim(), settings);

/** A title as `:title` has it. Escaping and unescaping again has turned `+` into a space, and `%41` into `A`. */
export function titleInPermalink(title: string, settings: NameSettings): string {
  if (!has(settings.version, 'titlesWithoutFolders')) return queryUnescaped(sanitized(title, settings).replace(/#$/, ''));
  return queryUnescaped(sanitized(title.replace(/[/\\]/g, '-'), settings).replace(/#$/, '')).trimEnd();
}

/** `%41` is `A` and `+` a space, as in a query. */
export function queryUnescaped(text: string): string {
  if (!/[%+]/.test(text)) return text;
  const spaced = text.replaceAll('+', ' ');
  try { return decodeURIComponent(spaced); } catch { return spaced; }
}

/**
 * Lower case letter by letter as Go has it: no final sigma, and a dotted capital I loses its dot.
 */
export function lowerCase(text: string): string {
  if (ASCII.test(text)) return text.toLowerCase();
  return Array.from(text, (letter) => (letter === 'İ' ? 'i' : firstOf(letter.toLowerCase()))).join('');
}

const ASCII = /^[\x00-\x7f]*$/;
const PLAIN = /^[A-Za-z0-9._+~@/-]*$/;
const SPACE = /^[\s\x85]$/u;
const KEPT = /^[\p{L}\p{M}\p{Nd}.\\/_#+~@\uFDD0-\uFDD2-]$/u;

const firstOf = (text: string): string => String.fromCodePoint(text.codePointAt(0) ?? 0);

const isKept = (letter: string, text: string, at: number): boolean =>
  KEPT.test(letter) || (letter === '%' && /^[0-9A-Fa-f]{2}$/.test(text.slice(at + 1, at + 3)));

function literal(path: string, settings: NameSettings): string {
  const folded = foldedAccents(path, settings);
  if (PLAIN.test(folded)) return lowered(folded, settings);
  let kept = '';
  for (let i = 0; i < folded.length;) {
    const letter = String.fromCodePoint(folded.codePointAt(i) ?? 0);
    if (isKept(letter, folded, i)) kept += letter;
    else if (SPACE.test(letter)) kept += '-';
    i += letter.length;
  }
  return lowered(kept, settings);
}

const lowered = (text: string, settings: NameSettings): string => (settings.disablePathToLower ? text : lowerCase(text));

const foldedAccents = (text: string, settings: NameSettings): string =>
  settings.removePathAccents ? text.normalize('NFD').replace(/\p{Mn}/gu, '').normalize('NFC') : text;
