// Light or dark: as the system, until the user chooses. Run in the head, before the first paint, so nothing flashes.
(() => {
  const root = document.documentElement;
  // A browser may store nothing for a page; then the choice holds until the page is closed.
  const stored = (...value) => {
    try {
      return value.length ? localStorage.setItem('theme', value[0]) : localStorage.getItem('theme');
    } catch {
      return null;
    }
  };
  const theme = stored();
  if (theme) root.dataset.theme = theme;
  document.addEventListener('click', event => {
    if (!event.target.closest('[data-theme-switch]')) return;
    const isDark = root.dataset.theme ? root.dataset.theme === 'dark' : matchMedia('(prefers-color-scheme: dark)').matches;
    root.dataset.theme = isDark ? 'light' : 'dark';
    stored(root.dataset.theme);
  });
})();

// Clicks while the connection is lost are handled here: nothing else on the page works then.
document.addEventListener('click', async event => {
  if (event.target.closest('[data-reload]') || (event.target.closest('[data-reconnect]') && !await window.Blazor.reconnect())) location.reload();
});
