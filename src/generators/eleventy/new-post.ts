import type { FilePath } from '../../core/paths.ts';
import type { NewPostConventions } from '../../core/site/conventions.ts';
import { transliteratedSlug } from '../../core/text/transliterated-slug.ts';
import { fileIn, learnPlace } from '../learned-place.ts';
import type { Settings } from './settings.ts';
import type { Source } from './sources.ts';

/** How a new post looks: in the folder where most of the posts are. */
export function newPostConventions(settings: Settings, files: readonly FilePath[], sourceOf: (path: FilePath) => Source): NewPostConventions {
  const posts = postsOf(files.filter((path) => path.endsWith('.md') && sourceOf(path).kind === 'template'), settings);
  const usual = [settings.input, 'posts'].filter(Boolean).join('/');
  const place = learnPlace(posts, usual);
  return {
    format: 'yaml',
    fileFor: (post) => fileIn(place, post),
    defaults: [['title', ''], ['description', ''], ['date', ''], ['tags', []]],
    ...(settings.preprocessors.length > 0 && { draftKey: 'draft' }),
    dateKey: 'date',
    textTags: 'name',
    dateNeeded: false,
    formatDate: (at) => new Date(at).toISOString().slice(0, 10),
    slugify: (title) => transliteratedSlug(title, { decamelize: false }),
  };
}

/** Below a folder that is called like it, else in the folder with most files. */
function postsOf(pages: readonly FilePath[], { input }: Settings): readonly FilePath[] {
  const below = pages.filter((path) => path.slice(input.length).replace(/^\//, '').includes('/'));
  const named = below.filter((path) => /(?:^|\/)(?:posts?|blog|articles?|writing|journal|notes)\//.test(path));
  return named.length > 0 ? named : below;
}
