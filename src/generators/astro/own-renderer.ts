import type { FilePath } from '../../core/paths.ts';
import type { ReadFile } from '../generator.ts';

/** Whether a component of the blog renders the Markdown of its posts, in Astro's place and with plugins of its own. */
export async function hasOwnRenderer(components: readonly FilePath[], read: ReadFile): Promise<boolean> {
  let renders = false;
  let handsBodyOn = false;
  for (const path of components.slice(0, 400)) {
    const text = await read(path) ?? '';
    renders ||= RENDERER.test(text);
    handsBodyOn ||= BODY.test(text);
  }
  return renders && handsBodyOn;
}

const RENDERER = /\bfrom\s*['"](?:unified|remark|remark-parse|marked|markdown-it|micromark|showdown|snarkdown|react-markdown|markdown-to-jsx)['"]/;

/** `<Body content={post.body} />`, `marked.parse(post.body)`, `{post.body}` */
const BODY = /(?:\{|\b(?:parse|render|process|processSync|marked|makeHtml)\()[^{}()]{0,100}\.body\b/;
