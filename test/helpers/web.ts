import type { Web, WebAnswer, WebRequest } from '../../src/core/system.ts';
import type { VirtualTime } from './virtual-time.ts';

/** What a site made of literals says: a status, with headers and a page, or a fault. */
export type Said = number | { readonly status?: number; readonly headers?: Readonly<Record<string, string>>; readonly page?: string; readonly takes?: number } | Extract<WebAnswer, { kind: 'fault' }>['fault'];

/** The web, made of literals. Each answer takes 100 ms of the given time. */
export interface FakeWeb extends Web {
  /** Every request, with the moment of its begin and its end. */
  readonly asked: readonly { readonly url: string; readonly method: string; readonly headers: WebRequest['headers']; readonly from: number; readonly until: number }[];
}

export function fakeWeb(time: VirtualTime, say: (url: string, times: number) => Said): FakeWeb {
  const asked: { url: string; method: string; headers: WebRequest['headers']; from: number; until: number }[] = [];
  return {
    asked,
    ask: async (request) => {
      const times = asked.filter(({ url }) => url === request.url).length + 1;
      const entry = { url: request.url, method: request.method, headers: request.headers, from: time.now(), until: Infinity };
      asked.push(entry);
      const said = say(request.url, times);
      const takes = typeof said === 'object' ? said.takes ?? 100 : said === 'timeout' ? request.timeout : 100;
      await time.sleep(takes);
      entry.until = time.now();
      return answerOf(said, request);
    },
    close: () => undefined,
  };
}

function answerOf(said: Said, request: WebRequest): WebAnswer {
  if (typeof said === 'string') return { kind: 'fault', fault: said, detail: '' };
  const { status = 200, headers = {}, page } = typeof said === 'number' ? { status: said } : said;
  const head = { status, headers: { ...(page !== undefined && { 'content-type': 'text/html; charset=utf-8' }), ...headers } };
  const reader = request.reader?.(head);
  const early = reader?.take(new TextEncoder().encode(page ?? '')) ?? true;
  return { kind: 'head', ...head, ended: early ? 'early' : 'whole' };
}
