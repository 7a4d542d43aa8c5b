import type { HeadingIds, HeadingText } from '../../core/markdown/heading-ids.ts';
import { escapeXml } from './filters.ts';

/**
 * The ids that `markdown: CommonMarkGhPages` gives: made like old kramdown's, but from the heading's HTML, tags and all:
 * `` `x` & y `` is `codexcode-amp-y`. Ids that are taken count up.
 */
export const commonMarkIds: HeadingIds = {
  begin() {
    const used = new Map<string, number>();
    return (heading) => {
      const id = plainId(htmlOf(heading)) || 'section';
      const count = used.get(id);
      used.set(id, (count ?? -1) + 1);
      return count === undefined ? id : `${id}-${count + 1}`;
    };
  },
};

const plainId = (html: string): string =>
  html.replace(/^[^a-zA-Z\uFDD0]+/, '').replace(/[^a-zA-Z0-9 \-\uFDD0]/g, '').replaceAll(' ', '-').toLowerCase();

/** The heading as HTML, as far as its marks are the usual ones; of what is nested otherwise, the text. */
function htmlOf({ raw, text }: HeadingText): string {
  if (!/[`*_[\]<&~\\]/.test(raw)) return escapeXml(raw);
  if (/[\\<~]|_.*_/.test(raw) || raw.length > 1000) return escapeXml(text);
  return escapeXml(raw).replaceAll('&amp;amp;', '&amp;')
    .replace(/`([^`]+)`/g, '<code>$1</code>')
    .replace(/\*\*([^*]+)\*\*/g, '<strong>$1</strong>')
    .replace(/\*([^*]+)\*/g, '<em>$1</em>')
    .replace(/!\[([^\]]*)\]\(([^()\s]*)\)/g, '<img src="$2" alt="$1" />')
    .replace(/\[([^\]]*)\]\(([^()\s]*)\)/g, '<a href="$2">$1</a>');
}
