import type { Generator } from '../generator.ts';
import { recognise } from './recognise.ts';

/** Jekyll: posts in `_posts`, settings in `_config.yml`. */
export const jekyll: Generator = {
  id: 'jekyll',
  name: 'Jekyll',
  recognise,
  configure: async (input) => (await import('./configure.ts')).configure(input),
};
