import { describe, expect, test } from 'vitest';
import { fakeWeb, type FakeWeb, type Said } from '../../test/helpers/web.ts';
import { virtualTime } from '../../test/helpers/virtual-time.ts';
import { askAll, type Found, type Manners } from './ask.ts';
import { planFor } from './plan.ts';

const MANNERS: Manners = {
  userAgent: 'test', atOnce: 64, perHost: 2, spacing: 100, timeout: 20_000, maxTime: 900_000, longestWait: 60_000, pause: 1_000, hosts: {},
};

interface Asked {
  readonly found: ReadonlyMap<string, Found>;
  readonly web: FakeWeb;
  /** Milliseconds that all of it took. */
  readonly took: number;
}

async function asking(urls: readonly string[], say: (url: string, times: number) => Said, manners: Partial<Manners> = {}): Promise<Asked> {
  const time = virtualTime();
  const web = fakeWeb(time, say);
  const from = time.now();
  const found = await time.run(askAll(planFor(urls).targets, { web, pace: time, manners: { ...MANNERS, ...manners } }));
  return { found, web, took: time.now() - from };
}

const summed = ({ found }: Asked): Record<string, string> => Object.fromEntries([...found].map(([url, { verdict }]) => [url, `${verdict.kind} ${verdict.cause}`]));

/** The verdict on one address. */
async function verdictOn(say: Parameters<typeof asking>[1], url = 'https://a.example/x/y.html'): Promise<unknown> {
  const { found } = await asking([url, 'https://other.example/'], (asked, times) => (asked.startsWith('https://other.example/') ? 200 : say(asked, times)));
  const verdict = found.get(url)?.verdict;
  return verdict && `${verdict.kind} ${verdict.cause}${verdict.to === undefined ? '' : ` ${verdict.to}`}`;
}

const redirect = (location: string, status = 301): Said => ({ status, headers: { location } });
const A = 'https://a.example/x/y.html';

