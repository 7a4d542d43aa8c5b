/** How many columns a terminal gives a text. Tabs and control characters must be gone. */
export function widthOf(text: string): number {
  if (isPlain(text)) return text.length;
  let width = 0;
  for (const { segment } of letters().segment(text)) width += widthOfLetter(segment);
  return width;
}

/** The letters of a text as a person counts them, with the width of each. */
export function lettersOf(text: string): readonly Letter[] {
  if (isPlain(text)) return [...text].map((letter, at) => ({ text: letter, at, width: 1 }));
  return [...letters().segment(text)].map(({ segment, index }) => ({ text: segment, at: index, width: widthOfLetter(segment) }));
}

export interface Letter {
  readonly text: string;
  /** Its offset in UTF-16 units. */
  readonly at: number;
  readonly width: number;
}

/** The text, or as much of it as fits with `…` at its end. */
export function cropped(text: string, columns: number): string {
  if (widthOf(text) <= columns) return text;
  let room = columns - 1;
  let end = 0;
  for (const letter of lettersOf(text)) {
    room -= letter.width;
    if (room < 0) break;
    end = letter.at + letter.text.length;
  }
  return columns < 1 ? '' : `${text.slice(0, end).trimEnd()}…`;
}

/** The text with spaces behind it - or in front, for numbers - up to a width. */
export const padded = (text: string, columns: number, side: 'left' | 'right' = 'left'): string => {
  const spaces = ' '.repeat(Math.max(0, columns - widthOf(text)));
  return side === 'left' ? text + spaces : spaces + text;
};

/** Made for those who need it: that takes longer than all else here. */
const letters = (): Intl.Segmenter => (segmenter ??= new Intl.Segmenter());
let segmenter: Intl.Segmenter | undefined;

const isPlain = (text: string): boolean => /^[\x20-\x7e]*$/.test(text);

function widthOfLetter(letter: string): number {
  if (EMOJI.test(letter)) return 2;
  const code = letter.codePointAt(0) ?? 0;
  if (ZERO.test(letter)) return 0;
  return isWide(code) ? 2 : 1;
}

const EMOJI = /\p{Emoji_Presentation}|\p{Emoji}\ufe0f/u;
const ZERO = /^[\p{Mn}\p{Me}\p{Cf}]+$/u;

const isWide = (code: number): boolean => code >= 0x1100 && WIDE.some(([from, to]) => code >= from && code <= to);

/** Wide and Fullwidth in https://www.unicode.org/Public/UCD/latest/ucd/EastAsianWidth.txt, less what is an emoji anyway. */
const WIDE: readonly (readonly [from: number, to: number])[] = [
  [0x4e00, 0xa4cf], [0xac00, 0xd7a3], [0x3041, 0x33ff], [0x3400, 0x4dbf], [0xff01, 0xff60], [0x2e80, 0x303e],
  [0x1100, 0x115f], [0x2329, 0x232a], [0xa960, 0xa97c], [0xf900, 0xfaff], [0xfe10, 0xfe19], [0xfe30, 0xfe6b],
  [0xffe0, 0xffe6], [0x16fe0, 0x18cff], [0x1aff0, 0x1b2fb], [0x1f200, 0x1f265], [0x20000, 0x3fffd],
];

/** The text in lines that fit, broken at spaces; a word that is too long by itself stays whole. */
export function wrapped(text: string, columns: number): readonly string[] {
  const lines: string[] = [];
  let line = '';
  let width = 0;
  for (const word of text.split(' ')) {
    const wordWidth = widthOf(word);
    if (line !== '' && width + 1 + wordWidth > columns) {
      lines.push(line);
      line = word;
      width = wordWidth;
    } else {
      line = line === '' ? word : `${line} ${word}`;
      width += wordWidth + (width === 0 ? 0 : 1);
    }
  }
  return [...lines, line];
}
