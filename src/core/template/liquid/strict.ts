/**
 * Why LiquidJS refuses an expression that Ruby's Liquid reads somehow: `{{ {a: 1} }}`, `{{ }}`, `{{ "a" + "b" }}`.
 * `undefined` where it takes it. `filters`: what may come after a bar.
 */
export function refusal(markup: string, filters: boolean): string | undefined {
  const scan = { text: markup, at: 0 };
  if (take(scan, /\s*(?:\||$)/y)) return 'it is empty';
  while (!take(scan, /\s*$/y)) {
    if (take(scan, /\s*\|/y)) return filters ? filterRefusal(scan) : 'there can be no filter here';
    if (take(scan, /\s*(?:[!=]=|[<>]=?)/y) || take(scan, /\s*(?:contains|and|or|not)(?=\s)/y)) continue;
    if (!takeOperand(scan)) return `\`${shown(scan)}\` is no value`;
  }
  return undefined;
}

/** Whether there is more in it than a value and its filters, which is not followed: an operator, a letter escaped in a text. */
export const isIntricate = (markup: string): boolean =>
  markup.includes('\\') || /[=<>]|\s(?:and|or|contains|not)\s/.test(markup.replace(/"[^"]*"|'[^']*'/g, '').split('|', 1)[0] ?? '');

interface Scan { readonly text: string; at: number }

function take(scan: Scan, pattern: RegExp): boolean {
  pattern.lastIndex = scan.at;
  const found = pattern.test(scan.text);
  if (found) scan.at = pattern.lastIndex;
  return found;
}

const shown = ({ text, at }: Scan): string => text.slice(at, at + 30).trim();

/** Every step is short or ends the reading: linear in any text. */
function takeOperand(scan: Scan): boolean {
  take(scan, /\s*/y);
  if (take(scan, /"(?:[^"\\]|\\[^])*"/y) || take(scan, /'(?:[^'\\]|\\[^])*'/y)) return true;
  if (take(scan, /\([^()]{1,200}\.\.[^()]{1,200}\)/y)) return true;
  let any = take(scan, /-?[\w?\u0080-\uffff-]+/y);
  for (let steps = 0; steps < 100 && (take(scan, /\s*\.[\w?\u0080-\uffff-]+/y) || take(scan, /\s*\[[^\]]{1,200}\]/y)); steps += 1) any = true;
  return any;
}

function filterRefusal(scan: Scan): string | undefined {
  do {
    if (!take(scan, /\s*[\w-]+/y)) return `\`${shown(scan)}\` is no filter`;
    if (!take(scan, /\s*:/y)) continue;
    do {
      take(scan, /\s*[\w-]+\s*:(?!:)/y);
      if (take(scan, /\s*(?=\||$)/y)) break;
      if (!takeOperand(scan)) return `\`${shown(scan)}\` is no value`;
    } while (take(scan, /\s*,/y));
  } while (take(scan, /\s*\|/y));
  return take(scan, /\s*$/y) ? undefined : `\`${shown(scan)}\` is not understood`;
}
