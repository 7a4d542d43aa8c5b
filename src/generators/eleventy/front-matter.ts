import { readFrontMatter } from '../../core/markdown/front-matter.ts';
import { throughMatter } from '../../core/markdown/matter.ts';
import type { FrontMatter } from '../../core/site/document.ts';
import type { Modules } from '../javascript/modules.ts';
import { objectOf, toValue, type Js } from '../javascript/values.ts';

/** `---js` holds a program, which is worked out as the settings are. */
export function readHead(source: string, modules: Modules): FrontMatter {
  const head = readFrontMatter(source, throughMatter);
  const made = madeByProgram(source, head, modules);
  if (!made) return head;
  const known = [...made].flatMap(([key, value]) => { const plain = toValue(value); return plain === undefined ? [] : [[key, plain] as const]; });
  return { format: 'none', data: Object.fromEntries(known), range: head.range, scalars: new Map() };
}

/** All that a head of `---js` says, its functions too; `undefined` for any other head. */
export function programHead(source: string, modules: Modules): Js {
  const made = madeByProgram(source, readFrontMatter(source, throughMatter), modules);
  return made && objectOf(made);
}

function madeByProgram(source: string, head: FrontMatter, modules: Modules): ReadonlyMap<string, Js> | undefined {
  const opening = head.error && /^\uFEFF?---[ \t]*(?:js|javascript)[ \t]*\r?\n/.exec(source);
  if (!opening) return undefined;
  modules.evaluator.refill();
  return modules.evaluateText(source.slice(opening[0].length, head.range.end).replace(/(?:^|\n)---[^\n]*\n?$/, ''));
}
