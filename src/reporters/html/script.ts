/**
 * What the page does: filters, light and dark, and the picture of the links. It reads its data from the page, writes text
 * only as text, and asks nobody for anything.
 */
export const script = String.raw`
'use strict';
(() => {
  const root = document.documentElement;
  const all = (selector, from = document) => [...from.querySelectorAll(selector)];
  const one = (selector) => document.querySelector(selector);

  // Light and dark.
  const isDark = () => root.dataset.theme ? root.dataset.theme === 'dark' : matchMedia('(prefers-color-scheme: dark)').matches;
  const theme = one('#theme');
  const say = () => { theme.textContent = isDark() ? 'Light' : 'Dark'; };
  theme.hidden = false;
  theme.onclick = () => { root.dataset.theme = isDark() ? 'light' : 'dark'; say(); draw(); };
  say();

  // Filters.
  const form = one('form');
  const files = all('#findings .file');
  const filter = () => {
    const rule = form.rule.value;
    const words = form.words.value.toLowerCase();
    let count = 0;
    for (const file of files) {
      let shown = 0;
      for (const item of all('li', file)) {
        const is = (item.dataset.severity === 'error' ? form.error.checked : form.warning.checked)
          && (rule === '' || item.dataset.rule === rule)
          && (words === '' || file.dataset.file.toLowerCase().includes(words) || item.textContent.toLowerCase().includes(words));
        item.hidden = !is;
        if (is) shown += 1;
      }
      file.hidden = shown === 0;
      count += shown;
    }
    form.count.value = count === 1 ? '1 finding' : count.toLocaleString('en') + ' findings';
    one('#nothing').hidden = count > 0;
  };
  if (form) { form.hidden = false; form.oninput = filter; form.onsubmit = (event) => event.preventDefault(); form.onreset = () => requestAnimationFrame(filter); filter(); }

  // The picture of the links.
  const canvas = one('canvas');
  let draw = () => {};
  if (!canvas) return;
  const { nodes, edges } = JSON.parse(one('#graph-data').textContent);
  const chosen = one('#chosen');
  const context = canvas.getContext('2d');
  const beside = nodes.map(() => ({ to: [], from: [] }));
  for (const [from, to] of edges) { beside[from].to.push(to); beside[to].from.push(from); }
  let view = { scale: 1, x: 0, y: 0 };
  let picked = -1;
  let drag;
  let hovered = -1;

  const radius = (index) => Math.min(3 + Math.min(9, Math.sqrt(beside[index].from.length) * 1.3), Math.max(2.5, view.scale * .36));
  // What is broken lies on top.
  const order = nodes.map((_, index) => index).sort((a, b) => (nodes[a].errors - nodes[b].errors) || (nodes[a].warnings - nodes[b].warnings));
  const place = (node) => [node.x * view.scale + view.x, node.y * view.scale + view.y];
  const fit = () => {
    const { clientWidth: width, clientHeight: height } = canvas;
    const xs = nodes.map((node) => node.x), ys = nodes.map((node) => node.y);
    const [left, right, top, bottom] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
    const scale = Math.min(60, (width - 60) / Math.max(1, right - left), (height - 60) / Math.max(1, bottom - top));
    view = { scale, x: width / 2 - (left + right) / 2 * scale, y: height / 2 - (top + bottom) / 2 * scale };
  };
  const colour = (name) => getComputedStyle(root).getPropertyValue(name);
  let waiting = false;
  draw = () => { if (!waiting) { waiting = true; requestAnimationFrame(paint); } };
  const paint = () => {
    waiting = false;
    const ratio = devicePixelRatio || 1;
    const { clientWidth: width, clientHeight: height } = canvas;
    if (canvas.width !== Math.round(width * ratio) || canvas.height !== Math.round(height * ratio)) { canvas.width = Math.round(width * ratio); canvas.height = Math.round(height * ratio); }
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    context.clearRect(0, 0, width, height);
    const focus = hovered >= 0 ? hovered : picked;
    const near = new Set(focus < 0 ? [] : [focus, ...beside[focus].to, ...beside[focus].from]);
    const [ink, dim, error, warning, fine, card] = ['--ink', '--dim', '--error', '--warning', '--fine', '--card'].map(colour);
    const lines = (test, style, alpha, thick) => {
      context.strokeStyle = style; context.globalAlpha = alpha; context.lineWidth = thick;
      context.beginPath();
      for (const [from, to] of edges) if (test(from, to)) { context.moveTo(...place(nodes[from])); context.lineTo(...place(nodes[to])); }
      context.stroke();
    };
    // Thousands of lines take a moment: they are left out while a hand moves the picture.
    if (!drag?.moved || edges.length < 3000) lines((from, to) => from !== focus && to !== focus, dim, focus < 0 ? (edges.length > 3000 ? .18 : .35) : .1, 1);
    lines((from, to) => from === focus || to === focus, ink, .8, 1.5);
    order.forEach((index) => {
      const node = nodes[index];
      const [x, y] = place(node);
      if (x < -20 || y < -20 || x > width + 20 || y > height + 20) return;
      context.globalAlpha = focus < 0 || near.has(index) ? 1 : .25;
      context.fillStyle = node.errors > 0 ? error : node.warnings > 0 ? warning : fine;
      context.strokeStyle = context.fillStyle; context.lineWidth = 2;
      context.beginPath(); context.arc(x, y, radius(index), 0, 7);
      if (node.isLive) context.fill();
      else { context.fillStyle = card; context.fill(); context.stroke(); }
    });
    context.globalAlpha = 1;
    context.font = '13px system-ui, sans-serif';
    context.textBaseline = 'middle';
    const labelled = focus >= 0 ? [focus] : view.scale > 45 && nodes.length < 400 ? nodes.map((_, index) => index) : [];
    for (const index of labelled) {
      const [x, y] = place(nodes[index]);
      const title = nodes[index].title.length > 48 ? nodes[index].title.slice(0, 47) + '…' : nodes[index].title;
      const wide = context.measureText(title).width;
      const left = x + radius(index) + 6 + wide > width ? x - radius(index) - 6 - wide : x + radius(index) + 6;
      context.strokeStyle = card; context.lineWidth = 4; context.lineJoin = 'round'; context.strokeText(title, left, y);
      context.fillStyle = ink; context.fillText(title, left, y);
    }
  };
  const at = (event) => {
    const box = canvas.getBoundingClientRect();
    const [x, y] = [event.clientX - box.left, event.clientY - box.top];
    let best = -1, least = 14 * 14;
    nodes.forEach((node, index) => {
      const [nx, ny] = place(node);
      const far = (nx - x) ** 2 + (ny - y) ** 2;
      if (far < least) { least = far; best = index; }
    });
    return best;
  };
  const zoom = (by, x = canvas.clientWidth / 2, y = canvas.clientHeight / 2) => {
    const scale = Math.max(.5, Math.min(300, view.scale * by));
    const real = scale / view.scale;
    view = { scale, x: x - (x - view.x) * real, y: y - (y - view.y) * real };
    draw();
  };
  const text = (tag, words) => { const element = document.createElement(tag); element.textContent = words; return element; };
  const choose = (index) => {
    picked = index;
    chosen.replaceChildren();
    if (index < 0) chosen.append(text('p', 'Choose a post in the picture, or in the table below.'));
    else {
      const node = nodes[index];
      chosen.append(text('b', node.title), text('p', node.file + ' → ' + node.url + (node.isLive ? '' : ' (not live yet)')),
        text('p', 'Links to ' + beside[index].to.length + ' of the posts and pages here, and ' + beside[index].from.length + ' link to it. ' + (node.errors + node.warnings === 0 ? 'Nothing is broken in it.' : '')));
      if (node.errors + node.warnings > 0 && form) {
        const button = text('button', 'Show what is broken in it (' + (node.errors + node.warnings) + ')');
        button.onclick = () => { form.words.value = node.file; form.rule.value = ''; filter(); one('#findings').scrollIntoView(); };
        chosen.append(button);
      }
    }
    draw();
  };
  canvas.onpointerdown = (event) => { drag = { x: event.clientX, y: event.clientY, moved: false }; canvas.setPointerCapture(event.pointerId); };
  canvas.onpointermove = (event) => {
    if (!drag) { const next = at(event); if (next !== hovered) { hovered = next; canvas.style.cursor = next < 0 ? 'grab' : 'pointer'; draw(); } return; }
    const [x, y] = [event.clientX - drag.x, event.clientY - drag.y];
    if (!drag.moved && Math.hypot(x, y) < 4) return;
    view = { ...view, x: view.x + x, y: view.y + y };
    drag = { x: event.clientX, y: event.clientY, moved: true };
    draw();
  };
  canvas.onpointerup = (event) => { const moved = drag?.moved; drag = undefined; if (moved) draw(); else choose(at(event)); };
  canvas.onpointercancel = () => { drag = undefined; draw(); };
  canvas.onpointerleave = () => { hovered = -1; draw(); };
  // The wheel scrolls the page; with Ctrl, or pinched, it zooms.
  canvas.addEventListener('wheel', (event) => {
    if (!event.ctrlKey && !event.metaKey) return;
    event.preventDefault();
    const box = canvas.getBoundingClientRect();
    zoom(Math.exp(-event.deltaY / 200), event.clientX - box.left, event.clientY - box.top);
  }, { passive: false });
  canvas.onkeydown = (event) => {
    const step = { ArrowLeft: [40, 0], ArrowRight: [-40, 0], ArrowUp: [0, 40], ArrowDown: [0, -40] }[event.key];
    if (step) { view = { ...view, x: view.x + step[0], y: view.y + step[1] }; draw(); event.preventDefault(); }
    else if (event.key === '+' || event.key === '=') zoom(1.3);
    else if (event.key === '-') zoom(1 / 1.3);
    else if (event.key === '0') { fit(); draw(); }
  };
  one('#nearer').onclick = () => zoom(1.4);
  one('#further').onclick = () => zoom(1 / 1.4);
  one('#whole').onclick = () => { fit(); draw(); };
  for (const button of all('[data-node]')) button.onclick = () => { choose(Number(button.dataset.node)); one('#links').scrollIntoView(); };
  new ResizeObserver(() => { fit(); paint(); }).observe(canvas);
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => { say(); draw(); });
  fit();
  choose(-1);
})();
`;
