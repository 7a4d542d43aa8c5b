/**
 * What Hugo's own shortcodes leave in the page, as far as links go. Written anew from what they print; those that only
 * lead to other sites, such as a video's player, leave nothing to look up.
 */
export function builtInShortcode(name: string, mayResolve: boolean): string | undefined {
  const source = mayResolve ? '{{ .Get "src" | figureSource }}' : '{{ .Get "src" }}';
  switch (name) {
    case 'figure': return FIGURE.replace('SOURCE', source);
    case 'details': return '<details><summary>{{ .Get "summary" }}</summary>{{ .Inner | markdownify }}</details>';
    case 'highlight': case 'comment': case 'param': case 'qr':
    case 'gist': case 'instagram': case 'instagram_simple': case 'tweet': case 'twitter': case 'twitter_simple': case 'x': case 'x_simple':
    case 'vimeo': case 'vimeo_simple': case 'youtube': case 'speakerdeck': case 'test': return '';
    default: return undefined;
  }
}

const FIGURE = '<figure>{{ with .Get "link" }}<a href="{{ . }}">{{ end }}'
  + '<img src="SOURCE"{{ if or (.Get "alt") (.Get "caption") }} alt="{{ with .Get "alt" }}{{ . }}{{ else }}{{ .Get "caption" }}{{ end }}"{{ end }}>'
  + '{{ if .Get "link" }}</a>{{ end }}'
  + '{{ with .Get "title" }}<h4>{{ . }}</h4>{{ end }}{{ with .Get "caption" }}{{ . | markdownify }}{{ end }}'
  + '{{ with .Get "attr" }}{{ with $.Get "attrlink" }}<a href="{{ . }}">{{ end }}{{ . | markdownify }}{{ with $.Get "attrlink" }}</a>{{ end }}{{ end }}</figure>';
