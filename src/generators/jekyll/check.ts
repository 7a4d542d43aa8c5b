import { withoutExtension } from '../../core/paths.ts';
import type { Document, DocumentProblem, Value } from '../../core/site/document.ts';
import { nearest } from '../../core/text/nearest.ts';
import type { Range } from '../../core/text/range.ts';
import { toCivil, pad } from './dates.ts';
import type { LayoutTexts } from './layouts.ts';
import { isDated } from './made-by.ts';
import { postName } from './posts.ts';
import type { Settings } from './settings.ts';
import type { Source } from './sources.ts';
import { at } from './values.ts';

/** A head, and what it is the head of. */
export interface Head extends Pick<Document, 'path' | 'frontMatter'> {
  readonly source: Source;
  /** Of a post, where it has one: milliseconds since the epoch. */
  readonly date: number | undefined;
}

/** What Jekyll takes without a word, and hardly anyone means: said as warnings. */
export function checkHead({ layouts, theme }: LayoutTexts, settings: Settings): (head: Head) => readonly DocumentProblem[] {
  const names = [...layouts.keys()].map(withoutExtension);
  // Without layouts of its own the blog has a theme's, whatever the settings say.
  const knowsLayouts = theme === undefined && names.length > 0;
  const known = new Set([...names, ...(settings.version.pages ? ['default'] : [])]);

  return (head) => {
    if (head.frontMatter.error) return [];
    return [...(knowsLayouts ? missingLayout(head, known) : []), ...otherDate(head, settings), ...wrongTypes(head)];
  };
}

function missingLayout(head: Head, known: ReadonlySet<string>): readonly DocumentProblem[] {
  const layout = at(head.frontMatter.data, 'layout');
  if (typeof layout !== 'string' || layout === '' || layout === 'none' || layout === 'nil' || layout === 'null' || known.has(layout)) return [];
  const near = nearest(layout, known);
  return [problem(head, 'layout', `There is no layout \`${layout}\` in \`_layouts\`: the page is published without one.`,
    near === undefined ? undefined : `Did you mean \`layout: ${near}\`?`)];
}

/** A day of difference is what time zones make; more is a slip. Where no address shows the day, nobody else sees it. */
function otherDate(head: Head, settings: Settings): readonly DocumentProblem[] {
  const { path, frontMatter: { data }, source, date } = head;
  if (source.kind !== 'post' || date === undefined || !Object.hasOwn(data, 'date') || !isDated(data, source, settings)) return [];
  const name = postName(path, settings.version.major);
  if (!name) return [];
  const named = Date.UTC(Number(name.year.length === 2 ? `20${name.year}` : name.year), Number(name.month) - 1, Number(name.day));
  const civil = toCivil(date, settings.zone);
  const dated = Date.UTC(civil.year, civil.month - 1, civil.day);
  if (Math.abs(dated - named) <= DAY) return [];
  const day = `${civil.year}-${pad(civil.month)}-${pad(civil.day)}`;
  return [problem(head, 'date', `The date is ${day}, and the file name says ${name.year}-${name.month}-${name.day}: Jekyll goes by the date.`,
    'If the file name is right, take the date out; if not, rename the file, so that you find it.')];
}

const DAY = 86_400_000;

function wrongTypes(head: Head): readonly DocumentProblem[] {
  const { data } = head.frontMatter;
  const published = at(data, 'published');
  return [
    ...(typeof published === 'string' && /^(?:false|no|off)$/i.test(published)
      ? [problem(head, 'published', `\`published: "${published}"\` is a text, and so the post is published.`, 'Leave out the quotes: `published: false`.')] : []),
    ...['tags', 'categories'].filter((key) => isMapping(at(data, key)))
      .map((key) => problem(head, key, `\`${key}\` is neither a list nor a text.`, `Write \`${key}: [one, two]\`.`)),
  ];
}

const isMapping = (value: Value | undefined): boolean => typeof value === 'object' && value !== null && !Array.isArray(value);

function problem({ frontMatter }: Head, key: string, message: string, help?: string): DocumentProblem {
  return { kind: 'front-matter', severity: 'warning', message, range: placeOf(frontMatter, key), ...(help !== undefined && { help }) };
}

const placeOf = ({ scalars, range }: Document['frontMatter'], key: string): Range => scalars.get(key)?.value ?? range;
