/** Which readers are meant: 1.1 is Ruby's and old Go's, 1.2 JavaScript's and new Go's. */
export type YamlVersion = '1.1' | '1.2';

/**
 * What an unquoted scalar is. Dates, times and numbers too big to hold stay the text they are: what a generator makes
 * of a date is its own affair.
 */
export function resolvePlain(text: string, version: YamlVersion): string | number | boolean | null {
  if (text === '') return null;
  // Most scalars are words: nothing but these can begin one of the others.
  if (!/^[-+.\d~nNtTfFyYoO]/.test(text)) return text;
  return (version === '1.1' ? resolve11 : resolve12)(text);
}

// As Psych 4.0.4 reads them, but without its `12:30` that is 45000 and its `:symbol`: Jekyll's own SafeYAML has neither.
function resolve11(text: string): string | number | boolean | null {
  if (/^(?:~|null|Null|NULL)$/.test(text)) return null;
  if (/^(?:yes|true|on)$/i.test(text)) return true;
  if (/^(?:no|false|off)$/i.test(text)) return false;
  if (/^[-+]?(?:0|[1-9](?:[,_]?\d)*)$/.test(text)) return integer(text, text.replace(/[,_]/g, ''), 10);
  if (/^[-+]?0[0-7_,]+$/.test(text)) return integer(text, text.replace(/[,_]/g, ''), 8);
  if (/^[-+]?0b[01_,]+$/i.test(text)) return integer(text, text.replace(/0b|[,_]/gi, ''), 2);
  if (/^[-+]?0x[\da-f_,]+$/i.test(text)) return integer(text, text.replace(/0x|[,_]/gi, ''), 16);
  if (/^[-+]?(?:\d[\d_,]*)?\.\d*(?:e[-+]\d+)?$/i.test(text) && /\d/.test(text)) return Number(text.replace(/[,_]/g, ''));
  return special(text);
}

// As js-yaml 4 reads them.
function resolve12(text: string): string | number | boolean | null {
  if (/^(?:~|null|Null|NULL)$/.test(text)) return null;
  if (/^(?:true|True|TRUE)$/.test(text)) return true;
  if (/^(?:false|False|FALSE)$/.test(text)) return false;
  if (/^[-+]?\d+$/.test(text)) return integer(text, text, 10);
  if (/^[-+]?0o[0-7]+$/.test(text)) return integer(text, text.replace('0o', ''), 8);
  if (/^[-+]?0b[01]+$/.test(text)) return integer(text, text.replace('0b', ''), 2);
  if (/^[-+]?0x[\da-fA-F]+$/.test(text)) return integer(text, text.replace('0x', ''), 16);
  if (/^(?:[-+]?\d+(?:\.\d*)?|\.\d+)(?:[eE][-+]?\d+)?$/.test(text)) return Number(text);
  return special(text);
}

function special(text: string): string | number {
  if (/^[-+]?\.(?:inf|Inf|INF)$/.test(text)) return text.startsWith('-') ? -Infinity : Infinity;
  return /^\.(?:nan|NaN|NAN)$/.test(text) ? NaN : text;
}

function integer(text: string, digits: string, base: number): string | number {
  const value = Number.parseInt(digits, base);
  return Number.isSafeInteger(value) ? value + 0 : text;
}
