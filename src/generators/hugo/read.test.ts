import { describe, expect, test } from 'vitest';
import { hugoSite } from '../../../test/helpers/hugo-site.ts';
import { asFilePath } from '../../core/paths.ts';
import type { Document } from '../../core/site/document.ts';
import { judgementsOf } from '../../lint/judge.ts';

const TRAVELS = {
  'hugo.toml': 'baseURL = "https://boats.example/travels/"\n[params]\ncdn = "/img"',
  'content/posts/harbour.md': '---\ntitle: The harbour\n---\n## The quay\n',
  'content/posts/island/index.md': '---\ntitle: The island\n---\n',
  'content/posts/island/map.png': '',
  'static/img/boat.png': '',
};

/** What a post's references meet, with what the author wrote. */
async function met(body: string, more: Readonly<Record<string, string>> = {}, path = 'content/posts/boat.md'): Promise<readonly string[]> {
  const site = await hugoSite({ ...TRAVELS, ...more, [path]: `---\ntitle: The boat\nport: Kiel\n---\n${body}` });
  return judgementsOf(site).filter(({ document }) => document.path === path)
    .map(({ reference, resolution }) => `${reference.raw} ${resolution.kind}${reference.via === undefined ? '' : ` via ${reference.via}`}`);
}

async function documentOf(body: string, more: Readonly<Record<string, string>> = {}): Promise<Document> {
  const site = await hugoSite({ ...TRAVELS, ...more, 'content/posts/boat.md': body });
  const document = site.documents.get(asFilePath('content/posts/boat.md'));
  if (!document) throw new Error('The post was not read.');
  return document;
}

const box = { 'layouts/shortcodes/box.html': '<div id="box">{{ .Inner | markdownify }}</div>' };
const picture = { 'layouts/shortcodes/picture.html': '<img src="{{ .Get "src" | relURL }}" alt="{{ .Get "alt" }}">' };

