import type { Document, Value } from '../../core/site/document.ts';
import { defaultsOf } from './defaults.ts';
import type { Settings } from './settings.ts';
import type { Source } from './sources.ts';
import { at, isData, type Data } from './values.ts';

/** Which `permalink` a page has its address from. For people. */
export const madeBy = (document: Document, source: Source, settings: Settings): string => permalinkOf(document.frontMatter.data, source, settings).from;

/** Whether its day is a part of a post's address. */
export function isDated(data: Data, source: Source, settings: Settings): boolean {
  const { written } = permalinkOf(data, source, settings);
  return written === undefined || /^(?:date|pretty|ordinal|weekdate)$|:(?:short_year|year|y_day|i_month|month|short_month|long_month|i_day|day|short_day|long_day|week|w_year|w_day)(?![a-z_])/.test(String(written));
}

interface Permalink {
  /** Left out where there is none. */
  readonly written?: Value;
  readonly from: string;
}

/** Its own, one of `defaults`, its collection's, the site's. */
function permalinkOf(data: Data, source: Source, settings: Settings): Permalink {
  const own = at(data, 'permalink');
  if (own !== undefined && own !== null) return { written: own, from: `\`permalink: ${String(own)}\` of its front matter` };
  const type = source.kind === 'post' ? 'posts' : source.kind === 'collection' ? source.name : 'pages';
  const byDefault = source.kind === 'none' ? undefined : at(defaultsOf(settings.defaults, { path: source.path, type }, settings.version.major), 'permalink');
  if (byDefault !== undefined && byDefault !== null) return { written: byDefault, from: `\`permalink: ${String(byDefault)}\` among the \`defaults\` of \`_config.yml\`` };
  const collections = at(settings.config, 'collections');
  const collection = isData(collections) ? at(collections, type) : undefined;
  const ofCollection = isData(collection) ? at(collection, 'permalink') : undefined;
  if (typeof ofCollection === 'string') return { written: ofCollection, from: `\`permalink: ${ofCollection}\` of the collection \`${type}\` in \`_config.yml\`` };
  const ofSite = at(settings.config, 'permalink');
  if (ofSite !== undefined && ofSite !== null) return { written: ofSite, from: `\`permalink: ${String(ofSite)}\` in \`_config.yml\`` };
  return { from: source.kind === 'page' ? 'the path of its file, as no `permalink` says otherwise' : 'the default, `permalink: date`, as `_config.yml` has none' };
}
