// Frames, keys and visibility of the Train view, and its surface.

const shownColours = new WeakMap(), drawn = new WeakMap();

// A paused picture takes the colours of the new theme, too.
const again = () => {
  for (const canvas of document.querySelectorAll('canvas')) if (drawn.has(canvas)) surface(canvas, ...drawn.get(canvas));
};
new MutationObserver(again).observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme'] });
matchMedia('(prefers-color-scheme: dark)').addEventListener('change', again);

/** Informs the page of the space bar and of its visibility, and counts the frames. */
export function watch(page) {
  let frames = 0, since = performance.now(), goesOn = true;
  const count = now => {
    if (!goesOn) return;
    frames++;
    if (now - since >= 1000) {
      const place = document.querySelector('[data-frames]');
      if (place) place.textContent = Math.round(frames * 1000 / (now - since));
      [frames, since] = [0, now];
    }
    requestAnimationFrame(count);
  };
  requestAnimationFrame(count);
  const send = (...call) => page.invokeMethodAsync(...call).catch(() => {});
  const visible = () => { [frames, since] = [0, performance.now()]; send('Visible', !document.hidden); };
  const press = event => {
    if (event.key !== ' ' || event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
    if (event.target.closest('input, select, textarea, button, summary, a, [contenteditable]')) return;
    event.preventDefault();
    send('Toggle');
  };
  document.addEventListener('visibilitychange', visible);
  document.addEventListener('keydown', press);
  return {
    beat() { },
    end() {
      goesOn = false;
      document.removeEventListener('visibilitychange', visible);
      document.removeEventListener('keydown', press);
    },
  };
}

/** Draws a surface: one byte a cell from low to high, or two bytes, a class and how sure it is. */
export function surface(canvas, cells, size, isOfClasses) {
  if (!canvas) return;
  drawn.set(canvas, [cells, size, isOfClasses]);
  if (canvas.width !== size) canvas.width = canvas.height = size;
  const context = canvas.getContext('2d');
  const image = context.createImageData(size, size), to = image.data;
  const { paper, low, high, classes } = colours(canvas);
  for (let n = 0; n < size * size; n++) {
    let colour, share;
    if (isOfClasses) {
      colour = classes[cells[2 * n] % classes.length];
      share = 0.15 + 0.6 * cells[2 * n + 1] / 255;
    } else {
      const level = cells[n] / 127.5 - 1;
      colour = level < 0 ? low : high;
      share = 0.75 * Math.abs(level);
    }
    for (let c = 0; c < 3; c++) to[4 * n + c] = paper[c] + share * (colour[c] - paper[c]);
    to[4 * n + 3] = 255;
  }
  context.putImageData(image, 0, 0);
}

/** The colours of the style sheet as numbers, read again when light turns to dark. */
function colours(canvas) {
  const style = getComputedStyle(canvas), key = style.getPropertyValue('--paper') + style.getPropertyValue('--positive');
  const known = shownColours.get(canvas);
  if (known?.key === key) return known;
  const read = name => {
    const hex = style.getPropertyValue(name).trim();
    return [1, 3, 5].map(at => parseInt(hex.slice(at, at + 2), 16));
  };
  const found = { key, paper: read('--paper'), low: read('--negative'), high: read('--positive'), classes: [0, 1, 2, 3, 4, 5, 6, 7].map(k => read('--class-' + k)) };
  shownColours.set(canvas, found);
  return found;
}
