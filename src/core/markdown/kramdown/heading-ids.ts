import { UNKNOWN } from '../../text/derived.ts';
import type { HeadingIds } from '../heading-ids.ts';

/** How kramdown makes ids. Jekyll's input is GFM, where they come from the heading's text in any script. */
export function kramdownHeadingIds({ input, prefix = '', fromText = false, transliterated = false }: {
  readonly input: 'GFM' | 'kramdown';
  readonly prefix?: string;
  /** With `auto_id_stripping` plain kramdown, too, makes them from the text without its marks. */
  readonly fromText?: boolean;
  /** Other scripts are spelled in ASCII, by tables that are not known here. */
  readonly transliterated?: boolean;
}): HeadingIds {
  const isGfm = input === 'GFM';
  return {
    begin() {
      const counts = new Map<string, number>();
      return (heading) => {
        if (heading.explicit !== undefined) return heading.explicit;
        const base = isGfm ? gfmId(heading.text) : plainId(fromText ? heading.text : heading.raw, transliterated);
        return (prefix + counted(base, counts)) || undefined;
      };
    },
  };
}

/** Duplicates are counted by their text alone: `Foo`, `Foo`, `Foo-1` become `foo`, `foo-1`, `foo-1`. */
function counted(base: string, counts: Map<string, number>): string {
  const count = counts.get(base) ?? 0;
  counts.set(base, count + 1);
  return count > 0 ? `${base}-${count}` : base;
}

/** Ruby's `downcase` knows no final sigma. */
const lowerCase = (text: string): string => text.replaceAll('Σ', 'σ').toLowerCase();

const gfmId = (text: string): string =>
  (/^[\w \t-]*$/.test(text) ? text.toLowerCase().replace(/[ \t]/g, '-') : anyGfmId(text));

const anyGfmId = (text: string): string =>
  lowerCase(text).replace(/[^\p{Alphabetic}\p{M}\p{Nd}\p{Pc}\- \t\uFDD0-\uFDD2]/gu, '').replace(/[ \t]/g, '-');

function plainId(text: string, transliterated: boolean): string {
  const spelled = transliterated ? text.replace(/[^\0-\x7f\uFDD0-\uFDD2]+/g, UNKNOWN) : text;
  const id = spelled.replace(/^[^a-zA-Z\uFDD0-\uFDD2]+/, '').replace(/[^a-zA-Z0-9 \-\uFDD0-\uFDD2]/g, '');
  return id.replaceAll(' ', '-').toLowerCase() || 'section';
}
