import type {
  ArrowFunctionExpression, AssignmentExpression, BlockStatement, CallExpression, Class, Expression, ForInStatement, ForOfStatement,
  ForStatement, Function as FunctionNode, Identifier, ImportDeclaration, MemberExpression, ModuleDeclaration, NewExpression,
  ObjectExpression, Pattern, PrivateIdentifier, Program, SpreadElement, Statement, Super, SwitchStatement, TryStatement,
  UnaryExpression, UpdateExpression, VariableDeclaration, WhileStatement, DoWhileStatement,
} from 'acorn';
import { binary, typeName } from './operators.ts';
import { OutOfSteps, Thrown, tooLong, touch, type Machine } from './machine.ts';
import { callMethod } from './methods.ts';
import { safePattern } from './patterns.ts';
import {
  arrayOf, asText, at, functionOf, isArray, isFunction, isObject, isUnknown, missingFrom, objectOf, truth, unknown,
  type Js, type JsFunction, type JsObject, type Unknown,
} from './values.ts';

/** Where a program finds what it did not make itself. */
export interface Surroundings {
  /** Names that are there without an import: `process`, `Object`, `Astro`. */
  readonly globals: ReadonlyMap<string, Js>;
  /** What `import ... from specifier` gives: its exports by name, `default` among them. */
  readonly imported: (specifier: string) => Js;
  /** `require(specifier)`. */
  readonly required: (specifier: string) => Js;
  /** `import.meta`. */
  readonly meta: Js;
}

/** A module that was worked out: its exports, `default` and CommonJS' `module.exports` among them. */
export interface Evaluated {
  readonly exports: JsObject;
  /** Its own names, exported or not: what a page's front matter left behind. */
  readonly names: ReadonlyMap<string, Js>;
  /** True when it could not be followed to its end. */
  readonly broken: boolean;
}

/** How much a program may take before it is given up on, in visited nodes: about a second of work. */
export const STEPS = 3_000_000;
const STEPS_A_POST = 2_000;
/** What all questions to one blog may take together. */
const IN_ALL = 40_000_000;
/** The deepest nesting of calls and expressions. */
const DEEPEST = 400;

/**
 * Works out programs from their syntax trees. This is no engine: it knows the language's values and their own methods
 * and nothing of the machine - no file, no network, no clock but `now` -, it stops after a number of steps, and what it
 * does not understand becomes unknown. So it can be shown the settings of a stranger's blog.
 */
export function createEvaluator({ now, steps = STEPS }: { readonly now: number; readonly steps?: number }): Evaluator {
  let left = steps;
  let more = 0;
  let total = IN_ALL;
  const depth = new Depth();
  const machine: Machine = {
    uncertain: 0,
    now,
    step(count = 1) {
      left -= count;
      total -= count;
      if (left < 0 || total < 0) throw new OutOfSteps();
    },
    call(callee, args, self) {
      machine.step();
      if (isFunction(callee)) {
        depth.enter();
        try { return callee.call(args, self); } finally { depth.leave(); }
      }
      if (isUnknown(callee)) return { ...callee, given: args };
      return unknown('a call of something that is no function');
    },
    unsure(action) {
      machine.uncertain++;
      try { return action(); } finally { machine.uncertain--; }
    },
  };

  return {
    machine,
    evaluate: (program, surroundings, exports) => runProgram(machine, depth, program, surroundings, exports),
    attempt(action) {
      const before = { depth: depth.now, uncertain: machine.uncertain };
      try {
        return action();
      } catch (error) {
        if (!(error instanceof OutOfSteps || error instanceof Thrown || error instanceof RangeError)) throw error;
        depth.now = before.depth;
        machine.uncertain = before.uncertain;
        return error instanceof Thrown ? unknown('the program throws') : unknown('it takes too long to work out');
      }
    },
    refill() { left = steps + more; },
    allow(posts) {
      more = posts * STEPS_A_POST;
      total = IN_ALL + posts * STEPS_A_POST * 20;
    },
  };
}

/** How deep calls and expressions are nested. */
class Depth {
  now = 0;

  enter(): void {
    if (this.now >= DEEPEST) throw new OutOfSteps();
    this.now += 1;
  }

  leave(): void {
    this.now -= 1;
  }
}

export interface Evaluator {
  readonly machine: Machine;
  /** Works through a module. `exports` may be handed in, so that a circle of imports finds what is there so far. */
  evaluate(program: Program, surroundings: Surroundings, exports?: JsObject): Evaluated;
  /** Does something with the values; what stops it becomes an unknown value. */
  attempt<T>(action: () => T): T | Unknown;
  /** Gives the next question its own number of steps. */
  refill(): void;
  /** Lets every question take longer, for a blog of so many posts. */
  allow(posts: number): void;
}

interface Variable { value: Js; readonly born: number }

interface Scope {
  readonly names: Map<string, Variable>;
  readonly outer: Scope | undefined;
  readonly born: number;
}

/** How a statement ended, when it did not just end. */
type Completion =
  | undefined
  | { readonly kind: 'return'; readonly value: Js }
  | { readonly kind: 'break' | 'continue'; readonly label: string | undefined };

interface Context {
  readonly machine: Machine;
  readonly depth: Depth;
  readonly surroundings: Surroundings;
  readonly exports: JsObject;
}

