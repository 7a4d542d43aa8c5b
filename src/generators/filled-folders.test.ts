import { describe, expect, test } from 'vitest';
import { asFilePath } from '../core/paths.ts';
import { filledFolders } from './filled-folders.ts';

const filled = async (scripts: Readonly<Record<string, string>>, programs: Readonly<Record<string, string>>, ...paths: readonly string[]): Promise<readonly boolean[]> => {
  const texts: Readonly<Record<string, string>> = { 'package.json': JSON.stringify({ scripts }), ...programs };
  const { whyAt } = await filledFolders({ files: Object.keys(texts).map(asFilePath), read: async (path) => texts[path] });
  return paths.map((path) => whyAt(path) !== undefined);
};

describe('a folder is filled', () => {
  test.each<readonly [string, string]>([
    ['cp -r ../notes/images public/images && astro build', 'public/images'], ['rsync -a ~/Pictures/ public/images/ && astro build', 'public/images'],
    ['git clone https://example.org/posts.git src/content/posts && astro build', 'src/content/posts'], ['npx degit me/posts src/content/posts && astro build', 'src/content/posts'],
    ['mkdir -p public/maps; astro build', 'public/maps'], ['curl https://example.org/x -o public/data/x.png && astro build', 'public/data/x.png'],
  ])('by the script `%s`', async (build, folder) => {
    expect(await filled({ build }, {}, folder, `${folder}/a.png`, `${folder}s/a.png`, 'public/other/a.png')).toEqual([true, true, false, false]);
  });

  test.each<readonly [string, string, string]>([
    ['scripts/copy.sh', '#!/bin/bash\nDEST="public/images"\ncp -r "../vault/images/." "$DEST/" # all\n', 'public/images'],
    ['scripts/fetch.mjs', `import path from 'node:path';\nconst OUT = path.join(process.cwd(), 'src', 'content', 'posts');\nfor (const post of posts) await fs.writeFile(path.join(OUT, \`\${post.slug}.md\`), post.text);`, 'src/content/posts'],
    ['scripts/fetch.ts', `const root = path.resolve(__dirname, '..');\nfs.cpSync(source(), path.join(root, 'public/images'), { recursive: true });`, 'public/images'],
    ['scripts/fetch.js', `const out = new URL('../public/maps/', import.meta.url);\nawait mkdir(out, { recursive: true });`, 'public/maps'],
  ])('by the program `%s`', async (program, text, folder) => {
    const run = program.endsWith('.sh') ? `bash ${program}` : `node ${program}`;
    expect(await filled({ prebuild: run, build: 'astro build' }, { [program]: text }, `${folder}/a.png`, 'public/a.png')).toEqual([true, false]);
    expect(await filled({ build: `npm run fetch && astro build`, fetch: run }, { [program]: text }, `${folder}/a.png`)).toEqual([true]);
    // Nobody runs it for a build.
    expect(await filled({ build: 'astro build', other: run }, { [program]: text }, `${folder}/a.png`)).toEqual([false]);
  });

  test('by no more than what is copied into it under its name', async () => {
    const there = { 'public/icon.png': '' };
    expect(await filled({ build: 'astro build && cp -r dist/pagefind public/' }, there, 'public/pagefind/a.js', 'public/a.png')).toEqual([true, false]);
    expect(await filled({ build: 'astro build && cp -r dist/pagefind public/' }, {}, 'public/pagefind/a.js', 'public/a.png')).toEqual([true, true]);
    expect(await filled({ build: 'cp -r ../vault/ public && astro build' }, there, 'public/a.png')).toEqual([true]);
  });

  test('not by what is only read, by other hosts, by the folder of all', async () => {
    const program = `const posts = fs.readdirSync('src/content/posts');\nfs.mkdirSync('public', { recursive: true });\nfs.writeFileSync('public/search.json', JSON.stringify(posts));`;
    expect(await filled({ build: 'node index.js && rsync -a dist/ me@example.org:/var/www/ && git push && rm -rf public/images' }, { 'index.js': program },
      'public/search.json', 'public/a.png', 'src/content/posts/a.md', 'public/images/a.png')).toEqual([true, false, false, false]);
    expect(await filled({}, {}, 'public/a.png')).toEqual([false]);
  });

  test('and not looked for without end where names stand for names that stand for names', async () => {
    const level = (from: string, to: string): string => `const ${from} = ${Array.from({ length: 60 }, () => to).join(' + ')};`;
    const program = [level('a', 'b'), level('b', 'c'), level('c', 'd'), level('d', 'e'), "const e = 'x';", "fs.writeFileSync('public/first.txt', '');", ...Array.from({ length: 50 }, () => 'fs.writeFileSync(a, "");')].join('\n');
    expect(await filled({ build: 'node index.js' }, { 'index.js': program }, 'public/first.txt', 'public/second.txt')).toEqual([true, false]);
  });
});
