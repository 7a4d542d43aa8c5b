/**
 * Makes a text from outside safe to show on a terminal and honest to read: control characters (an escape sequence
 * could repaint the screen) and marks that turn the direction of writing around show as `\x1b`, `\u202e`. Line ends
 * go too; tabs stay. https://trojansource.codes
 */
export const printable = (text: string): string => text.replace(UNPRINTABLE, escape);

const UNPRINTABLE = /[\0-\x08\x0a-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufdd0-\ufdef\ufff9-\ufffb]|\p{Surrogate}/gu;

function escape(character: string): string {
  const code = character.charCodeAt(0);
  if (code === 10) return '\\n';
  if (code === 13) return '\\r';
  return code < 0x100 ? `\\x${code.toString(16).padStart(2, '0')}` : `\\u${code.toString(16).padStart(4, '0')}`;
}
