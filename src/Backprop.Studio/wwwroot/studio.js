// What a browser can do and the server cannot.

/** Says that the page is connected (until then it is a picture), and hears keys. */
export function live() {
  if (document.documentElement.dataset.live !== undefined) return;
  document.documentElement.dataset.live = '';
  document.addEventListener('keydown', event => {
    if (event.defaultPrevented || event.altKey || event.target.closest('input, select, textarea, [contenteditable]')) return;
    if (event.key === 'ArrowUp' || event.key === 'ArrowDown') {
      walk(event);
      return;
    }
    // A button says in data-key which key presses it, wherever the focus is.
    const key = (event.ctrlKey || event.metaKey ? 'Control+' : '') + event.key;
    const button = document.querySelector(`button[data-key~="${CSS.escape(key)}"]:not(:disabled)`);
    if (!button) return;
    event.preventDefault();
    button.click();
  });
}

/** Up and down go from number to number of a drawing, which is one stop of the tab key. */
function walk(event) {
  const drawing = event.target.closest('svg[data-walk]');
  if (!drawing) return;
  const stops = [...drawing.querySelectorAll('[data-quantity]')];
  const next = stops[stops.indexOf(event.target) + (event.key === 'ArrowDown' ? 1 : -1)];
  if (!next) return;
  event.preventDefault();
  next.focus();
}

/** Puts the cursor into a field, its text selected. */
export function edit(field) {
  field?.focus({ preventScroll: true });
  field?.select();
}

/** Gives the user a file. */
export async function save(name, stream) {
  const url = URL.createObjectURL(new Blob([await stream.arrayBuffer()]));
  const link = Object.assign(document.createElement('a'), { href: url, download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 10000);
}

/** Shows an address without going there. */
export function address(url) {
  history.replaceState(history.state, '', url);
}

/** Puts text where it can be pasted from; false where the browser does not allow it. */
export async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}
