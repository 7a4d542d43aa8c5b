import type { MarkupReader } from '../../core/markdown/markup.ts';
import { UNKNOWN } from '../../core/text/derived.ts';
import { liquid4, liquid5, type LiquidWorld, type TemplateMapping, type TemplateValue } from '../../core/template/liquid/index.ts';
import { jekyllFilters, type SiteAddresses } from './filters.ts';
import { anyPost, deferrable } from './lookups.ts';
import type { Settings } from './settings.ts';
import { jekyllTags, type Templates } from './tags.ts';
import { at, type Data } from './values.ts';

export interface WorldInput {
  readonly settings: Settings;
  readonly addresses: SiteAddresses;
  readonly templates: Templates;
  /** `site.data`: what could be read of `_data`. */
  readonly data: TemplateMapping;
  /** Whether a tag nobody knows may come from a plugin that cannot be read. */
  readonly hasUnknownPlugins: boolean;
  readonly environment: string | undefined;
  readonly readMarkdown: MarkupReader;
  /** Whether there is any post, and a path that it has to be below: something that all of them have in common. */
  readonly hasPostsBelow: boolean;
}

/** `name` is the page's file's; its variables are asked for when a template asks for `page`. `tags` are those that only this page has so. */
export type WorldFor = (name: string, variables: () => TemplateMapping, tags?: LiquidWorld['tags']) => LiquidWorld;

/** What the site tells its templates; each page adds itself. */
export function worldOf({ settings, addresses, templates, data, hasUnknownPlugins, environment, readMarkdown, hasPostsBelow }: WorldInput): WorldFor {
  const { version: { major, pages }, plugins, config } = settings;
  const shared = {
    dialect: major === 4 ? liquid5 : liquid4,
    filters: jekyllFilters(settings, addresses, readMarkdown),
    deferrable,
    tags: jekyllTags(settings, templates),
    unknownTag: () => (hasUnknownPlugins ? { kind: 'unknown' as const } : { kind: 'problem' as const }),
    unknownFilter: hasUnknownPlugins ? 'unknown' as const : 'keep' as const,
  };
  const site = siteVariables(settings, addresses, data);
  const jekyll = { version: settings.version.name, environment: environment ?? (pages ? 'production' : UNKNOWN) };
  const listed = hasPostsBelow ? { 'site.posts': anyPost } : {};
  const paginated = hasPostsBelow && plugins.has('jekyll-paginate') && at(config, 'paginate') ? { 'paginator.posts': anyPost } : {};
  return (name, variables, tags) => {
    let page: TemplateMapping | undefined;
    return {
      items: name === 'index.html' ? { ...listed, ...paginated } : listed,
      variables: { site, get page() { return (page ??= variables()); }, jekyll, layout: UNKNOWN, theme: UNKNOWN, paginator: UNKNOWN, content: null },
      ...shared,
      ...(tags && { tags: { ...shared.tags, ...tags } }),
    };
  };
}

function siteVariables({ config, collections, plugins }: Settings, { url, baseurl }: SiteAddresses, data: TemplateMapping): TemplateMapping {
  const made: Record<string, TemplateValue> = {};
  for (const name of [
    'time', 'posts', 'pages', 'related_posts', 'static_files', 'html_pages', 'html_files', 'documents', 'categories', 'tags', 'collections',
    ...collections.keys(), ...(plugins.has('jekyll-github-metadata') ? ['github'] : []), ...(plugins.has('jekyll-archives') ? ['archives'] : []),
  ]) made[name] = UNKNOWN;
  return { ...defaults, ...config, ...made, data, url, baseurl };
}

/** Settings that templates read although nobody writes them. */
const defaults: Data = { lang: null, source: '.', destination: './_site', paginate: null, show_drafts: null, limit_posts: 0, future: false, lsi: false };
