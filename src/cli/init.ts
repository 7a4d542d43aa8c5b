import { join, relative, sep } from 'node:path';
import { asFilePath, folderOf, type FilePath } from '../core/paths.ts';
import type { Change, Folder, System } from '../core/system.ts';
import { writeYamlScalar } from '../core/text/yaml.ts';
import { printable } from '../core/text/printable.ts';
import { counted } from '../reporters/words.ts';
import { SETTINGS_FILES } from '../settings/files.ts';
import { packageName, version } from '../version.ts';
import { repositoryTop } from './folders-above.ts';
import { openHeads } from './open-heads.ts';
import type { OpenedSite } from './open-site.ts';
import { openOptionsOf, type SiteOptions } from './site-options.ts';

export interface InitCommand extends SiteOptions {
  /** Asked about where it is left out. */
  readonly hook?: boolean;
  readonly workflow?: boolean;
  readonly dryRun?: boolean;
}

/** A file that may be written, from the top of the repository or, where there is none, from the blog's folder. */
interface Draft {
  readonly file: FilePath;
  readonly content: string;
  /** What to do where another one is there already. */
  readonly otherwise: string;
}

/** `blog init`: a settings file, and what looks at commits and pull requests, each only where there is none. */
export async function init(options: InitCommand, system: System): Promise<number> {
  const opened = await openHeads(system, openOptionsOf(options));
  const top = await repositoryTop(system, opened.root);
  const folder = await system.folder(top ?? opened.root);
  const place = relative(folder.path, opened.root).split(sep).join('/');
  const drafts = [
    settingsDraft(opened, place, await folder.size(asFilePath(join(place, 'package.json'))) !== undefined),
    ...await asked(options, { system, opened, top, folder, place }),
  ];

  const changes: Change[] = [];
  for (const { file, content, otherwise } of drafts) {
    const there = await alreadyThere(file, folder);
    if (there !== undefined) system.err(`\`${printable(shown(there, folder, system))}\` is there already, and stays as it is. ${otherwise}`);
    else changes.push({ kind: 'create', file, content });
  }
  if (!options.dryRun) await folder.change(changes);
  for (const change of changes) if (change.kind === 'create') system.out(options.dryRun ? `# ${printable(shown(change.file, folder, system))}\n${String(change.content)}\n` : `${printable(shown(change.file, folder, system))}\n`);
  if (changes.length > 0 && !options.dryRun) system.err('`blog lint` looks at the blog. Is there much that is broken for years? `blog lint --suppress-all` writes it down, and tells only what is new.\n');
  return 0;
}

const shown = (file: FilePath, folder: Folder, { cwd }: System): string => relative(cwd, join(folder.path, file)).split(sep).join('/');

/** Any of the settings files counts as one. */
async function alreadyThere(file: FilePath, folder: Folder): Promise<FilePath | undefined> {
  const names = file.endsWith('blog.config.yaml') ? SETTINGS_FILES.map((name) => asFilePath(join(folderOf(file), name))) : [file];
  for (const name of names) if (await folder.size(name) !== undefined) return name;
  return undefined;
}

interface Place {
  readonly system: System;
  readonly opened: OpenedSite;
  /** Of the repository. */
  readonly top: string | undefined;
  readonly folder: Folder;
  /** The blog's folder below it. */
  readonly place: string;
}

async function asked(options: InitCommand, { system, opened, top, folder, place }: Place): Promise<readonly Draft[]> {
  if (top === undefined) {
    if (options.hook || options.workflow) system.err('There is no git repository here, so nothing looks at commits or pull requests yet.\n');
    return [];
  }
  const prompt = system.terminal.interactive && (options.hook === undefined || options.workflow === undefined) ? await system.prompt() : undefined;
  const hook = options.hook ?? await prompt?.confirm('Look at each commit before it is made, with pre-commit?', false) ?? false;
  const workflow = options.workflow ?? await prompt?.confirm('Look at each pull request, in a workflow of GitHub?', (await opened.folder.git())?.github !== undefined) ?? false;
  const words = `npx --yes ${packageName}@${version} lint${place === '' ? '' : ` --root ${shellWord(place)}`}`;
  return [...(hook ? [hookDraft(words)] : []), ...(workflow ? [workflowDraft(words, await branchIn(folder))] : [])];
}

