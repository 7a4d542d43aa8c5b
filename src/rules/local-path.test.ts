import { describeRule } from '../../test/helpers/describe-rule.ts';
import localPath from './local-path.ts';

describeRule(localPath, {
  finds: {
    'paths of three systems': {
      blog: { 'posts/hello.md': '<img src="file:///x.png" alt="">\n<img src="C:\\\\pictures\\\\x.png" alt="">\n<img src="/Users/mia/x.png" alt="">\n' },
      drawn: `
posts/hello.md
<img src="file:///x.png" alt="">
          ~~~~~~~~~~~~~
          \`file:///x.png\` is a file on your own machine.
          Copy the file into the blog and point there.
<img src="C:\\\\pictures\\\\x.png" alt="">
          ~~~~~~~~~~~~~~~~~~~
          \`C:\\\\pictures\\\\x.png\` is a file on your own machine.
          Copy the file into the blog and point there.
<img src="/Users/mia/x.png" alt="">
          ~~~~~~~~~~~~~~~~
          \`/Users/mia/x.png\` is a path on your own machine.
          Copy the file into the blog and point there.`,
    },
    'the preview server': {
      blog: { 'posts/hello.md': '[post](http://localhost:4000/tea/)' },
      drawn: `
posts/hello.md
[post](http://localhost:4000/tea/)
       ~~~~~~~~~~~~~~~~~~~~~~~~~~
       \`http://localhost:4000/tea/\` is a server on your own machine.
       If you mean the blog itself, leave out everything up to the path. If readers shall see the address, put it in backticks.`,
    },
  },
  accepts: {
    'localhost in code': { 'posts/hello.md': 'Open `http://localhost:4000/`.' },
  },
});
