import type { Command } from 'commander';
import type { System } from '../../core/system.ts';
import type { ImageCommand } from '../image.ts';
import { commandOf, examples, withSiteOptions, type Done } from './shared.ts';

export function addImage(program: Command, system: System, done: Done): void {
  const command = commandOf(program, 'image').argument('<post>', 'by path, file name, slug or title').argument('<pictures...>', 'files, from anywhere')
    .summary('bring pictures into a post')
    .description('Copies pictures to where your blog keeps those of its posts, under a clean name, and prints the Markdown that shows them on the site - and in your editor, where one spelling does both. Where they were taken is left out. Nothing is overwritten; a picture that is there already is used.')
    .option('--alt <text>', 'what it shows; once for each picture, asked for at a terminal', (text: string, before: readonly string[] = []) => [...before, text])
    .option('-i, --insert', 'put it into the post: in place of the first ![](), else at the end')
    .option('--line <number>', 'put it into the post, before this line')
    .option('--name <name>', 'what to call it, instead of its own name')
    .option('--max-width <pixels>', 'make it smaller where it is wider (needs the package sharp)')
    .option('--keep-location', 'keep where it was taken')
    .option('-n, --dry-run', 'say what would be done, and do nothing')
    .option('--json', 'print what was done as JSON')
    .option('-q, --quiet', 'print the Markdown alone');
  withSiteOptions(command).addHelpText('after', examples([
    ['blog image the-slow-boat ~/Pictures/IMG_2041.jpg --alt "The harbour at dawn"', ''],
    ['blog image porto *.jpg --insert --max-width 1600', ''],
  ])).action(async (post: string, pictures: string[], options: ImageCommand) => {
    const { addImages } = await import('../image.ts');
    await done(addImages(post, pictures, options, system));
  });
}
