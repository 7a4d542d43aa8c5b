/** What is between a block tag and its end: code that nobody renders, HTML that goes in as it is, or Markdown. */
export const BLOCKS: ReadonlyMap<string, 'code' | 'markdown' | 'html' | 'maybe-html'> = new Map([
  ...['codeblock', 'code', 'mermaid', 'chart', 'math', 'katex', 'markmap', 'plantuml', 'uml', 'flowchart', 'sequence', 'score', 'tikz', 'wavedrom', 'echarts', 'graphviz', 'mathjax', 'runkit']
    .map((name) => [name, 'code'] as const),
  ...['if', 'for', 'switch', 'macro', 'call', 'filter', 'set', 'block', 'asyncEach', 'asyncAll', 'ifAsync', 'autoescape']
    .map((name) => [name, 'maybe-html'] as const),
]);

/** Block tags of Hexo and of widely used themes that put a frame around Markdown and add no ids of their own. */
export const isMarkdownBlock = (name: string): boolean => FRAMES.has(name);

const FRAMES: ReadonlySet<string> = new Set([
  'blockquote', 'quote', 'pullquote', 'note', 'subnote', 'centerquote', 'cq', 'hideToggle', 'hideBlock', 'hideInline', 'fold', 'folding',
  'foldings', 'details', 'spoiler', 'admonition', 'callout', 'gallery', 'galleryGroup', 'grouppicture', 'gp', 'timeline', 'flink', 'box',
  'noteblock', 'noteL', 'color', 'center', 'right', 'left', 'poem', 'panel', 'alert', 'message', 'tip', 'warning', 'info', 'series',
  'blur', 'psw', 'banner', 'grid', 'cardlist', 'ablock', 'articleCard', 'reel', 'swiper', 'stickers',
]);

/** Tags of widely used themes and plugins whose output holds no ids that anyone would point to. */
export const QUIET_TAGS: ReadonlySet<string> = new Set([
  'youtube', 'vimeo', 'bilibili', 'gist', 'jsfiddle', 'codepen', 'video', 'audio', 'aplayer', 'aplayerlist', 'aplayerlrc', 'meting', 'dplayer',
  'label', 'button', 'btn', 'btns', 'icon', 'emoji', 'u', 'emp', 'wavy', 'del', 'kbd', 'bubble', 'text', 'span', 'p', 'mark', 'checkbox', 'radio',
  'progress', 'rate', 'pdf', 'inlineImg', 'inlineimg', 'fi', 'fullimage', 'lazyimage', 'li', 'asset_svg', 'caniuse', 'linkgrid', 'lg', 'linkcard',
  'ghcard', 'site', 'friends', 'copy', 'hashtag', 'nota', 'psw', 'next_url', 'image', 'gallery', 'qrcode', 'githubCard', 'swfobject', 'cover',
  'soundcloud', 'spotify', 'twitter', 'tweet', 'instagram', 'googlemaps', 'slideshare', 'speakerdeck', 'raw', 'wpn', 'sub', 'sup', 'ruby',
  'else', 'elif', 'elseif', 'break', 'fontawesome', 'fa', 'asset_video', 'pullquote', 'blockquote', 'note', 'tab', 'subtab', 'cell', 'quot',
]);
