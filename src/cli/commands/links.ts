import { Argument, type Command } from 'commander';
import type { System } from '../../core/system.ts';
import type { LinksCommand } from '../links.ts';
import { commandOf, examples, type Done } from './shared.ts';

export function addLinks(program: Command, system: System, done: Done): void {
  commandOf(program, 'links').summary('join what several runs of `lint --external` remember')
    .description('Joins histories of `blog lint --external`: of each address the latest word counts, whatever the order. What stands in the file it writes to is joined too.')
    .addArgument(new Argument('<what>', 'merge').choices(['merge']))
    .argument('<files...>', 'histories: .blog/links.tsv of several jobs or machines')
    .option('-o, --output <file>', 'where to write it, instead of printing it')
    .addHelpText('after', examples([
      ['blog links merge part-1.tsv part-2.tsv -o .blog/links.tsv', ''],
    ])).action(async (_what: string, files: string[], options: LinksCommand) => {
      const { mergeLinks } = await import('../links.ts');
      await done(mergeLinks(files, options, system));
    });
}
