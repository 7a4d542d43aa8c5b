import type { Parser, Program } from 'acorn';

/** Makes a syntax tree of a module, types taken off; `undefined` where the text cannot be read. */
export type ParseModule = (name: string, text: string) => Program | undefined;

/** A settings file longer than this is not read: nobody writes one. */
const LONGEST = 1_000_000;

/**
 * Loads the parser, which takes a moment, and so only for blogs whose settings are programs. The one door to acorn.
 * Acorn measures the stack and gives up on a text that is nested too deep, where a native parser takes the process
 * down with it.
 */
export async function loadParser(): Promise<ParseModule> {
  const { Parser } = await import('acorn');
  const { tsPlugin } = await import('@sveltejs/acorn-typescript');
  const Plain = Parser.extend(withRepeatedNames);
  const Typed = Parser.extend(tsPlugin(), withRepeatedNames);

  return (name, text) => {
    if (text.length > LONGEST) return undefined;
    const parsers = /\.(?:[mc]?ts|astro)$/.test(name) ? [Typed] : [Plain, Typed];
    const types = /\.cjs$/.test(name) ? (['script', 'module'] as const) : (['module', 'script'] as const);
    for (const parser of parsers) {
      for (const sourceType of types) {
        const program = attempt(() => parser.parse(text, { ...OPTIONS, sourceType }));
        if (program) return withoutTypes(program);
      }
    }
    return undefined;
  };
}

/** A name may be declared twice: bundlers take two imports of one thing for one, and so are pages built that have them. */
const withRepeatedNames = (Base: typeof Parser): typeof Parser => class extends Base {
  declareName(): void { /* Nothing is kept of it that could be there already. */ }

  checkLocalExport(): void { /* Which names are declared is not known then. */ }
};

const OPTIONS = {
  ecmaVersion: 'latest',
  allowReturnOutsideFunction: true,
  allowAwaitOutsideFunction: true,
  allowHashBang: true,
  // The TypeScript plugin needs them.
  locations: true,
} as const;

function attempt<T>(action: () => T): T | undefined {
  try { return action(); } catch { return undefined; }
}

/** What TypeScript puts around an expression, which says nothing about its value: `x as const`, `x!`, `x satisfies T`. */
const WRAPPERS = new Set([
  'TSAsExpression', 'TSSatisfiesExpression', 'TSNonNullExpression', 'TSTypeAssertion', 'TSInstantiationExpression',
  'ParenthesizedExpression',
]);

/** Takes the wrappers out of a tree, in place. */
function withoutTypes(program: Program): Program {
  const waiting: object[] = [program];
  for (let node = waiting.pop(); node; node = waiting.pop()) {
    for (const [key, value] of Object.entries(node)) {
      const plain = unwrapped(value);
      if (plain !== value) Reflect.set(node, key, plain);
      if (typeof plain === 'object' && plain !== null && key !== 'loc') waiting.push(plain);
    }
  }
  return program;
}

function unwrapped(value: unknown): unknown {
  let current = value;
  while (isWrapper(current)) current = current.expression;
  return current;
}

const isWrapper = (value: unknown): value is { readonly expression: unknown } =>
  typeof value === 'object' && value !== null && 'type' in value && 'expression' in value &&
  typeof value.type === 'string' && WRAPPERS.has(value.type);
