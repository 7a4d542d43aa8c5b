import { basename, dirname, resolve } from 'node:path';
import { asFilePath, type FilePath } from '../core/paths.ts';
import { BlogError, type Folder, type System } from '../core/system.ts';
import { printable } from '../core/text/printable.ts';
import { mergeHistories, readHistory, writeHistory, type History } from '../external/history.ts';

export interface LinksCommand {
  readonly output?: string;
}

/** `blog links merge`: one history of several. */
export async function mergeLinks(files: readonly string[], { output }: LinksCommand, system: System): Promise<number> {
  const histories: History[] = [];
  for (const file of files) {
    const text = await textAt(await placeOf(file, system));
    if (text === undefined) throw new BlogError(`There is no file \`${file}\`.`);
    histories.push(historyIn(text, file, system));
  }
  if (output === undefined) {
    system.out(writeHistory(mergeHistories(...histories)));
    return 0;
  }
  const place = await placeOf(output, system);
  const before = await textAt(place);
  const after = writeHistory(mergeHistories(...histories, ...(before === undefined ? [] : [historyIn(before, output, system)])));
  if (before !== after) {
    await place.folder.change([before === undefined ? { kind: 'create', file: place.file, content: after } : { kind: 'edit', file: place.file, before, after }]);
  }
  system.err(`${after.split('\n').length - 2} addresses in \`${printable(output)}\`.\n`);
  return 0;
}

function historyIn(text: string, name: string, system: System): History {
  const { history, repairs } = readHistory(text, name);
  for (const repair of repairs) system.err(`${printable(repair)}\n`);
  return history;
}

interface Place {
  readonly folder: Folder;
  readonly file: FilePath;
}

async function placeOf(path: string, system: System): Promise<Place> {
  const place = resolve(system.cwd, path);
  return { folder: await system.folder(dirname(place)), file: asFilePath(basename(place)) };
}

const textAt = ({ folder, file }: Place): Promise<string | undefined> => folder.read(file);