function runProgram(
  machine: Machine, depth: Depth, program: Program, surroundings: Surroundings, handedIn?: JsObject,
): Evaluated {
  const exports = handedIn ?? objectOf();
  const context: Context = { machine, depth, surroundings, exports };
  const scope: Scope = { names: new Map(), outer: undefined, born: machine.uncertain };
  const commonExports = objectOf();
  const module = objectOf([['exports', commonExports]]);
  const here: readonly (readonly [string, Js])[] = [
    ['module', module], ['exports', commonExports],
    ['require', functionOf(([name]) => (typeof name === 'string' ? surroundings.required(name) : unknown('what is required')))],
  ];
  for (const [name, value] of here) declare(scope, name, value);

  let broken = false;
  const body = program.body;
  try {
    hoist(context, scope, body.flatMap(declarationOf));
    exportHoisted(context, scope, body);
    for (const statement of body) if (statement.type === 'ImportDeclaration') bindImports(context, scope, statement);
    for (const statement of body) {
      if (runTopSafely(context, scope, statement) === 'throws') broken = true;
    }
  } catch (error) {
    if (!(error instanceof OutOfSteps || error instanceof Thrown || error instanceof RangeError)) throw error;
    broken = true;
  }
  if (broken) exports.open = true;
  const common = module.entries.get('exports');
  if (common !== commonExports || commonExports.entries.size > 0) {
    if (isObject(common)) for (const [key, value] of common.entries) exports.entries.set(key, value);
    exports.entries.set('module.exports', common);
    if (!exports.entries.has('default')) exports.entries.set('default', common);
  }
  return { exports, names: new Map([...scope.names].map(([name, { value }]) => [name, value])), broken };
}

/** A statement that throws takes the module down when it is run; here the others are still worth reading. */
function runTopSafely(context: Context, scope: Scope, statement: Statement | ModuleDeclaration): Completion | 'throws' {
  try {
    return runTop(context, scope, statement);
  } catch (error) {
    if (error instanceof Thrown) return 'throws';
    throw error;
  }
}

const declarationOf = (statement: Statement | ModuleDeclaration): readonly Statement[] => {
  switch (statement.type) {
    case 'ImportDeclaration': case 'ExportAllDeclaration': return [];
    case 'ExportDefaultDeclaration': return [];
    case 'ExportNamedDeclaration': return statement.declaration ? [statement.declaration] : [];
    default: return [statement];
  }
};

function bindImports({ surroundings }: Context, scope: Scope, { source, specifiers }: ImportDeclaration): void {
  const from = surroundings.imported(String(source.value));
  for (const specifier of specifiers) {
    const name = specifier.type === 'ImportSpecifier' ? nameOfKey(specifier.imported) : specifier.type === 'ImportDefaultSpecifier' ? 'default' : '*';
    declare(scope, specifier.local.name, name === '*' ? from : at(from, name));
  }
}

const nameOfKey = (key: Identifier | { readonly type: 'Literal'; readonly value?: unknown }): string =>
  key.type === 'Identifier' ? key.name : String(key.value);

/** Functions are there before the module runs, also for those who import it in a circle. */
function exportHoisted({ exports }: Context, scope: Scope, body: Program['body']): void {
  for (const statement of body) {
    if (statement.type !== 'ExportNamedDeclaration' || statement.declaration?.type !== 'FunctionDeclaration') continue;
    const { name } = statement.declaration.id;
    exports.entries.set(name, scope.names.get(name)?.value);
  }
}

function runTop(context: Context, scope: Scope, statement: Statement | ModuleDeclaration): Completion {
  const { exports, surroundings } = context;
  switch (statement.type) {
    case 'ImportDeclaration': return undefined;
    case 'ExportAllDeclaration': {
      const from = surroundings.imported(String(statement.source.value));
      if (statement.exported) exports.entries.set(nameOfKey(statement.exported), from);
      else if (!isObject(from)) exports.open = true;
      else for (const [key, value] of from.entries) if (key !== 'default') exports.entries.set(key, value);
      return undefined;
    }
    case 'ExportDefaultDeclaration': {
      const { declaration } = statement;
      const isFunctionNode = declaration.type === 'FunctionDeclaration';
      const value = isFunctionNode ? makeFunction(context, scope, declaration)
        : declaration.type === 'ClassDeclaration' ? makeClass(context, scope, declaration) : evaluate(context, scope, declaration);
      if (isFunctionNode && declaration.id) declare(scope, declaration.id.name, value);
      exports.entries.set('default', value);
      return undefined;
    }
    case 'ExportNamedDeclaration': {
      if (statement.declaration) {
        const completion = run(context, scope, statement.declaration);
        for (const name of namesOf(statement.declaration)) exports.entries.set(name, lookUp(context, scope, name));
        return completion;
      }
      const from = statement.source ? surroundings.imported(String(statement.source.value)) : undefined;
      for (const { local, exported } of statement.specifiers) {
        const name = nameOfKey(local);
        exports.entries.set(nameOfKey(exported), statement.source ? at(from, name) : lookUp(context, scope, name));
      }
      return undefined;
    }
    default: return run(context, scope, statement);
  }
}

function namesOf(declaration: Statement): readonly string[] {
  if (declaration.type === 'VariableDeclaration') return declaration.declarations.flatMap(({ id }) => namesIn(id));
  if (declaration.type === 'FunctionDeclaration' || declaration.type === 'ClassDeclaration') return [declaration.id.name];
  return [];
}

function namesIn(pattern: Pattern): readonly string[] {
  switch (pattern.type) {
    case 'Identifier': return [pattern.name];
    case 'ObjectPattern': return pattern.properties.flatMap((property) => namesIn(property.type === 'RestElement' ? property.argument : property.value));
    case 'ArrayPattern': return pattern.elements.flatMap((element) => (element ? namesIn(element) : []));
    case 'RestElement': return namesIn(pattern.argument);
    case 'AssignmentPattern': return namesIn(pattern.left);
    default: return [];
  }
}

