import type { LinkGraph } from '../../core/report-parts.ts';

/** Where a post stands in the picture, in units of about the distance between two. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

/**
 * Places the posts so that those that lead to one another are near: forces, as springs along the links and a push between
 * what is close, in small steps. Those without any link lie around the others. The same graph gives the same picture.
 */
export function layoutOf({ nodes, edges }: LinkGraph): readonly Point[] {
  const degrees = nodes.map(() => 0);
  for (const [from, to] of edges) for (const end of [from, to]) degrees[end] = (degrees[end] ?? 0) + 1;
  const linked = nodes.flatMap((_, index) => ((degrees[index] ?? 0) > 0 ? [index] : []));
  const bodies = linked.sort((a, b) => (degrees[b] ?? 0) - (degrees[a] ?? 0)).map((index, rank) => ({ index, ...spiral(rank, 1.2), dx: 0, dy: 0 }));
  settle(bodies, edges, degrees);

  const points: Point[] = nodes.map(() => ({ x: 0, y: 0 }));
  for (const { index, x, y } of bodies) points[index] = { x, y };
  const radius = bodies.reduce((most, { x, y }) => Math.max(most, Math.hypot(x, y)), 0) + 2;
  // The golden angle again, from where the others end.
  const taken = Math.ceil((radius / 0.8) ** 2);
  const alone = nodes.flatMap((_, index) => ((degrees[index] ?? 0) === 0 ? [index] : []));
  for (const [rank, index] of alone.entries()) points[index] = spiral(taken + rank, 0.8);
  return points;
}

const GOLDEN = Math.PI * (3 - Math.sqrt(5));

const spiral = (rank: number, distance: number): Point => {
  const radius = distance * Math.sqrt(rank + 0.5);
  return { x: radius * Math.cos(rank * GOLDEN), y: radius * Math.sin(rank * GOLDEN) };
};

interface Body {
  readonly index: number;
  x: number;
  y: number;
  dx: number;
  dy: number;
}

const ROUNDS = 120;
const LAST_ROUNDS = 30;
/** Further off than this nothing is pushed. */
const NEAR = 4;

function settle(bodies: readonly Body[], edges: LinkGraph['edges'], degrees: readonly number[]): void {
  const byIndex = new Map(bodies.map((body) => [body.index, body]));
  const springs = edges.flatMap(([from, to]) => {
    const [a, b] = [byIndex.get(from), byIndex.get(to)];
    // What everybody leads to pulls each of them less.
    return a && b ? [{ a, b, strength: 0.5 / Math.max(1, Math.min(degrees[from] ?? 1, degrees[to] ?? 1)) }] : [];
  });
  for (let round = 0; round < ROUNDS; round++) {
    for (const body of bodies) { body.dx = -0.004 * body.x; body.dy = -0.004 * body.y; }
    meet(bodies, NEAR, repel);
    for (const { a, b, strength } of springs) pull(a, b, strength);
    const most = 1.5 * (1 - round / ROUNDS) + 0.02;
    for (const body of bodies) {
      const length = Math.hypot(body.dx, body.dy) || 1;
      const step = Math.min(length, most) / length;
      body.x += body.dx * step;
      body.y += body.dy * step;
    }
  }
  for (let round = 0; round < LAST_ROUNDS; round++) meet(bodies, 1, partOf);
}

/** Lets those that are near meet, found by the square of the plane they are in. */
function meet(bodies: readonly Body[], size: number, act: (body: Body, other: Body) => void): void {
  const squares = new Map<string, Body[]>();
  const squareOf = (value: number): number => Math.floor(value / size);
  for (const body of bodies) {
    const key = `${squareOf(body.x)} ${squareOf(body.y)}`;
    const square = squares.get(key);
    if (square) square.push(body);
    else squares.set(key, [body]);
  }
  for (const body of bodies) {
    for (const right of [-1, 0, 1]) {
      for (const down of [-1, 0, 1]) {
        for (const other of squares.get(`${squareOf(body.x) + right} ${squareOf(body.y) + down}`)?.slice(0, 60) ?? []) if (other !== body) act(body, other);
      }
    }
  }
}

function repel(body: Body, other: Body): void {
  const x = body.x - other.x;
  const y = body.y - other.y;
  const square = Math.max(0.05, x * x + y * y);
  if (square > NEAR * NEAR) return;
  body.dx += x / square;
  body.dy += y / square;
}

/** At the end none lies on another. */
function partOf(body: Body, other: Body): void {
  const x = body.x - other.x;
  const y = body.y - other.y;
  const length = Math.hypot(x, y);
  if (length >= 1 || length === 0) return;
  const step = (1 - length) / 2 / length;
  body.x += x * step;
  body.y += y * step;
}

function pull(a: Body, b: Body, strength: number): void {
  const x = b.x - a.x;
  const y = b.y - a.y;
  const length = Math.hypot(x, y);
  if (length < 1) return;
  const force = strength * (length - 1) / length;
  a.dx += x * force;
  a.dy += y * force;
  b.dx -= x * force;
  b.dy -= y * force;
}
