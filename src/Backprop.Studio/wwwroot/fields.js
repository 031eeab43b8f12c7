// Typed text stays in the browser until it is accepted: it is sent to the server on Enter or when the field is left, and the server's answer never overwrites text typed since.

/** Fields that were typed into since they were last taken. */
const typed = new WeakSet();

/** How often each field's text was accepted here; `data-taken` is how many of these the server has answered. */
const sent = new WeakMap();

/** Fields whose value the server changed while a later text was on its way to it. */
const outdated = new WeakSet();

/** Fields of the drawing that have had the cursor. */
const entered = new WeakSet();

/** Keys that were pressed after a number of the drawing was opened, before its field had come from the server; null where none is waited for. */
let ahead = null;

const longestWait = 10000;

export function live() {
  if (document.documentElement.dataset.fields !== undefined) return;
  document.documentElement.dataset.fields = '';
  document.addEventListener('input', event => { if (isField(event.target)) typed.add(event.target); }, true);
  document.addEventListener('change', event => { if (isField(event.target)) take(event.target); }, true);
  document.addEventListener('click', open, true);
  document.addEventListener('keydown', press, true);
  document.addEventListener('focusout', leave, true);
  new MutationObserver(follow).observe(document.body, { subtree: true, childList: true, attributes: true, attributeFilter: ['data-value', 'data-taken'] });
}

function take(field) {
  typed.delete(field);
  sent.set(field, (sent.get(field) ?? 0) + 1);
}

function isField(element) {
  return element instanceof HTMLInputElement && element.dataset.value !== undefined;
}

/** Takes the server's values, and the cursor into a field that has come. */
function follow(changes) {
  for (const { type, attributeName, target, addedNodes } of changes) {
    if (type === 'attributes') {
      if (isField(target)) show(target, attributeName === 'data-value');
    } else {
      for (const node of addedNodes) if (node instanceof Element) enter(node.matches('[data-place]') ? node : node.querySelector('[data-place]'));
    }
  }
}

/** Shows the server's value, unless the field holds something newer: typed since, taken but not answered yet, or refused and left to be corrected. */
function show(field, isNew) {
  if (isNew) outdated.add(field);
  if (Number(field.dataset.taken) < (sent.get(field) ?? 0) || !outdated.delete(field)) return;
  if (typed.has(field) || (!isNew && field.ariaInvalid === 'true')) return;
  if (field.value !== field.dataset.value) field.value = field.dataset.value;
}

function enter(place) {
  const field = place?.querySelector('input');
  // The event comes for each element around it.
  if (!field || entered.has(field)) return;
  entered.add(field);
  field.focus({ preventScroll: true });
  field.select();
  const early = ahead;
  ahead = null;
  if (!early?.text) return;
  // As if it were typed now: Enter does not accept text that a script has set.
  document.execCommand('insertText', false, early.text);
  if (early.isTaken) field.blur();
}

/** A number that can be edited was chosen: its field is on its way. */
function open(event) {
  const number = event.target.closest?.('[data-edit]');
  if (number) ahead = { text: '', isTaken: false, until: performance.now() + longestWait };
  else if (event.isTrusted) ahead = null;
}

function press(event) {
  if (isField(event.target)) pressIn(event.target, event);
  else if (ahead && performance.now() < ahead.until && !event.target.closest('input, select, textarea')) pressAhead(event);
}

function pressIn(field, event) {
  const place = field.closest('[data-place]');
  if (event.key === 'Escape') {
    typed.delete(field);
    const isInvalid = field.ariaInvalid === 'true';
    field.value = field.dataset.value;
    // The page clears its error message.
    if (isInvalid) field.dispatchEvent(new Event('change', { bubbles: true }));
    if (place) document.querySelector('button[data-key~="Escape"]')?.click();
  } else if (event.key === 'Enter' && place && !typed.has(field)) {
    field.blur();
  }
}

function pressAhead(event) {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key.length === 1 && event.key !== ' ') ahead.text += event.key;
  else if (event.key === 'Backspace') ahead.text = ahead.text.slice(0, -1);
  else if (event.key === 'Enter' && ahead.text) ahead.isTaken = true;
  else {
    ahead = null;
    return;
  }
  event.preventDefault();
  event.stopImmediatePropagation();
}

/** A field of the drawing that is left closes; one that the server took away has closed already. */
function leave(event) {
  const place = event.target.closest?.('[data-place]');
  if (place) setTimeout(() => { if (place.isConnected && !place.contains(document.activeElement)) place.querySelector('button').click(); });
}