// --- Names

const scopeIn = (outer: Scope, born: number): Scope => ({ names: new Map(), outer, born });

const declare = (scope: Scope, name: string, value: Js): void => {
  scope.names.set(name, { value, born: scope.born });
};

function lookUp({ surroundings }: Context, scope: Scope, name: string): Js {
  for (let current: Scope | undefined = scope; current; current = current.outer) {
    const variable = current.names.get(name);
    if (variable) return variable.value;
  }
  if (surroundings.globals.has(name)) return surroundings.globals.get(name);
  return name === 'undefined' ? undefined : unknown(`\`${name}\` is not known`);
}

function store({ machine }: Context, scope: Scope, name: string, value: Js): void {
  for (let current: Scope | undefined = scope; current; current = current.outer) {
    const variable = current.names.get(name);
    if (!variable) continue;
    variable.value = machine.uncertain > variable.born ? unknown(`\`${name}\` is set under a condition that is not known`) : value;
    return;
  }
}

/** Binds a pattern's names: `{ a, b: [c = 1], ...rest }`. */
function bind(context: Context, scope: Scope, pattern: Pattern, value: Js, assign: boolean): void {
  const { machine } = context;
  machine.step();
  switch (pattern.type) {
    case 'Identifier':
      if (assign) store(context, scope, pattern.name, value);
      else declare(scope, pattern.name, value);
      return;
    case 'AssignmentPattern':
      return bind(context, scope, pattern.left, value === undefined || (isUnknown(value) && value.mayBeUnset) ? evaluate(context, scope, pattern.right) : value, assign);
    case 'ObjectPattern': {
      const taken = new Set<string>();
      for (const property of pattern.properties) {
        if (property.type === 'RestElement') {
          bind(context, scope, property.argument, without(value, taken, machine.uncertain), assign);
          continue;
        }
        const key = property.computed ? asText(evaluate(context, scope, property.key)) : keyName(property.key);
        if (key !== undefined) taken.add(key);
        bind(context, scope, property.value, key === undefined ? unknown('a computed key') : member(context, value, key), assign);
      }
      return;
    }
    case 'ArrayPattern':
      pattern.elements.forEach((element, place) => {
        if (!element) return;
        const rest = element.type === 'RestElement';
        const part = isArray(value) && !(value.open && place >= value.items.length)
          ? (rest ? { ...arrayOf(value.items.slice(place), machine.uncertain), open: value.open } : value.items[place])
          : unknown('a part of a list');
        bind(context, scope, rest ? element.argument : element, part, assign);
      });
      return;
    case 'RestElement': return bind(context, scope, pattern.argument, value, assign);
    case 'MemberExpression': return setMember(context, scope, pattern, value);
    default: pattern satisfies never;
  }
}

function without(value: Js, taken: ReadonlySet<string>, born: number): Js {
  if (!isObject(value)) return unknown('the rest of an object');
  return { ...objectOf([...value.entries].filter(([key]) => !taken.has(key)), born), open: value.open };
}

const keyName = (key: Expression | PrivateIdentifier): string =>
  key.type === 'Identifier' || key.type === 'PrivateIdentifier' ? key.name : key.type === 'Literal' ? String(key.value) : '';

// --- Statements

/** Function declarations are known in their whole block from its start. */
function hoist(context: Context, scope: Scope, body: readonly (Statement | ModuleDeclaration)[]): void {
  for (const statement of body) {
    if (statement.type === 'FunctionDeclaration') declare(scope, statement.id.name, makeFunction(context, scope, statement));
  }
}

function runBlock(context: Context, outer: Scope, body: readonly Statement[]): Completion {
  const scope = scopeIn(outer, context.machine.uncertain);
  hoist(context, scope, body);
  return runAll(context, scope, body);
}

function runAll(context: Context, scope: Scope, body: readonly Statement[]): Completion {
  for (const [place, statement] of body.entries()) {
    const completion = run(context, scope, statement);
    if (!completion) continue;
    if (!('unsure' in completion)) return completion;
    // It may have returned here. What follows is seen all the same, for what it registers.
    context.machine.unsure(() => runAll(context, scope, body.slice(place + 1)));
    return { kind: 'return', value: unknown('it returns under a condition that is not known') };
  }
  return undefined;
}

/** A completion of which it is not known whether it came about. */
const unsureCompletion = (completion: NonNullable<Completion>): NonNullable<Completion> => Object.assign({ ...completion }, { unsure: true });

function run(context: Context, scope: Scope, statement: Statement): Completion {
  context.depth.enter();
  try { return runStatement(context, scope, statement); } finally { context.depth.leave(); }
}

