import type { TemplateValue } from '../value.ts';

/** A word of an expression. */
export type Lexeme =
  | { readonly kind: 'name'; readonly text: string }
  | { readonly kind: 'value'; readonly value: TemplateValue }
  | { readonly kind: 'sign'; readonly text: string };

/** Cuts an expression into words. `undefined` where there is something that can be none. */
export function lexemesOf(markup: string): readonly Lexeme[] | undefined {
  const lexemes: Lexeme[] = [];
  let at = 0;
  while (at < markup.length) {
    pattern.lastIndex = at;
    const found = pattern.exec(markup);
    if (!found) return undefined;
    at = pattern.lastIndex;
    const lexeme = lexemeOf(found);
    if (lexeme) lexemes.push(lexeme);
    if (lexemes.length > MOST_LEXEMES) return undefined;
  }
  return lexemes;
}

const pattern = /(\s+)|"((?:[^"\\]|\\[^])*)"|'((?:[^'\\]|\\[^])*)'|(\d+(?:\.\d+)?)|([^\s()[\]{}%*\-+~/#,:|.<>=!"'\d][^\s()[\]{}%*\-+~/#,:|.<>=!"']*)|(===|!==|==|!=|<=|>=|\/\/|\*\*|[()[\]{}%*\-+~/,:|.<>=])/y;

/** Nobody writes more, and it is evaluated by recursion. */
const MOST_LEXEMES = 5000;

function lexemeOf([, space, double, single, number, name, sign]: RegExpExecArray): Lexeme | undefined {
  if (space !== undefined) return undefined;
  const quoted = double ?? single;
  if (quoted !== undefined) return { kind: 'value', value: quoted.replace(/\\([^])/g, (_, letter: string) => escapes.get(letter) ?? letter) };
  if (number !== undefined) return { kind: 'value', value: Number(number) };
  if (name !== undefined) return { kind: 'name', text: name };
  return { kind: 'sign', text: sign ?? '' };
}

const escapes = new Map([['n', '\n'], ['t', '\t'], ['r', '\r']]);
