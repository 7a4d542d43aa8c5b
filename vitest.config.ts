import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['src/**/*.test.ts', 'test/**/*.test.ts'],
    setupFiles: ['test/helpers/silence.ts'],
    // All cores, and each module loaded once for all files: nothing here keeps what a test leaves behind.
    maxWorkers: '100%',
    isolate: false,
    // Not a measure of speed: hostile texts are of a size that would take minutes if anything grew faster than they do.
    testTimeout: 30_000,
    hookTimeout: 30_000,
  },
});
