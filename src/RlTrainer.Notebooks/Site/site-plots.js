function themed(layout) {
  var style = getComputedStyle(document.documentElement);
  var colour = function (name) { return style.getPropertyValue(name).trim(); };
  var axis = { gridcolor: colour('--line'), zerolinecolor: colour('--line'), linecolor: colour('--line') };
  return Object.assign({ height: 420 }, layout, {
    paper_bgcolor: colour('--panel'),
    plot_bgcolor: colour('--ground'),
    font: Object.assign({}, layout.font, { color: colour('--text') }),
    xaxis: Object.assign({}, layout.xaxis, axis),
    yaxis: Object.assign({}, layout.yaxis, axis)
  });
}
document.addEventListener('DOMContentLoaded', function () {
  document.querySelectorAll('div.plot').forEach(function (place) {
    var held = document.getElementById(place.id + '-figure');
    if (!held || held.type !== 'application/json') return;
    var figure = JSON.parse(held.textContent);
    Plotly.newPlot(place, figure.data, themed(figure.layout || {}), { responsive: true });
  });
});