function runStatement(context: Context, scope: Scope, statement: Statement): Completion {
  context.machine.step();
  switch (statement.type) {
    case 'ExpressionStatement': evaluate(context, scope, statement.expression); return undefined;
    case 'VariableDeclaration': return runDeclaration(context, scope, statement);
    case 'ReturnStatement': return { kind: 'return', value: statement.argument ? evaluate(context, scope, statement.argument) : undefined };
    case 'IfStatement': return runIf(context, scope, evaluate(context, scope, statement.test), statement.consequent, statement.alternate ?? undefined);
    case 'BlockStatement': return runBlock(context, scope, statement.body);
    case 'ForStatement': case 'WhileStatement': case 'DoWhileStatement': return runLoop(context, scope, statement);
    case 'ForOfStatement': case 'ForInStatement': return runForEach(context, scope, statement);
    case 'SwitchStatement': return runSwitch(context, scope, statement);
    case 'TryStatement': return runTry(context, scope, statement);
    case 'ThrowStatement': throw new Thrown(evaluate(context, scope, statement.argument));
    case 'BreakStatement': return { kind: 'break', label: statement.label?.name };
    case 'ContinueStatement': return { kind: 'continue', label: statement.label?.name };
    case 'LabeledStatement': {
      const completion = run(context, scope, statement.body);
      return completion?.kind === 'break' && completion.label === statement.label.name ? undefined : completion;
    }
    case 'ClassDeclaration': declare(scope, statement.id.name, makeClass(context, scope, statement)); return undefined;
    // What TypeScript adds (`interface`, `type`, `enum`) says nothing that happens; an enum's name stays unknown.
    default: return undefined;
  }
}

function runDeclaration(context: Context, scope: Scope, { declarations, kind }: VariableDeclaration): Completion {
  for (const { id, init } of declarations) {
    if (!init && kind === 'var' && id.type === 'Identifier' && scope.names.has(id.name)) continue;
    bind(context, scope, id, init ? evaluate(context, scope, init) : undefined, false);
  }
  return undefined;
}

function runIf(context: Context, scope: Scope, test: Js, consequent: Statement, alternate: Statement | undefined): Completion {
  const holds = truth(test);
  if (holds === true) return run(context, scope, consequent);
  if (holds === false) return alternate ? run(context, scope, alternate) : undefined;
  const first = perhaps(context, () => run(context, scope, consequent));
  const second = alternate ? perhaps(context, () => run(context, scope, alternate)) : undefined;
  // A branch that throws is one in which there is no site.
  if (first === 'throws') return second === 'throws' ? undefined : second;
  if (second === 'throws') return first;
  const completion = first ?? second;
  return completion && unsureCompletion(completion);
}

function perhaps(context: Context, action: () => Completion): Completion | 'throws' {
  try {
    return context.machine.unsure(action);
  } catch (error) {
    if (error instanceof Thrown) return 'throws';
    throw error;
  }
}

function runLoop(context: Context, outer: Scope, loop: ForStatement | WhileStatement | DoWhileStatement): Completion {
  const scope = scopeIn(outer, context.machine.uncertain);
  if (loop.type === 'ForStatement' && loop.init) {
    if (loop.init.type === 'VariableDeclaration') runDeclaration(context, scope, loop.init);
    else evaluate(context, scope, loop.init);
  }
  for (let first = true; ; first = false) {
    context.machine.step();
    const tested = loop.test && !(first && loop.type === 'DoWhileStatement') ? truth(evaluate(context, scope, loop.test)) : true;
    if (tested === false) return undefined;
    if (tested === undefined) {
      context.machine.unsure(() => run(context, scope, loop.body));
      return undefined;
    }
    const completion = run(context, scopeIn(scope, context.machine.uncertain), loop.body);
    if (completion && 'unsure' in completion) return completion.kind === 'return' ? completion : undefined;
    if (completion?.kind === 'break') return completion.label ? completion : undefined;
    if (completion?.kind === 'return' || (completion?.kind === 'continue' && completion.label)) return completion;
    if (loop.type === 'ForStatement' && loop.update) evaluate(context, scope, loop.update);
  }
}

function runForEach(context: Context, outer: Scope, loop: ForOfStatement | ForInStatement): Completion {
  const { machine } = context;
  const over = evaluate(context, outer, loop.right);
  const { items, open } = loop.type === 'ForOfStatement' ? iterated(over) : keysOf(over);
  const once = (item: Js): Completion => {
    machine.step();
    const scope = scopeIn(outer, machine.uncertain);
    if (loop.left.type === 'VariableDeclaration') {
      const declared = loop.left.declarations[0];
      if (declared) bind(context, scope, declared.id, item, false);
    } else {
      bind(context, scope, loop.left, item, true);
    }
    return run(context, scope, loop.body);
  };
  for (const item of items) {
    const completion = once(item);
    if (completion && 'unsure' in completion && completion.kind !== 'return') continue;
    if (completion?.kind === 'break') return completion.label ? completion : undefined;
    if (completion?.kind === 'return' || (completion?.kind === 'continue' && completion.label)) return completion;
  }
  if (open) machine.unsure(() => once(unknown('an item of a list that is not known')));
  return undefined;
}

/** What iterating a value gives: the items that are known, and whether there may be others. */
export function iterated(value: Js): { readonly items: readonly Js[]; readonly open: boolean } {
  if (typeof value === 'string') return { items: [...value], open: false };
  if (typeof value !== 'object' || value === null) return { items: [], open: false };
  switch (value.kind) {
    case 'array': return { items: [...value.items], open: value.open };
    case 'set': return { items: [...value.items], open: value.open };
    case 'map': return { items: [...value.entries].map((pair) => arrayOf(pair)), open: value.open };
    default: return { items: [], open: true };
  }
}

function keysOf(value: Js): { readonly items: readonly Js[]; readonly open: boolean } {
  if (isObject(value)) return { items: [...value.entries.keys()], open: value.open };
  if (isArray(value)) return { items: value.items.map((_, place) => String(place)), open: value.open };
  return { items: [], open: isUnknown(value) };
}

