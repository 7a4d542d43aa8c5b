import { parentPort } from 'node:worker_threads';
import { readerFor } from './cli/read-posts.ts';
import { serveReading } from './system/readers.ts';

/** A thread that reads posts for the main one. */
if (parentPort) serveReading(parentPort, readerFor);
