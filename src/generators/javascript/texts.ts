import { joinFile, type FilePath } from '../../core/paths.ts';
import { parseYaml } from '../../core/text/yaml.ts';
import { fromJson } from './globals.ts';
import { asText, functionOf, objectOf, unknown, type Js } from './values.ts';

/**
 * `fs` for a program that reads files of data: only those that were read beforehand, all of them below the root.
 * Everything else about the disk is unknown.
 */
export function fileSystem(texts: ReadonlyMap<FilePath, string>): Js {
  const textAt = (path: Js): string | undefined => {
    const file = typeof path === 'string' ? joinFile(path) : undefined;
    return file && texts.get(file);
  };
  const read = functionOf(([path]) => textAt(path) ?? unknown('a file that is not read'));
  const module = objectOf([
    ['readFileSync', read], ['readFile', read],
    ['existsSync', functionOf(([path]) => (textAt(path) === undefined ? unknown('whether a file is there') : true))],
  ]);
  const promises = objectOf([['readFile', read]]);
  for (const one of [module, promises]) one.open = true;
  module.entries.set('promises', promises);
  module.entries.set('default', module);
  module.entries.set('module.exports', module);
  return module;
}

/** `js-yaml` and `yaml` on a text that is known. */
export function yamlPackages(): readonly (readonly [string, Js])[] {
  const parse = functionOf(([text]) => yamlValue(asText(text)));
  const module = { ...objectOf(['load', 'safeLoad', 'parse'].map((name) => [name, parse] as const)), open: true };
  module.entries.set('default', module);
  module.entries.set('module.exports', module);
  return [['js-yaml', module], ['yaml', module]];
}

/** A text of YAML as a program sees it; dates stay text. */
export function yamlValue(text: string | undefined): Js {
  if (text === undefined || text.length > 2_000_000) return unknown('YAML');
  try { return fromJson(parseYaml(text, '1.2')); } catch { return unknown('YAML that cannot be read'); }
}
