// npm run bench -- external [--urls 5000] [--hosts 500] [--tools DIR] [--json]
//
// Asks 5,000 addresses of 500 hosts on this machine - 127.0.x.y, which Linux answers for, each with 20 ms latency and 1 %
// faults - with `blog lint --external` and, where they are installed below DIR (`npm install --prefix DIR linkinator
// markdown-link-check`), with linkinator and markdown-link-check, one after the other; and with bare sockets that ask and look
// at nothing, which is as fast as anybody could be. The server counts how many requests each host has under way at once.
// linkinator looks once at what fails, and a second time only with `--retry-errors`: it is measured both ways. Linux only.
import { fork, spawn } from 'node:child_process';
import fs from 'node:fs';
import http from 'node:http';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const LATENCY = 20;
const PER_HOST = 2;
const blog = fileURLToPath(new URL('../bin/blog.js', import.meta.url));

/** One address in a hundred is at fault: gone, in trouble, or the connection breaks. */
const FAULTS = ['404', '404', '500', 'reset'];
const faultOf = (number) => (number % 100 === 7 ? FAULTS[Math.floor(number / 100) % FAULTS.length] : undefined);

if (process.argv[2] === 'serve') serve();
if (process.argv[2] === 'bare') bare(...process.argv.slice(3));

export async function run(args) {
  const take = (name, otherwise) => { const at = args.indexOf(name); return at < 0 ? otherwise : args[at + 1]; };
  const urls = Number(take('--urls', '5000'));
  const hosts = Number(take('--hosts', '500'));
  const tools = take('--tools');
  const server = await startServer();
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'blog-bench-external-'));
  try {
    fs.writeFileSync(path.join(folder, 'post.md'), postOf(urls, hosts, server.port));
    // Nobody outside of this machine is asked: no archive either.
    fs.writeFileSync(path.join(folder, 'blog.config.json'), '{ "external": { "archive": false } }');
    const rivals = tools === undefined ? [] : [
      { name: 'linkinator', words: [bin(tools, 'linkinator', 'build/src/cli.js'), 'post.md', '--markdown', '--verbosity', 'error'] },
      { name: 'linkinator, twice', words: [bin(tools, 'linkinator', 'build/src/cli.js'), 'post.md', '--markdown', '--verbosity', 'error', '--retry-errors', '--retry-errors-count', '1'] },
      { name: 'markdown-link-check', words: [bin(tools, 'markdown-link-check', 'markdown-link-check'), '-q', 'post.md'] },
    ].filter(({ words }) => fs.existsSync(words[0]));
    const own = [blog, 'lint', '--external', '--allow-host', '127.0.0.0/8', '--max-per-host', String(PER_HOST), '--format', 'json'];
    const least = [fileURLToPath(import.meta.url), 'bare', String(urls), String(hosts), String(server.port)];
    const results = [];
    for (const { name, words } of [{ name: 'blog lint --external', words: own }, ...rivals, { name: 'bare sockets', words: least }]) {
      await server.ask('reset');
      const measured = await timed(words, folder);
      results.push({ name, ...measured, ...(await server.ask('report')) });
    }
    tell(results, { urls, hosts }, args.includes('--json'));
  } finally {
    server.close();
    fs.rmSync(folder, { recursive: true, force: true });
  }
}

const bin = (tools, name, file) => path.join(path.resolve(tools), 'node_modules', name, file);

function postOf(urls, hosts, port) {
  const links = Array.from({ length: urls }, (_, number) => `[link ${number}](http://${addressOf(number % hosts)}:${port}/page/${number})`);
  return `# Links\n\n${links.join('\n\n')}\n`;
}

function addressOf(host) {
  return `127.0.${1 + Math.floor(host / 250)}.${1 + host % 250}`;
}

/** Asks all of them, one after the other over one connection to a host, all hosts at once, and looks at no answer. */
function bare(urls, hosts, port) {
  for (let host = 0; host < Number(hosts); host++) {
    const ask = (number) => {
      if (number >= Number(urls)) return;
      const socket = net.connect({ host: addressOf(host), port: Number(port), noDelay: true });
      const next = () => socket.write(`GET /page/${number} HTTP/1.1\r\nHost: ${addressOf(host)}:${port}\r\n\r\n`);
      socket.on('data', () => {
        number += Number(hosts);
        if (number < Number(urls)) next();
        else socket.destroy();
      });
      socket.on('error', () => undefined).on('end', () => ask(number + Number(hosts)));
      next();
    };
    ask(host);
  }
}

async function startServer() {
  const child = fork(fileURLToPath(import.meta.url), ['serve']);
  const next = () => new Promise((done) => { child.once('message', done); });
  const { port } = await next();
  return {
    port,
    ask: (word) => { const answer = next(); child.send(word); return answer; },
    close: () => child.kill(),
  };
}

/**
 * As little of a server as does: over bare sockets, so that it takes a fraction of what any client takes and slows down
 * none of them. No request has a body.
 */
