using System.Security.Cryptography;
using System.Text;

namespace RlTrainer.Reporting;

/// <summary>
/// The report's one script: tables sort by a click on their heading, figures open over the page and are moved and enlarged there.
/// It fetches nothing, and the page's content security policy allows this script alone, by its hash.
/// </summary>
internal static class ReportScript
{
    // No < and no & stand in it: the page stays well-formed XML.
    private const string Text = """
        (function () {
          'use strict';
          function amount(text) {
            var plain = text.replace(/\u2212/g, '-').replace(/[^0-9.eE+-]/g, '');
            return /[0-9]/.test(plain) ? parseFloat(plain) : null;
          }
          function sort(table, column, heading) {
            var down = heading.getAttribute('aria-sort') === 'ascending', body = table.tBodies[0], rows = Array.from(body.rows);
            var isNumber = heading.classList.contains('number');
            rows.sort(function (a, b) {
              var x = a.cells[column].textContent, y = b.cells[column].textContent;
              if (!isNumber) return x.localeCompare(y, 'en', { numeric: true });
              var u = amount(x), v = amount(y);
              if (u === null || v === null) return (u === null ? 1 : 0) - (v === null ? 1 : 0);
              return u - v;
            });
            if (down) rows.reverse();
            rows.forEach(function (row) { body.appendChild(row); });
            Array.from(heading.parentNode.cells).forEach(function (cell) { cell.removeAttribute('aria-sort'); });
            heading.setAttribute('aria-sort', down ? 'descending' : 'ascending');
          }
          document.querySelectorAll('table.sortable').forEach(function (table) {
            if (3 > table.tBodies[0].rows.length) return;
            table.classList.add('sorts');
            Array.from(table.tHead.rows[0].cells).forEach(function (heading, column) {
              heading.tabIndex = 0;
              heading.title = 'Sort by this column';
              heading.addEventListener('click', function () { sort(table, column, heading); });
              heading.addEventListener('keydown', function (event) { if (event.key === 'Enter') sort(table, column, heading); });
            });
          });
          function open(figure) {
            var over = document.createElement('div'), shut = document.createElement('button');
            var drawing = figure.querySelector('svg').cloneNode(true);
            over.className = 'over';
            over.setAttribute('role', 'dialog');
            over.setAttribute('aria-label', 'Enlarged figure');
            shut.textContent = 'Close (Esc)';
            over.append(shut, drawing);
            document.body.append(over);
            shut.focus();
            var home = drawing.viewBox.baseVal, full = [home.x, home.y, home.width, home.height];
            var view = full.slice(), from = null;
            function show() { drawing.setAttribute('viewBox', view.join(' ')); }
            function end() { over.remove(); document.removeEventListener('keydown', key); figure.focus(); }
            function key(event) { if (event.key === 'Escape') end(); }
            drawing.addEventListener('wheel', function (event) {
              event.preventDefault();
              var box = drawing.getBoundingClientRect(), by = event.deltaY > 0 ? 1.2 : 1 / 1.2;
              var width = Math.min(full[2], view[2] * by), height = view[3] * width / view[2];
              view[0] += (view[2] - width) * (event.clientX - box.left) / box.width;
              view[1] += (view[3] - height) * (event.clientY - box.top) / box.height;
              view[2] = width;
              view[3] = height;
              show();
            }, { passive: false });
            drawing.addEventListener('pointerdown', function (event) {
              from = [event.clientX, event.clientY];
              drawing.setPointerCapture(event.pointerId);
            });
            drawing.addEventListener('pointermove', function (event) {
              if (!from) return;
              var scale = view[2] / drawing.getBoundingClientRect().width;
              view[0] -= (event.clientX - from[0]) * scale;
              view[1] -= (event.clientY - from[1]) * scale;
              from = [event.clientX, event.clientY];
              show();
            });
            drawing.addEventListener('pointerup', function () { from = null; });
            drawing.addEventListener('dblclick', function () { view = full.slice(); show(); });
            shut.addEventListener('click', end);
            document.addEventListener('keydown', key);
          }
          document.querySelectorAll('figure').forEach(function (figure) {
            figure.classList.add('opens');
            figure.tabIndex = 0;
            figure.addEventListener('click', function () { open(figure); });
            figure.addEventListener('keydown', function (event) { if (event.key === 'Enter') open(figure); });
          });
        })();
        """;

    /// <summary>The script element.</summary>
    public const string Element = "<script>" + Text + "</script>";

    /// <summary>The content security policy: nothing is fetched, this script alone runs.</summary>
    public static string Policy { get; } =
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; img-src data:; "
        + "base-uri 'none'; form-action 'none'; script-src 'sha256-"
        + Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(Text))) + "'\"/>";
}
