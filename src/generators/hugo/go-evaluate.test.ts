import { describe, expect, test } from 'vitest';
import { DerivedBuilder, UNKNOWN, type Lookup } from '../../core/text/derived.ts';
import { evaluateTemplate } from './go-evaluate.ts';
import { parseTemplate } from './go-template.ts';
import type { HugoSettings } from './settings.ts';
import { parseShortcodes } from './shortcodes.ts';

interface Ran {
  readonly text: string;
  readonly rendered: readonly string[];
  readonly lookups: readonly Lookup[];
  readonly isKnown: boolean;
}

/** What a shortcode's template makes of one call in a post. */
function run(template: string, source: string): Ran {
  const [call] = parseShortcodes(source, { start: 0, end: source.length }).nodes;
  const nodes = parseTemplate(template);
  if (call?.kind !== 'call' || !nodes) throw new Error('Neither a shortcode nor a template.');
  const inner = new DerivedBuilder();
  if (call.innerRange) inner.copy(source, call.innerRange.start, call.innerRange.end);
  const lookups: Lookup[] = [];
  const settings = { version: 111, params: { cdn: '/cdn' }, title: 'Boats', languages: [{ code: 'en', weight: 0 }], disablePathToLower: false, removePathAccents: false };
  const made = evaluateTemplate(nodes, {
    source, call, inner: call.innerRange ? inner.done() : undefined, base: '/blog', baseUrl: 'https://ex.com/blog/',
    settings: settings as Partial<HugoSettings> as HugoSettings, ask: (lookup) => lookups.push(lookup) - 1,
  });
  return {
    text: made.output.text.replaceAll(UNKNOWN, '?').replace(/\uFDD1(\d+)\uFDD2/g, '<$1>'), isKnown: !made.hasUnknownParts,
    rendered: made.rendered.map(({ text }) => text), lookups,
  };
}