describe('verdicts', () => {
  test.each<readonly [string, Parameters<typeof asking>[1], string]>([
    ['200', () => 200, 'ok answers'],
    ['204', () => 204, 'ok answers'],
    ['404, twice', () => 404, 'dead gone'],
    ['410, twice', () => 410, 'dead gone'],
    ['404, and then not', (_, times) => (times === 1 ? 404 : 200), 'ok answers'],
    ['404, and then trouble', (_, times) => (times === 1 ? 404 : 503), 'unknown server-error'],
    ['no such host, twice', () => 'no-such-host', 'dead no-such-host'],
    ['no such host, and then there is', (_, times) => (times === 1 ? 'no-such-host' : 200), 'ok answers'],
    ['a DNS that does not answer', () => 'no-dns', 'unknown no-dns'],
    ['403', () => 403, 'unknown refuses-programs'],
    ['999', () => 999, 'unknown refuses-programs'],
    ['a wall that says 404', () => ({ status: 404, headers: { 'cf-mitigated': 'challenge' } }), 'unknown refuses-programs'],
    ['401', () => 401, 'unknown login'],
    ['500', () => 500, 'unknown server-error'],
    ['500, and then not', (_, times) => (times === 1 ? 500 : 200), 'ok answers'],
    ['400', () => 400, 'unknown odd-status'],
    ['a timeout', () => 'timeout', 'unknown timeout'],
    ['a refused connection', () => 'connection-refused', 'unknown no-connection'],
    ['no HTTP', () => 'malformed', 'unknown malformed'],
    ['an address that is private', () => 'refused', 'unknown private'],
    ['an expired certificate', () => 'tls-expired', 'suspect tls-expired'],
    ['a certificate of another', () => 'tls-wrong-host', 'suspect tls-wrong-host'],
    ['a self-signed certificate', () => 'tls-self-signed', 'suspect tls-self-signed'],
    ['an incomplete chain', () => 'tls-incomplete', 'unknown tls-incomplete'],
    ['301', (url) => (url === A ? redirect('/x/z.html') : 200), 'moved moved https://a.example/x/z.html'],
    ['308, 301', (url) => (url === A ? redirect('/b', 308) : url.endsWith('/b') ? redirect('https://b.example/c#d') : 200), 'moved moved https://b.example/c#d'],
    ['301, 302', (url) => (url === A ? redirect('/b') : url.endsWith('/b') ? redirect('/c', 302) : 200), 'ok answers'],
    ['302', (url) => (url === A ? redirect('/b', 302) : 200), 'ok answers'],
    ['301 to what is gone', (url) => (url === A ? redirect('/b') : 404), 'dead gone'],
    ['301 to a login', (url) => (url === A ? redirect('/login?next=/x') : 200), 'unknown login'],
    ['301 to a login elsewhere', (url) => (url === A ? redirect('https://accounts.b.example/start') : 200), 'unknown login'],
    ['301 to the language of who asks', (url) => (url === A ? redirect('/en-us/x/y.html') : 200), 'ok answers'],
    ['301 to a file with a pass', (url) => (url === A ? redirect('https://cdn.example/y?Expires=1&Signature=2') : 200), 'ok answers'],
    ['301 to bytes', (url) => (url === A ? redirect('/caf\xc3\xa9') : 200), 'moved moved https://a.example/caf%C3%A9'],
    ['301 in a circle', (url) => redirect(url === A ? '/b' : A), 'unknown loop'],
    ['301 to itself', () => redirect(A), 'unknown loop'],
    ['301 without end', (url) => redirect(`${url}x`), 'unknown loop'],
    ['301 to another scheme', () => redirect('file:///etc/passwd'), 'unknown odd-redirect'],
    ['301 to nonsense', () => redirect('https://'), 'unknown odd-redirect'],
    ['301 without a place', () => 301, 'unknown odd-status'],
    ['301 to the start page, as any', (url) => (url === 'https://a.example/' ? 200 : redirect('/')), 'suspect home https://a.example/'],
    ['301 to the start page, alone', (url) => (url === A ? redirect('/') : url === 'https://a.example/' ? 200 : 404), 'moved moved https://a.example/'],
    ['302 to a page of errors', (url) => (url.endsWith('/404') ? 200 : redirect('/404', 302)), 'suspect not-found-page https://a.example/404'],
    ['200 with the words of 404, as any', () => ({ page: '<title>Page not found | A</title>' }), 'suspect not-found-page'],
    ['a page about 404', (url) => (url === A ? { page: '<title>404 Not Found explained</title>' } : 404), 'ok answers'],
    ['a parked domain', () => ({ page: '<title>a.example is for sale</title>' }), 'suspect parked'],
    ['a lander', (url) => (url.includes('lander') ? 200 : { page: '<html><head><script>window.onload=function(){window.location.href="/lander"}</script></head></html>' }), 'suspect parked'],
  ])('%s', async (_, say, expected) => expect(await verdictOn(say)).toBe(expected));

  test('a site may start where it likes', async () => {
    expect(await verdictOn((url) => (url === 'https://a.example/' ? redirect('/en/') : 200), 'https://a.example/')).toBe('ok answers');
    expect(await verdictOn((url) => (url === 'http://a.example/' ? redirect('https://a.example/') : 200), 'http://a.example/')).toBe('moved moved https://a.example/');
  });

  test('what is accepted of a host is there', async () => {
    const asked = await asking([A, 'https://b.example/'], () => 403, { hosts: { 'a.example': { accept: [403] } } });
    expect(summed(asked)).toEqual({ [A]: 'ok answers', 'https://b.example/': 'unknown refuses-programs' });
  });

  test('where nobody answers at all, it is this machine that is cut off', async () => {
    expect(summed(await asking([A, 'https://b.example/'], () => 'no-such-host'))).toEqual({ [A]: 'unknown offline', 'https://b.example/': 'unknown offline' });
    expect(summed(await asking([A], () => 'no-such-host'))).toEqual({ [A]: 'dead no-such-host' });
  });

  test('a machine that is cut off does not wait for every host', async () => {
    const urls = Array.from({ length: 500 }, (_, index) => `https://h${index}.example/`);
    const asked = await asking(urls, () => 'no-dns', { atOnce: 16 });
    expect(asked.web.asked.length).toBeLessThan(40);
    expect(new Set(Object.values(summed(asked)))).toEqual(new Set(['unknown offline']));
  });

  test('videos are asked for where the answer is plain', async () => {
    const { web, found } = await asking(['https://www.youtube.com/watch?v=dQw4w9WgXcQ&t=3', 'https://youtu.be/aaaaaaaaaaa', 'https://b.example/'], (url) => (url.includes('aaaaaaaaaaa') ? 404 : 200));
    expect(web.asked.map(({ url }) => url)).toContain('https://www.youtube.com/oembed?format=json&url=https%3A%2F%2Fwww.youtube.com%2Fwatch%3Fv%3DdQw4w9WgXcQ');
    expect([...found.values()].map(({ verdict }) => verdict.kind).sort()).toEqual(['dead', 'ok', 'ok']);
  });

  test('HEAD is for those who like it, and GET where they do not after all', async () => {
    const url = 'https://upload.wikimedia.org/a.png';
    expect((await asking([url], () => 200)).web.asked.map(({ method }) => method)).toEqual(['HEAD']);
    expect((await asking([url], (_, times) => (times === 1 ? 405 : 200))).web.asked.map(({ method }) => method)).toEqual(['HEAD', 'GET']);
  });
});

