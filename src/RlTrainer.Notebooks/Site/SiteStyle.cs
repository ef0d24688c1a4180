using RlTrainer.Reporting;

namespace RlTrainer.Notebooks.Site;

/// <summary>The look of the pages: a dark blue ground with blue, purple
/// and green accents, and a light variant that also prints.</summary>
internal static class SiteStyle
{
    /// <summary>The style sheet of every page, figures included.</summary>
    public static string Css { get; } = FigureStyle.Css
        + $":root[data-theme=\"dark\"] .rl-figure{{{FigureStyle.Dark}}}:root[data-theme=\"light\"] "
        + $".rl-figure{{{FigureStyle.Light}}}@media print{{:root[data-theme] .rl-figure{{{FigureStyle.Light}}}}}\n"
        + Page;

    private const string Page = """
        :root { --ground:#0b1226; --panel:#121c38; --raised:#182548; --line:#27365f; --text:#d9e2f7; --dim:#93a4cc; --blue:#6ea8fe; --purple:#b69cff; --green:#5fd6a4; --red:#ff8b94; --amber:#f2c879; }
        :root[data-theme="light"] { --ground:#ffffff; --panel:#f4f6fc; --raised:#e9eefa; --line:#ccd6ec; --text:#17213c; --dim:#52628a; --blue:#1d5fd0; --purple:#6a3fd0; --green:#0b7a4d; --red:#b3202c; --amber:#8a5a00; }
        * { box-sizing:border-box; }
        html { scroll-behavior:smooth; }
        body { margin:0; background:var(--ground); color:var(--text); font:16px/1.6 system-ui, "Segoe UI", Roboto, "Liberation Sans", sans-serif; }
        .frame { display:grid; grid-template-columns:17rem minmax(0, 1fr); min-height:100vh; }
        nav { background:var(--panel); border-right:1px solid var(--line); padding:1.2rem 1rem; position:sticky; top:0; height:100vh; overflow:auto; font-size:.92rem; }
        nav .brand { font-weight:700; color:var(--blue); display:block; margin-bottom:.8rem; }
        nav ol { list-style:none; margin:0; padding:0; } nav li li { padding-left:.9rem; font-size:.88rem; } nav a { display:block; padding:.16rem 0; color:var(--dim); text-decoration:none; } nav a:hover { color:var(--blue); } nav a.here { color:var(--text); font-weight:600; border-left:3px solid var(--purple); padding-left:.5rem; margin-left:-.7rem; }
        main { padding:1.5rem 2.5rem 4rem; max-width:72rem; }
        a { color:var(--blue); } h1, h2, h3 { line-height:1.25; color:var(--text); } h1 { border-bottom:2px solid var(--purple); padding-bottom:.3rem; } h2 { color:var(--blue); margin-top:2.2rem; } h3 { color:var(--purple); }
        .member { margin:1rem 0; } .member > pre { margin:0; background:var(--panel); padding:.4rem .7rem; border-radius:5px; }
        .member p { margin:.3rem 0; } dl { margin:.3rem 0 .3rem 1rem; } dd { margin:0 0 .2rem 1.2rem; color:var(--dim); }
        pre { max-width:100%; overflow:auto; } code, pre { font-family:ui-monospace, "Cascadia Code", "DejaVu Sans Mono", monospace; font-size:.88em; } p code, li code, td code { background:var(--raised); padding:.1em .35em; border-radius:4px; }
        .cell { margin:1.1rem 0; } .code { background:var(--panel); border:1px solid var(--line); border-left:4px solid var(--blue); border-radius:6px; overflow:auto; } .code pre { margin:0; padding:.8rem 1rem; } .count { color:var(--dim); float:right; font-size:.75rem; padding:.3rem .6rem; }
        .c-keyword { color:var(--purple); } .c-string { color:var(--green); } .c-number { color:var(--amber); } .c-comment { color:var(--dim); font-style:italic; }
        .output { margin:.5rem 0 .5rem 1rem; overflow:auto; } .output pre { margin:0; white-space:pre-wrap; overflow-wrap:anywhere; } .stderr { color:var(--amber); } .output img { max-width:100%; background:var(--ground); border-radius:6px; }
        .error { border:1px solid var(--red); border-left:6px solid var(--red); border-radius:6px; padding:.7rem 1rem; background:var(--panel); } .error strong { color:var(--red); }
        table { border-collapse:collapse; margin:.5rem 0; } th, td { border:1px solid var(--line); padding:.3rem .7rem; text-align:left; vertical-align:top; } th { background:var(--raised); color:var(--blue); } tbody tr:nth-child(even) { background:var(--panel); } td pre { margin:0; }
        blockquote { border-left:4px solid var(--green); margin:1rem 0; padding:.2rem 1rem; background:var(--panel); } .reason { color:var(--dim); font-size:.85rem; } pre.mermaid { background:var(--panel); border:1px solid var(--line); border-radius:6px; padding:.8rem 1rem; }
        .cards { display:grid; grid-template-columns:repeat(auto-fill, minmax(19rem, 1fr)); gap:1rem; padding:0; list-style:none; } .cards li { background:var(--panel); border:1px solid var(--line); border-top:4px solid var(--purple); border-radius:8px; padding:1rem; } .cards a { font-weight:600; text-decoration:none; } .ok { color:var(--green); } .failed { color:var(--red); }
        .neighbours { display:flex; justify-content:space-between; gap:2rem; border-top:1px solid var(--line); margin-top:3rem; padding-top:1rem; } .neighbours a { text-decoration:none; } .plot { background:var(--panel); border-radius:6px; min-height:420px; }
        button.theme { background:var(--raised); color:var(--text); border:1px solid var(--line); border-radius:6px; padding:.25rem .7rem; cursor:pointer; margin-bottom:.8rem; }
        .code { position:relative; }
        button.copy { position:absolute; right:.4rem; bottom:.4rem; font:12px system-ui, sans-serif; background:var(--raised); color:var(--dim); border:1px solid var(--line); border-radius:5px; padding:.1rem .5rem; cursor:pointer; opacity:0; }
        .code:hover button.copy, button.copy:focus { opacity:1; }
        input.search { width:100%; background:var(--ground); color:var(--text); border:1px solid var(--line); border-radius:6px; padding:.35rem .6rem; font:inherit; margin-bottom:.6rem; }
        nav ol.found:not(:empty) { border-bottom:1px solid var(--line); margin-bottom:.7rem; padding-bottom:.5rem; }
        ol.found span { display:block; color:var(--dim); font-size:.78rem; overflow-wrap:anywhere; }
        nav ol.found a { color:var(--blue); }
        @media (max-width:60rem) { .frame { grid-template-columns:minmax(0, 1fr); } nav { position:static; height:auto; }
        main { padding:1rem; } .output { margin-left:0; } .output svg.rl-figure { min-width:800px; }
        button.copy { opacity:1; } table { display:block; overflow-x:auto; max-width:100%; } h1 { overflow-wrap:anywhere; } }
        @media print { :root, :root[data-theme="dark"] { --ground:#fff; --panel:#fff; --raised:#f0f2f8; --line:#b8c2da; --text:#000; --dim:#444; --blue:#123f94; --purple:#4a2a9a; --green:#065c39; --red:#900; --amber:#644100; } nav, .neighbours { display:none; } .frame { display:block; } .code, .output, .error { break-inside:avoid; } body { font-size:11pt; } }
        """;

