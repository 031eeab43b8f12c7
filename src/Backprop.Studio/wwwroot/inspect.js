// Charts and tables whose parts can be chosen are one tab stop each: arrow keys move within them.
let isOn = false;

export function roam() {
  if (isOn) return;
  isOn = true;
  document.addEventListener('keydown', event => {
    const part = event.target.closest?.('[data-roam] [data-row]');
    if (!part) return;
    if ((event.key === 'Enter' || event.key === ' ') && part.tagName !== 'BUTTON') {
      event.preventDefault();
      part.dispatchEvent(new MouseEvent('click', { bubbles: true }));
      return;
    }
    const way = { ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0] }[event.key];
    if (!way) return;
    event.preventDefault();
    next(part, way)?.focus();
  });
  document.addEventListener('click', show);
  document.addEventListener('focusin', event => {
    const part = event.target.closest?.('[data-roam] [data-row]');
    if (!part) return;
    for (const other of part.closest('[data-roam]').querySelectorAll('[data-row][tabindex="0"]')) other.setAttribute('tabindex', '-1');
    part.setAttribute('tabindex', '0');
  });
}

/** Where the panes stand one below the other, a picked row is brought into view. */
function show(event) {
  const pane = document.getElementById('picked-row');
  if (pane && event.target.closest?.('.inspect-view .data tbody tr') && pane.getBoundingClientRect().top > innerHeight * 0.7) pane.scrollIntoView({ block: 'start' });
}

/** The nearest part in a direction; what lies off to the side counts double. */
function next(part, [down, right]) {
  const row = +part.dataset.row, column = +part.dataset.column;
  let best = null, least = Infinity;
  for (const other of part.closest('[data-roam]').querySelectorAll('[data-row]')) {
    const y = +other.dataset.row - row, x = +other.dataset.column - column;
    const ahead = down * y + right * x, aside = Math.abs(down ? x : y);
    if (ahead > 0 && ahead + 2 * aside < least) [best, least] = [other, ahead + 2 * aside];
  }
  return best;
}
