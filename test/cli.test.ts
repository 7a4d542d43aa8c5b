import { describe, expect, test } from 'vitest';
import { run } from '../src/main.ts';
import { memorySystem, type MemoryOptions, type MemorySystem } from './helpers/system.ts';

/** A traveller's blog. */
const blog = {
  '_config.yml': 'url: https://travels.example\npermalink: /:title/\nfuture: false\n',
  '_posts/2026-01-02-lisbon.md': '---\nlayout: post\ntitle: "Lisbon"\ntags: [portugal, food]\n---\nOn to [Porto](/porto/), by train. See [the map](/map/).\n',
  '_posts/2026-01-09-porto.md': '---\nlayout: post\ntitle: "Porto"\ntags: [portugal]\n---\nFrom [Lisbon](/lisbon/).\n',
  '_posts/2026-05-01-faro.md': '---\nlayout: post\ntitle: "Faro"\n---\nTo the sea.\n',
  '_drafts/evora.md': '---\ntitle: Évora at last\n---\nFrom [Lisbon](/lisbon/).\n',
};

const clean = { ...blog, '_posts/2026-01-02-lisbon.md': '---\ntitle: Lisbon\n---\nOn to [Porto](/porto/).\n' };

async function typed(words: readonly string[], options: MemoryOptions = {}): Promise<{ code: number; out: string; err: string; system: MemorySystem }> {
  const system = memorySystem({ files: blog, ...options });
  const code = await run(words, system);
  return { code, ...system.written, system };
}

const shown = ({ code, out, err }: { code: number; out: string; err: string }): string =>
  `${out}${err === '' ? '' : `--- err\n${err}`}--- ${code}`;

const said = async (words: readonly string[], options?: MemoryOptions): Promise<string> => shown(await typed(words, options));

