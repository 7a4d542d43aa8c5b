import { expect, test } from 'vitest';
import { asFilePath } from '../../core/paths.ts';
import { movesInOrder } from './plan-move.ts';

const ordered = (moves: Readonly<Record<string, string>>): readonly string[] =>
  movesInOrder(new Map(Object.entries(moves).map(([from, to]) => [asFilePath(from), asFilePath(to)])))
    .map((change) => (change.kind === 'move' ? `${change.from} > ${change.to}` : change.kind));

test('what is in the way goes first', () => expect(ordered({ 'a.md': 'b.md', 'b.md': 'c.md' })).toEqual(['b.md > c.md', 'a.md > b.md']));

test('two that change places go by a name in between', () => {
  expect(ordered({ 'a.md': 'b.md', 'b.md': 'a.md' })).toEqual(['a.md > .moving-0/b.md', 'b.md > a.md', '.moving-0/b.md > b.md']);
});

test('a folder in another letter case too, for disks that do not tell', () => {
  expect(ordered({ 'Img/a.png': 'img/a.png', 'Img/b.png': 'img/b.png' })).toEqual([
    'Img/a.png > .moving-0/a.png', 'Img/b.png > .moving-1/b.png', '.moving-0/a.png > img/a.png', '.moving-1/b.png > img/b.png',
  ]);
});

test('what stays is left alone', () => expect(ordered({ 'a.md': 'a.md' })).toEqual([]));