function runSwitch(context: Context, outer: Scope, { discriminant, cases }: SwitchStatement): Completion {
  const value = evaluate(context, outer, discriminant);
  const scope = scopeIn(outer, context.machine.uncertain);
  let start = -1;
  for (const [place, { test }] of cases.entries()) {
    if (!test) continue;
    const same = binary('===', value, evaluate(context, scope, test));
    if (isUnknown(same)) {
      context.machine.unsure(() => cases.forEach(({ consequent }) => runAll(context, scope, consequent)));
      return unsureCompletion({ kind: 'return', value: unknown('which case it is') });
    }
    if (same === true) { start = place; break; }
  }
  if (start < 0) start = cases.findIndex(({ test }) => !test);
  if (start < 0) return undefined;
  const completion = runAll(context, scope, cases.slice(start).flatMap(({ consequent }) => consequent));
  return completion?.kind === 'break' && !completion.label ? undefined : completion;
}

function runTry(context: Context, scope: Scope, { block, handler, finalizer }: TryStatement): Completion {
  let completion: Completion;
  try {
    completion = run(context, scope, block);
  } catch (error) {
    if (!(error instanceof Thrown)) throw error;
    if (handler) {
      const inner = scopeIn(scope, context.machine.uncertain);
      if (handler.param) bind(context, inner, handler.param, error.value, false);
      completion = run(context, inner, handler.body);
    }
  }
  return (finalizer ? run(context, scope, finalizer) : undefined) ?? completion;
}

// --- Expressions

function evaluate(context: Context, scope: Scope, node: Expression): Js {
  if (node.type === 'Literal' || node.type === 'Identifier') return evaluateNode(context, scope, node);
  context.depth.enter();
  try { return evaluateNode(context, scope, node); } finally { context.depth.leave(); }
}

function evaluateNode(context: Context, scope: Scope, node: Expression): Js {
  const { machine } = context;
  machine.step();
  switch (node.type) {
    case 'Literal': return literal(node);
    case 'Identifier': return lookUp(context, scope, node.name);
    case 'TemplateLiteral': {
      const parts = node.quasis.map(({ value }, place): Js => {
        const expression = node.expressions[place];
        const made = expression ? asText(evaluate(context, scope, expression)) : '';
        return made === undefined ? unknown('a part of a text') : (value.cooked ?? '') + made;
      });
      return parts.every((part) => typeof part === 'string') ? shortEnough(parts.join('')) : unknown('a text that is put together');
    }
    case 'ArrayExpression': return arrayExpression(context, scope, node.elements);
    case 'ObjectExpression': return objectExpression(context, scope, node);
    case 'ArrowFunctionExpression': case 'FunctionExpression': return makeFunction(context, scope, node);
    case 'MemberExpression': return memberExpression(context, scope, node);
    case 'ChainExpression': return chainExpression(context, scope, node.expression);
    case 'CallExpression': return callInChain(context, scope, node);
    case 'NewExpression': return construct(context, scope, node);
    case 'UnaryExpression': return unary(context, scope, node);
    case 'BinaryExpression':
      if (node.left.type === 'PrivateIdentifier') return unknown('a private name');
      return binary(node.operator, evaluate(context, scope, node.left), evaluate(context, scope, node.right));
    case 'LogicalExpression': {
      const left = evaluate(context, scope, node.left);
      return logical(context, node.operator, left, () => evaluate(context, scope, node.right));
    }
    case 'ConditionalExpression': {
      const holds = truth(evaluate(context, scope, node.test));
      if (holds !== undefined) return evaluate(context, scope, holds ? node.consequent : node.alternate);
      const [first, second] = [node.consequent, node.alternate].map((branch) => machine.unsure(() => evaluate(context, scope, branch)));
      return first === second ? first : eitherOf(first, second, machine.uncertain);
    }
    case 'AssignmentExpression': return assignment(context, scope, node);
    case 'UpdateExpression': return update(context, scope, node);
    case 'SequenceExpression': return node.expressions.map((expression) => evaluate(context, scope, expression)).at(-1);
    // Everything a program waits for is here already.
    case 'AwaitExpression': return evaluate(context, scope, node.argument);
    case 'ImportExpression': {
      const specifier = evaluate(context, scope, node.source);
      return typeof specifier === 'string' ? context.surroundings.imported(specifier) : unknown('what is imported');
    }
    case 'MetaProperty': return node.meta.name === 'import' ? context.surroundings.meta : unknown('new.target');
    case 'ThisExpression': return lookUp(context, scope, 'this');
    case 'TaggedTemplateExpression': return unknown('a tagged template');
    case 'ClassExpression': return makeClass(context, scope, node);
    case 'YieldExpression': return unknown('a generator');
    default: return unknown('something that cannot be read');
  }
}

/** Of two lists all that is in one of them: a list says what there is at most. */
function eitherOf(first: Js, second: Js, born: number): Js {
  if (!isArray(first) || !isArray(second)) return unknown('which of two it is');
  return { ...arrayOf([...new Set([...first.items, ...second.items])], born), open: first.open || second.open };
}

const shortEnough = (text: string): Js => (text.length > 1_000_000 ? tooLong : text);

function literal(node: Extract<Expression, { type: 'Literal' }>): Js {
  if (node.regex) {
    const regexp = safePattern(node.regex.pattern, node.regex.flags);
    return regexp ? { kind: 'pattern', regexp } : unknown('a pattern that could take for ever');
  }
  const { value } = node;
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' || value === null) return value;
  return unknown('a literal of its own kind');
}

function arrayExpression(context: Context, scope: Scope, elements: readonly (Expression | SpreadElement | null)[]): Js {
  const list = arrayOf([], context.machine.uncertain);
  for (const element of elements) {
    if (element?.type !== 'SpreadElement') {
      list.items.push(element ? evaluate(context, scope, element) : undefined);
      continue;
    }
    const { items, open } = iterated(evaluate(context, scope, element.argument));
    context.machine.step(items.length);
    for (const item of items) list.items.push(item);
    list.open ||= open;
  }
  return list;
}

