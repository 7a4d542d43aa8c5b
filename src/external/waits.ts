import type { WebHead } from '../core/system.ts';

/**
 * How long a server wants to be left alone, in milliseconds; `undefined` where it says nothing.
 * https://www.rfc-editor.org/rfc/rfc9110#field.retry-after
 * https://datatracker.ietf.org/doc/draft-ietf-httpapi-ratelimit-headers/
 */
export function waitAskedFor({ status, headers }: WebHead, now: number): number | undefined {
  if (status === 429 || status === 503 || status === 403 && isUsedUp(headers)) {
    return retryAfter(headers['retry-after'], now) ?? (isUsedUp(headers) ? untilReset(headers, now) : undefined);
  }
  return isUsedUp(headers) ? untilReset(headers, now) : undefined;
}

/** Seconds, or a date in one of the three forms of HTTP. */
function retryAfter(value: string | undefined, now: number): number | undefined {
  const text = value?.split(/,(?=\s*\d+\s*$)/)[0]?.trim() ?? '';
  if (/^\d{1,9}$/.test(text)) return Number(text) * 1_000;
  const at = /[a-z]/i.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(at) ? undefined : Math.max(0, at - now);
}

/** Nothing is left of what was granted: the next question would be one too many. */
function isUsedUp(headers: WebHead['headers']): boolean {
  return valueOf(headers, 'remaining', 'r') === 0;
}

/** Seconds from now, but some (GitHub) write seconds since 1970. */
function untilReset(headers: WebHead['headers'], now: number): number | undefined {
  const reset = valueOf(headers, 'reset', 't');
  if (reset === undefined) return undefined;
  return Math.max(0, reset > 1_000_000_000 ? reset * 1_000 - now : reset * 1_000);
}

/** `RateLimit-Remaining: 0`, `X-RateLimit-Remaining: 0` or `RateLimit: "default";r=0;t=30`. */
function valueOf(headers: WebHead['headers'], name: string, short: string): number | undefined {
  const text = headers[`ratelimit-${name}`] ?? headers[`x-ratelimit-${name}`] ?? headers[`x-rate-limit-${name}`]
    ?? (headers.ratelimit === undefined ? undefined : new RegExp(`(?:;|,|^)\\s*(?:${short}|${name})\\s*=\\s*(\\d+)`, 'i').exec(headers.ratelimit)?.[1]);
  return text !== undefined && /^\s*\d{1,12}(?:\.\d+)?\s*$/.test(text) ? Number(text) : undefined;
}
