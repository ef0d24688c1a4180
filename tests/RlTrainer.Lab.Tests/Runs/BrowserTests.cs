using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace RlTrainer.Lab.Tests.Runs;

/// <summary>The page of runs in a real browser that knows no host but this one.</summary>
public sealed partial class BrowserTests(Lab lab) : IClassFixture<Lab>
{
    [ChromiumFact]
    public void Two_hundred_runs_stand_in_the_table_and_six_are_drawn_under_the_page_s_own_policy()
    {
        string runs = Path.Combine(lab.Root, "runs");
        for (int run = 0; run < 200; run++) RunFiles.Make(runs, $"sweep/trial-{run:000}", 30);
        string page = Drawn($"{lab.Address}runs?still&draw=6&token={Lab.Token}");
        Assert.Equal(200, RowLine().Count(page));
        Assert.Contains("200 runs, 0 of them training now.", page, StringComparison.Ordinal);
        Assert.DoesNotContain(" of 200 runs", page, StringComparison.Ordinal);                  // an empty filter hides none
        Assert.Contains("over environment steps, 6 runs: sweep/trial-000 ends at ", page, StringComparison.Ordinal);
        // What the browser took for all rows, most of all on a machine that does other things too; 30 ms on one that does not.
        Assert.InRange(double.Parse(UpdateTime().Match(page).Groups[1].Value, CultureInfo.InvariantCulture), 0, 1000);
    }

    private static string Drawn(string address)
    {
        string profile = Directory.CreateTempSubdirectory("rltrainer-profile-").FullName;
        string[] arguments =
        [
            "--headless", "--no-sandbox", "--disable-gpu", "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
            $"--user-data-dir={profile}", "--virtual-time-budget=6000", "--dump-dom", address,
        ];
        using Process browser = Process.Start(new ProcessStartInfo(ChromiumFactAttribute.Browser!, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        browser.ErrorDataReceived += (_, _) => { };
        browser.BeginErrorReadLine();
        Task<string> drawn = browser.StandardOutput.ReadToEndAsync();
        if (!browser.WaitForExit(TimeSpan.FromMinutes(1))) browser.Kill(entireProcessTree: true);
        return drawn.GetAwaiter().GetResult();
    }

    [GeneratedRegex("<tr class=\"state-unfinished\"")]
    private static partial Regex RowLine();

    [GeneratedRegex("data-update=\"([0-9.]+)\"")]
    private static partial Regex UpdateTime();

    /// <summary>Skipped by name where there is no Chromium.</summary>
    private sealed class ChromiumFactAttribute : FactAttribute
    {
        public ChromiumFactAttribute() => Skip = Browser is null ? "Chromium is absent: apt-get install chromium" : null!;

        public static string? Browser { get; } = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
            .Select(folder => Path.Combine(folder, "chromium")).FirstOrDefault(File.Exists);
    }
}