function objectExpression(context: Context, scope: Scope, { properties }: ObjectExpression): Js {
  const object = objectOf([], context.machine.uncertain);
  for (const property of properties) {
    if (property.type === 'SpreadElement') {
      spreadInto(object, evaluate(context, scope, property.argument));
      continue;
    }
    const key = property.computed ? asText(evaluate(context, scope, property.key)) : keyName(property.key);
    if (key === undefined) object.open = true;
    else if (property.kind === 'get') object.entries.set(key, context.machine.call(evaluate(context, scope, property.value), [], object));
    else object.entries.set(key, evaluate(context, scope, property.value));
  }
  return object;
}

function spreadInto(object: JsObject, value: Js): void {
  if (value === undefined || value === null || typeof value === 'boolean') return;
  if (!isObject(value)) { object.open = true; return; }
  // What may be set again by the unknown rest of the object that is spread is not known any more.
  if (value.open) for (const key of object.entries.keys()) object.entries.set(key, unknown(`\`${key}\` may be set again`));
  for (const [key, inner] of value.entries) object.entries.set(key, inner);
  object.open ||= value.open;
}

function makeFunction(context: Context, outer: Scope, node: FunctionNode | ArrowFunctionExpression): Js {
  if (node.generator) return unknown('a generator');
  return functionOf((args, self) => {
    context.machine.step();
    const scope = scopeIn(outer, context.machine.uncertain);
    if (node.type !== 'ArrowFunctionExpression') {
      declare(scope, 'this', self);
      declare(scope, 'arguments', arrayOf(args));
    }
    node.params.forEach((parameter, place) => {
      const rest = parameter.type === 'RestElement';
      bind(context, scope, parameter, rest ? arrayOf(args.slice(place), context.machine.uncertain) : args[place], false);
    });
    if (node.body.type !== 'BlockStatement') return evaluate(context, scope, node.body);
    const completion = runBody(context, scope, node.body);
    return completion?.kind === 'return' ? completion.value : undefined;
  });
}

function runBody(context: Context, scope: Scope, { body }: BlockStatement): Completion {
  hoist(context, scope, body);
  return runAll(context, scope, body);
}

const classes = new WeakSet<JsFunction>();

/** Whether calling a function makes an instance: `module.exports = class { data() {} }`. */
export const isClass = (value: JsFunction): boolean => classes.has(value);

/** A class as a function that makes an instance: its own methods and fields, over those of what it extends. */
function makeClass(context: Context, outer: Scope, node: Class): JsFunction {
  const scope = scopeIn(outer, context.machine.uncertain);
  const base = node.superClass ? evaluate(context, scope, node.superClass) : undefined;
  const made = functionOf((args) => {
    const inherited = isFunction(base) ? base.call(args, undefined) : undefined;
    const self = isObject(inherited) ? inherited : { ...objectOf([], context.machine.uncertain), open: base !== undefined };
    const own = scopeIn(scope, context.machine.uncertain);
    declare(own, 'this', self);
    for (const member of node.body.body) fillMember(context, own, self, member);
    const start = node.body.body.find((member) => member.type === 'MethodDefinition' && member.kind === 'constructor');
    if (start?.type === 'MethodDefinition') context.machine.call(makeFunction(context, own, start.value), args, self);
    return self;
  });
  for (const member of node.body.body) {
    if (member.type === 'MethodDefinition' && member.static) made.entries.set(keyName(member.key), makeFunction(context, scope, member.value));
    if (member.type === 'PropertyDefinition' && member.static && member.value) made.entries.set(keyName(member.key), evaluate(context, scope, member.value));
  }
  if (node.id) declare(scope, node.id.name, made);
  classes.add(made);
  return made;
}

function fillMember(context: Context, scope: Scope, self: JsObject, member: Class['body']['body'][number]): void {
  if (member.type === 'StaticBlock' || member.static || member.computed) return;
  const key = keyName(member.key);
  if (member.type === 'PropertyDefinition') self.entries.set(key, member.value ? evaluate(context, scope, member.value) : undefined);
  else if (member.kind === 'method') self.entries.set(key, makeFunction(context, scope, member.value));
  else if (member.kind === 'get') self.entries.set(key, context.machine.call(makeFunction(context, scope, member.value), [], self));
}

/** `a?.b.c` is undefined as a whole when `a` is. */
class NothingThere {}

const NOTHING_THERE = new NothingThere();

function chainExpression(context: Context, scope: Scope, expression: Expression): Js {
  try {
    return inChain(context, scope, expression);
  } catch (error) {
    if (error instanceof NothingThere) return undefined;
    throw error;
  }
}

function memberExpression(context: Context, scope: Scope, node: MemberExpression): Js {
  if (node.object.type === 'Super') return unknown('super');
  const object = inChain(context, scope, node.object);
  if (node.optional && (object === undefined || object === null)) throw NOTHING_THERE;
  const key = memberKey(context, scope, node);
  return key === undefined ? unknown('a computed key') : member(context, object, key);
}

/** Parts of one `?.` chain are read without a chain of their own, so that nothing there ends all of it. */
function inChain(context: Context, scope: Scope, node: Expression | Super): Js {
  if (node.type === 'Super') return unknown('super');
  if (node.type !== 'MemberExpression' && node.type !== 'CallExpression') return evaluate(context, scope, node);
  context.depth.enter();
  try {
    return node.type === 'MemberExpression' ? memberExpression(context, scope, node) : callInChain(context, scope, node);
  } finally {
    context.depth.leave();
  }
}