function serve() {
  let active = new Map();
  let most = 0;
  let requests = 0;
  let cpuBefore = process.cpuUsage();
  const answer = (socket, head) => {
    const [, method, path] = /^(\w+) (\S+)/.exec(head) ?? [];
    const host = /^host: *(.*)$/im.exec(head)?.[1] ?? '';
    requests++;
    active.set(host, (active.get(host) ?? 0) + 1);
    most = Math.max(most, active.get(host));
    setTimeout(() => {
      active.set(host, active.get(host) - 1);
      const fault = faultOf(Number(/\d+$/.exec(path)?.[0] ?? 0));
      if (fault === 'reset') return void socket.destroy();
      const page = `<!doctype html><title>Page ${path}</title><p>${WORDS}`;
      const isLast = /^connection: *close/im.test(head);
      socket.write(`HTTP/1.1 ${fault ?? 200} ${http.STATUS_CODES[fault ?? 200]}\r\nContent-Type: text/html\r\nContent-Length: ${page.length}\r\n${isLast ? 'Connection: close\r\n' : ''}\r\n${method === 'HEAD' ? '' : page}`);
      if (isLast) socket.end();
    }, LATENCY);
  };
  const server = net.createServer({ noDelay: true }, (socket) => {
    let heads = '';
    socket.setEncoding('latin1').on('error', () => undefined).on('data', (part) => {
      heads += part;
      for (let end = heads.indexOf('\r\n\r\n'); end >= 0; end = heads.indexOf('\r\n\r\n')) {
        answer(socket, heads.slice(0, end));
        heads = heads.slice(end + 4);
      }
    });
  });
  server.listen({ port: 0, host: '0.0.0.0', backlog: 1_024 }, () => process.send({ port: server.address().port }));
  process.on('message', (word) => {
    const { user, system } = process.cpuUsage(cpuBefore);
    process.send({ most, requests, serverCpu: round((user + system) / 1e6) });
    if (word === 'reset') {
      cpuBefore = process.cpuUsage();
      active = new Map();
      most = requests = 0;
    }
  });
  process.on('disconnect', () => process.exit());
}

const WORDS = 'A page like any other. '.repeat(40);

/** Seconds, seconds of processor, megabytes at most, and what was found. */
function timed(words, cwd) {
  return new Promise((done) => {
    const from = process.hrtime.bigint();
    const child = spawn(process.execPath, words, { cwd, stdio: ['ignore', 'pipe', 'ignore'] });
    let out = '';
    let peak = 0;
    let cpu = 0;
    const look = setInterval(() => {
      try {
        // In hundredths of a second.
        const [user, system] = fs.readFileSync(`/proc/${child.pid}/stat`, 'utf8').replace(/^.*\) /, '').split(' ').slice(11, 13);
        cpu = (Number(user) + Number(system)) / 100;
        peak = Math.max(peak, Number(/VmHWM:\s+(\d+)/.exec(fs.readFileSync(`/proc/${child.pid}/status`, 'utf8'))?.[1] ?? 0) / 1024);
      } catch { /* It has ended. */ }
    }, 20);
    child.stdout.on('data', (part) => { out += part; });
    child.on('close', () => {
      clearInterval(look);
      const seconds = Number(process.hrtime.bigint() - from) / 1e9;
      done({ seconds: round(seconds), cpu: round(cpu), peak: Math.round(peak), dead: deadIn(out) });
    });
  });
}

const deadIn = (out) => (out.startsWith('{') ? JSON.parse(out).findings.filter(({ rule }) => rule === 'dead-link').length : (out.match(/404/g) ?? []).length);

const round = (number) => Math.round(number * 100) / 100;

function tell(results, { urls, hosts }, isJson) {
  const [own, ...rivals] = results;
  const figures = {
    external_seconds: own.seconds, external_peak_mb: own.peak, external_most_per_host: own.most, external_per_host_limit: PER_HOST, external_dead: own.dead,
    external_cpu_seconds: own.cpu, external_floor_seconds: rivals.at(-1)?.seconds ?? null,
    external_vs_linkinator: ratio(rivals.find(({ name }) => name === 'linkinator'), own),
    external_vs_linkinator_twice: ratio(rivals.find(({ name }) => name === 'linkinator, twice'), own),
    external_vs_markdown_link_check: ratio(rivals.find(({ name }) => name === 'markdown-link-check'), own),
  };
  if (isJson) {
    process.stdout.write(`${JSON.stringify(figures)}\n`);
    return;
  }
  const { model = 'unknown' } = os.cpus()[0] ?? {};
  process.stdout.write(`${urls} addresses on ${hosts} hosts, ${LATENCY} ms, 1 % faults; ${os.cpus().length} x ${model}, Node ${process.version}\n\n`);
  process.stdout.write(`${' '.repeat(22)}  seconds       x  of processor  of server     MB  requests  at once to a host\n`);
  for (const { name, seconds, cpu, serverCpu, peak, most, requests } of results) {
    const columns = [[seconds, 9], [round(seconds / own.seconds), 8], [cpu, 14], [serverCpu, 10], [peak, 7], [requests, 10], [most, 19]];
    process.stdout.write(`${name.padEnd(22)}${columns.map(([value, width]) => String(value).padStart(width)).join('')}\n`);
  }
}

const ratio = (rival, own) => (rival === undefined ? null : round(rival.seconds / own.seconds));
