import { Script } from 'node:vm';
import { Parser } from 'htmlparser2';
import { describe, expect, test } from 'vitest';
import { blogOf } from '../../../test/helpers/blog.ts';
import type { PlacedFinding } from '../../core/finding.ts';
import { asFilePath } from '../../core/paths.ts';
import type { LinkGraph } from '../../core/report-parts.ts';
import { linkGraph, pictureStrips } from '../../lint/link-graph.ts';
import { lintSite } from '../../lint/lint-site.ts';
import type { Report } from '../reporter.ts';
import { reporters } from '../index.ts';
import { layoutOf } from './layout.ts';
import { script } from './script.ts';

interface Tag { readonly name: string; readonly attributes: Readonly<Record<string, string>> }

/** The page's tags in order, and what its scripts hold. */
function read(page: string): { tags: readonly Tag[]; scripts: readonly string[] } {
  const tags: Tag[] = [];
  const scripts: string[] = [];
  let inScript = false;
  const parser = new Parser({
    onopentag: (name, attributes) => {
      tags.push({ name, attributes });
      inScript = name === 'script';
      if (inScript) scripts.push('');
    },
    ontext: (text) => { if (inScript) scripts.push((scripts.pop() ?? '') + text); },
    onclosetag: () => { inScript = false; },
  });
  parser.write(page);
  parser.end();
  return { tags, scripts };
}

/** A report of which every text is the one given. */
function reportWith(text: string): Report {
  const file = asFilePath(`posts/${text}.md`);
  const finding: PlacedFinding = {
    rule: 'broken-image', severity: 'error', file, range: { start: 3, end: 9 }, line: 2, column: 3, endLine: 2, endColumn: 9,
    text: `${text} ${text}`, message: `\`${text.replaceAll('`', '')}\` leads nowhere.`, help: `Write ${text.replaceAll('`', '')}.`, reference: { raw: text, url: text },
  };
  return {
    findings: [finding, { ...finding, rule: 'missing-alt', severity: 'warning' }], posts: 2, pages: 0, shown: (path) => path, version: '1.0.0',
    graph: { nodes: [{ file, title: text, url: text, isPost: true, isLive: true }, { file: asFilePath('b.md'), title: 'b', url: '/b/', isPost: true, isLive: false }], edges: [[0, 1]] },
    strips: [{ file, pictures: [{ raw: text, start: 3, label: text, hole: text }, { raw: 'x.png', start: 9, label: text, file: asFilePath('x.png'), data: 'data:image/png;base64,AAAA' }] }],
  };
}

const told = (report: Report): string => reporters.html()(report);

const HOSTILE = ['</script><script>alert(1)</script>', '<!--<script>', '"><img src=x onerror=alert(1)>', "' onload='x", '</style>', '</title><b>', ']]>', '&lt;', 'x\u2028', '\x00\x1b[2J', '<svg/onload=x>', '</textarea></select>', 'javascript:x', '\ud83d', '${x}', '\\'];

