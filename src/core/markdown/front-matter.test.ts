import { afterEach, describe, expect, test } from 'vitest';
import {
  namedLanguage, optionalOpening, readFrontMatter, threeFormats, threeFormatsYaml12, yamlBetweenLines, yamlOrToml,
  type FrontMatterDialect,
} from './front-matter.ts';
import { throughMatter } from './matter.ts';

/** The data and the body, `error` when it could not be read, or `none`. */
function seen(text: string, dialect: FrontMatterDialect): unknown {
  const { format, data, range, error } = readFrontMatter(text, dialect);
  if (error) return 'error';
  return format === 'none' ? 'none' : [format, { ...data }, text.slice(range.end)];
}

// Jekyll 4.3.1.
describe('YAML between lines', () => {
  test.each([
    ['---\na: 1\n---\nbody', ['yaml', { a: 1 }, 'body']],
    ['---\r\na: x\r\n---\r\nbody', ['yaml', { a: 'x' }, 'body']],
    ['\uFEFF---\na: 1\n---\nbody', ['yaml', { a: 1 }, 'body']],
    ['---  \na: 1\n--- \t\nbody', ['yaml', { a: 1 }, 'body']],
    ['---\na: 1\n...\nbody', ['yaml', { a: 1 }, 'body']],
    ['---\n---\nbody', ['yaml', {}, 'body']],
    ['---\n# none\n---\n', ['yaml', {}, '']],
    ['---\na: 1\n---', ['yaml', { a: 1 }, '']],
    ['---\na: 1\na: 2\n---\n', ['yaml', { a: 2 }, '']],
    ['---\na: yes\n---\n', ['yaml', { a: true }, '']],
    ['---\na: 2020-03-04 23:30\n---\n', ['yaml', { a: '2020-03-04 23:30' }, '']],
    ['---\na: 1\n', 'none'],
    ['\n---\na: 1\n---\n', 'none'],
    [' ---\na: 1\n---\n', 'none'],
    ['----\na: 1\n----\n', 'none'],
    ['---\na: 1\n----\n', 'none'],
    ['---js\na: 1\n---\n', 'none'],
    ['+++\na = 1\n+++\n', 'none'],
    ['{"a": 1}\n', 'none'],
    ['text', 'none'],
    ['', 'none'],
    ['---\na: b: c\n---\nbody', 'error'],
    ['---\n- a\n---\nbody', 'error'],
    ['---\njust text\n---\nbody', 'error'],
  ])('%j', (text, expected) => expect(seen(text, yamlBetweenLines)).toEqual(expected));
});

// Hugo 0.111.3.
describe('three formats', () => {
  test.each([
    ['---\na: 1\n---\nbody', ['yaml', { a: 1 }, 'body']],
    ['+++\na = "x"\n+++\nbody', ['toml', { a: 'x' }, 'body']],
    ['{"a": {"b": "}\\""}}\nbody', ['json', { a: { b: '}"' } }, 'body']],
    ['{"a":1} body', ['json', { a: 1 }, ' body']],
    ['\n \t\n---\na: 1\n---\nbody', ['yaml', { a: 1 }, 'body']],
    ['\uFEFF---\na: 1\n---\nbody', ['yaml', { a: 1 }, 'body']],
    ['---\na: 1\n---more\nbody', ['yaml', { a: 1 }, 'more\nbody']],
    ['---a: 1\n---\nbody', ['yaml', { a: 1 }, 'body']],
    ['+++\na=1\n+++  \nbody', ['toml', { a: 1 }, '  \nbody']],
    ['---\n---\nbody', ['yaml', {}, 'body']],
    ['# Heading', 'none'],
    ['', 'none'],
    ['---\na: 1\n', 'error'],
    ['---\na: 1\n...\n', 'error'],
    ['----\na: 1\n----\n', 'error'],
    ['- item', 'error'],
    ['+ item', 'error'],
    ['{{< figure >}}', 'error'],
    ['{"a": 1', 'error'],
    ['---\n- a\n---\n', 'error'],
    ['---\nfoo\n---\n', 'error'],
    ['+++\na = x\n+++\n', 'error'],
  ])('%j', (text, expected) => expect(seen(text, threeFormats)).toEqual(expected));

  test('takes yes and repeated keys as its version does', () => {
    expect(seen('---\na: yes\na: no\n---\n', threeFormats)).toEqual(['yaml', { a: false }, '']);
    expect(seen('---\na: yes\n---\n', threeFormatsYaml12)).toEqual(['yaml', { a: 'yes' }, '']);
    expect(seen('---\na: yes\na: no\n---\n', threeFormatsYaml12)).toBe('error');
  });
});

