import { printable } from '../core/text/printable.ts';

/** For the text and the attributes of XML and HTML. What XML cannot hold is shown as `\x1b`. */
export const markupText = (text: string): string => printable(text).replace(/[\ufffe\uffff]/g, '\ufffd').replace(/[&<>"']/g, (mark) => ENTITIES[mark] ?? mark);

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

/**
 * A line of a log that is not taken for a command, whoever wrote it: GitHub Actions takes `::error` and `##[error]` at the
 * beginning of any line for one. Its first mark is shown escaped.
 */
export const notCommand = (line: string): string =>
  line.replace(/^(\s*)(?=::|##\[)(.)/, (_, space: string, mark: string) => `${space}\\x${mark.charCodeAt(0).toString(16)}`);

/** A path as the relative address it is in SARIF: each part percent-encoded. */
export const fileUri = (path: string): string => path.toWellFormed().split('/').map(encodeURIComponent).join('/');

/** Tells a sentence apart into what we say and what stands between backticks, the author's own words. */
export const spoken = (sentence: string): readonly { readonly text: string; readonly isCode: boolean }[] =>
  sentence.split(/(`[^`]*`)/).filter((part) => part !== '').map((part) =>
    (part.length > 1 && part.startsWith('`') && part.endsWith('`') ? { text: part.slice(1, -1), isCode: true } : { text: part, isCode: false }));
