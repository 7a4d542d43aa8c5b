import { describeRule } from '../../test/helpers/describe-rule.ts';
import brokenImage from './broken-image.ts';

describeRule(brokenImage, {
  finds: {
    'an image that is right from the source file and wrong from the published address': {
      blog: { 'posts/title.md': '---\npermalink: /2020/05/01/title.html\n---\n<p align="center">\n    <img src="../images/x.png" alt="A boat">\n</p>\n', 'images/x.png': 'x' },
      drawn: `
posts/title.md
    <img src="../images/x.png" alt="A boat">
              ~~~~~~~~~~~~~~~
              \`../images/x.png\` is \`/2020/05/images/x.png\` from \`/2020/05/01/title.html\`; the image is at \`/images/x.png\`. It is right beside the source file, but a browser starts from the published address.
              Write \`/images/x.png\`.`,
    },
    'a path that lacks its first slash': {
      blog: { 'posts/hello.md': '![A boat](images/x.png)', 'images/x.png': 'x' },
      drawn: `
posts/hello.md
![A boat](images/x.png)
          ~~~~~~~~~~~~
          \`images/x.png\` is \`/hello/images/x.png\` from \`/hello/\`; the image is at \`/images/x.png\`.
          Write \`/images/x.png\`.`,
    },
    'an image with another extension': {
      blog: { 'posts/hello.md': '![A boat](/images/x.jpg)', 'images/x.png': 'x' },
      drawn: `
posts/hello.md
![A boat](/images/x.jpg)
          ~~~~~~~~~~~~~
          \`/images/x.jpg\` leads nowhere; with another extension there is \`/images/x.png\`.
          Write \`/images/x.png\`.`,
    },
    'an image that lies in another folder': {
      blog: { 'posts/hello.md': '![A boat](/assets/boat-at-sea.png)', 'images/2020/boat-at-sea.png': 'x' },
      drawn: `
posts/hello.md
![A boat](/assets/boat-at-sea.png)
          ~~~~~~~~~~~~~~~~~~~~~~~
          \`/assets/boat-at-sea.png\` leads nowhere; the only \`boat-at-sea.png\` of this blog is at \`/images/2020/boat-at-sea.png\`.
          Write \`/images/2020/boat-at-sea.png\`.`,
    },
    'a candidate of a srcset, at its own place': {
      blog: { 'posts/hello.md': '<img src="/x.png" srcset="/x.png 1x, /x-large.png 2x" alt="A boat">', 'x.png': 'x' },
      drawn: `
posts/hello.md
<img src="/x.png" srcset="/x.png 1x, /x-large.png 2x" alt="A boat">
                                     ~~~~~~~~~~~~
                                     \`/x-large.png\` leads nowhere, and nothing is there.`,
    },
    'an empty src': {
      blog: { 'posts/hello.md': '<img src="" alt="A boat">' },
      drawn: `
posts/hello.md
<img src="" alt="A boat">
          ~
          This img has an empty \`src\`.
          Give it an address, or remove it.`,
    },
    'a poster of a video': {
      blog: { 'posts/hello.md': '<video src="/v.mp4" poster="/v.jpg"></video>', 'v.mp4': 'x' },
      drawn: `
posts/hello.md
<video src="/v.mp4" poster="/v.jpg"></video>
                            ~~~~~~
                            \`/v.jpg\` leads nowhere, and nothing is there.`,
    },
  },
  accepts: {
    'the relative path that fits the permalink': { 'posts/hello.md': '<img src="../images/x.png" alt="">', 'images/x.png': 'x' },
    'a picture inside the address': { 'posts/hello.md': '![A dot](data:image/gif;base64,R0lGOD)' },
    'too many steps up, which browsers stop at the top': { 'posts/hello.md': '![A boat](../../../images/x.png)', 'images/x.png': 'x' },
    'a question mark behind the name': { 'posts/hello.md': '![A boat](/images/x.png?v=2)', 'images/x.png': 'x' },
  },
});
