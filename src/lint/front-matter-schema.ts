import { Validator, type OutputUnit, type Schema } from '@cfworker/json-schema';
import type { FilePath } from '../core/paths.ts';
import type { ShapeProblem } from '../core/rule.ts';
import type { Site } from '../core/site/site.ts';
import { BlogError } from '../core/system.ts';

/**
 * What a JSON Schema has against the front matter of posts, by file. The schema is interpreted, never compiled to a
 * program. Throws a `BlogError` when it is no schema.
 */
export function shapeProblems(site: Site, schema: { readonly name: string; readonly text: string }): ReadonlyMap<FilePath, readonly ShapeProblem[]> {
  const problems = new Map<FilePath, readonly ShapeProblem[]>();
  try {
    const validator = validatorFor(schema.text);
    for (const { kind, source } of site.entries) {
      const frontMatter = kind === 'post' && source !== undefined ? site.documents.get(source)?.frontMatter : undefined;
      if (source === undefined || !frontMatter || frontMatter.error) continue;
      const { valid, errors } = validator.validate(frontMatter.data);
      if (!valid) problems.set(source, causesIn(errors).map(problemOf));
    }
  } catch (cause) {
    const [first = ''] = (cause instanceof Error ? cause.message : String(cause)).split('\n');
    throw new BlogError(`The schema \`${schema.name}\` cannot be used: ${first.replace(/\.?$/, '.')}`, { cause });
  }
  return problems;
}

function validatorFor(text: string): Validator {
  const schema: unknown = JSON.parse(text.replace(/^\uFEFF/, ''));
  if (!isSchema(schema)) throw new Error('it holds no schema');
  const draft = ['2020-12', '2019-09'] as const;
  const stated = draft.find((one) => schema.$schema?.includes(one)) ?? (/draft-0[467]/.test(schema.$schema ?? '') ? '7' : '2020-12');
  return new Validator(schema, stated, false);
}

const isSchema = (value: unknown): value is Schema => typeof value === 'object' && value !== null && !Array.isArray(value);

/** A schema complains at every level: of the list, of its item, of the item's type. The innermost says why. */
function causesIn(errors: readonly OutputUnit[]): readonly OutputUnit[] {
  const choices = errors.filter(({ keyword }) => keyword === 'anyOf' || keyword === 'oneOf' || keyword === 'not');
  const isInside = ({ keywordLocation }: OutputUnit, { keywordLocation: outer }: OutputUnit): boolean => keywordLocation.startsWith(`${outer}/`);
  return errors.filter((error) => !choices.some((choice) => isInside(error, choice)) && !OUTER.has(error.keyword) || choices.includes(error));
}

const OUTER: ReadonlySet<string> = new Set(['properties', 'patternProperties', 'items', 'prefixItems', 'contains', '$ref', '$dynamicRef', 'allOf', 'if', 'then', 'else', 'dependentSchemas', 'propertyNames', 'additionalProperties', 'unevaluatedProperties']);

const pathOf = ({ instanceLocation }: OutputUnit): string =>
  instanceLocation.replace(/^#\/?/, '').split('/').map((part) => decodeURIComponent(part).replaceAll('~1', '/').replaceAll('~0', '~')).join('.');

function problemOf(error: OutputUnit): ShapeProblem {
  const path = pathOf(error);
  const missing = error.keyword === 'required' ? /required property "(.+)"/.exec(error.error)?.[1] : undefined;
  if (missing !== undefined) return { path, message: `\`${path === '' ? missing : `${path}.${missing}`}\` is missing, which the schema wants.` };
  if (error.keyword === 'false') return { path, message: `\`${path}\` is no key that the schema knows.` };
  return { path, message: `${path === '' ? 'The front matter' : `\`${path}\``} is not as the schema wants it: ${error.error}` };
}
