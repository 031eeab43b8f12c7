// What a browser can do and the server cannot.

/** Says that the page is connected: until then it is a picture. */
export function live() {
  document.documentElement.dataset.live = '';
}
