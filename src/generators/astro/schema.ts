import { dateOf } from '../javascript/evaluate.ts';
import type { Machine } from '../javascript/machine.ts';
import {
  arrayOf, asText, functionOf, isArray, isFunction, isObject, isUnknown, objectOf, truth, unknown, type Js, type JsObject,
} from '../javascript/values.ts';

/** What a collection's zod schema says of one value, as far as it can be read. */
export interface Schema {
  readonly kind:
    | 'string' | 'number' | 'boolean' | 'date' | 'array' | 'object' | 'image' | 'reference' | 'enum' | 'literal' | 'union' | 'any';
  /** May be left out. */
  readonly optional: boolean;
  /** Taken when it is left out. */
  readonly fallback?: Js;
  readonly coerced?: true;
  readonly shape?: ReadonlyMap<string, Schema>;
  readonly item?: Schema;
  readonly choices?: readonly Schema[];
  readonly values?: readonly Js[];
  /** Functions the value goes through, in order. */
  readonly then: readonly Js[];
}

const known = new WeakMap<JsObject, Schema>();

/** The schema that a value of the program stands for. */
export const schemaOf = (value: Js): Schema | undefined => (isObject(value) ? known.get(value) : undefined);

const ANY: Schema = { kind: 'any', optional: false, then: [] };

/** `z`, as the program sees it. */
export function zod(machine: Machine): Js {
  const make = (schema: Schema): Js => wrapped(machine, schema);
  const simple = (kind: Schema['kind']): Js => functionOf(() => make({ kind, optional: false, then: [] }));
  const coerced = (kind: Schema['kind']): Js => functionOf(() => make({ kind, optional: false, coerced: true, then: [] }));
  const any = functionOf(() => make({ ...ANY, optional: true }));
  const text = simple('string');

  return objectOf([
    ['string', text], ['email', text], ['url', text], ['uuid', text],
    ['number', simple('number')], ['int', simple('number')], ['boolean', simple('boolean')], ['date', simple('date')],
    ['coerce', objectOf([['date', coerced('date')], ['string', coerced('string')], ['number', coerced('number')], ['boolean', coerced('boolean')]])],
    ['iso', objectOf([['date', text], ['datetime', text]])],
    ['any', any], ['unknown', any], ['record', any], ['tuple', any], ['lazy', any], ['custom', any], ['map', any], ['function', any], ['null', any], ['undefined', any],
    ['object', functionOf(([shape]) => make(objectSchema(shape)))],
    ['strictObject', functionOf(([shape]) => make(objectSchema(shape)))],
    ['looseObject', functionOf(([shape]) => make(objectSchema(shape)))],
    ['array', functionOf(([item]) => make({ kind: 'array', optional: false, item: schemaOf(item) ?? ANY, then: [] }))],
    ['optional', functionOf(([inner]) => make({ ...(schemaOf(inner) ?? ANY), optional: true }))],
    ['enum', functionOf(([values]) => make({ kind: 'enum', optional: false, values: isArray(values) ? values.items : [], then: [] }))],
    ['nativeEnum', any],
    ['literal', functionOf(([value]) => make({ kind: 'literal', optional: false, values: [value], then: [] }))],
    ['union', functionOf(([choices]) => make(unionSchema(isArray(choices) ? choices.items : [])))],
    ['discriminatedUnion', functionOf(([, choices]) => make(unionSchema(isArray(choices) ? choices.items : [])))],
    ['preprocess', functionOf(([change, inner]) => make({ ...(schemaOf(inner) ?? ANY), then: [change] }))],
  ]);
}

/** `image()`, which a schema function is given. */
export const imageSchema = (machine: Machine): Js => functionOf(() => wrapped(machine, { kind: 'image', optional: false, then: [] }));

/** `reference('authors')` */
export const referenceSchema = (machine: Machine): Js => functionOf(() => wrapped(machine, { kind: 'reference', optional: false, then: [] }));

function objectSchema(shape: Js): Schema {
  const entries = isObject(shape) ? [...shape.entries] : [];
  return { kind: 'object', optional: false, shape: new Map(entries.map(([key, value]) => [key, schemaOf(value) ?? { ...ANY, optional: true }])), then: [] };
}

const unionSchema = (choices: readonly Js[]): Schema => {
  const schemas = choices.map((choice) => schemaOf(choice) ?? ANY);
  return { kind: 'union', optional: schemas.some(({ optional }) => optional), choices: schemas, then: [] };
};

/** Says something about the value, but changes nothing that matters here. */
const CHECKS = [
  'min', 'max', 'length', 'email', 'url', 'uuid', 'regex', 'int', 'positive', 'negative', 'nonnegative', 'nonempty', 'trim', 'toLowerCase', 'datetime', 'date',
  'refine', 'superRefine', 'describe', 'readonly', 'strict', 'passthrough', 'strip', 'brand', 'nullable', 'startsWith', 'endsWith', 'includes', 'gte', 'lte', 'gt', 'lt', 'check', 'meta', 'catchall', 'loose', 'required', 'safe', 'finite', 'multipleOf', 'gt',
];

