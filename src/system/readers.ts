import { availableParallelism } from 'node:os';
import { MessageChannel, Worker, type MessagePort } from 'node:worker_threads';
import { readBatch, type PackedBatch, type SourceReading } from '../core/pack/pack-batch.ts';
import { asFilePath, type FilePath } from '../core/paths.ts';
import { BlogError, type Readers } from '../core/system.ts';
import { tuneFor } from './engine.ts';

/** What a thread is told first. */
interface Job {
  readonly setup: string;
  readonly sources: string;
  /** One number that all share: the first source that nobody has taken yet. */
  readonly next: Int32Array<SharedArrayBuffer>;
}

type Answer =
  | { readonly kind: 'batch'; readonly batch: PackedBatch }
  /** Reading a source failed: it is told here, as it would be without threads. */
  | { readonly kind: 'failed'; readonly first: number; readonly message: string }
  | { readonly kind: 'done'; readonly isTimely: boolean };

/** Sources taken at once: few enough that nobody waits long for the last one to finish. */
const BATCH = 32;

/** Threads beyond this one; more than these wait for one another. */
const MOST = 7;

/**
 * Starts the threads. `entry` is the file they run, which calls `serveReading`. `BLOG_THREADS` says how many there are in
 * all, 1 for none beside this one.
 */
export function startReaders(entry: URL, env: Readonly<Record<string, string | undefined>>): Readers | undefined {
  const asked = Number(env['BLOG_THREADS'] ?? '');
  const all = Number.isInteger(asked) && asked > 0 ? asked : availableParallelism();
  if (all < 2) return undefined;
  const workers = Array.from({ length: Math.min(all - 1, MOST) }, () => {
    const worker = new Worker(entry, { stdout: false, stderr: false });
    // Whether or not it is listened to by then: a thread that cannot start is one helper less.
    worker.on('error', () => undefined);
    worker.unref();
    return worker;
  });
  return {
    read: (setup, sources, here, take) => readTogether(workers, { setup, sources, here, take }),
    close: () => workers.forEach((worker) => void worker.terminate()),
  };
}

interface Work {
  readonly setup: string;
  readonly sources: readonly FilePath[];
  readonly here: SourceReading;
  readonly take: (batch: PackedBatch) => void;
}

async function readTogether(workers: readonly Worker[], { setup, sources, here, take }: Work): Promise<{ readonly isTimely: boolean }> {
  const next = new Int32Array(new SharedArrayBuffer(4));
  const arrived = new Set<number>();
  let isTimely = false;
  let isTuned = false;
  const failures: { first: number; error: unknown }[] = [];
  const arrive = (batch: PackedBatch): void => {
    arrived.add(batch.first);
    take(batch);
  };
  const readHere = async (first: number): Promise<void> => {
    try {
      arrive(await readBatch(sources, first, first + BATCH, here));
    } catch (error) {
      failures.push({ first, error });
    }
  };

  const job: Job = { setup, sources: sources.join('\0'), next };
  const ends = workers.map((worker) => ended(worker, job, (answer) => {
    if (answer.kind === 'batch') {
      if (!isTuned) tuneFor(sources.length, process.version);
      isTuned = true;
      arrive(answer.batch);
    } else if (answer.kind === 'failed') failures.push({ first: answer.first, error: new BlogError(answer.message) });
    else isTimely ||= answer.isTimely;
  }));
  for (let first = Atomics.add(next, 0, BATCH); first < sources.length; first = Atomics.add(next, 0, BATCH)) {
    await readHere(first);
    await breath();
  }
  await Promise.all(ends);

  // What a thread had taken when it ended unasked.
  const known = new Set(failures.map(({ first }) => first));
  for (let first = 0; first < sources.length; first += BATCH) if (!arrived.has(first) && !known.has(first)) await readHere(first);
  const [failure] = failures.sort((a, b) => a.first - b.first);
  if (failure) throw failure.error;
  return { isTimely };
}

/** Lets messages of other threads in. */
const breath = (): Promise<void> => new Promise((done) => void setImmediate(done));

/** Settles when a thread has no more to do, or is no more. */
function ended(worker: Worker, job: Job, answered: (answer: Answer) => void): Promise<void> {
  return new Promise((done) => {
    const { port1, port2 } = new MessageChannel();
    port1.on('message', (answer: Answer) => {
      answered(answer);
      if (answer.kind !== 'done') return;
      port1.close();
      done();
    });
    worker.once('exit', () => {
      port1.close();
      done();
    });
    worker.postMessage({ job, port: port2 }, [port2]);
  });
}

/** What a thread reads with, and whether that has looked at the clock so far. */
export interface ThreadReading extends SourceReading {
  isTimely(): boolean;
}

/** A thread's part: `readerFor` makes of the setup what reads a source. */
export function serveReading(parent: MessagePort, readerFor: (setup: string) => Promise<ThreadReading>): void {
  parent.on('message', ({ job, port }: { job: Job; port: MessagePort }) => {
    void serve(job, port, readerFor).then((isTimely) => port.postMessage({ kind: 'done', isTimely } satisfies Answer));
  });
}

async function serve({ setup, sources: joined, next }: Job, port: MessagePort, readerFor: (setup: string) => Promise<ThreadReading>): Promise<boolean> {
  const reading = await readerFor(setup);
  const sources = joined.split('\0').map(asFilePath);
  for (let first = Atomics.add(next, 0, BATCH); first < sources.length; first = Atomics.add(next, 0, BATCH)) {
    try {
      const batch = await readBatch(sources, first, first + BATCH, reading);
      port.postMessage({ kind: 'batch', batch } satisfies Answer, [batch.bytes.buffer, batch.places.buffer]);
    } catch (error) {
      if (!(error instanceof BlogError)) throw error;
      port.postMessage({ kind: 'failed', first, message: error.message } satisfies Answer);
    }
  }
  return reading.isTimely();
}