function memberKey(context: Context, scope: Scope, node: MemberExpression): string | undefined {
  if (!node.computed) return keyName(node.property);
  if (node.property.type === 'PrivateIdentifier') return undefined;
  return asText(evaluate(context, scope, node.property));
}

function member(context: Context, object: Js, key: string): Js {
  context.machine.step();
  if (isUnknown(object)) return object.from ? { ...object, why: object.why } : object;
  if (typeof object === 'string') {
    if (key === 'length') return object.length;
    return /^\d+$/.test(key) ? object[Number(key)] : methodOf(context, object, key);
  }
  if (object === undefined || object === null) throw new Thrown(`\`${key}\` of nothing`);
  if (typeof object !== 'object') return methodOf(context, object, key);
  switch (object.kind) {
    case 'object':
      return object.entries.has(key) ? object.entries.get(key) : missingFrom(object, key);
    case 'array':
      if (key === 'length') return object.open ? unknown('how long a list is') : object.items.length;
      if (!/^\d+$/.test(key)) return methodOf(context, object, key);
      return object.open && Number(key) >= object.items.length ? unknown('an item of a list') : object.items[Number(key)];
    case 'map': return key === 'size' ? (object.open ? unknown('size') : object.entries.size) : methodOf(context, object, key);
    case 'set': return key === 'size' ? (object.open ? unknown('size') : object.items.size) : methodOf(context, object, key);
    case 'function': return object.entries.has(key) ? object.entries.get(key) : methodOf(context, object, key);
    default: return methodOf(context, object, key);
  }
}

/** A method taken off its value: `const { map } = list`, `names.map(String.trim)`. */
const methodOf = ({ machine }: Context, self: Js, name: string): Js =>
  functionOf((args) => callMethod(machine, self, name, args)?.value ?? undefined);

function callInChain(context: Context, scope: Scope, node: CallExpression): Js {
  const { machine } = context;
  const { callee } = node;
  if (callee.type !== 'MemberExpression') {
    const called = inChain(context, scope, callee);
    if (node.optional && (called === undefined || called === null)) throw NOTHING_THERE;
    return machine.call(called, argumentsOf(context, scope, node));
  }
  if (callee.object.type === 'Super') return unknown('super');
  const self = inChain(context, scope, callee.object);
  if (callee.optional && (self === undefined || self === null)) throw NOTHING_THERE;
  const key = memberKey(context, scope, callee);
  const args = argumentsOf(context, scope, node);
  if (key === undefined) return unknown('a computed key');
  return callOn(context, self, key, args, node.optional);
}

function callOn(context: Context, self: Js, key: string, args: readonly Js[], isOptional: boolean): Js {
  const { machine } = context;
  const own = isObject(self) || isFunction(self) ? self.entries.get(key) : undefined;
  if (own !== undefined) return machine.call(own, args, self);
  if (isObject(self) && self.open) return unknown(`\`${key}\` may be set where it cannot be read`);
  if (self === undefined || self === null) throw new Thrown(`\`${key}\` of nothing`);
  // Everything a program waits for is here already.
  if (key === 'then' && isFunction(args[0])) return machine.call(args[0], [self]);
  if (key === 'catch' || key === 'finally') return self;
  const result = callMethod(machine, self, key, args);
  if (result) return result.value;
  if (isOptional) throw NOTHING_THERE;
  return unknown(`\`${key}\` is not known`);
}

function argumentsOf(context: Context, scope: Scope, node: CallExpression | NewExpression): readonly Js[] {
  const args: Js[] = [];
  for (const argument of node.arguments) {
    if (argument.type !== 'SpreadElement') {
      args.push(evaluate(context, scope, argument));
      continue;
    }
    const { items, open } = iterated(evaluate(context, scope, argument.argument));
    context.machine.step(items.length);
    for (const item of items) args.push(item);
    if (open) args.push(unknown('more arguments'));
  }
  return args;
}

function construct(context: Context, scope: Scope, node: NewExpression): Js {
  const args = argumentsOf(context, scope, node);
  const { machine } = context;
  const born = machine.uncertain;
  const name = node.callee.type === 'Identifier' ? node.callee.name : '';
  const [first] = args;
  switch (name) {
    case 'Date': return dateOf(args, machine.now);
    case 'Set': {
      const { items, open } = first === undefined || first === null ? { items: [], open: false } : iterated(first);
      return { kind: 'set', items: new Set(items.filter((item) => !isUnknown(item))), open: open || items.some(isUnknown), born };
    }
    case 'Map': {
      const { items, open } = first === undefined || first === null ? { items: [], open: false } : iterated(first);
      const pairs = items.flatMap((item) => (isArray(item) && !isUnknown(item.items[0]) ? [[item.items[0], item.items[1]] as const] : []));
      return { kind: 'map', entries: new Map(pairs), open: open || pairs.length < items.length, born };
    }
    case 'Array': return typeof first === 'number' ? (first > 100_000 ? tooLong : arrayOf(Array.from({ length: Math.max(0, first) }, () => undefined), born)) : arrayOf(args, born);
    case 'Object': return isObject(first) ? first : objectOf([], born);
    case 'RegExp': {
      const regexp = typeof first === 'string' ? safePattern(first, typeof args[1] === 'string' ? args[1] : '') : undefined;
      return regexp ? { kind: 'pattern', regexp } : unknown('a pattern that is made');
    }
    case 'Error': case 'TypeError': case 'RangeError': return objectOf([['message', first]], born);
    case 'Promise': return unknown('a promise');
    default: {
      const made = evaluate(context, scope, node.callee);
      if (isUnknown(made)) return { ...made, given: args };
      return machine.call(made, args, objectOf([], born)) ?? unknown('what a constructor makes');
    }
  }
}

