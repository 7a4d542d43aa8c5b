import type { AttributeList } from './attribute-list.ts';

/** kramdown's options, as far as they matter to links, under their names in Jekyll's settings. */
export interface KramdownOptions {
  readonly input: 'GFM' | 'kramdown';
  readonly autoIds: boolean;
  readonly autoIdPrefix: string;
  /** Ids from a heading's text instead of its source. GFM always does. */
  readonly autoIdStripping: boolean;
  /** Plain kramdown spells other scripts in ASCII for its ids. How is not known here, nor then what they are. */
  readonly transliteratedHeaderIds?: boolean;
  /** Without `paragraph_end` a paragraph ends only where plain kramdown's does. */
  readonly gfmQuirks?: readonly string[];
  readonly footnotePrefix: string;
  readonly headerOffset: number;
  readonly parseBlockHtml: boolean;
  readonly parseSpanHtml: boolean;
  /** Heading levels that `{:toc}` lists. */
  readonly tocLevels: readonly number[];
}

/** As Jekyll calls it. */
export const defaultOptions: KramdownOptions = {
  input: 'GFM',
  autoIds: true,
  autoIdPrefix: '',
  autoIdStripping: false,
  footnotePrefix: '',
  headerOffset: 0,
  parseBlockHtml: false,
  parseSpanHtml: true,
  tocLevels: [1, 2, 3, 4, 5, 6],
};

/** Whether lists, headings and the like end a paragraph without a blank line. */
export const endsParagraphsEarly = ({ input, gfmQuirks }: KramdownOptions): boolean =>
  input === 'GFM' && (gfmQuirks === undefined || gfmQuirks.includes('paragraph_end'));

/** Sets what `{::options name="value" /}` says. Unknown names change nothing. */
export function applyOptions(options: KramdownOptions, list: AttributeList): KramdownOptions {
  let result = options;
  for (const [name, { value }] of list.attributes) result = withOption(result, name, value);
  return result;
}

function withOption(options: KramdownOptions, name: string, value: string): KramdownOptions {
  switch (name) {
    case 'auto_ids': return { ...options, autoIds: isTrue(value, options.autoIds) };
    case 'auto_id_prefix': return { ...options, autoIdPrefix: value };
    case 'auto_id_stripping': return { ...options, autoIdStripping: isTrue(value, options.autoIdStripping) };
    case 'transliterated_header_ids':
      return { ...options, transliteratedHeaderIds: isTrue(value, options.transliteratedHeaderIds ?? false) };
    case 'footnote_prefix': return { ...options, footnotePrefix: value };
    case 'header_offset': return /^-?\d+$/.test(value) ? { ...options, headerOffset: Number(value) } : options;
    case 'parse_block_html': return { ...options, parseBlockHtml: isTrue(value, options.parseBlockHtml) };
    case 'parse_span_html': return { ...options, parseSpanHtml: isTrue(value, options.parseSpanHtml) };
    case 'toc_levels': return { ...options, tocLevels: levelsOf(value) ?? options.tocLevels };
    default: return options;
  }
}

function isTrue(value: string, otherwise: boolean): boolean {
  const word = value.trim().toLowerCase();
  if (word === 'true') return true;
  return word === 'false' ? false : otherwise;
}

/** `2..4` or `1,3`. */
export function levelsOf(value: string): readonly number[] | undefined {
  const span = /^(\d)\.\.(\d)$/.exec(value.trim());
  if (span) return [1, 2, 3, 4, 5, 6].filter((level) => level >= Number(span[1]) && level <= Number(span[2]));
  const levels = value.split(',').map((part) => Number(part.trim()));
  return levels.every((level) => Number.isInteger(level) && level > 0) ? levels : undefined;
}
