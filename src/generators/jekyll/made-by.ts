import type { Document } from '../../core/site/document.ts';
import { defaultsOf } from './defaults.ts';
import type { Settings } from './settings.ts';
import type { Source } from './sources.ts';
import { at, isData } from './values.ts';

/** Which `permalink` a page has its address from: its own, one of `defaults`, its collection's, the site's. */
export function madeBy(document: Document, source: Source, settings: Settings): string {
  const own = at(document.frontMatter.data, 'permalink');
  if (own !== undefined && own !== null) return `\`permalink: ${String(own)}\` of its front matter`;
  const type = source.kind === 'post' ? 'posts' : source.kind === 'collection' ? source.name : 'pages';
  const byDefault = source.kind === 'none' ? undefined : at(defaultsOf(settings.defaults, { path: source.path, type }, settings.version.major), 'permalink');
  if (byDefault !== undefined && byDefault !== null) return `\`permalink: ${String(byDefault)}\` among the \`defaults\` of \`_config.yml\``;
  const collections = at(settings.config, 'collections');
  const collection = isData(collections) ? at(collections, type) : undefined;
  const ofCollection = isData(collection) ? at(collection, 'permalink') : undefined;
  if (typeof ofCollection === 'string') return `\`permalink: ${ofCollection}\` of the collection \`${type}\` in \`_config.yml\``;
  const ofSite = at(settings.config, 'permalink');
  if (ofSite !== undefined && ofSite !== null) return `\`permalink: ${String(ofSite)}\` in \`_config.yml\``;
  return source.kind === 'page' ? 'the path of its file, as no `permalink` says otherwise' : 'the default, `permalink: date`, as `_config.yml` has none';
}