describe('help', () => {
  test('blog', async () => {
    expect(await said([])).toMatchInlineSnapshot(`
      "Usage: blog <command> [options]

      For people who write a blog as files: Jekyll, Hugo, Hexo, Eleventy, Astro or
      plain Markdown.

      Options:
        -V, --version            print the version
        -h, --help               print this help

      Commands:
        new [title...]           start a post
        publish [posts...]       publish a draft
        unpublish [posts...]     make a draft of a post again
        image <post> <pictures>  bring pictures into a post
        lint [paths...]          find links and images that will be broken
        list                     see your drafts, or all posts
        mv <what> [to]           rename or move a post, a picture, a folder
        rename-tag <tags>        give a tag another name in every post
        stats                    count your posts, words, tags and links
        refs [paths...]          print what is known of every link and image
        explain <what>           say how a link was understood, or what a rule means
        links <what> <files>     join what several runs of \`lint --external\` remember
        rules                    list the rules of \`blog lint\`
        init                     write a settings file, a hook and a workflow to start
                                 from
        config                   print the settings in force, and where they are from
        completions [shell]      print a completion script for your shell
        help [command]           say more on a command

      Examples:
        $ blog new "A week in Lisbon"  start a post
        $ blog lint                    find what a visitor will find broken
        $ blog list                    see the drafts

      --- 0"
    `);
    expect(await said(['--help'])).toBe(await said([]));
    expect(await said(['help'])).toBe(await said([]));
    expect(await said(['help', 'lint'])).toBe(await said(['lint', '--help']));
  });

  test.each(['new', 'publish', 'unpublish', 'image', 'lint', 'list', 'refs', 'rules'])('blog %s --help fits 80 columns', async (command) => {
    const { code, out } = await typed([command, '--help']);
    expect(code).toBe(0);
    expect(Math.max(...out.split('\n').map((line) => line.length))).toBeLessThanOrEqual(80);
  });

  test('blog lint --help', async () => expect(await said(['lint', '--help'])).toMatchInlineSnapshot(`
    "Usage: blog lint [options] [paths...]

    Reads your blog as its generator would publish it, and tells which links and
    images a visitor will find broken. Nothing is built, nothing is run, nothing is
    changed without --fix, and no web site is asked without --external.

    Arguments:
      paths                       only tell what is in these files and folders

    Options:
      -f, --format <format>       how to tell it: default, unix, json, jsonl, sarif,
                                  github, gitlab, junit, checkstyle, markdown, html
      -o, --output <format=file>  write a report to a file too; may be repeated
      --rule <id=severity>        off, warning or error for a rule; may be repeated
      --files-from <file>         only tell what is in the files that this file
                                  names, a line each; - is standard input
      --stdin-filename <file>     take the text of this file from standard input, as
                                  an editor has it
      --since <revision>          only what is broken now and was not in this
                                  revision of git
      --staged                    only what the next commit would break
      --as-of <date>              as it will be on a day: 2026-12-24, friday, +2w
      --fix [which]               mend what is certain; --fix=all mends what is
                                  likely too
      --diff                      with --fix: print the patch and write nothing
                                  (also: --fix-dry-run)
      -i, --interactive           with --fix: ask for each finding which fix to take
      --suppress-all              write all that is broken now to the baseline, and
                                  tell only what is new from then on
      --prune-suppressions        take what was mended out of the baseline
      --baseline <file>           the baseline, instead of .blog/baseline.json
      --no-baseline               tell what the baseline knows, too
      -w, --watch                 stay, and tell what changes as you write
      -q, --quiet                 errors only
      --max-warnings <count>      fail when there are more warnings than this
      --exit-zero                 exit with 0 even where there are errors
      --drafts                    as if drafts were published
      --future                    as if posts dated in the future were published
      --no-git                    do not ask git which files are in the repository
      --no-cache                  read everything anew, and keep nothing for the
                                  next time
      --cache-location <folder>   where to keep what makes the next time quicker
      -h, --help                  print this help

    Other sites:
      --external                  ask them whether what you link to is still there
      --history [file]            remember what they say, and trust it for a while
                                  (.blog/links.tsv)
      --user-agent <words>        what to tell them who is asking
      --max-time <time>           ask nothing more after this: 90s, 10m, 1h
      --max-per-host <count>      requests at once to one of them
      --shard <part/parts>        ask only a part of them, by host: 2/5
      --allow-host <hosts>        ask these although they are not public: hosts,
                                  addresses, networks (10.0.0.0/8)

    Your blog:
      --root <folder>             where it is, when not in this folder
      --generator <name>          what builds it: jekyll, hugo, hexo, eleventy,
                                  astro, plain
      --config <files>            its settings files, with commas between, instead
                                  of the usual one
      --base <path>               the path it is served under: /blog
      --color                     with colours, whatever the terminal says
      --no-color                  without colours

    Examples:
      $ blog lint
      $ blog lint _posts/2026-01-02-porto.md
      $ blog lint --fix
      $ blog lint --external
      $ blog lint --rule missing-alt=off --format unix
      $ blog lint -o sarif=blog.sarif -o junit=blog.xml

    Exit code: 0 no errors, 1 errors, 2 it could not be done.

    --- 0"
  `));
  test('blog new --help', async () => expect(await said(['new', '--help'])).toMatchInlineSnapshot(`
    "Usage: blog new [options] [title...]

    Writes the file of a new post: named and dated as your generator wants it, with
    the front matter that your other posts have. Prints its path.

    Arguments:
      title               the title; asked for when left out

    Options:
      -d, --draft         make it a draft
      --in <folder>       where to, of several places that hold posts: notes,
                          posts/travel
      --bundle            with a folder of its own: around an index.md, or beside it
      --template <name>   from a template of yours: _templates/review.md,
                          archetypes, scaffolds
      --date <when>       its date: 2026-01-02, "2026-01-02 10:00", today, "tomorrow
                          9:00", friday, +3d
      --slug <slug>       what to call it in its address, instead of the title
      --tags <tags>       its tags, with commas between
      --set <key=value>   a key of its front matter; may be repeated
      --body <text>       what it says; - reads standard input
      -e, --edit          write it in your editor ($VISUAL or $EDITOR); then lint it
      -n, --dry-run       print what would be written, and write nothing
      --json              print path, address and status as JSON
      -q, --quiet         print the path alone
      -h, --help          print this help

    Your blog:
      --root <folder>     where it is, when not in this folder
      --generator <name>  what builds it: jekyll, hugo, hexo, eleventy, astro, plain
      --config <files>    its settings files, with commas between, instead of the
                          usual one
      --base <path>       the path it is served under: /blog
      --color             with colours, whatever the terminal says
      --no-color          without colours

    Examples:
      $ blog new "A week in Lisbon"
      $ blog new "Packing light" --draft --tags travel,gear
      $ blog new "Porto" --date "friday 9:00" --edit

    --- 0"
  `));
  test('blog list --help', async () => expect(await said(['list', '--help'])).toMatchInlineSnapshot(`
    "Usage: blog list [options]

    Lists your drafts, the newest first, and counts the rest. With a tag, a question
    or --orphans it lists every post that fits.

    Options:
      -a, --all                  every post: what waits for you, then by date
      --drafts                   drafts, as without any option
      --scheduled                posts dated in the future
      --published                posts that are live
      --orphans                  live posts that no other post or page links to
      -t, --tag <tag>            only with this tag
      -w, --where <question>     only those of which it is true: 'tag = rust and
                                 words < 300'
      -s, --sort <fields>        the newest, longest, first in the alphabet; -field
                                 for the other way round
      --limit <count>            the first so many
      -c, --columns <fields>     what to tell of each
      -f, --format <format>      table, json, csv or paths
      --no-git                   do not ask git when a file was changed
      --no-cache                 read everything anew, and keep nothing for the next
                                 time
      --cache-location <folder>  where to keep what makes the next time quicker
      -h, --help                 print this help

    Your blog:
      --root <folder>            where it is, when not in this folder
      --generator <name>         what builds it: jekyll, hugo, hexo, eleventy,
                                 astro, plain
      --config <files>           its settings files, with commas between, instead of
                                 the usual one
      --base <path>              the path it is served under: /blog
      --color                    with colours, whatever the terminal says
      --no-color                 without colours

    Fields, for --where, --sort and --columns:
      file, url, title, status, tags    as they are
      date, changed                     days: 2024-05-01, 2024-05, 2024
      age, idle                         time since: 36h, 90d, 6w, 18m (months), 2y
      words, minutes                    to read it
      inbound, problems                 links that lead here; what \`blog lint\` finds
      front.<key>                       any key of the front matter

    A question compares a field with = != < <= > >= or ~ (contains, also
    /an expression/i), and joins with and, or, not, ( ). What is not there is none.

    Examples:
      $ blog list
      $ blog list --tag travel --sort words
      $ blog list --where 'words < 300 and age > 1y' --sort -date
      $ blog list --where 'front.description = none' --format paths
      $ blog list --all --columns date,title,inbound,problems

    --- 0"
  `));
  test('blog --version', async () => expect(await said(['--version'])).toMatch(/^\d+\.\d+\.\d+\n--- 0$/));
});