// hexo-front-matter 4.2.1, which is given `\n` for `\r\n`.
describe('an optional opening', () => {
  test.each([
    ['---\na: 1\n---\nbody', ['yaml', { a: 1 }, 'body']],
    ['a: 1\n---\nbody', ['yaml', { a: 1 }, 'body']],
    ['---\na: 1\n---body', ['yaml', { a: 1 }, 'body']],
    ['---\na: 1\n---  \nbody', ['yaml', { a: 1 }, '  \nbody']],
    ['----\na: 1\n----\nbody', ['yaml', { a: 1 }, 'body']],
    ['---\na: 1\n----\nbody', ['yaml', { a: 1 }, '-\nbody']],
    ['---\na: 1\n------\nbody', ['yaml', { a: 1 }, '---\nbody']],
    [';;;\n"a": 1\n;;;\nbody', ['json', { a: 1 }, 'body']],
    ['"a": 1\n;;;\nbody', ['json', { a: 1 }, 'body']],
    ['\n\n---\na: 1\n---\nbody', ['yaml', { a: 1 }, 'body']],
    ['\n\na: 1\n---\nbody', ['yaml', { a: 1 }, 'body']],
    ['\uFEFF---\r\na: 1\r\n---\r\nbody', ['yaml', { a: 1 }, 'body']],
    ['Note: hello\n\n---\nbody', ['yaml', { Note: 'hello' }, 'body']],
    ['---\na:\n\t- x\n\t- y\n---\n', ['yaml', { a: ['x', 'y'] }, '']],
    ['a: 1\n\n---\nb: 2\n---\nx', ['yaml', { a: 1 }, 'b: 2\n---\nx']],
    ['---\na: yes\n---\n', ['yaml', { a: 'yes' }, '']],
    ['---  \na: 1\n---\nbody', 'none'],
    ['----\na: 1\n---\nbody', 'none'],
    ['hello world\n---\nbody', 'none'],
    ['# T\n\ntext\n\n---\nmore', 'none'],
    ['---\n---\nbody', 'none'],
    ['---\n\n---\nbody', 'none'],
    ['---\na: 1\n', 'none'],
    ['---\nfoo\n---\nbody', 'none'],
    ['---\na: 1\n...\nbody', 'none'],
    ['+++\na = 1\n+++\n', 'none'],
    ['text', 'none'],
    ['---\na: b: c\n---\nx', 'error'],
    ['---\na: 1\na: 2\n---\nx', 'error'],
    ['---\na: 1\n\tx: y\n---\nx', 'error'],
    ['a: 1\nb\n---\n', 'error'],
  ])('%j', (text, expected) => expect(seen(text, optionalOpening)).toEqual(expected));

  test('knows places in a head with tabs', () => {
    const text = '---\ntags:\n\t- sea\n\t- city\n---\n';
    const place = readFrontMatter(text, optionalOpening).scalars.get('tags.1');
    expect(text.slice(place?.value.start, place?.value.end)).toBe('city');
  });
});

// Eleventy 3.1.7, which has gray-matter read it.
describe('a named language', () => {
  test.each([
    ['---\na: 1\n---\nbody', ['yaml', { a: 1 }, 'body']],
    ['---json\n{"a": 1}\n---\nbody', ['json', { a: 1 }, 'body']],
    ['--- yaml\r\na: 1\r\n---\r\nbody', ['yaml', { a: 1 }, 'body']],
    ['---  \na: 1\n---  \nbody', ['yaml', { a: 1 }, '  \nbody']],
    ['\uFEFF---\na: 1\n---\nbody', ['yaml', { a: 1 }, 'body']],
    ['---\n---\nbody', ['yaml', {}, 'body']],
    ['---\na: 1\n', ['yaml', { a: 1 }, '']],
    ['----\na: 1\n----\n', 'none'],
    ['\n---\na: 1\n---\n', 'none'],
    ['+++\na = 1\n+++\n', 'none'],
    ['text', 'none'],
    ['---\na: 1\nx', 'error'],
    ['---\na: 1\n...\nx', 'error'],
    ['---\na: 1\na: 2\n---\n', 'error'],
    ['---\na: 1\n\tx: y\n---\n', 'error'],
    ['---html\na: 1\n---\n', 'error'],
    ['---constructor\na: 1\n---\n', 'error'],
    ['---__proto__\na: 1\n---\n', 'error'],
  ])('%j', (text, expected) => {
    expect(seen(text, namedLanguage)).toEqual(expected);
    expect(seen(text, throughMatter)).toEqual(expected);
  });

  describe('never runs a program', () => {
    afterEach(() => Reflect.deleteProperty(globalThis, 'touched'));

    test.each(['js', 'javascript', 'JS', ' js ', 'coffee', 'jsx', 'ts'])('---%s', (language) => {
      const { error, data } = readFrontMatter(`---${language}\n{ a: globalThis.touched = true }\n---\n`, throughMatter);
      expect(error?.message).toBe(`Front matter in \`${language.trim()}\` is a program, which is never run.`);
      expect(Object.keys(data)).toEqual([]);
      expect(globalThis).not.toHaveProperty('touched');
    });
  });
});

