// The position of the pointer over a chart, sent at most once per frame, and the part of it that is dragged over.

/** Keys that a chart takes itself: the page must not scroll or do something else with them. */
const keys = new Set(['ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown', 'Home', 'End', 'PageUp', 'PageDown', '+', '=', '-', '0', 'Escape']);

/** A shorter way is a click. */
const leastDrag = 0.01;

export function follow(plot, chart) {
  // The chart no longer exists.
  if (!plot) return { end() { } };
  const brush = plot.querySelector('.brush');
  let share = null, begin = null;
  const call = (...what) => chart.invokeMethodAsync(...what).catch(() => {});
  const send = value => {
    const waits = share !== null;
    share = value;
    if (!waits) requestAnimationFrame(() => { call('Point', share); share = null; });
  };
  const place = event => {
    const box = plot.getBoundingClientRect();
    return Math.min(1, Math.max(0, (event.clientX - box.left) / box.width));
  };
  const mark = to => {
    brush.hidden = begin === null || Math.abs(to - begin) < leastDrag;
    if (brush.hidden) return;
    brush.style.left = 100 * Math.min(begin, to) + '%';
    brush.style.width = 100 * Math.abs(to - begin) + '%';
  };
  const on = {
    pointermove(event) {
      const at = place(event);
      send(at);
      if (begin !== null) mark(at);
    },
    pointerleave() { send(-1); },
    pointerdown(event) {
      if (event.button !== 0 || !event.isPrimary) return;
      begin = place(event);
      plot.setPointerCapture(event.pointerId);
    },
    pointerup(event) {
      if (begin === null) return;
      const from = begin, to = place(event);
      on.pointercancel();
      if (Math.abs(to - from) >= leastDrag) call('Drag', from, to);
    },
    pointercancel() {
      begin = null;
      brush.hidden = true;
    },
    dblclick() { call('Drag', 0, 0); },
    keydown(event) {
      if (keys.has(event.key) && !event.ctrlKey && !event.metaKey && !event.altKey) event.preventDefault();
    },
  };
  for (const [name, listener] of Object.entries(on)) plot.addEventListener(name, listener);
  return {
    end() {
      for (const [name, listener] of Object.entries(on)) plot.removeEventListener(name, listener);
    },
  };
}
