namespace RlTrainer.Reporting;

/// <summary>The page's style sheet, in the colours of <see cref="FigureStyle"/>.</summary>
internal static class ReportStyle
{
    public const string Css =
        "*{box-sizing:border-box}html{color-scheme:dark light}"
        + "body{margin:0;background:var(--rl-ground);color:var(--rl-ink);font:15px/1.55 system-ui,'Segoe UI',Roboto,'Noto Sans',sans-serif;font-variant-numeric:tabular-nums}"
        + "main{max-width:1020px;margin:0 auto;padding:28px 24px 64px}h1{font-size:28px;line-height:1.2;margin:0 0 6px}"
        + "h2{font-size:19px;margin:44px 0 10px;padding-bottom:6px;border-bottom:1px solid var(--rl-grid)}h3{font-size:15px;margin:22px 0 6px;color:var(--rl-soft);font-weight:600}"
        + "p{margin:8px 0;max-width:78ch}.soft{color:var(--rl-soft)}.small{font-size:13px}"
        + ".banner{border-left:4px solid var(--rl-warn);background:var(--rl-panel);padding:10px 16px;margin:14px 0;border-radius:4px}.banner strong{color:var(--rl-warn)}"
        + ".tiles{display:grid;grid-template-columns:repeat(3,1fr);gap:14px;margin:20px 0}"
        + ".tile{background:var(--rl-panel);border:1px solid var(--rl-grid);border-radius:8px;padding:14px 16px}.tile .name{color:var(--rl-soft);font-size:13px}"
        + ".tile .figure{font-size:25px;font-weight:650;line-height:1.3;margin:2px 0}.tile .note{color:var(--rl-soft);font-size:13px;line-height:1.4}"
        + ".first{border-top:3px solid var(--rl-s1)}.wide{overflow-x:auto;margin:10px 0}"
        + "table{border-collapse:collapse;width:100%;font-size:13.5px}th{color:var(--rl-soft);font-weight:600;border-bottom:1px solid var(--rl-axis);vertical-align:bottom}"
        + "th,td{padding:5px 9px;white-space:nowrap}th{white-space:normal}td{border-bottom:1px solid var(--rl-grid)}.word{text-align:left}.number{text-align:right}.fell{color:var(--rl-loss)}"
        + "td.word{white-space:normal;min-width:9.5em}figure{margin:16px 0}figure svg{width:100%;height:auto}ul{padding-left:20px;margin:8px 0}li{margin:5px 0;max-width:84ch}"
        + ".verdict{font-weight:650}.good{color:var(--rl-s3)}.bad{color:var(--rl-loss)}dl{display:grid;grid-template-columns:max-content 1fr;gap:4px 18px;font-size:13.5px}"
        + "dt{color:var(--rl-soft)}dd{margin:0;overflow-wrap:anywhere}.pair{display:grid;grid-template-columns:1fr 1fr;gap:0 28px}@media screen and (max-width:760px){.pair{grid-template-columns:1fr}.tiles{grid-template-columns:1fr 1fr}}"
        + ".lead{font-size:18px;font-weight:600;max-width:none}.contents{background:var(--rl-panel);border:1px solid "
        + "var(--rl-grid);border-radius:8px;padding:8px 16px;margin:16px 0}"
        + ".contents ol{columns:3 220px;margin:4px 0;padding-left:22px;font-size:13.5px}.contents li{margin:2px "
        + "0}a{color:var(--rl-s1)}"
        + ".sorts th{cursor:pointer}.sorts th[aria-sort]:after{content:' ▲'}.sorts th[aria-sort=descending]:after{content:' "
        + "▼'}.print{display:none}"
        + ".long .wide{max-height:560px;overflow:auto}.long th{position:sticky;top:0;background:var(--rl-ground)}"
        + "figure.opens{cursor:zoom-in}"
        + ".over{position:fixed;inset:0;background:var(--rl-ground);z-index:9;padding:3vmin;touch-action:none}.over svg{width:100%;height:100%;cursor:move}"
        + ".over button{position:fixed;right:14px;top:10px;font:inherit;padding:4px 14px;z-index:10}"
        + "@media screen and (max-width:860px){main{padding:18px 14px 48px}figure{overflow-x:auto}figure "
        + "svg{min-width:800px}.tiles{grid-template-columns:repeat(2,minmax(0,1fr))}"
        + ".tile .figure{font-size:20px;overflow-wrap:anywhere}"
        + "dl{grid-template-columns:1fr}dt{margin-top:8px}.pair{grid-template-columns:minmax(0,1fr)}h1{overflow-wrap:anywhere}}"
        + "@media print{body{font-size:10pt}.contents{display:none}.print{display:block}.long .wide{max-height:none}.long "
        + "tr:nth-child(n+41){display:none}.days{display:grid;grid-template-columns:1fr 1fr;gap:0 12px}"
        + "p,li{orphans:3;widows:3}"
        + "main{max-width:none;padding:0}h2{margin-top:26px;break-after:avoid}h3{break-after:avoid}figure,.tile,tr,.banner{break-inside:avoid}.wide{overflow:visible}"
        + "table{font-size:8.5pt}th,td{padding:3px 6px}.tiles{grid-template-columns:repeat(3,1fr)}}@page{size:A4;margin:14mm}";
}
