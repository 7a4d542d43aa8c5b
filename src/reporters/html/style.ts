/** Of the page. No font and no picture is fetched from anywhere. */
export const style = `
:root { color-scheme: light dark; --paper: #fbfaf7; --card: #fff; --ink: #23211d; --dim: #6b665c; --line: #e3dfd5; --error: #b3261e; --error-soft: #fbe9e7; --warning: #8a5a00; --warning-soft: #fdf3dc; --link: #2c5f8a; --fine: #6c8ca6; --mark: #ffe2a8; }
@media (prefers-color-scheme: dark) { :root:not([data-theme=light]) { --paper: #1b1a18; --card: #252320; --ink: #ece8df; --dim: #a8a195; --line: #3a3732; --error: #ff8a80; --error-soft: #43231f; --warning: #f0b957; --warning-soft: #3b3017; --link: #8cbfe6; --fine: #6f93ad; --mark: #5d4712; } }
:root[data-theme=dark] { color-scheme: dark; --paper: #1b1a18; --card: #252320; --ink: #ece8df; --dim: #a8a195; --line: #3a3732; --error: #ff8a80; --error-soft: #43231f; --warning: #f0b957; --warning-soft: #3b3017; --link: #8cbfe6; --fine: #6f93ad; --mark: #5d4712; }
:root[data-theme=light] { color-scheme: light; }
* { box-sizing: border-box; }
body { margin: 0; background: var(--paper); color: var(--ink); font: 16px/1.5 system-ui, sans-serif; overflow-wrap: anywhere; }
header, main, footer { max-width: 68rem; margin: 0 auto; padding: 0 1rem; }
header { padding-top: 1.5rem; display: flex; flex-wrap: wrap; gap: .25rem 1.5rem; align-items: baseline; }
h1 { font-size: 1.6rem; margin: 0; line-height: 1.25; }
h2 { font-size: 1.2rem; margin: 2.5rem 0 .75rem; }
h3 { font: 600 .95rem/1.4 ui-monospace, monospace; margin: 0; }
p { margin: .25rem 0; }
a { color: var(--link); }
code { font: .9em ui-monospace, monospace; background: var(--line); border-radius: .2em; padding: .05em .3em; }
.counts { color: var(--dim); flex: 1; }
nav { display: flex; gap: 1rem; }
button, select, input { font: inherit; color: inherit; background: var(--card); border: 1px solid var(--line); border-radius: .4rem; padding: .3rem .6rem; min-height: 2.2rem; }
button { cursor: pointer; }
:focus-visible { outline: 3px solid var(--link); outline-offset: 2px; }
form { position: sticky; top: 0; z-index: 2; background: var(--paper); display: flex; flex-wrap: wrap; gap: .5rem .75rem; align-items: center; padding: .6rem 0; border-bottom: 1px solid var(--line); }
form label { display: inline-flex; gap: .35rem; align-items: center; }
form input[type=search] { flex: 1 1 12rem; min-width: 0; width: 100%; }
form .text { flex: 1 1 14rem; }
form select { max-width: 14rem; }
form output { color: var(--dim); min-width: 8rem; }
.file { background: var(--card); border: 1px solid var(--line); border-radius: .6rem; margin: 1rem 0; overflow: hidden; }
.file > h3 { padding: .6rem 1rem; border-bottom: 1px solid var(--line); }
.file ol { list-style: none; margin: 0; padding: 0; }
.file li { padding: .75rem 1rem; border-left: .3rem solid var(--error); }
.file li.warning { border-left-color: var(--warning); }
.file li + li { border-top: 1px solid var(--line); }
.place { color: var(--dim); font-size: .85rem; display: flex; flex-wrap: wrap; gap: 0 .75rem; }
.place b { color: var(--error); }
.warning .place b { color: var(--warning); }
pre { margin: .4rem 0; padding: .45rem .6rem; background: var(--paper); border-radius: .35rem; font: .85rem/1.45 ui-monospace, monospace; white-space: pre-wrap; }
mark { background: var(--mark); color: inherit; border-radius: .15em; }
.strip { display: flex; gap: .75rem; overflow-x: auto; padding: .75rem 1rem; margin: 0; list-style: none; }
.strip li { flex: 0 0 11rem; border: 0 !important; padding: 0; font-size: .8rem; color: var(--dim); }
.frame { height: 8rem; display: grid; place-items: center; border-radius: .4rem; overflow: hidden; background: var(--paper); border: 1px solid var(--line); text-align: center; padding: .25rem; }
.frame img { max-width: 100%; max-height: 7.4rem; object-fit: contain; }
.hole .frame { border: 2px dashed var(--error); background: var(--error-soft); color: var(--error); font-weight: 600; }
.strip code { background: none; padding: 0; color: var(--ink); }
.graph { position: relative; }
canvas { display: block; width: 100%; height: min(70vh, 40rem); background: var(--card); border: 1px solid var(--line); border-radius: .6rem; touch-action: none; cursor: grab; }
.graph .tools { position: absolute; right: .6rem; top: .6rem; display: flex; gap: .35rem; }
.graph .tools button { min-width: 2.2rem; padding: 0; }
.legend { display: flex; flex-wrap: wrap; gap: .1rem 1.1rem; color: var(--dim); font-size: .85rem; margin: .5rem 0; }
.l-error { background: var(--error); } .l-warning { background: var(--warning); } .l-fine { background: var(--fine); } .l-draft { border: 2px solid var(--fine); }
.legend i { display: inline-block; width: .75em; height: .75em; border-radius: 50%; margin-right: .35em; }
#chosen { background: var(--card); border: 1px solid var(--line); border-radius: .6rem; padding: .75rem 1rem; margin: .5rem 0; min-height: 4.9rem; }
.table { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; font-size: .9rem; }
th, td { text-align: left; padding: .3rem .6rem; border-bottom: 1px solid var(--line); vertical-align: top; }
th.number, td.number { text-align: right; font-variant-numeric: tabular-nums; }
td small { color: var(--dim); }
summary { cursor: pointer; margin: .75rem 0; }
footer { color: var(--dim); padding: 2rem 1rem 3rem; font-size: .85rem; }
.none { color: var(--dim); }
[hidden] { display: none !important; }
@media (max-width: 40rem) { .counts { flex-basis: 100%; } nav { flex: 1; } }
@media (max-width: 30rem) { body { font-size: 15px; } .file > h3, .file li { padding-left: .75rem; padding-right: .75rem; } canvas { height: 60vh; } form { position: static; } }
@media print { form, .graph .tools, #theme { display: none; } .file { break-inside: avoid; } }
`;