describe('what cannot be read ends with 2', () => {
  test('a command', async () => expect(await said(['lnit'])).toMatchInlineSnapshot(`
    "--- err
    blog: unknown command 'lnit'
    (Did you mean one of init, lint?)
    \`blog --help\` says what there is.
    --- 2"
  `));
  test('an option', async () => expect(await said(['lint', '--fromat', 'json'])).toMatchInlineSnapshot(`
    "--- err
    blog: unknown option '--fromat'
    (Did you mean --format?)
    \`blog lint --help\` says what there is.
    --- 2"
  `));
  test('a choice', async () => expect(await said(['lint', '--format', 'xml'])).toMatchInlineSnapshot(`
    "--- err
    blog: option '-f, --format <format>' argument 'xml' is invalid. Allowed choices are default, unix, json, jsonl, sarif, github, gitlab, junit, checkstyle, markdown, html.
    \`blog lint --help\` says what there is.
    --- 2"
  `));
  test('a rule', async () => expect(await said(['lint', '--rule', 'brokn-link=off'])).toMatchInlineSnapshot(`
    "--- err
    blog: No rule is called \`brokn-link\`. Did you mean \`broken-link\`? \`blog rules\` lists them.
    --- 2"
  `));
  test('a severity', async () => expect(await said(['lint', '--rule', 'broken-link=fatal'])).toMatchInlineSnapshot(`
    "--- err
    blog: option '--rule <id=severity>' argument 'broken-link=fatal' is invalid. Write it as \`missing-alt=off\`: the rule, then off, warning or error.
    \`blog lint --help\` says what there is.
    --- 2"
  `));
  test('a generator', async () => expect(await said(['lint', '--generator', 'jekyl'])).toContain('Did you mean `jekyll`?'));
  test('a path', async () => expect(await said(['lint', 'nowhere.md'])).toMatchInlineSnapshot(`
    "--- err
    blog: There is no file or folder \`nowhere.md\` in this blog.
    --- 2"
  `));
  test('a root', async () => expect(await said(['lint', '--root', 'nowhere'])).toMatchInlineSnapshot(`
    "--- err
    blog: There is no folder \`/blog/nowhere\`.
    --- 2"
  `));
  test('a folder without a blog', async () => expect(await said(['lint'], { files: { 'photo.jpg': '' } })).toMatchInlineSnapshot(`
    "--- err
    blog: No blog found in \`.\`: there is no Markdown file in it. Go to your blog's folder, or name it with \`--root\`.
    --- 2"
  `));
  test('a count', async () => expect(await said(['list', '--limit', 'many'])).toContain('It is a number from 1.'));
  test('a tag', async () => expect(await said(['list', '--tag', 'spain'])).toMatchInlineSnapshot(`
    "--- err
    blog: No post has the tag \`spain\`.
    --- 2"
  `));
});

