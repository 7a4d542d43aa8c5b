// What a thread of `blog` begins with.
require('../dist/start.cjs').startThread(process);