describe('a post', () => {
  test('is one folder deeper than its file', async () => {
    expect(await met('[a](../harbour/) [b](harbour.md) [c](/travels/posts/harbour/) [d](/posts/harbour/)')).toEqual([
      '../harbour/ ok', 'harbour.md missing', '/travels/posts/harbour/ ok', '/posts/harbour/ outside-base',
    ]);
  });

  test('points to others by `ref`', async () => {
    expect(await met('[a]({{< ref "harbour.md" >}}) [b]({{< relref "harbour#the-quay" >}}) [c]({{< ref "nowhere" >}})')).toEqual([
      '{{< ref "harbour.md" >}} ok via ref', '{{< relref "harbour#the-quay" >}} ok via relref', '{{< ref "nowhere" >}} not-built via ref',
    ]);
  });

  test('shows figures', async () => {
    const figures = '{{< figure src="../island/map.png" >}} {{< figure src="map.png" link="/travels/nowhere/" caption="by [me](../harbour/)" >}}';
    expect(await met(figures)).toEqual(['../island/map.png ok via figure', 'map.png missing via figure', '/travels/nowhere/ missing via figure', '../harbour/ ok via figure']);
  });

  test('shows what its shortcodes make', async () => {
    expect(await met('{{< picture src="img/boat.png" >}} {{< picture src="img/ship.png" >}}', picture)).toEqual([
      '{{< picture src="img/boat.png" >}} ok via picture', '{{< picture src="img/ship.png" >}} missing via picture',
    ]);
    expect(await met('{{< box >}}[a](../harbour/){{< /box >}} [b](#box)', box)).toEqual(['../harbour/ ok via box', '#box ok']);
  });

  test('finds files of its bundle through shortcodes', async () => {
    const files = { 'layouts/shortcodes/file.html': '{{ with .Page.Resources.GetMatch (.Get 0) }}<img src="{{ .RelPermalink }}">{{ end }}', 'content/posts/trip/Sea.png': '' };
    expect(await met('{{< file "sea.png" >}} {{< file "lake.png" >}}', files, 'content/posts/trip/index.md')).toEqual(['sea.png ok via file', 'lake.png not-built via file']);
  });

  test('is not blamed for what nobody can know', async () => {
    const unread = { 'layouts/shortcodes/odd.html': '{{ partial "odd.html" . }}', 'layouts/shortcodes/maybe.html': '{{ if .Page.Params.wind }}<a href="/nowhere">{{ end }}' };
    expect(await met('[a]({{< odd >}}) {{< maybe >}} {{< away "nowhere.png" >}}[b](nowhere){{< /away >}}', unread)).toEqual([
      '{{< odd >}} unknowable via odd', '{{< maybe >}} unknowable via maybe', 'nowhere.png unknowable via away', 'nowhere unknowable via away',
    ]);
    expect(await met('{{< known >}}', { 'layouts/shortcodes/known.html': '{{ if eq .Page.Params.port "Kiel" }}<a href="/nowhere">{{ end }}' })).toEqual(['{{< known >}} outside-base via known']);
  });

  test('says nothing in comments and in shown shortcodes', async () => {
    expect(await met('<!-- {{< figure src="nowhere.png" >}} -->\n\n`{{</* figure src="nowhere.png" */>}}`')).toEqual([]);
    expect(await met('```html\n<!--\n```\n{{< figure src="nowhere.png" >}}\n```html\n-->\n```\n')).toEqual(['nowhere.png missing via figure']);
  });

  test('has problems that stop the build', async () => {
    expect((await documentOf('A {{< nowhere >}}')).problems).toEqual([]);
    expect((await documentOf('A {{< nowhere >}}', box)).problems).toMatchObject([{ kind: 'template', message: 'There is no shortcode `nowhere`: Hugo stops here.' }]);
    expect((await documentOf('A {{< figure src="a.png"')).problems).toHaveLength(1);
    expect((await documentOf('---\ntitle: a: b\n---\n')).problems).toMatchObject([{ kind: 'front-matter' }]);
    expect((await documentOf('A {{< nowhere >}}', { 'hugo.toml': 'theme = "gone"' })).problems).toEqual([]);
  });

  test('names images in its front matter', async () => {
    const front = (value: string): Promise<readonly string[]> => hugoSite({ ...TRAVELS, 'content/posts/boat.md': `---\ncover:\n  image: ${value}\n---\n` })
      .then((site) => judgementsOf(site).map(({ reference, resolution }) => `${reference.key ?? ''} ${resolution.kind}`));
    expect(await front('/img/boat.png')).toEqual(['cover.image ok']);
    expect(await front('img/ship.png')).toEqual(['cover.image missing']);
    expect(await front('ship.png')).toEqual(['cover.image unknowable']);
    const bundle = await hugoSite({ ...TRAVELS, 'content/posts/island/index.md': '---\nthumbnail: Map.png\nimages: [boat.png]\n---\n', 'static/boat.png': '' });
    expect(judgementsOf(bundle).map(({ reference, resolution }) => `${reference.key ?? ''} ${resolution.kind}`)).toEqual(['thumbnail ok', 'images.0 ok']);
  });

  test('may be HTML', async () => {
    expect(await met('<a href="../harbour/">a</a> {{< figure src="nowhere.png" >}}', {}, 'content/posts/boat.html')).toEqual(['../harbour/ ok', '{{< figure src="nowhere.png" >}} missing via figure']);
  });

  test.each(['{{< figure src="a.png" >}}', '{{< box >}}', '<!-- {{< a >}} -->', '{{% box %}}[a](b){{% /box %}}'])('is read to its end however often it says %s', async (part) => {
    const { references } = await documentOf(`A ${part.repeat(200_000 / part.length)} [end](/end/)`, box);
    expect(references.at(-1)?.url).toBe('/end/');
  }, 30_000);
});

test('a shortcode may look where the page\'s file is', async () => {
  const shortcode = { 'layouts/shortcodes/pic.html': '<img src="/travels/{{ .Page.File.Dir }}{{ $.Page.File.BaseFileName }}/{{ .Get 0 }}.png">', 'static/posts/boat/a.png': '' };
  expect(await met('{{< pic a >}} {{< pic b >}}', shortcode)).toEqual(['{{< pic a >}} ok via pic', '{{< pic b >}} missing via pic']);
});

