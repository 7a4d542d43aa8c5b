import { readFrontMatter } from '../../core/markdown/front-matter.ts';
import { throughMatter } from '../../core/markdown/matter.ts';
import type { FrontMatter } from '../../core/site/document.ts';
import type { Modules } from '../javascript/modules.ts';
import { toValue } from '../javascript/values.ts';

/** `---js` holds a program, which is worked out as the settings are. */
export function readHead(source: string, modules: Modules): FrontMatter {
  const head = readFrontMatter(source, throughMatter);
  const opening = head.error && /^\uFEFF?---[ \t]*(?:js|javascript)[ \t]*\r?\n/.exec(source);
  if (!opening) return head;
  modules.evaluator.refill();
  const text = source.slice(opening[0].length, head.range.end).replace(/(?:^|\n)---[^\n]*\n?$/, '');
  const made = modules.evaluateText(text);
  if (!made) return head;
  const known = [...made].flatMap(([key, value]) => { const plain = toValue(value); return plain === undefined ? [] : [[key, plain] as const]; });
  return { format: 'none', data: Object.fromEntries(known), range: head.range, scalars: new Map() };
}