/** As JavaScript reads dates in UTC, where hosts build. */
export function dateOf(args: readonly Js[], now: number): Js {
  const [first] = args;
  if (args.some(isUnknown)) return unknown('a date');
  if (args.length === 0) return { kind: 'date', at: now };
  if (args.length > 1) {
    const [year, month, ...rest] = args.map((arg) => (typeof arg === 'number' ? arg : NaN));
    return { kind: 'date', at: Date.UTC(year ?? NaN, month ?? NaN, ...rest) };
  }
  if (typeof first === 'number') return { kind: 'date', at: first };
  if (typeof first === 'object' && first?.kind === 'date') return { kind: 'date', at: first.at };
  if (typeof first === 'string') return { kind: 'date', at: parseDate(first) };
  return { kind: 'date', at: first === null ? 0 : NaN };
}

/** `Date.parse` in a machine that runs in UTC: a text without a zone is UTC. */
export function parseDate(text: string): number {
  const zoned = /(?:Z|GMT|UTC|[+-]\d{2}:?\d{2})\s*$/i.test(text) || /^\d{4}-\d{2}-\d{2}$/.test(text.trim());
  const local = zoned ? NaN : Date.parse(`${text} UTC`);
  return Number.isNaN(local) ? Date.parse(/^\d{4}-\d{2}-\d{2}T[\d:.]+$/.test(text) ? `${text}Z` : text) : local;
}

function unary(context: Context, scope: Scope, { operator, argument }: UnaryExpression): Js {
  if (operator === 'typeof') return typeName(evaluate(context, scope, argument));
  if (operator === 'delete') return removeMember(context, scope, argument);
  const value = evaluate(context, scope, argument);
  if (operator === 'void') return undefined;
  const holds = truth(value);
  if (operator === '!') return holds === undefined ? unknown('whether it holds') : !holds;
  const number = typeof value === 'object' && value?.kind === 'date' ? value.at : typeof value === 'string' ? Number(value) : value;
  if (typeof number === 'boolean' || number === null) return operator === '-' ? -Number(number) : Number(number);
  if (typeof number !== 'number') return number === undefined ? NaN : unknown('a number');
  return operator === '-' ? -number : operator === '~' ? ~number : number;
}

function removeMember(context: Context, scope: Scope, argument: Expression): Js {
  if (argument.type !== 'MemberExpression' || argument.object.type === 'Super') return true;
  const object = evaluate(context, scope, argument.object);
  const key = memberKey(context, scope, argument);
  if (isObject(object)) {
    if (key === undefined || context.machine.uncertain > object.born) object.open = true;
    else object.entries.delete(key);
  }
  return true;
}

function logical(context: Context, operator: '||' | '&&' | '??', left: Js, right: () => Js): Js {
  if (isUnknown(left)) {
    if (left.mayBeUnset && operator !== '&&') return right();
    const other = context.machine.unsure(right);
    if (operator === '&&' && truth(other) === false) return other;
    // `unknown || true` holds in any case, and so does `unknown && false` not.
    return operator === '||' && other === true ? true : unknown(left.why);
  }
  if (operator === '??') return left === undefined || left === null ? right() : left;
  return truth(left) === (operator === '&&') ? right() : left;
}

function assignment(context: Context, scope: Scope, node: AssignmentExpression): Js {
  const { operator, left } = node;
  if (operator === '=') {
    const value = evaluate(context, scope, node.right);
    bind(context, scope, left, value, true);
    return value;
  }
  if (left.type !== 'Identifier' && left.type !== 'MemberExpression') return unknown('an assignment');
  const current = evaluate(context, scope, left);
  const short = operator.slice(0, -1);
  const value = short === '||' || short === '&&' || short === '??'
    ? logical(context, short, current, () => evaluate(context, scope, node.right))
    : binary(short, current, evaluate(context, scope, node.right));
  bind(context, scope, left, value, true);
  return value;
}

function update(context: Context, scope: Scope, { operator, prefix, argument }: UpdateExpression): Js {
  const current = evaluate(context, scope, argument);
  const value = binary(operator === '++' ? '+' : '-', current, 1);
  if (argument.type === 'Identifier' || argument.type === 'MemberExpression') bind(context, scope, argument, value, true);
  return prefix ? value : current;
}

function setMember(context: Context, scope: Scope, node: MemberExpression, value: Js): void {
  if (node.object.type === 'Super') return;
  const object = evaluate(context, scope, node.object);
  const key = memberKey(context, scope, node);
  if (isFunction(object) && key !== undefined) object.entries.set(key, value);
  if (isArray(object)) setItem(context, object, key, value);
  if (!isObject(object)) return;
  touch(context.machine, object);
  if (key === undefined) object.open = true;
  else object.entries.set(key, context.machine.uncertain > object.born ? unknown(`\`${key}\` is set under a condition that is not known`) : value);
}

function setItem({ machine }: Context, list: Extract<Js, { kind: 'array' }>, key: string | undefined, value: Js): void {
  const place = Number(key);
  touch(machine, list);
  if (key !== undefined && Number.isInteger(place) && place >= 0 && place <= list.items.length) list.items[place] = value;
  else if (key === 'length' && value === 0) list.items.length = 0;
  else list.open = true;
}