// Astro 5.18.2.
describe('YAML or TOML', () => {
  test.each([
    ['---\na: 1\n---\nbody', ['yaml', { a: 1 }, 'body']],
    ['+++\na = 1\n+++\nbody', ['toml', { a: 1 }, 'body']],
    ['\n---\r\na: 1\r\n---\r\nbody', ['yaml', { a: 1 }, 'body']],
    ['\uFEFF---\na: 1\n---\nbody', ['yaml', { a: 1 }, 'body']],
    ['---  \na: 1\n---  \nbody', ['yaml', { a: 1 }, '  \nbody']],
    ['---\na: yes\n---\n', ['yaml', { a: 'yes' }, '']],
    ['---\na: 1\n...\nbody', 'none'],
    ['---\na: 1\n', 'none'],
    ['text\n---\na: 1\n---', 'none'],
    ['---\na: 1\na: 2\n---', 'error'],
    ['---\na: b: c\n---', 'error'],
  ])('%j', (text, expected) => expect(seen(text, yamlOrToml)).toEqual(expected));
});

describe('an error', () => {
  test.each([
    [yamlBetweenLines, '---\ntitle: x\nlink: a: b\n---\n', 'a: b'],
    [yamlBetweenLines, '---\ntitle: x\nlink: @b\n---\n', '@b'],
    [threeFormats, '+++\ntitle = "x"\nlink = y\n+++\n', 'y'],
    [threeFormats, '\n{"title": "x", y}', 'y}'],
    [optionalOpening, '---\na:\n\t- x\nb: @y\n---\n', '@y'],
    [optionalOpening, ';;;\n"a": 1,\n"b" 2\n;;;\n', '2'],
    [threeFormats, '\n- item', '- item'],
  ])('is placed in the file: %#', (dialect, text, at) => {
    const { error } = readFrontMatter(text, dialect);
    expect(error && text.slice(error.at).startsWith(at)).toBe(true);
  });

  test('is the same the second time', () => {
    const read = (): unknown => readFrontMatter('---\na: [\n---\n', yamlBetweenLines).error;
    expect(read()).toBeDefined();
    expect(read()).toEqual(read());
  });
});

test('places are offsets into the file', () => {
  for (const text of ['\uFEFF---\ntitle: "A"\ntags: [x, sea]\n---\n', '---\ntitle: "A"\ntags: [x, sea]\nmap: {a: b}\n---\n']) {
    const { scalars, range } = readFrontMatter(text, yamlBetweenLines);
    const sea = scalars.get('tags.1');
    expect(text.slice(sea?.value.start, sea?.value.end)).toBe('sea');
    expect(text.slice(sea?.key.start, sea?.key.end)).toBe('tags');
    expect(text.slice(range.start, range.end)).toMatch(/^---\n.*---\n$/s);
  }
  const json = '{"a": {"b": ["x", "sea"]}}';
  expect(readFrontMatter(json, threeFormats).scalars.get('a.b.1')?.value).toEqual({ start: 19, end: 22 });
});

test.each(['[', '{', '- ', '"', "'", '\n', '\t', 'a: ', '#', '- "a\n', '[[a]]\n', '---\n', '+++\n', 'a: x\n', 'a:\n- [\n', '\r'])(
  '120,000 characters of %j are read at once', (piece) => {
    const body = piece.repeat(120_000 / piece.length);
    for (const dialect of [yamlBetweenLines, threeFormats, optionalOpening, namedLanguage, throughMatter, yamlOrToml]) {
      for (const text of [body, `---\n${body}\n---\n`, `+++\n${body}\n+++\n`, `{${body}}`]) readFrontMatter(text, dialect);
    }
  },
);
