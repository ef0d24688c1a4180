using System.Diagnostics;
using RlTrainer.Notebooks.Site;

namespace RlTrainer.Notebooks.Tests.Site;

/// <summary>A test that opens a page in Chromium; skipped by name where it is absent.</summary>
public sealed class ChromiumFactAttribute : FactAttribute
{
    private static readonly string? Browser = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
        .Select(folder => Path.Combine(folder, "chromium")).FirstOrDefault(File.Exists);

    /// <summary>The file npm brings, or the one a variable names; null where it is absent.</summary>
    public static string? Plotly { get; } = Environment.GetEnvironmentVariable("RLTRAINER_PLOTLY")
        ?? WebScripts.Find(AppContext.BaseDirectory).PlotlyPath;

    public ChromiumFactAttribute() => Skip = Browser is null ? "Chromium is absent: apt-get install chromium" : null!;

    /// <summary>The test draws a chart.</summary>
    public bool NeedsPlotly
    {
        get => Plotly is not null;
        set => Skip ??= value && Plotly is null ? $"plotly is absent: {WebScripts.Remedy}" : null!;
    }

    /// <summary>A page's elements after its scripts have run; every host name is unknown to this browser.</summary>
    /// <param name="page">The file.</param>
    /// <param name="folder">Where the browser may keep its profile.</param>
    public static string Drawn(string page, string folder)
    {
        string[] arguments =
        [
            "--headless", "--no-sandbox", "--disable-gpu", "--host-resolver-rules=MAP * ~NOTFOUND",
                $"--user-data-dir={Path.Combine(folder, "profile")}",
            "--virtual-time-budget=5000", "--dump-dom", new Uri(page).AbsoluteUri,
        ];
        using Process browser = Process.Start(new ProcessStartInfo(
            Browser!, arguments)
        { RedirectStandardOutput = true, RedirectStandardError = true })!;
        browser.ErrorDataReceived += (_, _) => { };
        browser.BeginErrorReadLine();
        string drawn = browser.StandardOutput.ReadToEnd();
        browser.WaitForExit();
        return drawn;
    }
}