test('our own mistakes are told with all that is needed to mend them', async () => {
  const system = memorySystem({ files: blog });
  const { code, err } = await run(['lint'], { ...system, folder: async () => { throw new TypeError('x is not a \x1b[1mfunction'); } })
    .then((code) => ({ code, err: system.written.err }));
  expect(code).toBe(2);
  expect(err).toMatch(/This should not have happened.*TypeError: x is not a \\x1b\[1mfunction\n\s+at .*blog \d.*: blog lint\nPlease report it/s);
});

describe('blog lint', () => {
  test('tells what is broken', async () => expect(await said(['lint'])).toMatchInlineSnapshot(`
    "_posts/2026-01-02-lisbon.md
      6:49 error broken-link
        \`/map/\` leads nowhere, and nothing is there.

        On to [Porto](/porto/), by train. See [the map](/map/).
                                                        ~~~~~

    1 error in 1 of 4 posts
    --- 1"
  `));
  test('has nothing to tell', async () => expect(await said(['lint'], { files: clean })).toMatchInlineSnapshot(`
    "--- err
    No broken links in 4 posts.
    --- 0"
  `));
  test('--quiet has nothing to say', async () => expect(await said(['lint', '--quiet'], { files: clean })).toBe('--- 0'));
  test('--format unix', async () => expect(await said(['lint', '--format', 'unix'])).toMatchInlineSnapshot(`
    "_posts/2026-01-02-lisbon.md:6:49: error: \`/map/\` leads nowhere, and nothing is there. [broken-link]
    --- 1"
  `));
  test('--format unix, clean', async () => expect(await said(['lint', '--format', 'unix'], { files: clean })).toBe('--- 0'));
  test('--format json', async () => expect(await said(['lint', '--format', 'json'])).toMatchInlineSnapshot(`
    "{
      "version": 1,
      "counts": {"posts":4,"pages":0,"errors":1,"warnings":0},
      "findings": [
        {"file":"_posts/2026-01-02-lisbon.md","line":6,"column":49,"endLine":6,"endColumn":54,"rule":"broken-link","severity":"error","message":"\`/map/\` leads nowhere, and nothing is there.","reference":{"raw":"/map/","url":"/map/"}}
      ]
    }
    --- 1"
  `));
  test('--exit-zero', async () => expect((await typed(['lint', '--exit-zero'])).code).toBe(0));
  test('--rule', async () => {
    expect((await typed(['lint', '--rule', 'broken-link=off'])).code).toBe(0);
    expect((await typed(['lint', '--rule', 'broken-link=warning'])).code).toBe(0);
    expect(await said(['lint', '--rule', 'broken-link=warning', '--quiet'])).toBe('--- 0');
  });
  test('only some paths', async () => {
    expect((await typed(['lint', '_posts/2026-01-09-porto.md'])).code).toBe(0);
    expect((await typed(['lint', '_posts/2026-01-02-lisbon.md', '_drafts'])).code).toBe(1);
    expect((await typed(['lint', '_posts/'])).code).toBe(1);
    expect((await typed(['lint', '.'])).code).toBe(1);
  });
  test('--files-from, and what is gone or lies elsewhere is passed over', async () => {
    const listed = (input: string) => typed(['lint', '--files-from', '-'], { input });
    expect((await listed('_posts/2026-01-02-lisbon.md\n')).code).toBe(1);
    expect((await listed('_posts/2026-01-09-porto.md\0_posts/gone.md\0../elsewhere.md\0')).code).toBe(0);
    expect(shown(await listed(''))).toBe('--- 0');
    expect((await typed(['lint', '--files-from', 'changed.txt'], { files: { ...blog, 'changed.txt': '_posts/2026-01-02-lisbon.md\r\n' } })).code).toBe(1);
    expect(await said(['lint', '--files-from', 'none.txt'])).toBe('--- err\nblog: There is no file `none.txt` to take paths from.\n--- 2');
  });
  test('--stdin-filename: a text that is not saved, in the blog as it is', async () => {
    const given = (input: string, ...words: readonly string[]) => typed(['lint', '-', '--stdin-filename', '_posts/2026-01-09-porto.md', '--format', 'unix', ...words], { input });
    const broken = await given('---\ntitle: Porto\n---\n[Lisbon](/lisboa/) [Faro](/faro/)\n');
    expect(broken.out).toMatch(/^_posts\/2026-01-09-porto\.md:4:10: error: .*\n_posts\/2026-01-09-porto\.md:4:27: error: .*not be live before 2026-05-01.*\n$/);
    expect(broken.system.disk.get('/blog/_posts/2026-01-09-porto.md')).toBe(blog['_posts/2026-01-09-porto.md']);
    expect(shown(await given('---\ntitle: Porto\n---\n[Lisbon](/lisbon/)\n'))).toBe('--- 0');
    expect((await given('x', '--fix')).err).toContain('nothing is written');
    expect(await said(['lint', '--stdin-filename', '_posts/2026-01-10-new.md', '--format', 'unix'], { input: '---\ntitle: New\n---\n[a](/new/#b)' })).toContain('2026-01-10-new.md:4:5: error: This page has no heading');
    expect(await said(['lint', '-'])).toContain('which file the text is of');
  });
  test('--watch tells what each change made new, and what it mended', async () => {
    const changes = [
      { '_posts/2026-01-09-porto.md': '---\ntitle: "Porto"\n---\nFrom [Lisbon](/lisboa/).\n' },
      { '_config.yml': 'permalink: [', 'notes.txt': '' },
      { '_config.yml': blog['_config.yml'], '_posts/2026-01-02-lisbon.md': null },
    ];
    expect(await said(['lint', '--watch', '--format', 'unix'], { changes })).toMatchInlineSnapshot(`
      "_posts/2026-01-02-lisbon.md:6:49: error: \`/map/\` leads nowhere, and nothing is there. [broken-link]
      _posts/2026-01-09-porto.md:4:15: error: \`/lisboa/\` leads nowhere, and nothing is there. Did you mean \`/lisbon/\`? [broken-link]
      _drafts/evora.md:4:15: error: \`/lisbon/\` leads nowhere; the post is at \`/2026/01/02/lisbon.html\` (another folder or category). Write \`/2026/01/02/lisbon.html\`. [broken-link]
      _posts/2026-01-02-lisbon.md:6:15: error: \`/porto/\` leads nowhere; the post is at \`/2026/01/09/porto.html\` (another folder or category). Write \`/2026/01/09/porto.html\`. [broken-link]
      --- err
      Watching /blog; Ctrl-C ends.
      12:00:00 _posts/2026-01-09-porto.md: 1 new; 2 findings in all.
      12:00:00 _config.yml and 1 more: 2 new; 4 findings in all.
      12:00:00 _config.yml and 1 more: 2 mended; 2 findings in all.
      --- 0"
    `);
  });
  test('from elsewhere', async () => {
    const files = Object.fromEntries(Object.entries(blog).map(([path, text]) => [`/home/ada/travels/${path}`, text]));
    expect((await typed(['lint', 'travels', '--format', 'unix'], { files, cwd: '/home/ada' })).out).toMatch(/^travels\/_posts\/2026-01-02-lisbon\.md:6:/);
    expect((await typed(['lint', '--root', '../travels', '--format', 'unix'], { files, cwd: '/home/ada/other' })).out).toMatch(/^\.\.\/travels\/_posts\//);
    const repository = { ...files, '/home/ada/travels/.git/HEAD': 'ref: refs/heads/main' };
    expect((await typed(['lint', '../travels/_posts/2026-01-02-lisbon.md'], { files: repository, cwd: '/home/ada/other' })).code).toBe(1);
    expect((await typed(['lint', '2026-01-02-lisbon.md'], { files: repository, cwd: '/home/ada/travels/_posts' })).out).toMatch(/^2026-01-02-lisbon\.md\n/);
  });
  test('in colour, when it is wanted', async () => {
    expect((await typed(['lint', '--color'])).out).toContain('\x1b[');
    expect((await typed(['lint'], { colour: 3, columns: 80 })).out).toContain('\x1b[');
    expect((await typed(['lint', '--no-color'], { colour: 3, columns: 80 })).out).not.toContain('\x1b[');
  });
  test('file names cannot speak to the terminal', async () => {
    const { out } = await typed(['lint'], { files: { '_config.yml': '', '_posts/2026-01-02-\x1b[2J.md': '---\n---\n[x](/\x1b]0;y\x07)\n' } });
    expect(out).not.toMatch(/[\x00-\x09\x0b-\x1f]/);
  });
});

test('blog refs', async () => expect(await said(['refs'])).toMatchInlineSnapshot(`
  "{"file":"_drafts/evora.md","line":4,"column":15,"raw":"/lisbon/","where":"body","postUrl":"/evora/","url":"/lisbon/","status":"ok","target":"_posts/2026-01-02-lisbon.md"}
  {"file":"_posts/2026-01-02-lisbon.md","line":6,"column":15,"raw":"/porto/","where":"body","postUrl":"/lisbon/","url":"/porto/","status":"ok","target":"_posts/2026-01-09-porto.md"}
  {"file":"_posts/2026-01-02-lisbon.md","line":6,"column":49,"raw":"/map/","where":"body","postUrl":"/lisbon/","url":"/map/","status":"broken-path"}
  {"file":"_posts/2026-01-09-porto.md","line":6,"column":15,"raw":"/lisbon/","where":"body","postUrl":"/porto/","url":"/lisbon/","status":"ok","target":"_posts/2026-01-02-lisbon.md"}
  --- 0"
`));
test('blog refs _drafts', async () => expect(JSON.parse((await typed(['refs', '_drafts', '--drafts'])).out)).toMatchObject({ file: '_drafts/evora.md', status: 'ok' }));
test('blog rules', async () => expect((await typed(['rules'])).out).toMatch(/^broken-link +error +A link to a page or file/m));

describe('blog list', () => {
  test('drafts', async () => expect(await said(['list'])).toMatchInlineSnapshot(`
    "Évora at last  2 words  1 min  _drafts/evora.md
    1 draft, 1 scheduled, 2 live. Next: 2026-05-01, Faro.
    --- 0"
  `));
  test('--all', async () => expect(await said(['list', '--all'])).toMatchInlineSnapshot(`
    "            draft      Évora at last  2 words  1 min  _drafts/evora.md
    2026-05-01  scheduled  Faro           3 words  1 min  _posts/2026-05-01-faro.md
    2026-01-09  live       Porto          2 words  1 min  _posts/2026-01-09-porto.md
    2026-01-02  live       Lisbon         8 words  1 min  _posts/2026-01-02-lisbon.md
    1 draft, 1 scheduled, 2 live. Next: 2026-05-01, Faro.
    --- 0"
  `));
  test('--scheduled --format paths', async () => expect(await said(['list', '--scheduled', '--format', 'paths'])).toMatchInlineSnapshot(`
    "_posts/2026-05-01-faro.md
    --- 0"
  `));
  test('--published --tag --sort --limit', async () => {
    expect(await said(['list', '--published', '--tag', 'Portugal', '--sort', 'words', '--limit', '1'])).toMatchInlineSnapshot(`
      "2026-01-02  Lisbon  8 words  1 min  _posts/2026-01-02-lisbon.md
      2 of 4 posts, the first 1 shown.
      --- 0"
    `);
  });
  test('--format json', async () => expect(await said(['list', '--format', 'json'])).toMatchInlineSnapshot(`
    "{
      "version": 1,
      "posts": [
        {"file":"_drafts/evora.md","url":"/evora/","title":"Évora at last","status":"draft","tags":[],"words":2,"minutes":1}
      ]
    }
    --- 0"
  `));
  test('no drafts', async () => {
    const { '_drafts/evora.md': _, ...files } = blog;
    expect(await said(['list'], { files })).toMatchInlineSnapshot(`
      "No drafts, 1 scheduled, 2 live. Next: 2026-05-01, Faro. \`--all\` lists them all.
      --- 0"
    `);
  });
  test('--tag asks all posts', async () => expect(await said(['list', '--tag', 'portugal', '--sort', '-title', '--format', 'paths'])).toMatchInlineSnapshot(`
    "_posts/2026-01-09-porto.md
    _posts/2026-01-02-lisbon.md
    --- 0"
  `));
  test('--where', async () => expect(await said(['list', '--where', 'tag = portugal and words < 5'])).toMatchInlineSnapshot(`
    "2026-01-09  Porto  2 words  1 min  portugal  _posts/2026-01-09-porto.md
    1 of 4 posts.
    --- 0"
  `));
  test('--where that cannot be read', async () => expect(await said(['list', '--where', 'tag = portugal and wrds < 5'])).toMatchInlineSnapshot(`
    "--- err
    blog: In \`--where\`, column 20: no field is called \`wrds\`. Did you mean \`words\`?
    --- 2"
  `));
  test('--orphans', async () => expect(await said(['list', '--orphans'])).toMatchInlineSnapshot(`
    "0 of 4 posts.
    --- 0"
  `));
  test('--columns that cost', async () => {
    const git = { tracked: [], changed: { '_posts/2026-01-02-lisbon.md': '2026-01-05T12:00:00Z' } };
    expect(await said(['list', '--published', '--columns', 'title,inbound,problems,changed,idle', '--sort', 'problems'], { git })).toMatchInlineSnapshot(`
      "Lisbon  1 link here   1 problem  changed 2026-01-05  idle 55 days
      Porto   1 link here  0 problems  changed 2026-02-01  idle 28 days
      1 scheduled, 2 live. Next: 2026-05-01, Faro.
      --- 0"
    `);
    expect(await said(['list', '--published', '--columns', 'changed', '--no-git'], { git })).toMatchInlineSnapshot(`
      "changed 2026-02-01
      changed 2026-02-01
      1 scheduled, 2 live. Next: 2026-05-01, Faro.
      --- 0"
    `);
  });
  test('--columns that there are not', async () => expect(await said(['list', '--columns', 'titel'])).toMatchInlineSnapshot(`
    "--- err
    blog: In \`--columns\`: no field is called \`titel\`. Did you mean \`title\`?
    --- 2"
  `));
  test('--format csv', async () => expect(await said(['list', '--all', '--format', 'csv', '--columns', 'file,date,tags,age'])).toMatchInlineSnapshot(`
    "file,date,tags,age
    _drafts/evora.md,,,
    _posts/2026-05-01-faro.md,2026-05-01T00:00:00.000Z,,-61
    _posts/2026-01-09-porto.md,2026-01-09T00:00:00.000Z,portugal,51
    _posts/2026-01-02-lisbon.md,2026-01-02T00:00:00.000Z,"portugal, food",58
    --- 0"
  `));
  test('the path leads to the file, where the terminal can', async () => {
    const { out } = await typed(['list'], { columns: 80, colour: 1, hyperlinks: true });
    expect(out).toContain('\x1b]8;;file:///blog/_drafts/evora.md\x1b\\_drafts/evora.md\x1b]8;;\x1b\\');
  });
  test.each([30, 40, 60, 80])('in %i columns, with more to tell', async (columns) => {
    const { out } = await typed(['list', '--all', '--sort', 'inbound,problems,idle'], { columns });
    expect(Math.max(...out.split('\n').map((line) => line.length))).toBeLessThanOrEqual(columns);
    expect(out).toContain('Porto');
  });
  test.each([30, 40, 60, 80])('in %i columns', async (columns) => {
    const { out } = await typed(['list', '--all'], { columns });
    expect(Math.max(...out.split('\n').map((line) => line.length))).toBeLessThanOrEqual(columns);
    expect(out).toContain('Porto');
  });
});

describe('blog stats', () => {
  test('counts', async () => expect(await said(['stats'], { unicode: true })).toMatchInlineSnapshot(`
    "2 posts since 2026-01, 1 scheduled, 1 draft.
    10 words, 8 in the middle post; 1 minute to read.

          J F M A M J J A S O N D
    2026  █                        2 posts

    Longest run with a post a month: 1 month, 2026-01.

    Most linked
      1 link  Lisbon
      1 link  Porto

    Tags
      portugal  2  ██████████████████████████████
      food      1  ███████████████

    Drafts, the longest untouched first
      28 days  Évora at last

    Scheduled
      2026-05-01  Faro
    --- 0"
  `));
  test('in ASCII', async () => expect((await typed(['stats'])).out).toMatch(/^2026 {2}2 \. \. \. \. \. \. \. \. \. \. \. {2}2 posts$/m));
  test('of nothing yet', async () => expect(await said(['stats'], { files: { '_config.yml': 'title: x\n', 'index.md': '---\n---\n' } })).toMatchInlineSnapshot(`
    "No posts yet: \`blog new "My title"\` starts one.
    --- 0"
  `));
  test('--json', async () => expect(JSON.parse((await typed(['stats', '--json'])).out)).toMatchObject({
    version: 1, posts: { draft: 1, scheduled: 1, live: 2, expired: 0, unpublished: 0 }, words: { total: 10 }, orphans: 0,
    tags: [{ name: 'portugal', posts: 2 }, { name: 'food', posts: 1 }], drafts: [{ file: '_drafts/evora.md', changed: '2026-02-01T00:00:00.000Z' }],
  }));
  test.each([40, 80])('in %i columns', async (columns) => {
    const { out } = await typed(['stats'], { columns, unicode: true });
    expect(Math.max(...out.split('\n').map((line) => line.length))).toBeLessThanOrEqual(columns);
  });
});

describe('blog new', () => {
  test('writes a post as the others are', async () => {
    const { system, ...result } = await typed(['new', 'A week in "Évora"', '--tags', 'portugal,wine']);
    expect(shown(result)).toMatchInlineSnapshot(`
      "_posts/2026-03-01-a-week-in-évora.md
      --- err
      It will be at https://travels.example/a-week-in-%C3%A9vora/ with the next build.
      --- 0"
    `);
    expect(system.disk.get('/blog/_posts/2026-03-01-a-week-in-évora.md') ?? [...system.disk.keys()]).toMatchInlineSnapshot(`
      "---
      layout: post
      title: "A week in \\"Évora\\""
      tags: [portugal, wine]
      ---

      "
    `);
  });

  test('--draft --dry-run', async () => {
    const { system, ...result } = await typed(['new', 'Évora', '--draft', '--dry-run', '--slug', 'evora-2']);
    expect(shown(result)).toMatchInlineSnapshot(`
      "---
      layout: post
      title: "Évora"
      ---

      --- err
      Would write _drafts/evora-2.md:
      A draft. Once published, it will be at https://travels.example/evora-2/
      --- 0"
    `);
    expect(system.disk.size).toBe(Object.keys(blog).length);
  });

  test('--quiet and --json', async () => {
    expect(await said(['new', 'Évora', '--draft', '--quiet', '--slug', 'e'])).toBe('_drafts/e.md\n--- 0');
    expect(JSON.parse((await typed(['new', 'Soon', '--date', '2026-04-01', '--json'])).out)).toEqual({
      file: '_posts/2026-04-01-soon.md', url: 'https://travels.example/soon/', status: 'scheduled',
    });
  });

  test('says when it is published', async () => expect(await said(['new', 'Soon', '--date', '+3d 9:00', '--slug', 'soon'])).toMatchInlineSnapshot(`
    "_posts/2026-03-04-soon.md
    --- err
    Scheduled: the first build after 2026-03-04 09:00 puts it at https://travels.example/soon/
    --- 0"
  `));

  test('is live where the day has begun already for the author only', async () => {
    const { out, err } = await typed(['new', 'Early'], { now: '2026-03-01T20:00:00Z', zone: 'Asia/Tokyo' });
    expect(out).toBe('_posts/2026-03-01-early.md\n');
    expect(err).toContain('with the next build');
  });

  test('never writes over a post, nor over an address', async () => {
    expect(await said(['new', 'Porto', '--date', '2026-01-09'])).toMatchInlineSnapshot(`
      "--- err
      blog: \`_posts/2026-01-09-porto.md\` is there already. Give the new post another name: \`--slug porto-2\`.
      --- 2"
    `);
    expect(await said(['new', 'Porto'])).toMatchInlineSnapshot(`
      "--- err
      blog: \`_posts/2026-01-09-porto.md\` is published at that address already. Give the new post another name: \`--slug porto-2\`.
      --- 2"
    `);
  });

  test('needs a title where nobody can be asked', async () => {
    expect(await said(['new'])).toMatchInlineSnapshot(`
      "--- err
      blog: A post needs a title: \`blog new "My title"\`. At a terminal it would be asked for.
      --- 2"
    `);
    expect((await typed(['new', '  '])).code).toBe(2);
  });

  test.each([
    [['--date', 'soon'], '`soon` is no date.'],
    [['--slug', '../x'], '`../x` cannot be the name of a file'],
    [['--slug', 'a b'], '`a b` cannot be the name of a file'],
    [['--set', 'x'], 'Write it as `key=value`.'],
    [['--edit'], 'No editor is set.'],
  ])('%j is told to be wrong before anything is written', async (words, message) => {
    const { code, err, system } = await typed(['new', 'Évora', ...words]);
    expect(code).toBe(2);
    expect(err).toContain(message);
    expect(system.disk.size).toBe(Object.keys(blog).length);
  });

  test('--edit opens it', async () => {
    const { system } = await typed(['new', 'Faro again', '--edit'], { env: { EDITOR: 'code --wait', VISUAL: '' } });
    expect(system.edited).toEqual(['code --wait /blog/_posts/2026-03-01-faro-again.md']);
  });

  test('asks', async () => {
    const { system, code } = await typed(['new'], { answers: ['Sintra: palaces', 'Live', ['portugal'], 'Yes'] });
    expect(code).toBe(0);
    expect(system.asked).toEqual(['Title', 'Draft or live?', 'Tags', 'Write it?']);
    expect(system.disk.get('/blog/_posts/2026-03-01-sintra-palaces.md')).toBe('---\nlayout: post\ntitle: "Sintra: palaces"\ntags: [portugal]\n---\n\n');
  });

  test.each([[['ctrl-c']], [['Sintra', 'ctrl-c']], [['Sintra', 'Draft', 'ctrl-c']], [['Sintra', 'Draft', [], 'ctrl-c']]])('Ctrl-C leaves nothing: %j', async (answers) => {
    const { system, code, out } = await typed(['new'], { answers });
    expect([code, out, system.disk.size]).toEqual([130, '', Object.keys(blog).length]);
  });

  test('in an empty folder', async () => {
    const { code, system } = await typed(['new', 'First'], { files: { '_config.yml': 'title: x\n', 'index.md': '---\n---\n' } });
    expect(code).toBe(0);
    expect(system.disk.get('/blog/_posts/2026-03-01-first.md')).toBe('---\nlayout: post\ntitle: First\n---\n\n');
  });
});
