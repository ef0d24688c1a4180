namespace RlTrainer.Reporting;

/// <summary>
/// The one visual language: dark blue ground with blue, purple and green accents; a light variant for light readers and for
/// print. Gains are blue and losses orange, told apart by shape as well.
/// </summary>
internal static class FigureStyle
{
    /// <summary>How many series have a colour and a dash of their own.</summary>
    public const int SeriesCount = 6;

    /// <summary>The colours on a dark ground, as declarations of --rl-… properties.</summary>
    public const string Dark =
        "--rl-ground:#0a1029;--rl-panel:#111a3d;--rl-grid:#243059;--rl-axis:#4a5a94;--rl-ink:#eaefff;--rl-soft:#a3afdc;"
        + "--rl-s1:#62b0ff;--rl-s2:#bb96ff;--rl-s3:#56d6a6;--rl-s4:#93a1d0;--rl-s5:#e3b7ff;--rl-s6:#9be3c6;"
        + "--rl-gain:#5fb3ff;--rl-loss:#ffa45c;--rl-warn:#ffc56b;--rl-heat-zero:#1b2550;";

    /// <summary>The colours on a light ground and in print.</summary>
    public const string Light =
        "--rl-ground:#ffffff;--rl-panel:#f5f7fe;--rl-grid:#dfe5f5;--rl-axis:#8d99c4;--rl-ink:#121a3a;--rl-soft:#56618c;"
        + "--rl-s1:#1b62c4;--rl-s2:#6d3fc0;--rl-s3:#0f8059;--rl-s4:#6c779f;--rl-s5:#a44fc4;--rl-s6:#3b9c7c;"
        + "--rl-gain:#1b67c4;--rl-loss:#c25700;--rl-warn:#9a5b00;--rl-heat-zero:#eceffa;";

    /// <summary>The style sheet of every figure; pages may use its --rl-… colours too.</summary>
    public const string Css =
        ":root,.rl-figure{" + Dark + "}"
        + "@media (prefers-color-scheme:light){:root,.rl-figure{" + Light + "}}"
        + "@media print{:root,.rl-figure{" + Light + "}}"
        + ".rl-figure{font-family:system-ui,'Segoe UI',Roboto,'Noto "
        + "Sans',sans-serif;font-size:12px;max-width:100%;height:auto;display:block}"
        + ".rl-ground{fill:var(--rl-panel)}.rl-title{fill:var(--rl-ink);font-size:15px;font-weight:600}"
        + ".rl-label{fill:var(--rl-soft)}.rl-value{fill:var(--rl-ink)}.rl-small{font-size:11px}"
        + ".rl-grid{stroke:var(--rl-grid);stroke-width:1;fill:none}.rl-axis{stroke:var(--rl-axis);stroke-width:1;fill:none}"
        + ".rl-line{fill:none;stroke-width:1.8;stroke-linejoin:round}.rl-thin{stroke-width:1.2}"
        + ".rl-s1{stroke:var(--rl-s1)}.rl-s2{stroke:var(--rl-s2);stroke-dasharray:7 "
        + "3}.rl-s3{stroke:var(--rl-s3);stroke-dasharray:2 3}"
        + ".rl-s4{stroke:var(--rl-s4);stroke-dasharray:9 3 2 3}.rl-s5{stroke:var(--rl-s5);stroke-dasharray:4 "
        + "4}.rl-s6{stroke:var(--rl-s6);stroke-dasharray:12 4}"
        + ".rl-f1{fill:var(--rl-s1)}.rl-f2{fill:var(--rl-s2)}.rl-f3{fill:var(--rl-s3)}.rl-f4{fill:var(--rl-s4)}.rl-f5{fill:var(--rl-s5)}.rl-f6{fill:var(--rl-s6)}"
        + ".rl-life{stroke:var(--rl-s2)}"
        + ".rl-area{fill:var(--rl-s1);fill-opacity:.22;stroke:none}"
        + ".rl-gain{fill:var(--rl-gain);stroke:none}.rl-loss{fill:var(--rl-loss);stroke:none}"
        + ".rl-gain-line{stroke:var(--rl-gain);fill:none}.rl-loss-line{stroke:var(--rl-loss);fill:none}"
        + ".rl-candle-up{fill:var(--rl-panel);stroke:var(--rl-gain);stroke-width:1}.rl-candle-down{fill:var(--rl-s4);stroke:var(--rl-s4);stroke-width:1}"
        + ".rl-wick-up{stroke:var(--rl-gain);stroke-width:1}.rl-wick-down{stroke:var(--rl-s4);stroke-width:1}"
        + ".rl-mark{stroke:var(--rl-panel);stroke-width:1.2}.rl-cross{stroke:var(--rl-loss);stroke-width:2.4;fill:none;stroke-linecap:round}"
        + ".rl-entry{fill:var(--rl-s2);stroke:var(--rl-panel);stroke-width:1.2}"
        + ".rl-stop{stroke:var(--rl-loss);stroke-width:1.4;stroke-dasharray:5 "
        + "3;fill:none}.rl-target{stroke:var(--rl-s3);stroke-width:1.4;stroke-dasharray:2 3;fill:none}"
        + ".rl-hold{fill:var(--rl-s2);fill-opacity:.13}.rl-hold-cell{fill:var(--rl-s1);fill-opacity:.38}.rl-heat-zero{fill:var(--rl-heat-zero)}.rl-cell{stroke:var(--rl-panel);stroke-width:2}";
}
