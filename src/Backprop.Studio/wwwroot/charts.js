// The place of the pointer over a chart, told at most once a frame.

export function follow(plot, chart) {
  let share = null;
  const tell = value => {
    const waits = share !== null;
    share = value;
    if (!waits) requestAnimationFrame(() => { chart.invokeMethodAsync('Point', share).catch(() => {}); share = null; });
  };
  const move = event => {
    const box = plot.getBoundingClientRect();
    tell(Math.min(1, Math.max(0, (event.clientX - box.left) / box.width)));
  };
  const leave = () => tell(-1);
  plot.addEventListener('pointermove', move);
  plot.addEventListener('pointerleave', leave);
  return {
    end() {
      plot.removeEventListener('pointermove', move);
      plot.removeEventListener('pointerleave', leave);
    },
  };
}
