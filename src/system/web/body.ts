import type { Readable } from 'node:stream';
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib';
import type { BodyReader, WebHead } from '../../core/system.ts';

/**
 * Gives a body to its reader, unpacked, until that has enough, the time is over or the connection breaks. Packed data is
 * unpacked piece by piece as it is read, so a bomb never grows beyond one piece.
 */
export function readBody(body: Readable, head: WebHead, reader: BodyReader): Promise<'whole' | 'early'> {
  return new Promise((done) => {
    let isFinished = false;
    const unpacked = unpack(body, head.headers['content-encoding'] ?? '');
    const finish = (ended: 'whole' | 'early'): void => {
      clearTimeout(timer);
      done(ended);
      if (ended === 'whole' || isFinished) return;
      isFinished = true;
      if (unpacked === body) dropBody(body, head);
      else {
        body.destroy();
        unpacked.destroy();
      }
    };
    const timer = setTimeout(() => finish('early'), reader.timeout);
    unpacked.on('data', (part: Buffer) => { if (!isFinished && reader.take(part)) finish('early'); });
    unpacked.on('end', () => finish('whole'));
    for (const stream of new Set([body, unpacked])) {
      stream.on('error', () => finish('early'));
      stream.on('close', () => { if (!stream.readableEnded) finish('early'); });
    }
  });
}

function unpack(body: Readable, encoding: string): Readable {
  switch (encoding.trim().toLowerCase()) {
    case 'gzip':
    case 'x-gzip': return body.pipe(createGunzip());
    case 'deflate': return body.pipe(createInflate());
    case 'br': return body.pipe(createBrotliDecompress());
    default: return body;
  }
}

/** What has come with the first packets anyway. */
const FIRST_PACKETS = 16 * 1024;

/** Milliseconds. */
const MOMENT = 500;

/**
 * Lets go of a body that nobody reads. A short one is let through, because then the connection can be used again; of a
 * longer one no more is taken.
 */
export function dropBody(body: Readable, { headers }: WebHead): void {
  body.on('error', () => undefined);
  if (Number(headers['content-length'] ?? 0) > FIRST_PACKETS) {
    body.destroy();
    return;
  }
  let size = 0;
  const timer = setTimeout(() => body.destroy(), MOMENT);
  body.on('close', () => clearTimeout(timer));
  body.on('data', (part: Buffer) => {
    size += part.length;
    if (size > FIRST_PACKETS) body.destroy();
  });
}
