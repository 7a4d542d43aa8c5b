import { readKramdown } from '../../core/markdown/kramdown/index.ts';
import { defaultOptions, levelsOf, type KramdownOptions } from '../../core/markdown/kramdown/options.ts';
import type { MarkupReader } from '../../core/markdown/markup.ts';
import type { Settings } from './settings.ts';
import { at, isData, printed, type Data } from './values.ts';

/**
 * The dialect of Markdown that the settings ask for. What Jekyll has dropped is read by kramdown, as GitHub Pages does.
 * CommonMark's reader is loaded only where it is asked for.
 */
export async function markdownReader({ config }: Settings): Promise<MarkupReader> {
  if (/^(?:gfm|commonmark|commonmarkghpages)$/i.test(printed(at(config, 'markdown')))) return (await import('./commonmark.ts')).readAsCmark;
  const options = kramdownOptions(config);
  return (text) => readKramdown(text, options);
}

function kramdownOptions(config: Data): KramdownOptions {
  const setting = at(config, 'kramdown');
  const own = isData(setting) ? setting : {};
  const flag = (key: string, otherwise: boolean): boolean => {
    const value = at(own, key);
    return typeof value === 'boolean' ? value : otherwise;
  };
  const word = (key: string, otherwise: string): string => (at(own, key) === undefined ? otherwise : printed(at(own, key)));
  const levels = at(own, 'toc_levels');
  return {
    input: /^gfm$/i.test(word('input', 'GFM')) ? 'GFM' : 'kramdown',
    autoIds: flag('auto_ids', defaultOptions.autoIds),
    autoIdPrefix: word('auto_id_prefix', ''),
    autoIdStripping: flag('auto_id_stripping', defaultOptions.autoIdStripping),
    transliteratedHeaderIds: flag('transliterated_header_ids', false),
    footnotePrefix: word('footnote_prefix', ''),
    headerOffset: Number(word('header_offset', '0')) || 0,
    parseBlockHtml: flag('parse_block_html', defaultOptions.parseBlockHtml),
    parseSpanHtml: flag('parse_span_html', defaultOptions.parseSpanHtml),
    tocLevels: levelsOf(Array.isArray(levels) ? levels.join(',') : printed(levels)) ?? defaultOptions.tocLevels,
  };
}
