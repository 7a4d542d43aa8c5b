import type { FilePath } from '../../core/paths.ts';
import { fileSystem, yamlPackages } from '../javascript/texts.ts';
import { sindresorhus, sharedPackages, simple } from '../javascript/packages.ts';
import type { Evaluator } from '../javascript/evaluate.ts';
import { functionOf, objectOf, unknown, type Js, type Unknown } from '../javascript/values.ts';
import { markdownIt } from './markdown-settings.ts';

/** What configurations import, as far as it matters where pages and anchors lie. */
export function eleventyPackages(evaluator: Evaluator, texts: ReadonlyMap<FilePath, string> = new Map()): ReadonlyMap<string, Js> {
  const md = markdownIt().package;
  const marks = (name: string, members: readonly string[]): Js =>
    ({ ...objectOf(members.map((member) => [member, mark(`${name}#${member.replace(/^Eleventy/, '')}`)] as const)), open: true });
  const image: Js = { ...objectOf([['eleventyImageTransformPlugin', mark('@11ty/eleventy-img#eleventyImageTransformPlugin')], ['default', mark('@11ty/eleventy-img')]]), open: true };
  return new Map<string, Js>([
    ...sharedPackages(evaluator), ...yamlPackages(),
    ['fs', fileSystem(texts)], ['fs/promises', fileSystem(texts)],
    ['@11ty/eleventy', marks('@11ty/eleventy', [
      'HtmlBasePlugin', 'EleventyHtmlBasePlugin', 'IdAttributePlugin', 'InputPathToUrlTransformPlugin', 'I18nPlugin', 'EleventyI18nPlugin',
      'RenderPlugin', 'EleventyRenderPlugin', 'BundlePlugin',
    ])],
    ['@11ty/eleventy-plugin-rss', { ...objectOf([['feedPlugin', mark('@11ty/eleventy-plugin-rss#feedPlugin')], ['default', mark('@11ty/eleventy-plugin-rss')], ['rssPlugin', mark('@11ty/eleventy-plugin-rss')], ['module.exports', mark('@11ty/eleventy-plugin-rss')]]), open: true }],
    ['@11ty/eleventy-img', image],
    ['markdown-it', objectOf([['default', md], ['module.exports', md]])],
    ['#filters', objectOf([
      ['slugify', functionOf(([value]) => sindresorhus(value, objectOf([['decamelize', false]])))],
      ['slug', functionOf(([value]) => simple(value, objectOf([['replacement', '-'], ['lower', true]])))],
    ])],
  ]);
}

const mark = (from: string): Unknown => ({ ...unknown(`the plugin \`${from}\``), from });
