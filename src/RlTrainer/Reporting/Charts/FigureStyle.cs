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
    public static string Css { get; } =
        $":root,.rl-figure{{{Dark}}}"
        + $"@media (prefers-color-scheme:light){{:root,.rl-figure{{{Light}}}}}"
        + $"@media print{{:root,.rl-figure{{{Light}}}}}"
        + StyleSheet.Packed("figure.css");
}
