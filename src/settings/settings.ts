import * as v from 'valibot';

/** What a blog's own settings file can say. Every key may be missing; what is typed on the command line wins over it. */
export type BlogSettings = v.InferOutput<ReturnType<typeof settingsTable>>;

/** Names that settings can hold and that other parts of the program know. */
export interface SettingNames {
  readonly rules: readonly string[];
  readonly generators: readonly string[];
  readonly formats: readonly string[];
}

/**
 * The one table of settings: types, checks, `schema.json` and `docs/config.md` are made from it. A part of the program
 * that has settings adds its key here, with a sentence for the person who writes it.
 */
export const settingsTable = (names: SettingNames) => v.strictObject({
  $schema: option(v.string(), 'Where the JSON Schema of this file is, for editors. Not read.'),
  root: option(text('a folder'), 'The folder the blog is in, from the folder of this file, when it is not found by itself. As `--root`.'),
  generator: option(v.picklist(names.generators), 'What builds the blog. As `--generator`.'),
  config: option(v.union([text('a file'), list(text('a file'))]), 'The settings files of the generator, from the folder of the blog, instead of the usual one. As `--config`.'),
  base: option(v.string(), 'The path the blog is served under: `/blog`. As `--base`.'),
  drafts: option(v.boolean(), 'As if drafts were published. As `--drafts`.'),
  future: option(v.boolean(), 'As if posts dated in the future were published. As `--future`.'),
  rules: option(severities(names.rules), 'How severe each rule of `blog lint` is. As `--rule`.'),
  overrides: option(list(v.strictObject({
    files: v.pipe(list(text('a pattern')), v.description('Patterns of the files that are meant, from the folder of this file.')),
    rules: v.pipe(severities(names.rules), v.description('How severe the rules are in them.')),
  })), 'Other severities for some files. Of two that mean the same file the later wins.'),
  ignore: option(v.strictObject({
    files: option(list(text('a pattern')), 'Nothing is told of these files. Links to them are still checked.'),
    links: option(list(text('a pattern')), 'Nothing is told of these links and images: patterns of what is written, or of the address it leads to.'),
  }), 'What `blog lint` says nothing about.'),
  maxWarnings: option(wholeNumber(), 'More warnings than this make `blog lint` fail. As `--max-warnings`.'),
  baseline: option(text('a file'), 'The file, in the blog\'s folder, of what was broken when you began: `.blog/baseline.json` by itself, where it is there. As `--baseline`.'),
  largestImage: option(numberFrom1(), 'Kilobytes above which `heavy-image` tells of an image; 2000 by itself.'),
  frontMatterSchema: option(text('a file'), 'The file, in the blog\'s folder, of a JSON Schema for the front matter of posts. `front-matter-shape` holds them to it, and is a warning then.'),
  format: option(v.picklist(names.formats), 'How `blog lint` tells what it found. As `--format`.'),
  external: option(v.strictObject({
    userAgent: option(headerValue(), 'What to say to other sites who is asking. As `--user-agent`.'),
    timeout: option(seconds(), 'Seconds that a site has to begin its answer; 20 by itself.'),
    maxTime: option(seconds(), 'Seconds after which nothing more is asked; 900 by itself. As `--max-time`.'),
    atOnce: option(numberFrom1(), 'Requests under way at once; 256 by itself.'),
    perHost: option(numberFrom1(), 'Requests under way at once to one host; 2 by itself. As `--max-per-host`.'),
    spacing: option(wholeNumber(), 'Milliseconds from one request to a host to the next; 50 by itself.'),
    hosts: option(v.record(v.string(), v.strictObject({
      headers: v.exactOptional(v.record(headerName(), headerValue())),
      accept: v.exactOptional(list(v.pipe(v.number(), v.integer(), v.minValue(100), v.maxValue(999)))),
      perHost: v.exactOptional(numberFrom1()),
      spacing: v.exactOptional(wholeNumber()),
    })), 'What is particular about some hosts: `headers` to send, statuses to `accept`, `perHost`, `spacing`.'),
    history: option(text('a file'), 'Where answers are remembered, in the blog\'s folder; `.blog/links.tsv` by itself, where it is there. As `--history`.'),
    deadAfter: option(v.strictObject({ failures: numberFrom1(), days: wholeNumber() }), 'How often in a row, and for how many days, what the history knows to have answered must be gone to be an error; 3 and 3 by itself.'),
    archive: option(v.union([v.pipe(v.string(), v.regex(/^https?:\/\/./, 'has to be an address')), v.literal(false)]), 'Where to ask for copies of what is dead, in the way of the Wayback Machine, or `false`.'),
  }), 'How other sites are asked, with `--external`.'),
});

/** The severities that a rule can be given. */
export const SEVERITIES = ['off', 'warning', 'error'] as const;

function severities(rules: readonly string[]) {
  const severity = v.exactOptional(v.picklist(SEVERITIES));
  return v.strictObject(Object.fromEntries(rules.map((rule) => [rule, severity])));
}

/** A key that may be missing, and what it is for. */
function option<T extends v.GenericSchema>(schema: T, about: string) {
  return v.exactOptional(v.pipe(schema, v.description(about)));
}

const list = <T extends v.GenericSchema>(item: T) => v.pipe(v.array(item), v.readonly());

const text = (thing: string) => v.pipe(v.string(), v.nonEmpty(`has to be ${thing}, and is empty`));

const numberFrom1 = () => v.pipe(v.number(), v.integer('has to be a whole number'), v.minValue(1, 'has to be 1 or more'));

const seconds = () => v.pipe(v.number(), v.minValue(0.001, 'has to be more than 0'));

const headerName = () => v.pipe(v.string(), v.regex(/^[\w!#$%&'*+.^`|~-]+$/, 'has to be the name of a header'));

const headerValue = () => v.pipe(v.string(), v.regex(/^[\x20-\x7e]+$/, 'has to be plain ASCII'));

const wholeNumber = () => v.pipe(v.number(), v.integer('has to be a whole number'), v.minValue(0, 'has to be 0 or more'));
