(function () {
  var key = 'rltrainer-theme', root = document.documentElement, kept = null;
  try { kept = localStorage.getItem(key); } catch (e) { }
  function prefers(scheme) { return window.matchMedia('(prefers-color-scheme: ' + scheme + ')').matches; }
  var light = kept ? kept === 'light' : prefers('light') && !prefers('dark');
  root.setAttribute('data-theme', light ? 'light' : 'dark');
  document.addEventListener('DOMContentLoaded', function () {
    document.querySelector('button.theme').addEventListener('click', function () {
      var next = root.getAttribute('data-theme') === 'light' ? 'dark' : 'light';
      root.setAttribute('data-theme', next);
      try { localStorage.setItem(key, next); } catch (e) { }
      if (window.mermaid || window.Plotly) location.reload();
    });
  });
})();
