import { describeRule } from '../../test/helpers/describe-rule.ts';
import unusedFile from './unused-file.ts';

const image = { 'images/boat.png': '' };

describeRule(unusedFile, {
  finds: {
    'an image that no text names': {
      blog: { ...image, 'posts/tea.md': '[boating](/tea/).', 'style.css': 'a { background: url(ship.png) }' },
      drawn: `
images/boat.png

~
Nothing names this image: neither \`boat.png\` nor \`boat\` is in any of the 2 texts of this blog.
If nobody else links to it, it can go.`,
    },
  },
  accepts: {
    'one that a post shows': { ...image, 'posts/tea.md': '![x](/images/boat.png)' },
    'one of another letter case, encoded': { 'images/My Boat.png': '', 'posts/tea.md': '![x](/images/my%20boat.PNG)' },
    'one that a style sheet, a layout or data names': { ...image, 'style.css': 'a { background: url("../images/boat.png?v=2") }' },
    'one that is named without its extension': { ...image, '_data/images.yml': '- boat\n' },
    'one that is named after a post': { 'images/tea.png': '', 'posts/tea.md': 'x' },
    'one of several sizes': { 'images/boat@2x.png': '', 'images/boat-300x200.png': '', 'posts/tea.md': '![x](/images/boat.png)' },
    'one of a series that a template counts': { 'images/step-12.png': '', 'layout.html': '<img src="/images/step-{{ i }}.png">' },
    'those in a folder that a template lists': { ...image, 'gallery.html': '{% for file in site.static_files %}{% if file.path contains "images" %}' },
    'those beside a page of its own folder': { 'posts/tea/index.md': 'x', 'posts/tea/boat.png': '' },
    'what browsers ask for by name': { 'favicon-32x32.png': '', 'apple-touch-icon.png': '', 'posts/tea.md': 'x' },
    'one that is not published': { 'private/boat.png': '', 'posts/tea.md': 'x' },
  },
});
