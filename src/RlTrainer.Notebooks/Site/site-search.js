document.addEventListener('DOMContentLoaded', function () {
  document.querySelectorAll('.code').forEach(function (cell) {
    var button = document.createElement('button');
    button.type = 'button';
    button.className = 'copy';
    button.textContent = 'copy';
    button.addEventListener('click', function () {
      var text = cell.querySelector('code').textContent;
      function done(word) { button.textContent = word; setTimeout(function () { button.textContent = 'copy'; }, 1500); }
      function old() {
        var area = document.createElement('textarea');
        area.value = text;
        document.body.append(area);
        area.select();
        done(document.execCommand('copy') ? 'copied' : 'not allowed');
        area.remove();
      }
      if (navigator.clipboard) navigator.clipboard.writeText(text).then(function () { done('copied'); }, old);
      else old();
    });
    cell.prepend(button);
  });
  var field = document.querySelector('input.search'), list = document.querySelector('ol.found');
  if (!field || !window.siteWords) return;
  function show() {
    var wanted = field.value.toLowerCase().split(/\s+/).filter(Boolean);
    list.replaceChildren();
    if (wanted.length === 0 || wanted.join('').length < 2) return;
    var hits = window.siteWords.filter(function (entry) {
      var all = (entry[2] + ' ' + entry[3] + ' ' + entry[4]).toLowerCase();
      return wanted.every(function (word) { return all.indexOf(word) >= 0; });
    });
    hits.sort(function (a, b) { return rank(b, wanted) - rank(a, wanted); });
    hits.slice(0, 12).forEach(function (entry) {
      var item = document.createElement('li'), link = document.createElement('a');
      var where = document.createElement('span');
      link.href = encodeURIComponent(entry[0]) + (entry[1] ? '#' + entry[1] : '');
      link.textContent = entry[3];
      where.textContent = around(entry[4], wanted[0]);
      item.append(link, where);
      list.append(item);
    });
    if (hits.length === 0) {
      var none = document.createElement('li');
      none.textContent = 'Nothing has all of these words.';
      list.append(none);
    }
  }
  function rank(entry, wanted) {
    return wanted.filter(function (word) { return entry[3].toLowerCase().indexOf(word) >= 0; }).length;
  }
  function around(text, word) {
    var at = Math.max(0, text.toLowerCase().indexOf(word)), from = Math.max(0, at - 40);
    return (from > 0 ? '…' : '') + text.slice(from, at + 60) + (text.length > at + 60 ? '…' : '');
  }
  field.addEventListener('input', show);
  document.addEventListener('keydown', function (event) {
    if (event.key === '/' && !/input|textarea/i.test(document.activeElement.tagName)) {
      event.preventDefault();
      field.focus();
    }
    if (event.key === 'Escape' && document.activeElement === field) { field.value = ''; show(); }
  });
});
