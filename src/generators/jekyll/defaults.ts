import type { Value } from '../../core/site/document.ts';
import { glob } from './glob.ts';
import { at, isData, isList, merged, type Data } from './values.ts';

/** One item of the setting `defaults`. */
export interface DefaultsRule {
  readonly path: string;
  readonly type?: string;
  readonly values: Data;
  /** The path as a pattern, where it is one. */
  readonly pattern?: (path: string) => boolean;
}

/** What a front matter default is looked up for: `_posts/2020-01-02-x.md`, `posts`. */
export interface DefaultsSubject {
  /** Relative to the source, or to the folder of the collections where they have one. */
  readonly path: string;
  /** `posts`, `pages`, a collection, or nothing for a static file. */
  readonly type: string | undefined;
}

/** Reads the setting; what is not one is left out, as Jekyll does with a warning. */
export function readDefaults(setting: Value | undefined, collectionsFolder: string): readonly DefaultsRule[] {
  if (!isList(setting)) return [];
  return setting.flatMap((item) => {
    if (!isData(item)) return [];
    const scope = at(item, 'scope');
    const values = at(item, 'values');
    if (!isData(scope) || !isData(values)) return [];
    const path = at(scope, 'path');
    const type = at(scope, 'type');
    const inside = typeof path === 'string' ? withoutFolder(path, collectionsFolder) : '';
    return [{ path: inside, values, ...(inside.includes('*') && { pattern: glob(inside, { acrossFolders: false }) }), ...(typeof type === 'string' && { type: oldTypes.get(type) ?? type }) }];
  });
}

const withoutFolder = (path: string, folder: string): string =>
  (folder !== '' && path.startsWith(`${folder}/`) ? path.slice(folder.length + 1) : path);

/** Names from before Jekyll 2. */
const oldTypes: ReadonlyMap<string, string> = new Map([['post', 'posts'], ['page', 'pages'], ['draft', 'drafts']]);

/** The defaults of one file, the more special over the more general. */
export function defaultsOf(rules: readonly DefaultsRule[], subject: DefaultsSubject, major: 3 | 4): Data {
  let result: Data = {};
  let last: DefaultsRule | undefined;
  for (const rule of rules) {
    if (!applies(rule, subject, major)) continue;
    if (last && !hasPrecedence(last, rule)) {
      result = merged(rule.values, result);
    } else {
      result = merged(result, rule.values);
      last = rule;
    }
  }
  return result;
}

const applies = (rule: DefaultsRule, { path, type }: DefaultsSubject, major: 3 | 4): boolean =>
  (rule.type === undefined || rule.type === type) && isBelow(path, rule, major);

function isBelow(path: string, { path: scope, pattern }: DefaultsRule, major: 3 | 4): boolean {
  if (scope === '') return true;
  if (pattern) return pathsTo(path).some(pattern);
  return major === 4 ? path.startsWith(scope) : path === scope || path.startsWith(`${scope}/`);
}

/** `a/b/c` as `a`, `a/b`, `a/b/c`. */
const pathsTo = (path: string): readonly string[] => {
  const parts = path.split('/');
  return parts.map((_, i) => parts.slice(0, i + 1).join('/'));
};

const hasPrecedence = (old: DefaultsRule, rule: DefaultsRule): boolean => {
  const [oldPath, path] = [withoutSlashes(old.path), withoutSlashes(rule.path)];
  if (path.length !== oldPath.length) return path.length > oldPath.length;
  return rule.type !== undefined || old.type === undefined;
};

const withoutSlashes = (path: string): string => path.replace(/^\//, '').replace(/([^/])\/$/, '$1');
