import { defineRule } from '../core/rule.ts';
import type { Document } from '../core/site/document.ts';

export default defineRule({
  id: 'front-matter',
  summary: 'Front matter that cannot be read, or that does not say what the generator needs.',
  severity: 'error',
  inspects: 'document',

  *check({ document, entry }) {
    const { error, range, data } = document.frontMatter;
    if (error) {
      yield { range: { start: error.at, end: error.at }, message: `The front matter cannot be read: ${error.message}`, help: 'Until it is mended, the generator leaves this post out or publishes it without its title, date and layout.' };
      return;
    }
    for (const problem of document.problems) {
      if (problem.kind === 'front-matter') yield { range: problem.range, message: problem.message, ...(problem.help !== undefined && { help: problem.help }), ...(problem.severity && { severity: problem.severity }) };
    }
    if (entry?.kind !== 'post') return;
    if (document.frontMatter.format !== 'none' && !('title' in data)) {
      yield { range, message: 'This post has no title.', help: 'Add a line `title: …` to its front matter.', severity: 'warning' };
    }
    if (isStructure(document, 'title')) {
      yield { range: placeOf(document, 'title'), message: 'The title is not a text.', help: 'Put it in quotes: `title: "…"`.' };
    }
  },
});

function isStructure({ frontMatter }: Document, key: string): boolean {
  const value = frontMatter.data[key];
  return typeof value === 'object' && value !== null;
}

const placeOf = ({ frontMatter }: Document, key: string): Document['frontMatter']['range'] =>
  frontMatter.scalars.get(key)?.key ?? frontMatter.range;
