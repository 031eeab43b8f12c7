// What only a browser can do.

/** Says that the page is connected (until then it is a picture), and hears keys. */
export function live() {
  if (document.documentElement.dataset.live !== undefined) return;
  document.documentElement.dataset.live = '';
  document.addEventListener('keydown', press);
  document.addEventListener('focusin', follow);
  document.addEventListener('focusout', follow);
}

function press(event) {
  if (event.defaultPrevented || event.altKey || event.target.closest('input, select, textarea, [contenteditable]')) return;
  // A chart handles these keys itself; they must not scroll the page, too.
  if (event.target.closest('[role=slider]') && /^(Arrow.*|Home|End)$/.test(event.key)) {
    event.preventDefault();
    return;
  }
  if (walk(event)) return;
  // A button's data-key lists the keys that press it, wherever the focus is.
  const button = document.querySelector(`button[data-key~="${CSS.escape(nameOf(event))}"]:not(:disabled)`);
  if (!button) return;
  event.preventDefault();
  button.click();
}

/** The key as data-key has it: letters are small, whatever the lock of the keyboard says. */
function nameOf(event) {
  const isLetter = /^[a-z]$/i.test(event.key);
  return (event.ctrlKey || event.metaKey ? 'Control+' : '') + (isLetter && event.shiftKey ? 'Shift+' : '') + (isLetter ? event.key.toLowerCase() : event.key);
}

/**
 * Up and down move from number to number of a drawing, which is one tab stop; the arrows move from cell to cell of a picture. Enter and the space bar
 * press what has the focus.
 */
function walk(event) {
  const at = event.target.closest('svg[data-walk] [role=button]');
  if (!at || event.ctrlKey || event.metaKey) return false;
  if (event.key === 'Enter' || event.key === ' ') {
    event.preventDefault();
    at.dispatchEvent(new MouseEvent('click', { bubbles: true }));
    return true;
  }
  const isCell = at.dataset.cell !== undefined;
  const stops = [...at.closest('svg').querySelectorAll(isCell ? `[data-cell="${at.dataset.cell}"]` : '[data-quantity]')];
  const row = isCell ? stops.filter(stop => stop.getAttribute('y') === stops[0].getAttribute('y')).length : 1;
  const way = { ArrowUp: -row, ArrowDown: row, ...(isCell && { ArrowLeft: -1, ArrowRight: 1 }) }[event.key];
  if (!way) return false;
  event.preventDefault();
  stops[stops.indexOf(at) + way]?.focus();
  return true;
}

// The focused number of the drawing is shown in full precision below it, and updated when it changes.
const changes = new MutationObserver(read);

function follow() {
  changes.disconnect();
  const at = focused();
  if (at) changes.observe(at, { attributes: true, childList: true, characterData: true, subtree: true });
  read();
}

function read() {
  const place = document.querySelector('[data-reading]');
  if (place) place.textContent = focused()?.getAttribute('aria-label') ?? focused()?.querySelector('title')?.textContent ?? '';
}

function focused() {
  return document.activeElement?.closest('svg[data-walk] [role=button]');
}

/** Gives the focus back to a number of the drawing that was closed, where nothing else has taken it. */
export function leave(quantity) {
  if (document.activeElement && document.activeElement !== document.body) return;
  document.querySelector(`[data-quantity="${quantity}"]`)?.focus({ preventScroll: true });
}

/** Gives the user a file. */
export async function save(name, stream) {
  const url = URL.createObjectURL(new Blob([await stream.arrayBuffer()]));
  const link = Object.assign(document.createElement('a'), { href: url, download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 10000);
}

/** Puts a query into the address of the view that is shown. */
export function address(query) {
  history.replaceState(history.state, '', location.pathname + query);
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
