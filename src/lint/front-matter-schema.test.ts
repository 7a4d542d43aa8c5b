import { expect, test } from 'vitest';
import { blogOf } from '../../test/helpers/blog.ts';
import { shapeProblems } from './front-matter-schema.ts';

const told = async (schema: unknown, head: string) => {
  const site = await blogOf({ 'posts/tea.md': `---\n${head}\n---\n`, 'pages/about.md': '---\nanything: goes\n---\n' });
  return [...shapeProblems(site, { name: 'post.schema.json', text: JSON.stringify(schema) })].flatMap(([file, problems]) => problems.map(({ path, message }) => `${file} ${path}: ${message}`));
};

const schema = {
  type: 'object', required: ['title'], additionalProperties: false,
  properties: {
    title: { type: 'string', maxLength: 10 }, tags: { type: 'array', items: { enum: ['sea', 'food'] } }, date: { type: 'string', format: 'date' },
    header: { type: 'object', required: ['image'] }, author: { anyOf: [{ type: 'string' }, { type: 'array' }] },
  },
};

test.each([
  ['title: A\ntags: [sea]\ndate: 2024-05-04\nauthor: Ada', []],
  ['tags: [sea]', ['posts/tea.md : `title` is missing, which the schema wants.']],
  ['title: A\ntags: sea', ['posts/tea.md tags: `tags` is not as the schema wants it: Instance type "string" is invalid. Expected "array".']],
  ['title: A\ntags: [sea, sun]', ['posts/tea.md tags.1: `tags.1` is not as the schema wants it: Instance does not match any of ["sea","food"].']],
  ['title: A\nheader: {x: 1}', ['posts/tea.md header: `header.image` is missing, which the schema wants.']],
  ['title: A\nauthor: 3', ['posts/tea.md author: `author` is not as the schema wants it: Instance does not match any subschemas.']],
  ['title: A\ndate: May', [expect.stringContaining('posts/tea.md date: `date` is not as the schema wants it: ')]],
  ['title: A\nmood: good', ['posts/tea.md mood: `mood` is no key that the schema knows.']],
])('%s', async (head, messages) => expect(await told(schema, head)).toEqual(messages));

test.each(['{', '[]', '"x"', '{"properties": {"a": {"$ref": "#/nowhere"}}}'])('%s is refused with the name of the file', async (text) => {
  const site = await blogOf({ 'posts/tea.md': '---\na: 1\n---\n' });
  expect(() => shapeProblems(site, { name: 'post.schema.json', text })).toThrow('The schema `post.schema.json` cannot be used: ');
});
