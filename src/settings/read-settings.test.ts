import { describe, expect, test } from 'vitest';
import { ParseError } from '../core/text/parse-error.ts';
import { readSettings } from './read-settings.ts';
import { settingsTable } from './settings.ts';

const names = { rules: ['broken-link', 'missing-alt'], generators: ['plain', 'other'], formats: ['default', 'json'] };

/** Every key there is. */
const known = Object.keys(settingsTable(names).entries).filter((key) => key !== '$schema').join(', ');

const read = (text: string, name = 'blog.config.json') => readSettings(name, text, names);

function refused(text: string, name = 'blog.config.json'): string {
  try {
    return `taken: ${JSON.stringify(read(text, name)?.settings)}`;
  } catch (error) {
    if (error instanceof ParseError) return `${error.line}:${error.column} ${error.message}`;
    throw error;
  }
}

describe('the same in each writing', () => {
  const settings = { base: '/blog', rules: { 'missing-alt': 'off' }, ignore: { links: ['/shop/**'] }, maxWarnings: 3 };
  test.each([
    ['blog.config.json', '{ "base": "/blog", "rules": { "missing-alt": "off" }, "ignore": { "links": ["/shop/**"] }, "maxWarnings": 3 }'],
    ['blog.config.jsonc', '// ours\n{ "base": "/blog", /* no */ "rules": { "missing-alt": "off", }, "ignore": { "links": ["/shop/**"] }, "maxWarnings": 3 }'],
    ['blog.config.yaml', 'base: /blog\nrules:\n  missing-alt: "off"\nignore:\n  links: [/shop/**]\nmaxWarnings: 3\n'],
    ['blog.config.yml', '\uFEFFbase: /blog\r\nrules: { missing-alt: off }\r\nignore: { links: [/shop/**] }\r\nmaxWarnings: 3\r\n'],
    ['blog.config.toml', 'base = "/blog"\nmaxWarnings = 3\n[rules]\nmissing-alt = "off"\n[ignore]\nlinks = ["/shop/**"]\n'],
    ['package.json', '{ "name": "travels", "blog": { "base": "/blog", "rules": { "missing-alt": "off" }, "ignore": { "links": ["/shop/**"] }, "maxWarnings": 3 } }'],
  ])('%s', (name, text) => {
    const found = read(text, name);
    expect(found?.settings).toEqual(settings);
    expect([...found?.places.keys() ?? []].sort()).toEqual(['base', 'ignore', 'ignore.links', 'ignore.links.0', 'maxWarnings', 'rules', 'rules.missing-alt'].sort());
  });
});

test('a file that says nothing', () => {
  expect(read('{}')?.settings).toEqual({});
  expect(read('# nothing yet\n', 'blog.config.yaml')?.settings).toEqual({});
  expect(read('', 'blog.config.toml')?.settings).toEqual({});
});

test('the key `blog` of a package.json may mean something else', () => {
  expect(read('{ "blog": "https://travels.example" }', 'package.json')).toBeUndefined();
  expect(read('{ "name": "travels" }', 'package.json')).toBeUndefined();
  expect(read('{ "blog": { "title": "Travels", "author": "me" } }', 'package.json')).toBeUndefined();
});

test('a file of another program has the same name, and nothing of ours', () => {
  expect(read('{ "title": "Travels", "posts": 10 }')).toBeUndefined();
});

describe('says what is wrong, and where', () => {
  test.each<readonly [text: string, message: string]>([
    ['{\n  "ruels": {}\n}', '2:3 There is no setting `ruels`. Did you mean `rules`?'],
    ['{ "base": "/x", "colour": "red" }', '1:17 There is no setting `colour`. There are ' + known + '.'],
    ['{ "rules": { "missing-lat": "off" } }', '1:14 No rule is called `missing-lat`. Did you mean `missing-alt`?'],
    ['{ "rules": { "missing-alt": "warn" } }', '1:14 `rules.missing-alt` is `warn`. It can be off, warning, error.'],
    ['{ "rules": { "missing-alt": "eror" } }', '1:14 `rules.missing-alt` is `eror`. Did you mean `error`?'],
    ['{ "rules": ["missing-alt"] }', '1:3 `rules` has to be a group of settings, and is a list.'],
    ['{ "base": 3 }', '1:3 `base` has to be a text, and is the number 3.'],
    ['{ "root": "" }', '1:3 `root` has to be a folder, and is empty.'],
    ['{ "config": 3 }', '1:3 `config` has to be a text or a list, and is the number 3.'],
    ['{ "maxWarnings": 1.5 }', '1:3 `maxWarnings` has to be a whole number.'],
    ['{ "maxWarnings": -1 }', '1:3 `maxWarnings` has to be 0 or more.'],
    ['{ "drafts": "yes" }', '1:3 `drafts` has to be true or false, and is a text.'],
    ['{ "ignore": { "file": ["x"] } }', '1:15 There is no setting `file` in `ignore`. Did you mean `files`?'],
    ['{ "ignore": { "files": ["x", 4] } }', '1:30 `ignore.files.1` has to be a text, and is the number 4.'],
    ['{ "overrides": [{ "files": ["x"] }] }', '1:17 `overrides.0.rules` is missing.'],
    ['{ "overrides": [{ "files": ["x"], "rules": { "broken-lin": "off" } }] }', '1:46 No rule is called `broken-lin`. Did you mean `broken-link`?'],
    ['{ "base": "/x", "__proto__": {} }', '1:17 There is no setting `__proto__`. There are ' + known + '.'],
    ['[]', '1:1 It has to hold settings by name, and holds something else.'],
    ['{ "base": }', '1:12 It is not valid JSON.'],
  ])('%j', (text, message) => expect(refused(text)).toBe(message));

  test.each<readonly [text: string, message: string, name: string]>([
    ['base: "x', '1:9 Missing closing "quote.', 'blog.config.yaml'],
    ['base: x\nbase: y', '2:1 The key `base` is there twice.', 'blog.config.yaml'],
    ['[ruels]\nmissing-alt = "off"\n', '1:2 There is no setting `ruels`. Did you mean `rules`?', 'blog.config.toml'],
    ['base = \n', '1:8 Invalid value.', 'blog.config.toml'],
    ['{ "name": "x", "blog": { "bas": "/x" } }', '1:26 There is no setting `bas`. Did you mean `base`?', 'package.json'],
  ])('%j', (text, message, name) => expect(refused(text, name)).toBe(message));
});
