/** Numbers that look random and are the same for the same seed (Mulberry32), and ways to choose by them. */
export function randomFrom(seed) {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
  return {
    next,
    chance: (share) => next() < share,
    pick: (list) => list[Math.floor(next() * list.length)],
    some: (list, count) => [...list].map((one) => [next(), one]).sort((a, b) => a[0] - b[0]).slice(0, count).map(([, one]) => one),
  };
}
