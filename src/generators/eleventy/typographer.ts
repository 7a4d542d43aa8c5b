/** What markdown-it's typographer makes of a text: quotes, dashes, dots and three signs. */
export function typographer(text: string): string {
  return quotes(text
    .replace(/\((c|r|tm)\)/gi, (_, sign: string) => SIGNS[sign.toLowerCase()] ?? '')
    .replace(/\+-/g, '±').replace(/\.{2,}/g, '…').replace(/([?!])…/g, '$1..').replace(/([?!]){4,}/g, '$1$1$1').replace(/,{2,}/g, ',')
    .replace(/(^|[^-])---(?=[^-]|$)/g, '$1—').replace(/(^|\s)--(?=\s|$)/g, '$1–').replace(/(^|[^-\s])--(?=[^-\s]|$)/g, '$1–'));
}

const SIGNS: Readonly<Record<string, string>> = { c: '©', r: '®', tm: '™' };

/** A quote opens where a word may begin after it and closes where one may end before it; an apostrophe is a closing one. */
function quotes(text: string): string {
  let open = false;
  return text.replace(/["']/g, (quote, at: number) => {
    const [before, after] = [text.charAt(at - 1), text.charAt(at + 1)];
    const mayOpen = /^(?:|\s|[([{“‘—–-])$/u.test(before) && after !== '' && !/\s/u.test(after);
    const mayClose = before !== '' && !/\s/u.test(before);
    if (quote === "'") return mayOpen && text.slice(at + 1).includes("'") ? '‘' : mayClose ? '’' : quote;
    if (!open && mayOpen && text.slice(at + 1).includes('"')) { open = true; return '“'; }
    if (open && mayClose) { open = false; return '”'; }
    return quote;
  });
}