/** One word of a shell, whatever a folder is called. */
const shellWord = (text: string): string => (/^[\w./-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`);

/** The branch that is checked out: most likely the one that is published. */
async function branchIn(folder: Folder): Promise<string> {
  const head = await folder.read(asFilePath('.git/HEAD'));
  return /^ref: refs\/heads\/([\w./-]+)\s*$/.exec(head ?? '')?.[1] ?? 'main';
}

function settingsDraft({ site, generator }: OpenedSite, place: string, hasPackage: boolean): Draft {
  const posts = site.entries.filter(({ kind }) => kind === 'post');
  const hidden = posts.filter(({ visibility }) => visibility.kind === 'draft').length;
  const counts = new Map<string, number>();
  for (const { source } of posts) if (source) note(counts, folderOf(source).split('/').slice(0, 2).join('/') || '.');
  const folders = [...counts].sort(([a, most], [b, more]) => more - most || (a < b ? 1 : -1)).map(([name]) => name);
  const found = `${counted(posts.length, 'post')}${hidden > 0 ? `, ${counted(hidden, 'draft')} among them` : ''}${folders.length > 0 ? `, in ${folders.slice(0, 4).join(', ')}${folders.length > 4 ? ' and others' : ''}` : ''}`;
  const first = folders[0] === undefined || folders[0] === '.' ? 'old' : folders[0];
  return {
    file: asFilePath(join(place, 'blog.config.yaml')),
    otherwise: '`blog config` prints what it says.\n',
    content: `${hasPackage ? `# yaml-language-server: $schema=./node_modules/${packageName}/schema.json\n` : ''}# Settings of \`blog\`. Nothing has to be set: take the # away before what you want otherwise.
# \`blog config\` prints what is in force; docs/config.md of ${packageName} says more.

# Found here: ${comment(generator.name)}, since ${comment(generator.why)}; ${comment(found)}.
# generator: ${site.conventions.generator}

# The path the blog is served under.
# base: ${JSON.stringify(site.conventions.base)}

# How severe a rule is: off, warning or error. \`blog rules\` lists them, \`blog explain missing-alt\` says more of one.
# rules:
#   missing-alt: warning
#   orphan-post: warning

# Other severities in some files.
# overrides:
#   - files: [${JSON.stringify(`${first}/**`)}]
#     rules: { missing-alt: "off" }

# What nothing is told of.
# ignore:
#   files: ["README.md"]
#   links: ["/made/by/another/program/**"]

# More warnings than this make \`blog lint\` fail.
# maxWarnings: 50
`,
  };
}

const note = (counts: Map<string, number>, name: string): Map<string, number> => counts.set(name, (counts.get(name) ?? 0) + 1);

/** One line of a comment, whatever a folder is called. */
const comment = (text: string): string => printable(text.replaceAll('`', ''));

function hookDraft(words: string): Draft {
  const lines = ['  - repo: local', '    hooks:', '      - id: blog-lint', '        name: blog lint', `        entry: ${writeYamlScalar(`${words} --staged`)}`, '        language: system', '        pass_filenames: false', '        always_run: true', ''].join('\n');
  return {
    file: asFilePath('.pre-commit-config.yaml'),
    otherwise: `Put this below its \`repos:\`\n\n${lines}\n`,
    content: `# https://pre-commit.com: \`pre-commit install\`, once. Then a commit that breaks a link is stopped.\nrepos:\n${lines}`,
  };
}

function workflowDraft(words: string, branch: string): Draft {
  return {
    file: asFilePath('.github/workflows/blog-lint.yml'),
    otherwise: '',
    content: `# What a pull request breaks is shown beside its lines; what was broken before is not its fault.
name: blog lint
on:
  pull_request:
  push:
    branches: [${JSON.stringify(branch)}]
permissions:
  contents: read
jobs:
  lint:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
        with:
          # All of the history: what was broken before is read from it.
          fetch-depth: 0
      - uses: actions/setup-node@v4
        with:
          node-version: 22
      - if: github.event_name == 'pull_request'
        run: ${writeYamlScalar(`${words} --format github --since "\${{ github.event.pull_request.base.sha }}"`)}
      - if: github.event_name == 'push'
        run: ${writeYamlScalar(`${words} --format github`)}
`,
  };
}