describe('a shortcode\'s template', () => {
  test.each([
    ['<img src="{{ .Get "src" }}">', '{{< x src="a.png" >}}', '<img src="a.png">'],
    ['<img src="{{ .Get 0 }}">', '{{< x a.png >}}', '<img src="a.png">'],
    ['{{ with .Get "link" }}<a href="{{ . }}">{{ end }}b', '{{< x link="/a/" >}}', '<a href="/a/">b'],
    ['{{ with .Get "link" }}<a href="{{ . }}">{{ else }}no{{ end }}', '{{< x >}}', 'no'],
    ['{{ if eq (.Get "kind") "big" }}1{{ else if .Get "kind" }}2{{ else }}3{{ end }}', '{{< x kind="small" >}}', '2'],
    ['{{- $src := .Get "src" -}}\n{{ printf "/img/%s" $src | safeURL }}', '{{< x src="a.png" >}}', '/img/a.png'],
    ['{{ "a.png" | relURL }} {{ relURL "/a.png" }} {{ absURL "a.png" }} {{ absURL "/a.png" }}', '{{< x >}}', '/blog/a.png /a.png https://ex.com/blog/a.png https://ex.com/a.png'],
    ['{{ .Site.Params.cdn }}/{{ .Get "src" }} {{ site.Params.cdn }} {{ $.Page.Site.BaseURL }}', '{{< x src="a.png" >}}', '/cdn/a.png /cdn https://ex.com/blog/'],
    ['{{ range .Params }}[{{ . }}]{{ end }}', '{{< x a b >}}', '[a][b]'],
    ['{{ index .Params 1 }}{{ .Params.src }}', '{{< x a b >}}', 'b?'],
    ['{{ .Params.src }}', '{{< x src="a" >}}', 'a'],
    ['{{/* a comment with }} in it */}}x', '{{< x >}}', 'x'],
    ['{{ .Get "a" | default "b" }}', '{{< x >}}', 'b'],
    ['{{ $s := "1" }}{{ if true }}{{ $s = "2" }}{{ end }}{{ $s }}', '{{< x >}}', '2'],
    ['{{ $s := "1" }}{{ if true }}{{ $s := "2" }}{{ $s }}{{ end }}{{ $s }}', '{{< x >}}', '21'],
    ['{{ $s := "1" }}{{ if .Page.Params.x }}{{ else }}{{ $s := "2" }}{{ $s }}{{ end }}{{ $s }}', '{{< x >}}', '21'],
    ['{{ $s := "1" }}{{ if .Page.Params.x }}{{ $s = "2" }}{{ $s }}{{ else }}{{ $s }}{{ end }}{{ $s }}', '{{< x >}}', '21?'],
    ['{{ $s := "" }}{{ range .Params }}{{ $s = print $s . }}{{ end }}{{ $s }}', '{{< x a b >}}', 'ab'],
    ['{{ $s := "1" }}{{ range .Page.Resources }}{{ if true }}{{ $s = .Name }}{{ end }}{{ end }}{{ $s }}', '{{< x >}}', '??'],
    ['{{ if or (not (.Get "a")) .Page.File }}yes{{ else }}no{{ end }}', '{{< x >}}', 'yes'],
    ['{{ (dict "a" "b").a }}{{ with (dict "a" (dict "c" "d")).a }}{{ .c }}{{ .e }}{{ end }}', '{{< x >}}', 'bd'],
    ['{{ $d := merge (dict "b" "1" "a" "2") (dict "b" "3" "n" nil) }}{{ range $k, $v := $d }}{{ if $v }}{{ printf "%s=%q " $k $v }}{{ end }}{{ end }}', '{{< x >}}', 'a=&#34;2&#34; b=&#34;3&#34; '],
    ['{{ range $i, $e := slice "x" "y" | append "z" }}{{ $i }}{{ $e }}{{ end }}{{ delimit (slice 1 2) "-" }}', '{{< x >}}', '0x1y2z1-2'],
    ['{{ $d := dict }}{{ if .Page.Params.x }}{{ $d = dict "a" "1" "b" "2" }}{{ else }}{{ $d = dict "a" "1" }}{{ end }}{{ $d.a }}{{ $d.b }}', '{{< x >}}', '1?'],
    ['{{ if and (.Get "a") (not (.Get "b")) }}yes{{ end }}', '{{< x a="1" >}}', 'yes'],
    ['{{ .Get "a" }}', '{{< x a="<b>" >}}', '&#60;b&#62;'],
    ['{{ .Get "a" | safeHTML }}', '{{< x a="<b>" >}}', '<b>'],
    ['<b>{{ .Inner }}</b>', '{{< x >}}<i>{{< /x >}}', '<b><i></b>'],
    ['{{ path.Join "images" (.Get 0) }}', '{{< x a.png >}}', 'images/a.png'],
    ['{{ $i := .Get "s" }}{{ if not (strings.HasPrefix $i "/") }}{{ $i = printf "/%s" $i }}{{ end }}{{ $i }}', '{{< x s="a" >}}', '/a'],
    ['{{ define "pic" }}<img src="{{ .src }}">{{ end }}{{ template "pic" (dict "src" (.Get 0)) }}{{ template "none" . }}', '{{< x a.png >}}', '<img src="a.png">?'],
    ['{{ define "a" }}{{ template "a" . }}{{ end }}{{ template "a" . }}', '{{< x >}}', '?'],
    ['{{ if findRE "^(https?|data)" (.Get 0) }}far{{ else }}near{{ end }}', '{{< x "http://a.example" >}}', 'far'],
    ['{{ if findRE "(?i)^HTTP" (.Get 0) }}far{{ else }}near{{ end }}', '{{< x "a.png" >}}', 'near'],
    ['{{ findRE "(a+)+$" (.Get 0) }}', '{{< x "aaaa" >}}', '?'],
    ['{{ $f := .Page.Resources.Get (.Get 0) }}{{ $f.MediaType.SubType }} {{ $f.MediaType }}', '{{< x "a.svg" >}}', 'svg ?'],
    ['{{ reflect.IsMap (.Get 0) }} {{ reflect.IsMap (dict "a" 1) }} {{ reflect.IsSlice (slice 1) }} {{ reflect.IsMap .Page }}', '{{< x a >}}', 'false true true ?'],
  ])('%s of %s', (template, source, expected) => expect(run(template, source).text).toBe(expected));

  test('shows what depends on what is not known, both ways', () => {
    expect(run('{{ if .Page.Params.x }}a{{ else }}b{{ end }}', '{{< x >}}').text).toBe('ab');
    expect(run('{{ partial "x.html" . }}', '{{< x >}}')).toMatchObject({ text: '?', isKnown: false });
    expect(run('{{ range .Page.Resources }}x{{ end }}', '{{< x >}}')).toMatchObject({ text: '?', isKnown: false });
  });

  test('renders Markdown', () => {
    expect(run('<b>{{ .Inner | markdownify }}</b>', '{{< x >}}[a](b){{< /x >}}')).toMatchObject({ text: '<b></b>', rendered: ['[a](b)'] });
    expect(run('{{ .Page.RenderString .Inner }}', '{{< x >}}[a](b){{< /x >}}').rendered).toEqual(['[a](b)']);
    expect(run('{{ $t := .Inner | markdownify }}{{ $t = replace $t "<table>" "<table class=x>" }}{{ $t | safeHTML }}', '{{< x >}}[a](b){{< /x >}}').rendered).toEqual(['[a](b)']);
    expect(run('{{ .Get "caption" | markdownify }}', '{{< x caption="[a](b)" >}}').rendered).toEqual(['[a](b)']);
  });

  test('asks for files of the bundle', () => {
    const plain = run('{{ $i := .Page.Resources.GetMatch (.Get 0) }}<img src="{{ $i.RelPermalink }}">', '{{< x a.png >}}');
    expect(plain).toMatchObject({ text: '<img src="<0>">', lookups: [{ kind: 'resource', argument: 'a.png', then: ['glob'] }] });
    const either = run('{{ with .Page.Resources.Get (.Get 0) }}{{ .RelPermalink }}{{ else }}{{ .Get 0 }}{{ end }}', '{{< x a.png >}}');
    expect(either.text).toBe('<0><1>a.png');
    expect(either.lookups).toMatchObject([{ kind: 'resource', argument: 'a.png', then: ['perhaps'] }, { kind: 'unless-resource', argument: 'a.png' }]);
    expect(run('{{ with resources.Get "a.png" }}{{ (.Resize "1x").RelPermalink }}{{ end }}', '{{< x >}}').lookups).toMatchObject([{ kind: 'asset' }]);
    expect(run('{{ relref . "other.md" }}', '{{< x >}}').lookups).toMatchObject([{ kind: 'relref', argument: 'other.md' }]);
  });

  test.each(['{{ if .Get 0 }}', '{{ end }}', '{{ else }}', `${'{{ if true }}'.repeat(100)}${'{{ end }}'.repeat(100)}`])('is refused: %s', (template) => {
    expect(parseTemplate(template)).toBeUndefined();
  });

  test.each(['{{', '(', '{{ if ', '{{ "', '{{ range slice 1 2 3 }}', '{{/*'])('is not slow: %s', (part) => {
    parseTemplate(part.repeat(59_000 / part.length));
    parseTemplate(`{{ ${part.repeat(59_000 / part.length)} }}`);
  });
});
