// Loaded into a program of Node to learn how much memory it took.
const { isMainThread } = require('node:worker_threads');
if (isMainThread) process.on('exit', () => require('node:fs').writeFileSync(process.env.BLOG_BENCH_PEAK, String(process.resourceUsage().maxRSS)));