describe('the page', () => {
  test('has the same tags whatever is in it, and nothing it would fetch', () => {
    const plain = read(told(reportWith('words')));
    for (const text of [...HOSTILE, HOSTILE.join('')]) {
      const { tags, scripts } = read(told(reportWith(text)));
      expect(tags.map(({ name }) => name)).toEqual(plain.tags.map(({ name }) => name));
      expect(tags.map(({ attributes }) => Object.keys(attributes))).toEqual(plain.tags.map(({ attributes }) => Object.keys(attributes)));
      expect(JSON.parse(scripts[0] ?? '').nodes).toHaveLength(2);
      expect(scripts[1]).toBe(plain.scripts[1]);
    }
    for (const { name, attributes } of plain.tags) {
      for (const [key, value] of Object.entries(attributes)) {
        expect(key.startsWith('on')).toBe(false);
        if (/^(?:src|href|action|data|poster|srcset)$/.test(key)) expect([name, value]).toEqual([name, expect.stringMatching(name === 'a' ? /^#/ : /^data:image\//)]);
      }
    }
  });

  test('lets no script run but its own, and asks nobody for anything', () => {
    const { tags } = read(told(reportWith('words')));
    const nonce = tags.find(({ name }) => name === 'style')?.attributes['nonce'];
    expect(tags.find(({ attributes }) => attributes['http-equiv'] === 'Content-Security-Policy')?.attributes['content'])
      .toBe(`default-src 'none'; img-src data:; style-src 'nonce-${nonce}'; script-src 'nonce-${nonce}'; base-uri 'none'; form-action 'none'`);
    expect(script).not.toMatch(/fetch\(|XMLHttpRequest|innerHTML|insertAdjacentHTML|document\.write|eval|https?:/);
  });

  test('its script is one, and finds what it looks for', () => {
    expect(() => new Script(script)).not.toThrow();
    const { tags } = read(told(reportWith('words')));
    const ids = tags.flatMap(({ attributes }) => attributes['id'] ?? []);
    for (const [, id] of script.matchAll(/one\('#([\w-]+)'\)/g)) expect(ids).toContain(id);
    for (const [, field] of script.matchAll(/form\.(rule|words|error|warning|count)\b/g)) expect(tags.some(({ attributes }) => attributes['name'] === field)).toBe(true);
    expect(new Set(ids).size).toBe(ids.length);
  });

  test('can be used without eyes or a mouse', () => {
    const { tags } = read(told(reportWith('words')));
    const of = (name: string) => tags.filter((tag) => tag.name === name);
    expect(of('html')[0]?.attributes['lang']).toBe('en');
    expect(of('canvas')[0]?.attributes).toMatchObject({ 'tabindex': '0', 'role': 'img', 'aria-label': expect.stringContaining('table') });
    for (const image of of('img')) expect(image.attributes).toHaveProperty('alt');
    expect(of('output')[0]?.attributes['aria-live']).toBe('polite');
    expect(of('h1')).toHaveLength(1);
    expect(of('table')).toHaveLength(1);
  });

  test('of a blog where nothing is broken', () => {
    const { tags } = read(told({ findings: [], posts: 3, pages: 0, shown: (path) => path }));
    expect(tags.filter(({ name }) => name === 'form' || name === 'canvas')).toEqual([]);
    expect(told({ findings: [], posts: 3, pages: 0, shown: (path) => path })).toContain('<h1>No broken links</h1>');
  });
});

describe('what it shows of a blog', () => {
  const texts = {
    'posts/a.md': '---\ntitle: A\n---\n![one](/one.png)\n![two](/two.png)\n![three](/three.png)\n![four](/four.png)\n[b](/b/) [b again](/b/) [a](/a/) [x](https://x.example)\n',
    'posts/b.md': '---\ntitle: B\n---\n[a](/a/#nowhere) [c](/c/)\n', 'posts/c.md': '---\ndraft: true\n---\nC.\n', 'one.png': '', 'three.png': '', 'four.png': '',
  };

  test('which leads to which, once each', async () => {
    const { nodes, edges } = linkGraph(await blogOf(texts));
    const names = nodes.map(({ file }) => file);
    expect(edges.map(([from, to]) => `${names[from]} ${names[to]}`)).toEqual(['posts/a.md posts/b.md', 'posts/b.md posts/a.md', 'posts/b.md posts/c.md']);
    expect(nodes.map(({ title, isLive }) => [title, isLive])).toEqual([['A', true], ['B', true], ['/c/', false]]);
  });

  test('holes, and the pictures beside them', async () => {
    const site = await blogOf(texts);
    const [strip, ...others] = pictureStrips(site, lintSite(site, { facts: { unreadable: new Map() } }));
    expect(others).toEqual([]);
    expect(strip?.pictures.map(({ raw, hole, file }) => [raw, hole !== undefined, file])).toEqual([['/one.png', false, 'one.png'], ['/two.png', true, undefined], ['/three.png', false, 'three.png']]);
  });
});

describe('the layout', () => {
  const graph = (size: number, edges: LinkGraph['edges']): LinkGraph =>
    ({ nodes: Array.from({ length: size }, (_, index) => ({ file: asFilePath(`${index}.md`), title: '', url: '', isPost: true, isLive: true })), edges });
  const ring = graph(2000, Array.from({ length: 1500 }, (_, index) => [index, (index + 1) % 1500] as const));

  test('is the same for the same, and finite', () => {
    const points = layoutOf(ring);
    expect(points).toHaveLength(2000);
    expect(points.every(({ x, y }) => Number.isFinite(x) && Number.isFinite(y))).toBe(true);
    expect(layoutOf(ring)).toEqual(points);
  });

  test('puts those without links around the others', () => {
    const far = layoutOf(ring).map(({ x, y }) => Math.hypot(x, y));
    expect(Math.min(...far.slice(1500))).toBeGreaterThan(Math.max(...far.slice(0, 1500)));
  });

  test('puts what leads to one another nearer than the rest', () => {
    const points = layoutOf(graph(40, Array.from({ length: 38 }, (_, index) => [index < 19 ? 0 : 20, index < 19 ? index + 1 : index + 2] as const)));
    const far = (a: number, b: number): number => Math.hypot((points[a]?.x ?? 0) - (points[b]?.x ?? 0), (points[a]?.y ?? 0) - (points[b]?.y ?? 0));
    const own = Array.from({ length: 19 }, (_, index) => far(0, index + 1)).reduce((sum, one) => sum + one, 0);
    const other = Array.from({ length: 19 }, (_, index) => far(20, index + 1)).reduce((sum, one) => sum + one, 0);
    expect(own).toBeLessThan(other);
  });

  test('bears everything in one place and everything linked', () => {
    expect(layoutOf(graph(0, []))).toEqual([]);
    expect(layoutOf(graph(1, []))).toHaveLength(1);
    expect(layoutOf(graph(30, Array.from({ length: 870 }, (_, index) => [Math.floor(index / 29), index % 29 + (index % 29 >= Math.floor(index / 29) ? 1 : 0)] as const)))).toHaveLength(30);
  });
});
