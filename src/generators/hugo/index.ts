import type { Generator } from '../generator.ts';
import { recognise } from './recognise.ts';

/** Hugo: pages in `content`, settings in `hugo.toml`. */
export const hugo: Generator = {
  id: 'hugo',
  name: 'Hugo',
  recognise,
  configure: async (input) => (await import('./configure.ts')).configure(input),
};
