import { expect, test } from 'vitest';
import { memorySystem } from '../../test/helpers/system.ts';
import { overlaid } from './overlay.ts';
import { asFilePath } from './paths.ts';
import type { Change } from './system.ts';

test('shows a folder as it would be, and leaves it as it is', async () => {
  const system = memorySystem({ files: { 'a.md': 'a', 'b/c.md': 'c', 'd.png': 'd' } });
  const changes: readonly Change[] = [
    { kind: 'edit', file: asFilePath('a.md'), before: 'a', after: 'ä' }, { kind: 'move', from: asFilePath('a.md'), to: asFilePath('x/a.md') },
    { kind: 'move', from: asFilePath('d.png'), to: asFilePath('e.png') }, { kind: 'move', from: asFilePath('e.png'), to: asFilePath('f.png') },
    { kind: 'create', file: asFilePath('new.md'), content: 'n' },
  ];
  const folder = overlaid(await system.folder('/blog'), changes);
  expect(await folder.list()).toEqual(['b/c.md', 'f.png', 'new.md', 'x/a.md']);
  const texts = await Promise.all(['a.md', 'x/a.md', 'b/c.md', 'd.png', 'e.png', 'f.png', 'new.md'].map((path) => folder.read(asFilePath(path))));
  expect(texts).toEqual([undefined, 'ä', 'c', undefined, undefined, 'd', 'n']);
  expect(await Promise.all(['x/a.md', 'f.png', 'd.png'].map((path) => folder.size(asFilePath(path))))).toEqual([2, 1, undefined]);
  expect(new TextDecoder().decode(await folder.head(asFilePath('x/a.md'), 2))).toBe('ä');
  await expect(folder.change([])).rejects.toThrow('only imagined');
  expect([...system.disk.keys()]).toEqual(['/blog/a.md', '/blog/b/c.md', '/blog/d.png']);
});
