import type { Snapshot } from '../core/external.ts';
import type { Web } from '../core/system.ts';
import type { Gate } from './gate.ts';

export interface ArchiveOptions {
  /** Where an archive answers in the way of https://archive.org/help/wayback_api.php */
  readonly base: string;
  readonly web: Web;
  readonly gate: Gate;
  readonly userAgent: string;
  readonly timeout: number;
}

/** The copy of an address that is nearest to a day (`2020-03-04`; any, where that is empty). */
export async function snapshotOf(url: string, day: string, { base, web, gate, userAgent, timeout }: ArchiveOptions): Promise<Snapshot | undefined> {
  const question = new URL(base);
  question.searchParams.set('url', url);
  if (day !== '') question.searchParams.set('timestamp', day.replaceAll('-', ''));
  const entrance = await gate.enter(question.host);
  if (entrance.kind !== 'in') return undefined;
  try {
    let text = '';
    const decoder = new TextDecoder();
    const answer = await web.ask({
      method: 'GET', url: question.href, timeout, headers: { 'accept': 'application/json', 'user-agent': userAgent },
      reader: ({ status }) => (status === 200 ? { timeout, take: (part) => (text += decoder.decode(part, { stream: true })).length > LONGEST } : undefined),
    });
    // An archive that cannot be reached is not waited for once for every link.
    if (answer.kind === 'fault' || answer.status === 429) gate.close(question.host);
    return answer.kind === 'head' && answer.ended === 'whole' ? snapshotIn(text) : undefined;
  } finally {
    entrance.leave();
  }
}

/** Characters: an answer has a few hundred. */
const LONGEST = 100_000;

function snapshotIn(text: string): Snapshot | undefined {
  const closest = at(at(parsed(text), 'archived_snapshots'), 'closest');
  const [url, timestamp, status] = [at(closest, 'url'), at(closest, 'timestamp'), at(closest, 'status')];
  const [, year, month, date] = /^(\d{4})(\d\d)(\d\d)/.exec(typeof timestamp === 'string' ? timestamp : '') ?? [];
  if (typeof url !== 'string' || at(closest, 'available') !== true || String(status ?? '200') !== '200' || year === undefined) return undefined;
  const copy = addressOf(url);
  return copy === undefined ? undefined : { url: copy, day: `${year}-${month}-${date}` };
}

/** The archive still writes `http:` of itself. */
function addressOf(text: string): string | undefined {
  try {
    const url = new URL(text);
    if (url.protocol === 'http:' && url.port === '') url.protocol = 'https:';
    return /^https?:$/.test(url.protocol) && url.username === '' ? url.href : undefined;
  } catch {
    return undefined;
  }
}

function parsed(text: string): unknown {
  try { return JSON.parse(text); } catch { return undefined; }
}

const at = (value: unknown, key: string): unknown =>
  (typeof value === 'object' && value !== null ? Object.entries(value).find(([name]) => name === key)?.[1] : undefined);
