import { describe, expect, test } from 'vitest';
import { blogOf } from '../../test/helpers/blog.ts';
import { memorySystem } from '../../test/helpers/system.ts';
import type { Folder, Store, System } from '../core/system.ts';
import { run } from '../main.ts';
import { nextChange } from './kept-run.ts';

/** A machine in memory whose clock and files are moved by the test. */
class Machine {
  now = Date.parse('2026-03-01T12:00:00Z');
  readonly files = new Map<string, { text: string; at: number; changed: number }>();
  readonly kept = new Map<string, Uint8Array<ArrayBuffer>>();
  reads = 0;
  readLast: string[] = [];
  #ticks = 0;

  write(path: string, text: string, at = this.now): void {
    // What the disk itself notes of a change goes up whatever the clock does.
    this.files.set(path, { text, at, changed: (this.#ticks += 1) });
  }

  zone = 'UTC';

  lint(...words: readonly string[]): Promise<string> {
    return this.run('lint', '--format', 'unix', ...words);
  }

  async run(...words: readonly string[]): Promise<string> {
    this.readLast = [];
    const texts = Object.fromEntries([...this.files].map(([path, { text }]) => [path, text]));
    const memory = memorySystem({ files: texts });
    const system: System = {
      ...memory,
      clock: { ...memory.clock, now: () => this.now, zone: this.zone },
      folder: async (path) => this.#folder(await memory.folder(path)),
      store: async () => this.store,
    };
    const code = await run(words, system);
    return `${memory.written.out}${memory.written.err}${code}`;
  }

  readonly store: Store = {
    read: async (name) => this.kept.get(name),
    write: async (name, parts) => void this.kept.set(name, new Uint8Array(Buffer.concat(parts))),
  };

  #folder(folder: Folder): Folder {
    return {
      ...folder,
      isOnDisk: true,
      read: (path) => {
        this.reads += 1;
        this.readLast.push(path);
        return folder.read(path);
      },
      stamp: async (path) => {
        const file = this.files.get(`${folder.path}/${path}`.replace(/^\/blog\//, ''));
        return file && { text: `${file.text.length} ${file.at} ${file.changed}`, at: file.at };
      },
    };
  }
}

function blog(): Machine {
  const machine = new Machine();
  machine.write('_config.yml', 'url: https://travels.example\npermalink: /:title/\n', 0);
  machine.write('_posts/2026-01-01-lisbon.md', '---\ntitle: Lisbon\n---\nOn to [Porto](/porto/) and [nowhere](/nowhere/).\n', 0);
  machine.write('_posts/2026-01-02-porto.md', '---\ntitle: Porto\n---\n# Wine\n[back](/lisbon/#top) ![x](/x.png)\n', 0);
  return machine;
}

describe('a run that was kept', () => {
  test('is the answer as long as nothing changes, and reads no post', async () => {
    const machine = blog();
    const first = await machine.lint();
    const reads = machine.reads;
    expect(await machine.lint()).toBe(first);
    expect(machine.reads).toBe(reads);
    expect(first).toContain('nowhere');
  });

  test('has all that a page shows', async () => {
    const machine = blog();
    const first = await machine.lint('--format', 'html');
    expect(first).toMatch(/<canvas[^]*id="pictures"|id="pictures"[^]*<canvas/);
    expect(await machine.lint('--format', 'html')).toBe(first);
  });

  test('knows of settings and baseline', async () => {
    const machine = blog();
    expect(await machine.lint()).toContain('`/nowhere/`');
    machine.write('blog.config.yaml', 'ignore: { links: [/nowhere/] }\n', 0);
    expect(await machine.lint()).not.toContain('`/nowhere/`');
    machine.write('blog.config.yaml', '{}\n', 0);
    machine.write('.blog/baseline.json', '{ "version": 1, "findings": { "_posts/2026-01-01-lisbon.md": { "broken-link": { "/nowhere/": 1 } } } }', 0);
    expect(await machine.lint()).not.toContain('`/nowhere/`');
    machine.write('.blog/baseline.json', '{ "version": 1, "findings": {} }', 0);
    expect(await machine.lint()).toContain('`/nowhere/`');
  });

  test('knows of files that a post puts in', async () => {
    const machine = blog();
    machine.write('_posts/2026-01-03-faro.md', '{% include_relative parts/ria.md %}', 0);
    machine.write('_posts/parts/ria.md', '[x](/west/)', 0);
    expect(await machine.lint()).toContain('`/west/`');
    machine.write('_posts/parts/ria.md', '[x](/east/)', 0);
    expect(await machine.lint()).toContain('`/east/`');
  });

  test('is none with other words', async () => {
    const machine = blog();
    await machine.lint();
    expect(await machine.lint('--rule', 'broken-link=off')).not.toContain('`/nowhere/`');
  });

  test('is none when --no-cache is said, nor is anything kept', async () => {
    const machine = blog();
    await machine.lint('--no-cache');
    expect(machine.kept.size).toBe(0);
  });

  test('is not made where a file was written just now', async () => {
    const machine = blog();
    machine.write('_posts/2026-01-03-faro.md', '[x](/y/)', machine.now - 500);
    await machine.lint();
    machine.write('_posts/2026-01-03-faro.md', '[x](/z/)', machine.now - 500);
    expect(await machine.lint()).toContain('`/z/`');
  });

  test.each([['nothing', ''], ['half of it', '{"at": 0, "until"'], ['something else', '[]'], ['other things', '{"at":1,"until":9e15,"looks":[],"result":null}']])('that is %s is made anew', async (_, text) => {
    const machine = blog();
    const first = await machine.lint();
    for (const name of machine.kept.keys()) machine.kept.set(name, new Uint8Array(Buffer.from(text)));
    expect(await machine.lint()).toBe(first);
  });
});

/** Mulberry32. */
function randomFrom(seed: number): (below: number) => number {
  let state = seed >>> 0;
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) % below;
  };
}

const NAMES = ['lisbon', 'porto', 'faro', 'evora'];

/** Something that happens to a blog between two runs. */
function happen(machine: Machine, random: (below: number) => number): void {
  const name = NAMES[random(NAMES.length)] ?? '';
  const path = `_posts/2026-01-0${1 + random(2)}-${name}.md`;
  const other = NAMES[random(NAMES.length)] ?? '';
  const file = machine.files.get(path);
  const at = random(3) === 0 ? machine.now - random(4000) : machine.now;
  switch (random(12)) {
    case 0: case 1: case 2: case 3:
      machine.write(path, `---\ntitle: ${name}\n---\n# ${other}\n[x](/${other}/#${NAMES[random(NAMES.length)] ?? ''}) ![y](/${random(3)}.png)\n`, at);
      break;
    case 4: machine.files.delete(path); break;
    case 5: if (file) { machine.files.delete(path); machine.write(`_posts/2026-01-03-${other}.md`, file.text, file.at); } break;
    case 6: if (file) machine.write(path, file.text, at); break;
    case 7: machine.write('_config.yml', `url: https://travels.example\npermalink: /${random(2) === 0 ? ':title' : ':year/:title'}/\n`, at); break;
    case 8: machine.write(`${random(3)}.png`, 'PNG', at); break;
    case 9: machine.files.delete(`${random(3)}.png`); break;
    case 10: machine.now += random(2) === 0 ? -random(600_000) : random(50 * 3_600_000); break;
    case 11: machine.write(`_posts/2026-03-0${1 + random(5)}-${name}.md`, `---\ntitle: Soon\n---\n[x](/${other}/)\n`, at); break;
  }
  machine.now += random(3) === 0 ? random(50) : random(10_000);
}

const QUESTIONS = [[], ['--all'], ['--all', '--format', 'json'], ['--where', 'words > 3 and problems > 0'], ['--orphans'], ['--all', '--columns', 'title,age']];

test.each([1, 2, 3, 4])('what is kept is what is found anew, whatever happens: 250 random steps from %d', async (seed) => {
  const random = randomFrom(seed);
  const machine = blog();
  for (let step = 0; step < 250; step++) {
    happen(machine, random);
    const kept = await machine.lint();
    if (random(2) === 0) expect(await machine.lint()).toBe(kept);
    expect(`step ${step}: ${kept}`).toBe(`step ${step}: ${await machine.lint('--no-cache')}`);
    const question = QUESTIONS[random(QUESTIONS.length)] ?? [];
    const listed = await machine.run('list', ...question);
    expect(`step ${step}: ${listed}`).toBe(`step ${step}: ${await machine.run('list', ...question, '--no-cache')}`);
  }
}, 60_000);

describe('a list that was kept', () => {
  test('is the answer as long as nothing changes, and reads no post', async () => {
    const machine = blog();
    const first = await machine.run('list', '--all');
    const { reads } = machine;
    machine.now += 5_000;
    expect(await machine.run('list', '--all')).toBe(first);
    expect(machine.reads).toBe(reads);
    expect(first).toContain('Lisbon');
  });

  test('reads no more than the post that has changed', async () => {
    const machine = blog();
    await machine.run('list', '--all', '--format', 'paths');
    machine.write('_posts/2026-01-02-porto.md', '---\ntitle: Porto, again\n---\n', 0);
    expect(await machine.run('list', '--all', '--format', 'csv', '--columns', 'title')).toContain('Porto, again');
    expect([...new Set(machine.readLast.filter((path) => path.startsWith('_posts/')))]).toEqual(['_posts/2026-01-02-porto.md']);
  });

  test('is none where it tells how old a post is', async () => {
    const machine = blog();
    const first = await machine.run('list', '--all', '--columns', 'title,age');
    machine.now += 3 * 24 * 3_600_000;
    expect(await machine.run('list', '--all', '--columns', 'title,age')).not.toBe(first);
  });

  test('is none in another time zone, where days are told by the clock', async () => {
    const machine = blog();
    machine.write('_posts/2026-01-04-evora.md', '---\ntitle: Evora\ndate: 2026-01-04T23:30:00Z\n---\n', 0);
    machine.write('_config.yml', 'timezone: UTC\n', 0);
    const first = await machine.run('list', '--all');
    machine.zone = 'Asia/Tokyo';
    expect(await machine.run('list', '--all')).toBe(await machine.run('list', '--all', '--no-cache'));
    expect(first).toContain('Evora');
  });
});

describe('time', () => {
  const now = '2026-03-01T12:00:00Z';
  const until = async (text: string, isTimely = false): Promise<string> => {
    const site = await blogOf({ 'posts/hello.md': text }, { today: now });
    return new Date(nextChange(site, isTimely)).toISOString();
  };

  test.each([
    ['nothing is dated: a day', 'Hello', '2026-03-02T12:00:00.000Z'],
    ['long ago', '---\ndate: 2020-01-01\n---', '2026-03-02T12:00:00.000Z'],
    ['earlier today: the next quarter of an hour', '---\nexpires: 2026-03-01T11:05:00Z\n---', '2026-03-01T12:05:00.000Z'],
    ['tomorrow: when it is tomorrow anywhere', '---\nexpires: 2026-03-02T12:00:00Z\n---', '2026-03-01T21:00:00.000Z'],
  ])('%s', async (_, text, expected) => expect(await until(text)).toBe(expected));

  test('an hour where the time of the build matters', async () => expect(await until('Hello', true)).toBe('2026-03-01T13:00:00.000Z'));
});