describe('a render hook', () => {
  const hook = (name: string, text: string): Readonly<Record<string, string>> => ({ [`layouts/_default/_markup/render-${name}.html`]: text });

  test('may lead to the page made from a file', async () => {
    const text = '{{ $d := .Destination }}{{ with .Page.GetPage $d }}{{ $d = .RelPermalink }}{{ end }}<a href="{{ $d | safeURL }}">{{ .Text | safeHTML }}</a>';
    expect(await met('[a](harbour.md) [b](nowhere.md)', hook('link', text))).toEqual(['harbour.md ok', 'nowhere.md missing']);
  });

  test('may only dress a link', async () => {
    const text = '<a href="{{ .Destination | safeURL }}"{{ with .Title }} title="{{ . }}"{{ end }}{{ if strings.HasPrefix .Destination "http" }} target="_blank"{{ end }}>{{ .Text | safeHTML }}</a>';
    expect(await met('[a](../harbour/) [b](../nowhere/)', hook('link', text))).toEqual(['../harbour/ ok', '../nowhere/ missing']);
  });

  test('may put attributes together, and print all that there are', async () => {
    const text = '{{ $u := urls.Parse .Destination }}{{ $src := $u.String }}{{ with or (.PageInner.Resources.Get $u.Path) (resources.Get $u.Path) }}{{ $src = .RelPermalink }}{{ end }}'
      + '<img {{- range $k, $v := merge .Attributes (dict "alt" .Text "src" $src "title" (.Title | markdownify)) }}{{ if $v }}{{ printf " %s=%q" $k $v | safeHTMLAttr }}{{ end }}{{ end }}>';
    expect(await met('![a](map.png) ![](nowhere.png)', hook('image', text), 'content/posts/island/index.md')).toEqual(['map.png ok', 'nowhere.png missing']);
  });

  test('may ask partials, for what they return and for what they print', async () => {
    const partials = {
      'layouts/partials/find.html': '{{ $found := dict "url" .url "width" nil }}{{ with .page.Resources.GetMatch .url }}{{ $found = dict "url" .RelPermalink "width" .Width }}{{ end }}{{ return $found }}',
      'layouts/partials/show.html': '<img src="{{ .url }}"{{ with .width }} width="{{ . }}"{{ end }}>',
    };
    const text = '{{ partial "show.html" (partial "find" (dict "url" .Destination "page" .Page)) }}';
    const more = { ...hook('image', text), ...partials };
    expect(await met('![a](map.png) ![b](nowhere.png)', more, 'content/posts/island/index.md')).toEqual(['map.png ok', 'nowhere.png missing']);
    expect(await met('![a](map.png)', { ...more, 'layouts/partials/find.html': '{{ return partial "find" . }}' }, 'content/posts/island/index.md')).toEqual(['map.png unknowable']);
  });

  test('may define templates of its own, and ask of what kind an image is', async () => {
    const text = '{{ define "show" }}<img src="{{ .src }}">{{ end }}{{ $d := .Destination | safeURL }}{{ $u := urls.Parse $d }}{{ $f := "" }}'
      + '{{ if not (findRE "^(https?|data)" $u.Scheme) }}{{ $f = or (.Page.Resources.GetMatch $d) (resources.Get $d) }}{{ end }}'
      + '{{ if $f }}{{ if eq $f.MediaType.SubType "svg" }}{{ template "show" (dict "src" "/lost") }}{{ else }}{{ template "show" (dict "src" ($f.Resize "800x").RelPermalink) }}{{ end }}'
      + '{{ else }}{{ template "show" (dict "src" $d) }}{{ end }}';
    expect(await met('![a](map.png) ![b](nowhere.png)', hook('image', text), 'content/posts/island/index.md')).toEqual(['map.png ok', 'nowhere.png missing']);
  });

  test('may ask whether an image can be resized', async () => {
    const partial = '{{ $r := dict "url" .url }}{{ $i := dict }}{{ if not (in (slice "https" "http") (urls.Parse .url).Scheme) }}{{ $i = .from.Get (printf "%s" (.url | safeURL)) }}{{ else }}{{ with try (resources.GetRemote .url) }}{{ with .Err }}{{ else with .Value }}{{ $i = . }}{{ end }}{{ end }}{{ end }}'
      + '{{ if $i }}{{ if reflect.IsImageResourceWithMeta $i }}{{ $r = dict "url" $i.RelPermalink "width" $i.Width }}{{ else }}{{ $r = dict "url" "/lost" }}{{ end }}{{ end }}{{ return $r }}';
    const text = '{{ $i := partial "image" (dict "url" .Destination "from" .Page.Resources) }}{{ $a := dict "src" $i.url "part" (div 100 $i.width) }}<img {{ range $k, $v := $a }}{{ if $v }}{{ printf " %s=%q" (lower $k) (printf "%v" $v) | safeHTMLAttr }}{{ end }}{{ end }}>';
    const more = { ...hook('image', text), 'layouts/partials/image.html': partial };
    expect(await met('![a](map.png) ![b](nowhere.png)', more, 'content/posts/island/index.md')).toEqual(['map.png ok', 'nowhere.png missing']);
  });

  test('may lead elsewhere what has a title', async () => {
    expect(await met('[a](../harbour/) [a](../harbour/ "T")', hook('link', '<a href="{{ .Destination }}{{ with .Title }}?{{ . }}{{ end }}">'))).toEqual(['../harbour/ unknowable', '../harbour/ unknowable']);
  });

  test('may leave the image to a script', async () => {
    const text = '<img class="lazyload" src="{{ (resources.Get "wait.svg" | minify).RelPermalink }}" data-src="{{ .Destination | relURL }}" alt="{{ .Text }}">';
    expect(await met('![a](img/boat.png) ![b](img/ship.png)', hook('image', text))).toEqual(['img/boat.png ok', 'img/ship.png missing']);
  });

  test('may put a link together', async () => {
    const text = '{{ $u := urls.Parse .Destination }}{{ $away := $u.IsAbs | and (not (in site.Params.own $u.Host)) }}{{ $attributes := printf `href="%s"` (.Destination | safeURL) }}'
      + '{{ if site.Params.missing.list | and $away }}{{ $attributes = "href=x" }}{{ end }}{{ with .Title }}{{ $attributes = printf ` title="%s"` . | add $attributes }}{{ end }}<a {{ $attributes | safeHTMLAttr }}>{{ .Text }}</a>';
    expect(await met('[a](../harbour/) [b](../nowhere/)', hook('link', text))).toEqual(['../harbour/ ok', '../nowhere/ missing']);
  });

  test('may look where the page\'s file is', async () => {
    const text = '{{ $i := resources.Get (path.Join .Page.File.Dir .Destination) }}{{ if and (not $i) .Page.File }}<img src="/travels/img/{{ .Destination }}">{{ end }}';
    expect(await met('![a](boat.png) ![b](ship.png)', hook('image', text))).toEqual(['boat.png ok', 'ship.png missing']);
  });

  test('may make a variable of a block that is called like one outside', async () => {
    const text = '{{ $p := .Destination }}{{ if .Page.Site.Params.cdn }}{{ $p := print "/lost/" $p }}{{ end }}<img src="{{ $p }}">';
    expect(await met('![a](/travels/img/boat.png)', hook('image', text))).toEqual(['/travels/img/boat.png ok']);
  });

  test('may put the base in front', async () => {
    expect(await met('![a](img/boat.png) ![b](img/ship.png)', hook('image', '<img src="{{ relURL .Destination }}">'))).toEqual(['img/boat.png ok', 'img/ship.png missing']);
  });

  test('may do what nobody can know', async () => {
    expect(await met('[a](harbour.md) [b](https://sea.example/)', hook('link', '{{ partial "link.html" . }}{{ .Destination }}'))).toEqual(['harbour.md unknowable', 'https://sea.example/ external']);
  });
});

