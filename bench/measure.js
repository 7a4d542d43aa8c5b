import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const here = path.dirname(fileURLToPath(import.meta.url));
const peakFile = path.join(os.tmpdir(), `blog-bench-peak-${process.pid}`);

/**
 * Runs a command several times: the median in milliseconds, and for programs of Node the most memory it held, all threads
 * together, in megabytes. `before` is done before each run and not counted. The first run is not counted either: it warms
 * the disk's cache.
 */
export function measure(command, options) {
  return measureInTurn([command], options)[0];
}

/** The same for several commands that are compared, in turn, so that what else the machine does slows down all of them. */
export function measureInTurn(commands, { runs, env = {}, before } = {}) {
  const measured = commands.map(() => ({ times: [], peaks: [] }));
  for (let run = 0; run <= runs; run++) {
    for (const [index, command] of commands.entries()) {
      before?.(run);
      const { time, peak } = runOnce(command, env);
      if (run === 0 && runs > 0) continue;
      measured[index].times.push(time);
      if (peak !== undefined) measured[index].peaks.push(peak);
    }
  }
  return measured.map(({ times, peaks }) => ({ time: median(times), peak: peaks.length > 0 ? Math.round(median(peaks)) : undefined }));
}

function runOnce([command, ...words], env) {
  const isNode = command === process.execPath;
  const start = process.hrtime.bigint();
  const { error, status, stderr } = spawnSync(command, [...(isNode ? ['--require', path.join(here, 'peak.cjs')] : []), ...words], {
    stdio: ['ignore', 'ignore', 'pipe'], maxBuffer: 2 ** 28, env: { ...process.env, ...env, BLOG_BENCH_PEAK: peakFile },
  });
  const time = Number(process.hrtime.bigint() - start) / 1e6;
  if (error || (status ?? 2) > 1) throw new Error(`${command} ${words.join(' ')}: ${error ?? stderr}`);
  const peak = isNode ? Number(fs.readFileSync(peakFile, 'utf8')) / 1024 : undefined;
  fs.rmSync(peakFile, { force: true });
  return { time, peak };
}

export function median(numbers) {
  const sorted = [...numbers].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)];
}

/** A program on the PATH or in one of these folders; `undefined` where it is in none. */
export function find(program, folders) {
  for (const folder of [...folders, ...(process.env.PATH ?? '').split(path.delimiter)]) {
    const file = path.join(folder, program + (process.platform === 'win32' ? '.cmd' : ''));
    if (folder !== '' && fs.existsSync(file)) return file;
  }
  return undefined;
}

/** What the figures were measured on. */
export function machine() {
  const [cpu] = os.cpus();
  return `${os.availableParallelism()} x ${cpu?.model.trim() ?? 'an unknown processor'}, ${Math.round(os.totalmem() / 2 ** 30)} GB, ${os.type()} ${os.release()}, Node ${process.version}`;
}