function wrapped(machine: Machine, schema: Schema): Js {
  const again = (change: Partial<Schema>): Js => wrapped(machine, { ...schema, ...change });
  const self = objectOf([
    ...CHECKS.map((name) => [name, functionOf(() => again({}))] as const),
    ['optional', functionOf(() => again({ optional: true }))],
    ['nullish', functionOf(() => again({ optional: true }))],
    ['default', functionOf(([value]) => again({ optional: true, fallback: isFunction(value) ? machine.call(value, []) : value }))],
    ['prefault', functionOf(([value]) => again({ optional: true, fallback: value }))],
    ['catch', functionOf(([value]) => again({ optional: true, fallback: value }))],
    ['transform', functionOf(([change]) => again({ then: [...schema.then, change] }))],
    ['pipe', functionOf(([next]) => again({ then: [...schema.then, ...(schemaOf(next)?.then ?? [])] }))],
    ['or', functionOf(([other]) => wrapped(machine, unionSchema([self, other])))],
    ['and', functionOf(([other]) => again({ shape: new Map([...(schema.shape ?? []), ...(schemaOf(other)?.shape ?? [])]) }))],
    ['extend', functionOf(([shape]) => again({ shape: new Map([...(schema.shape ?? []), ...(objectSchema(shape).shape ?? [])]) }))],
    ['merge', functionOf(([other]) => again({ shape: new Map([...(schema.shape ?? []), ...(schemaOf(other)?.shape ?? [])]) }))],
    ['partial', functionOf(() => again({ shape: new Map([...(schema.shape ?? [])].map(([key, inner]) => [key, { ...inner, optional: true }])) }))],
    ['omit', functionOf(([keys]) => again({ shape: new Map([...(schema.shape ?? [])].filter(([key]) => !(isObject(keys) && keys.entries.has(key)))) }))],
    ['pick', functionOf(([keys]) => again({ shape: new Map([...(schema.shape ?? [])].filter(([key]) => isObject(keys) && keys.entries.has(key))) }))],
    ['array', functionOf(() => wrapped(machine, { kind: 'array', optional: false, item: schema, then: [] }))],
    ['shape', objectOf([...(schema.shape ?? [])].map(([key, inner]) => [key, functionOf(() => wrapped(machine, inner))] as const))],
  ]);
  known.set(self, schema);
  return self;
}

/** What the schema makes of a value: defaults put in, dates made, transforms applied. What does not fit is left as it is. */
export function parsed(machine: Machine, schema: Schema, value: Js, depth = 0): Js {
  machine.step();
  if (depth > 50) return unknown('too deep');
  const first = value === undefined ? schema.fallback : value;
  const shaped = first === undefined || first === null || isUnknown(first) ? first : converted(machine, schema, first, depth);
  return schema.then.reduce<Js>((current, change) => machine.call(change, [current]), shaped);
}

function converted(machine: Machine, schema: Schema, value: Js, depth: number): Js {
  switch (schema.kind) {
    case 'object': return isObject(value) ? objectParsed(machine, schema, value, depth) : value;
    case 'array': {
      const { item } = schema;
      return isArray(value) && item ? { ...arrayOf(value.items.map((inner) => parsed(machine, item, inner, depth + 1))), open: value.open } : value;
    }
    case 'date': return schema.coerced ? dateOf([value], machine.now) : value;
    case 'string': return schema.coerced ? asText(value) ?? unknown('a text') : value;
    case 'number': return schema.coerced && typeof value === 'string' ? Number(value) : value;
    case 'boolean': return schema.coerced ? truth(value) : value;
    case 'union': {
      const choice = schema.choices?.find((one) => accepts(one, value));
      return choice ? parsed(machine, choice, value, depth + 1) : value;
    }
    // What a component is given in its place: a picture with a size, an entry to look up.
    case 'image': return unknown('an image');
    case 'reference': return objectOf([['id', value], ['slug', value], ['collection', unknown('a collection')]]);
    case 'enum': case 'literal': case 'any': return value;
    default: return schema.kind satisfies never;
  }
}

function objectParsed(machine: Machine, { shape }: Schema, value: JsObject, depth: number): Js {
  const object = objectOf();
  object.open = value.open;
  // zod drops keys it was not told of.
  for (const [key, inner] of shape ?? []) {
    const made = parsed(machine, inner, value.entries.get(key), depth + 1);
    if (made !== undefined) object.entries.set(key, made);
  }
  return object;
}

function accepts(schema: Schema, value: Js): boolean {
  switch (schema.kind) {
    case 'string': return typeof value === 'string' || schema.coerced === true;
    case 'image': case 'reference': return typeof value === 'string';
    case 'number': return typeof value === 'number' || schema.coerced === true;
    case 'boolean': return typeof value === 'boolean' || schema.coerced === true;
    case 'date': return (typeof value === 'object' && value?.kind === 'date') || schema.coerced === true;
    case 'array': return isArray(value);
    case 'object': return isObject(value);
    case 'enum': case 'literal': return schema.values?.includes(value) ?? false;
    case 'union': return schema.choices?.some((choice) => accepts(choice, value)) ?? false;
    case 'any': return true;
    default: return schema.kind satisfies never;
  }
}
