import { defineRule, type Sight } from '../core/rule.ts';
import type { Document, DocumentProblem } from '../core/site/document.ts';
import type { Site } from '../core/site/site.ts';

export default defineRule({
  id: 'front-matter',
  summary: 'Front matter that cannot be read, or that does not say what the generator needs.',
  severity: 'error',
  inspects: 'document',

  *check({ document, entry, site }) {
    const told = document.problems.filter(({ kind }) => kind === 'front-matter');
    yield* told.map(sightOf);
    if (document.outline?.hasTitle) return;
    const { error, range, data } = document.frontMatter;
    if (error) {
      if (told.length === 0) yield { range: { start: error.at, end: error.at }, message: `The front matter cannot be read: ${error.message}` };
      return;
    }
    if (entry?.kind !== 'post') return;
    if (document.frontMatter.format !== 'none' && !hasTitle(data) && areTitlesUsual(site)) {
      yield { range, message: 'This post has no title.', help: 'Add a line `title: …` to its front matter.', severity: 'warning' };
    }
    if (isStructure(document, 'title')) {
      yield { range: placeOf(document, 'title'), message: 'The title is not a text.', help: 'Put it in quotes: `title: "…"`.' };
    }
  },
});

const hasTitle = (data: Document['frontMatter']['data']): boolean => Object.keys(data).some((key) => key.toLowerCase() === 'title');

/** A blog may keep its titles elsewhere: in another key, in a heading. */
function areTitlesUsual(site: Site): boolean {
  let known = usual.get(site);
  if (known === undefined) {
    const posts = site.entries.flatMap(({ kind, source }) => (kind === 'post' && source ? site.documents.get(source) ?? [] : [])).filter(hasHead);
    usual.set(site, (known = posts.length < FEW || posts.filter(isTitled).length * 2 >= posts.length));
  }
  return known;
}

const hasHead = (document: Document): boolean => document.outline?.hasTitle === true || document.frontMatter.format !== 'none';
const isTitled = (document: Document): boolean => document.outline?.hasTitle === true || hasTitle(document.frontMatter.data);

/** So few posts show no habit. */
const FEW = 3;

const usual = new WeakMap<Site, boolean>();

const sightOf = ({ range, message, help, severity }: DocumentProblem): Sight =>
  ({ range, message, ...(help !== undefined && { help }), ...(severity && { severity }) });

function isStructure({ frontMatter }: Document, key: string): boolean {
  const value = frontMatter.data[key];
  return typeof value === 'object' && value !== null;
}

const placeOf = ({ frontMatter }: Document, key: string): Document['frontMatter']['range'] =>
  frontMatter.scalars.get(key)?.key ?? frontMatter.range;
