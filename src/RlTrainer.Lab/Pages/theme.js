// Runs before the page is drawn, so that it does not flash in the other colours.
(() => {
  const key = 'rltrainer-theme', root = document.documentElement;
  const kept = localStorage.getItem(key);
  const light = kept ? kept === 'light' : matchMedia('(prefers-color-scheme: light)').matches;
  root.dataset.theme = light ? 'light' : 'dark';
  document.addEventListener('DOMContentLoaded', () => {
    document.getElementById('theme').addEventListener('click', () => {
      root.dataset.theme = root.dataset.theme === 'light' ? 'dark' : 'light';
      localStorage.setItem(key, root.dataset.theme);
      document.dispatchEvent(new CustomEvent('themechange'));
    });
  });
})();
