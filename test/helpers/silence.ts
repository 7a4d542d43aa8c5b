// A test that writes to the console fails: what a person is told goes through a `System`.
for (const method of ['log', 'info', 'warn', 'error', 'debug', 'trace'] as const) {
  console[method] = (...words: readonly unknown[]) => {
    throw new Error(`console.${method} was called: ${words.map(String).join(' ')}`);
  };
}
