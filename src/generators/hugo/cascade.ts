import { globPattern } from '../../core/text/glob-pattern.ts';
import type { PageKind } from './addresses.ts';
import { cascadesOf } from './settings.ts';
import { isTree, lowerKeys, own, textAt, type Tree } from './tree.ts';

/** What a section hands down, and to which pages. */
export interface Cascade {
  readonly data: Tree;
  readonly appliesTo: (page: CascadedPage) => boolean;
}

export interface CascadedPage {
  readonly path: string;
  readonly kind: PageKind;
  readonly language: string;
}

/** Reads `cascade`: one table, or a list of tables each with its `target`. */
export function cascadesIn(value: unknown): readonly Cascade[] {
  return cascadesOf(value).map((table) => {
    const target = own(table, '_target') ?? own(table, 'target');
    const params = own(table, 'params');
    const data = { ...(isTree(params) ? lowerKeys(params, false) : {}), ...table };
    return { data, appliesTo: isTree(target) ? targetTest(lowerKeys(target, false)) : () => true };
  });
}

/** What these hand to one page; the first of a list that says something of a key is heard. */
export function cascadeFor(cascades: readonly Cascade[], page: CascadedPage): Tree {
  const applying = cascades.filter(({ appliesTo }) => appliesTo(page)).map(({ data }) => data);
  const { cascade: _, _target: __, target: ___, ...data } = Object.assign({}, ...applying.toReversed()) as Record<string, Tree[string]>;
  return data;
}

function targetTest(target: Tree): (page: CascadedPage) => boolean {
  const path = textAt(target, 'path');
  const kind = textAt(target, 'kind')?.toLowerCase();
  const language = textAt(target, 'lang')?.toLowerCase();
  const isThere = path === undefined ? () => true : globPattern(path.toLowerCase(), { dot: true });
  const isKind = kind === undefined ? () => true : globPattern(kind);
  return (page) => isThere(`/${page.path.toLowerCase()}`) && isKind(page.kind)
    && (language === undefined || language === page.language || language === '*');
}