describe('places on a page', () => {
  const page = '<title>x</title><h2 id="getting-there">a</h2><a name="old">b</a><p id="user-content-readme">c</p><h3 id="über">d</h3>';
  const places = async (text: string, ...fragments: readonly string[]) => {
    const { found, web } = await asking(fragments.map((fragment) => `https://a.example/x#${fragment}`), () => ({ page: text }));
    expect(web.asked.length).toBe(1);
    return [...found.get('https://a.example/x')?.missing ?? []];
  };
  test('are looked for in one answer', async () => expect(await places(page, 'getting-there', 'old', 'readme', '%C3%BCber', 'getting-ther', 'top', 'L10', ':~:text=a', '!/a', 'x=1')).toEqual([['getting-ther', 'getting-there']]));
  test('that programs make are not missed', async () => expect(await places('<div id="root"></div><script src="x"></script>', 'intro')).toEqual([]));
  test('a page that links to its own places has them written', async () => expect(await places('<a href="#a">x</a><div id="a">', 'harbour')).toEqual([['harbour', undefined]]));
});

describe('politeness', () => {
  const many = (count: number, host = 'a.example'): string[] => Array.from({ length: count }, (_, index) => `https://${host}/${index}`);

  /** The most requests under way at the same time. */
  const most = (asked: FakeWeb['asked']): number => Math.max(...asked.map(({ from }) => asked.filter((other) => other.from <= from && from < other.until).length));

  test('no more than so many at once for one host, nor nearer than the spacing', async () => {
    const { web, took } = await asking(many(20), () => ({ takes: 500 }));
    expect(most(web.asked)).toBe(2);
    const starts = web.asked.map(({ from }) => from);
    expect(Math.min(...starts.slice(1).map((from, index) => from - (starts[index] ?? 0)))).toBeGreaterThanOrEqual(100);
    expect(took).toBe(5_100);
  });

  test('no more than so many at once over all, and all get their turn', async () => {
    const urls = Array.from({ length: 40 }, (_, index) => many(3, `h${index}.example`)).flat();
    const { web, found } = await asking(urls, () => ({ takes: 300 }), { atOnce: 7 });
    expect(most(web.asked)).toBe(7);
    expect(found.size).toBe(120);
  });

  test('redirects to one host keep to its pace', async () => {
    const urls = Array.from({ length: 20 }, (_, index) => `https://h${index}.example/`);
    const { web } = await asking(urls, (url) => (url.startsWith('https://b.example') ? 200 : redirect(`https://b.example/${new URL(url).host}`)));
    expect(most(web.asked.filter(({ url }) => url.startsWith('https://b.example')))).toBeLessThanOrEqual(2);
  });

  test.each([['seconds', '30'], ['a date', 'Sun, 01 Mar 2026 12:00:30 GMT']])('a host that wants a rest gets it, in %s, and holds up nobody', async (_, wait) => {
    const { web, found, took } = await asking([...many(5), ...many(5, 'b.example')], (url, times) =>
      (url === 'https://a.example/0' && times === 1 ? { status: 429, headers: { 'retry-after': wait } } : 200));
    expect([...found.values()].every(({ verdict }) => verdict.kind === 'ok')).toBe(true);
    const start = Date.parse('2026-03-01T12:00:00Z');
    const again = web.asked.filter(({ url, from }) => url.startsWith('https://a.example') && from > start + 200);
    expect(Math.min(...again.map(({ from }) => from - start))).toBeGreaterThanOrEqual(30_000);
    expect(Math.max(...web.asked.filter(({ url }) => url.startsWith('https://b.example')).map(({ until }) => until - start))).toBeLessThan(1_000);
    expect(took).toBeLessThan(35_000);
  });

  test('a host that wants too long a rest is left alone', async () => {
    const { web, found } = await asking(many(50), () => ({ status: 429, headers: { 'retry-after': '7200' } }));
    expect(web.asked.length).toBeLessThanOrEqual(2);
    expect([...found.values()].every(({ verdict }) => verdict.cause === 'rate-limit')).toBe(true);
  });

  test('a host that says no more than 429 is asked ever more slowly, and then no more', async () => {
    const { web, found } = await asking(['https://a.example/'], () => 429);
    expect(web.asked.length).toBe(4);
    expect([...found.values()][0]?.verdict).toEqual({ kind: 'unknown', cause: 'rate-limit', status: 429 });
  });

  test.each([
    [{ 'ratelimit-remaining': '0', 'ratelimit-reset': '20' }], [{ 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '1772366420' }], [{ ratelimit: '"default";r=0;t=20' }],
    [{ ratelimit: 'limit=100, remaining=0, reset=20' }],
  ])('what is used up is not asked for: %j', async (headers) => {
    const { web } = await asking(many(4), (_, times) => (times === 1 ? { headers } : 200), { perHost: 1 });
    expect((web.asked[1]?.from ?? 0) - (web.asked[0]?.from ?? 0)).toBeGreaterThanOrEqual(20_000);
  });

  test('a host that says nothing is not waited for once for each link', async () => {
    const { took, web, found } = await asking([...many(50), 'https://b.example/'], (url) => (url.startsWith('https://b.') ? 200 : 'timeout'));
    expect(web.asked.length).toBeLessThan(10);
    expect(took).toBeLessThan(120_000);
    expect([...found.values()].filter(({ verdict }) => verdict.cause === 'timeout').length).toBe(50);
  });

  test('when the time is over nothing more is asked, and that is said', async () => {
    const { found, took } = await asking(many(100), () => ({ takes: 400 }), { maxTime: 3_000 });
    const causes = [...found.values()].map(({ verdict }) => verdict.cause);
    expect(causes.filter((cause) => cause === 'answers').length).toBeGreaterThan(5);
    expect(causes.filter((cause) => cause === 'no-time').length).toBeGreaterThan(50);
    expect(took).toBeLessThan(4_000);
  });

  test('what is meant for one host reaches no other', async () => {
    const { web } = await asking([A], (url) => (url === A ? redirect('https://b.example/') : 200), { hosts: { 'a.example': { headers: { authorization: 'secret' } } } });
    const sent = web.asked.map(({ url, headers }) => `${new URL(url).host} ${headers.authorization ?? 'nothing'}`);
    expect(new Set(sent)).toEqual(new Set(['a.example secret', 'b.example nothing']));
  });
});
