import { asFilePath, type FilePath } from '../../core/paths.ts';
import type { ReadFile } from '../generator.ts';
import type { ModulesInput } from '../javascript/modules.ts';
import { yamlValue } from '../javascript/texts.ts';
import { at, isFunction, isObject, unknown, type Js } from '../javascript/values.ts';

/** The program with which the template AstroWind reads its settings, and the name others import them by. */
const BUILDER = asFilePath('vendor/integration/utils/configBuilder.ts');
const MODULE = 'astrowind:config';

/** Sites made from AstroWind have their settings in YAML, which a module that no file holds hands to the pages. */
export async function astroWind(files: readonly FilePath[], read: ReadFile): Promise<Pick<ModulesInput, 'virtual'> & { readonly entries: readonly FilePath[]; readonly site: Js }> {
  const config = asFilePath('src/config.yaml');
  if (!files.includes(BUILDER) || !files.includes(config)) return { entries: [], site: undefined };
  const settings = yamlValue(await read(config));
  const made = (exportsOf: (path: FilePath) => Js): Js => {
    const build = at(exportsOf(BUILDER), 'default');
    const value = isFunction(build) ? build.call([settings], undefined) : undefined;
    return isObject(value) ? value : unknown('the settings of AstroWind');
  };
  return { virtual: new Map([[MODULE, made]]), entries: [BUILDER], site: at(settings, 'site') };
}
