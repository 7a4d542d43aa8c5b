import type { Generator } from '../generator.ts';
import { recognise } from './recognise.ts';

/** Hexo: posts in `source/_posts`, settings in `_config.yml`, plugins in `package.json`. */
export const hexo: Generator = {
  id: 'hexo',
  name: 'Hexo',
  recognise,
  configure: async (input) => (await import('./configure.ts')).configure(input),
};