describe('files in a folder that is called like a page', () => {
  const texts = {
    'hugo.toml': '', 'content/posts/Sea Trip.md': '---\nslug: away\n---\n![a](/posts/away/boat.png) ![b](</posts/Sea Trip/boat.png>) {{< figure src="boat.png" >}} {{< figure src="in/it.png" >}}',
    'content/posts/Sea Trip/boat.png': '', 'content/posts/Sea Trip/in/it.png': '',
    'content/posts/other.md': '![c](/posts/draft/boat.png) ![d](/posts/caps/posts/CAPS/boat.png)', 'content/posts/draft.md': '---\ndraft: true\n---\n', 'content/posts/draft/boat.png': '',
    'content/posts/caps.md': '', 'content/posts/CAPS/boat.png': '',
  };
  const metIn = async (version: string): Promise<readonly string[]> => judgementsOf(await hugoSite({ ...texts, '.hugo-version': version })).map(({ resolution }) => resolution.kind);

  // As 0.131 and 0.169 have them.
  test('are its own since content is one tree', async () => expect(await metIn('0.131.0')).toEqual(['ok', 'missing', 'ok', 'ok', 'unpublished', 'ok']));
  test('were in that folder before', async () => expect(await metIn('0.111.3')).toEqual(['missing', 'ok', 'missing', 'missing', 'ok', 'missing']));
  // As they have them.
  test.each([['0.131.0', '/posts/bee/sub/boat.png'], ['0.167.0', '/posts/b/under/boat.png']])('are of the outermost page or of the nearest: %s', async (version, url) => {
    const site = await hugoSite({
      'hugo.toml': '', '.hugo-version': version, 'content/posts/b.md': '---\nslug: bee\n---\n', 'content/posts/b/sub.md': '---\nslug: under\n---\n', 'content/posts/b/sub/boat.png': '',
    });
    expect(site.entries.filter(({ kind }) => kind === 'file').map((entry) => entry.url)).toEqual([url]);
  });
});
