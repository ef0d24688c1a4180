using RlTrainer.Tests.Architecture;

namespace RlTrainer.Interop.Tests;

/// <summary>A test that opens a page in Chromium with plotly.js inside; skipped by name where either is absent.</summary>
public sealed class BrowserFactAttribute : FactAttribute
{
    public BrowserFactAttribute() =>
        Skip = Browser is null ? "Chromium is absent: apt-get install chromium"
            : !File.Exists(Plotly) ? $"plotly.js is absent: {XPlotPage.Remedy}"
            : null!;

    public static string? Browser { get; } = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
        .Select(folder => Path.Combine(folder, "chromium")).FirstOrDefault(File.Exists);

    /// <summary>The file npm brings, or the one a variable names.</summary>
    public static string Plotly { get; } = Environment.GetEnvironmentVariable("RLTRAINER_PLOTLY")
        ?? Path.Combine(Repository.Root, "artifacts/web/node_modules/plotly.js-finance-dist-min/plotly-finance.min.js");
}
