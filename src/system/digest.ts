import { createHash } from 'node:crypto';

/** A short name for a text or bytes, which nothing else has. */
export const digest = (content: string | Uint8Array): string => createHash('sha256').update(content).digest('base64url').slice(0, 32);
