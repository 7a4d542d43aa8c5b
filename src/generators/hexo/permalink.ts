/** What stands in for `:title` and the like; `undefined` is written out as Hexo writes it. */
export type PermalinkValues = Readonly<Record<string, string | undefined>>;

/** Fills the placeholders of a `permalink` or a `new_post_name`. What nothing is known of becomes `undefined`, literally. */
export const fillPermalink = (rule: string, values: PermalinkValues): string =>
  rule.replace(PLACEHOLDER, (_, name: string) => (Object.hasOwn(values, name) ? String(values[name]) : 'undefined'));

/**
 * Reads a file name backwards through `new_post_name`: with `:year-:month-:day-:title.md`, `2019-08-07-dated.md` is
 * written on 2019-08-07 and called `dated`. Both without their extension. `undefined` where the name does not fit.
 */
export function parsePermalink(rule: string, path: string): Readonly<Record<string, string>> | undefined {
  const names: string[] = [];
  const pattern = rule.replace(SPECIAL, '\\$&').replace(PLACEHOLDER, (_, name: string) => {
    names.push(name);
    return SEGMENTS[name] ?? '(.+?)';
  });
  const match = new RegExp(`^${pattern}$`).exec(path);
  return match ? Object.fromEntries(names.map((name, i) => [name, match[i + 1] ?? ''])) : undefined;
}

/** The names of the placeholders in a rule. */
export const placeholdersOf = (rule: string): readonly string[] => Array.from(rule.matchAll(PLACEHOLDER), ([, name]) => name ?? '');

/** A name may hold underscores but does not end in one: `:year_:month` are two. */
const PLACEHOLDER = /:(\w*[^_\W])/g;
const SPECIAL = /[|\\{}()[\]^$+*?.]/g;

const SEGMENTS: Readonly<Record<string, string>> = {
  year: '(\\d{4})',
  month: '(\\d{2})',
  day: '(\\d{2})',
  i_month: '(\\d{1,2})',
  i_day: '(\\d{1,2})',
  hash: '([0-9a-f]{12})',
};
