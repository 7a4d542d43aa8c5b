#!/usr/bin/env node
// npm run new-generator -- <id> "<Name>"
//
// Makes the folder of a new generator, its test, its page and its sample for the promises every generator keeps
// (test/generators.test.ts), and enters it in the list. What it leaves works: posts in `posts/`, a settings file
// `<id>.config.json`, addresses `/name/`. From there on it is filled in.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const top = process.env.BLOG_TOP ?? fileURLToPath(new URL('../..', import.meta.url));
const [id, name = id] = process.argv.slice(2);
if (!/^[a-z][a-z0-9]*$/.test(id ?? '')) {
  console.error('Say how it is called: npm run new-generator -- zola "Zola"');
  process.exit(2);
}

const folder = `${top}/src/generators/${id}`;
if (existsSync(folder)) {
  console.error(`src/generators/${id} is there already.`);
  process.exit(2);
}

make(`src/generators/${id}/index.ts`, `import type { Generator } from '../generator.ts';

/** ${name}: say here where its posts lie and what its settings file is called. */
export const ${id}: Generator = {
  id: '${id}',
  name: '${name}',
  recognise: async (files) =>
    (files.some((path) => path === '${id}.config.json') ? [{ root: '', why: '\`${id}.config.json\` is there', sureness: 2 }] : []),
  configure: async (input) => (await import('./configure.ts')).configure(input),
};
`);
make(`src/generators/${id}/configure.ts`, `import { asFilePath, asUrlPath, nameOf, withoutExtension, type FilePath } from '../../core/paths.ts';
import { readCommonMark } from '../../core/markdown/commonmark.ts';
import { readFrontMatter, yamlBetweenLines } from '../../core/markdown/front-matter.ts';
import { githubHeadingIds } from '../../core/markdown/github-slugs.ts';
import type { Conventions, Entry, FileRole } from '../../core/site/conventions.ts';
import type { Document } from '../../core/site/document.ts';
import { documentFrom } from '../../core/site/document-from.ts';
import { copyOf } from '../../core/text/derived.ts';
import { anyHost } from '../any-host.ts';
import type { ConfigureInput } from '../generator.ts';

/** Reads the settings - parsed, never run - and says what they mean. */
export async function configure(input: ConfigureInput): Promise<Conventions> {
  const settings: unknown = JSON.parse((await input.read(asFilePath('${id}.config.json'))) ?? '{}');
  const url = typeof settings === 'object' && settings !== null && 'url' in settings && typeof settings.url === 'string' ? settings.url : undefined;
  return {
    generator: '${name}', base: '', origins: url === undefined ? [] : [new URL(url).origin], host: anyHost, notes: [],
    roleOf, read,
    publish: ({ files, documents }) => ({ entries: files.map((path) => entryOf(path, documents.get(path))) }),
    newPost: {
      format: 'yaml', defaults: [['title', '']], draftKey: 'draft', dateKey: 'date', dateNeeded: false,
      fileFor: ({ slug }) => asFilePath(\`posts/\${slug}.md\`), formatDate: (at) => new Date(at).toISOString().slice(0, 10),
    },
    publishing: { hiding: [{ draft: true }] },
  };
}

const roleOf = (path: FilePath): FileRole => (path.endsWith('.md') ? 'post' : path.startsWith('static/') ? 'file' : 'hidden');

function read(path: FilePath, source: string): Document {
  const frontMatter = readFrontMatter(source, yamlBetweenLines);
  const derived = copyOf(source, { start: frontMatter.range.end, end: source.length });
  return documentFrom({ path, source, frontMatter, derived, markup: readCommonMark(derived.text, { headingIds: githubHeadingIds, html: 'keep' }) });
}

function entryOf(path: FilePath, document: Document | undefined): Entry {
  if (!document) {
    const output = asFilePath(path.replace(/^static\\//, ''));
    const visibility = roleOf(path) === 'file' ? { kind: 'live' as const } : { kind: 'unpublished' as const, why: 'only \`static\` is published' };
    return { kind: 'file', source: path, url: asUrlPath(output), output, visibility };
  }
  const name = withoutExtension(nameOf(path));
  return {
    kind: 'post', source: path, url: asUrlPath(\`/\${name}/\`), output: asFilePath(\`\${name}/index.html\`),
    visibility: document.frontMatter.data['draft'] === true ? { kind: 'draft' } : { kind: 'live' },
  };
}
`);
make(`src/generators/${id}/addresses.test.ts`, `import { expect, test } from 'vitest';
import { asFilePath } from '../../core/paths.ts';
import { configure } from './configure.ts';

test('a post is published under its name', async () => {
  const files = [asFilePath('posts/tea.md')];
  const conventions = await configure({ files, read: async () => undefined, around: new Map(), now: 0, zone: 'UTC', options: {} });
  const documents = new Map([[asFilePath('posts/tea.md'), conventions.read(asFilePath('posts/tea.md'), 'Tea.')]]);
  expect(conventions.publish({ files, documents, now: 0 }).entries.map(({ url }) => url)).toEqual(['/tea/']);
});
`);
make(`docs/generators/${id}.md`, `# ${name}

## What is understood

## What is unknowable, and why
`);
change('src/generators/index.ts', [
  ["import { jekyll } from './jekyll/index.ts';", `import { jekyll } from './jekyll/index.ts';\nimport { ${id} } from './${id}/index.ts';`],
  ['...knownByName', `${id}, ...knownByName`],
]);
change('test/helpers/samples.ts', [
  ['  plain: {', `  ${id}: {
    '${id}.config.json': '{ "url": "https://boats.example" }',
    'posts/boat.md': post('The boat', '/harbour/'),
    'posts/harbour.md': post('The harbour', '/harbour/'),
    'static/images/harbour.png': '',
  },
  plain: {`],
]);
console.log('\nNow: probe the real program, bring its table in as test/tables/, and make it green. `npx vitest run test/generators.test.ts` shows the promises.');

function make(path, text) {
  mkdirSync(`${top}/${path}`.replace(/\/[^/]*$/, ''), { recursive: true });
  writeFileSync(`${top}/${path}`, text, { flag: 'wx' });
  console.log(`made    ${path}`);
}

function change(path, changes) {
  let text = readFileSync(`${top}/${path}`, 'utf8');
  for (const [from, to] of changes) {
    if (!text.includes(from)) throw new Error(`${path} has no ${from}`);
    text = text.replace(from, () => to);
  }
  writeFileSync(`${top}/${path}`, text);
  console.log(`changed ${path}`);
}
