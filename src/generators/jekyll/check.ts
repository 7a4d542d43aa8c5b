import { withoutExtension, type FilePath } from '../../core/paths.ts';
import type { Entry } from '../../core/site/conventions.ts';
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

/** What Jekyll takes without a word, and hardly anyone means: said as warnings. */
export function checkHead({ layouts, theme }: LayoutTexts, settings: Settings, sourceOf: (file: FilePath) => Source): (document: Document, entry: Entry) => readonly DocumentProblem[] {
  const names = [...layouts.keys()].map(withoutExtension);
  // Without layouts of its own the blog has a theme's, whatever the settings say.
  const knowsLayouts = theme === undefined && names.length > 0;
  const known = new Set([...names, ...(settings.version.pages ? ['default'] : [])]);

  return (document, entry) => [
    ...(knowsLayouts ? missingLayout(document, known) : []),
    ...(entry.kind === 'post' && isDated(document, sourceOf(document.path), settings) ? otherDate(document, entry, settings) : []),
    ...wrongTypes(document),
  ];
}

function missingLayout(document: Document, known: ReadonlySet<string>): readonly DocumentProblem[] {
  const layout = at(document.frontMatter.data, 'layout');
  if (typeof layout !== 'string' || layout === '' || layout === 'none' || layout === 'nil' || layout === 'null' || known.has(layout)) return [];
  const near = nearest(layout, known);
  return [problem(document, 'layout', `There is no layout \`${layout}\` in \`_layouts\`: the page is published without one.`,
    near === undefined ? undefined : `Did you mean \`layout: ${near}\`?`)];
}

/** A day of difference is what time zones make; more is a slip. Where no address shows the day, nobody else sees it. */
function otherDate(document: Document, { date }: Entry, settings: Settings): readonly DocumentProblem[] {
  const name = postName(document.path, settings.version.major);
  if (!name || date === undefined || !Object.hasOwn(document.frontMatter.data, 'date')) return [];
  const named = Date.UTC(Number(name.year.length === 2 ? `20${name.year}` : name.year), Number(name.month) - 1, Number(name.day));
  const civil = toCivil(date, settings.zone);
  const dated = Date.UTC(civil.year, civil.month - 1, civil.day);
  if (Math.abs(dated - named) <= DAY) return [];
  const day = `${civil.year}-${pad(civil.month)}-${pad(civil.day)}`;
  return [problem(document, 'date', `The date is ${day}, and the file name says ${name.year}-${name.month}-${name.day}: Jekyll goes by the date.`,
    'If the file name is right, take the date out; if not, rename the file, so that you find it.')];
}

const DAY = 86_400_000;

function wrongTypes(document: Document): readonly DocumentProblem[] {
  const { data } = document.frontMatter;
  const published = at(data, 'published');
  return [
    ...(typeof published === 'string' && /^(?:false|no|off)$/i.test(published)
      ? [problem(document, 'published', `\`published: "${published}"\` is a text, and so the post is published.`, 'Leave out the quotes: `published: false`.')] : []),
    ...['tags', 'categories'].filter((key) => isMapping(at(data, key)))
      .map((key) => problem(document, key, `\`${key}\` is neither a list nor a text.`, `Write \`${key}: [one, two]\`.`)),
  ];
}

const isMapping = (value: Value | undefined): boolean => typeof value === 'object' && value !== null && !Array.isArray(value);

function problem({ frontMatter }: Document, key: string, message: string, help?: string): DocumentProblem {
  return { kind: 'front-matter', severity: 'warning', message, range: placeOf(frontMatter, key), ...(help !== undefined && { help }) };
}

const placeOf = ({ scalars, range }: Document['frontMatter'], key: string): Range => scalars.get(key)?.value ?? range;
