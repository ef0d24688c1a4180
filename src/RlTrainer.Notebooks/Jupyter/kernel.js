define(['base/js/namespace', 'notebook/js/outputarea'], function (Jupyter, outputarea) {
  'use strict';
  var folder = Jupyter.notebook.base_url + 'kernelspecs/KERNEL/', loading = {}, diagrams = 0;

  // The page's module loader is hidden for a moment: the scripts are to become globals.
  function load(file, name) {
    if (!loading[name]) loading[name] = fetch(folder + file, { credentials: 'same-origin' }).then(function (answer) {
      if (!answer.ok) throw new Error(file + ' is not there; run "rltrainer kernel install" after npm brought it');
      return answer.text();
    }).then(function (text) {
      var define = window.define;
      window.define = undefined;
      var script = document.createElement('script');
      script.textContent = text;
      try { document.head.appendChild(script); } finally { window.define = define; }
      return window[name];
    });
    return loading[name];
  }

  function renderer(mime, draw) {
    return function (data, metadata, element) {
      var area = this.create_output_subarea(metadata, 'output_' + mime.replace(/\W+/g, '_'), mime);
      element.append(area);
      draw(area[0], data).catch(function (error) { area[0].textContent = String(error); });
      return area;
    };
  }

  function plot(place, figure) {
    return load('plotly.min.js', 'Plotly').then(function (plotly) {
      return plotly.newPlot(place, figure.data, Object.assign({ height: 420 }, figure.layout), { responsive: true });
    });
  }

  function diagram(place, source) {
    return load('mermaid.min.js', 'mermaid').then(function (mermaid) {
      mermaid.initialize({ startOnLoad: false, securityLevel: 'strict' });
      return mermaid.render('rltrainer-diagram-' + (++diagrams), source);
    }).then(function (drawn) { place.innerHTML = drawn.svg; });
  }

  function offers(file) {
    return fetch(folder + file, { method: 'HEAD', credentials: 'same-origin' })
      .then(function (answer) { return answer.ok; }, function () { return false; });
  }

  function register(mime, draw, before) {
    var area = outputarea.OutputArea.prototype;
    if (area.mime_types().indexOf(mime) >= 0) return;
    var index = Math.max(0, area.mime_types().indexOf(before));
    area.register_mime_type(mime, renderer(mime, draw), { safe: true, index: index });
    Jupyter.notebook.get_cells().forEach(function (cell) { redraw(cell, mime); });
  }

  // Outputs that came before the scripts were found are drawn again.
  function redraw(cell, mime) {
    if (cell.cell_type !== 'code') return;
    var outputs = cell.output_area.toJSON();
    if (!outputs.some(function (output) { return output.data && output.data[mime]; })) return;
    cell.output_area.clear_output(false, true);
    cell.output_area.fromJSON(outputs, cell.metadata);
  }

  return {
    onload: function () {
      offers('plotly.min.js').then(function (there) {
        if (there) register('application/vnd.plotly.v1+json', plot, 'image/svg+xml');
      });
      offers('mermaid.min.js').then(function (there) {
        if (there) register('text/vnd.mermaid', diagram, 'text/html');
      });
    }
  };
});