    /// <summary>Gives a plotly layout the page's colours.</summary>
    public const string PlotScript = """
        function themed(layout) {
          var style = getComputedStyle(document.documentElement), colour = function (name) { return style.getPropertyValue(name).trim(); };
          var axis = { gridcolor: colour('--line'), zerolinecolor: colour('--line'), linecolor: colour('--line') };
          return Object.assign({ height: 420 }, layout, { paper_bgcolor: colour('--panel'), plot_bgcolor: colour('--ground'),
            font: Object.assign({}, layout.font, { color: colour('--text') }), xaxis: Object.assign({}, layout.xaxis, axis), yaxis: Object.assign({}, layout.yaxis, axis) });
        }
        document.addEventListener('DOMContentLoaded', function () {
          document.querySelectorAll('div.plot').forEach(function (place) {
            var held = document.getElementById(place.id + '-figure');
            if (!held || held.type !== 'application/json') return;
            var figure = JSON.parse(held.textContent);
            Plotly.newPlot(place, figure.data, themed(figure.layout || {}), { responsive: true });
          });
        });
        """;

    public const string Script = """
        (function () { var key = 'rltrainer-theme', root = document.documentElement, kept = null;
          try { kept = localStorage.getItem(key); } catch (e) { }
          var light = kept ? kept === 'light' : window.matchMedia('(prefers-color-scheme: light)').matches && !window.matchMedia('(prefers-color-scheme: dark)').matches;
          root.setAttribute('data-theme', light ? 'light' : 'dark');
          document.addEventListener('DOMContentLoaded', function () { document.querySelector('button.theme').addEventListener('click', function () {
            var next = root.getAttribute('data-theme') === 'light' ? 'dark' : 'light'; root.setAttribute('data-theme', next); try { localStorage.setItem(key, next); } catch (e) { }
            if (window.mermaid || window.Plotly) location.reload(); }); }); })();
        """;
}
