namespace RlTrainer.Notebooks.Tests.Commands;

/// <summary>The audit commands as processes: what they print, and the exit code of each outcome.</summary>
public sealed class AuditCommandTests : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("rltrainer-audit-").FullName;

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Fact]
    public async Task The_reward_audit_prints_every_guard_and_its_verdict()
    {
        (int code, string output, string error) = await RunAsync("audit", "rewards");
        Assert.True(code == 0, output + error);
        string[] lines = output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(1 + 8 * 8 + 3, lines.Length);
        foreach (string guard in new[] { "differences", "real tightening", "partial by profit", "costs", "side penalty" })
            Assert.Contains(lines, line => line.Contains($"  {guard}  ", StringComparison.Ordinal));
        Assert.Equal(
            [
                "With every guard on nobody is paid more than the trend follower for earning less.",
                "Paid more because they earned more: stop-jiggler (micro, rising), one-sided, long (micro, rising).",
                "With partial by profit, side penalty off nobody is either: with this reward and these actions they guard "
                + "nothing "
                    + "that this audit shows.",
            ],
            lines[^3..]);
        (code, _, error) = await RunAsync("audit", "rewards", "--days", "0");
        Assert.Equal((2, "error: --days was 0; expected 1 to 1000 (40 is usual).\n"), (code, error));
    }

    [Fact]
    public async Task The_rule_audit_walks_a_random_policy_under_one_preset_and_reports_time_value_limit_and_margin()
    {
        await SynthAsync(3);
        (int code, string output, string error) = await RunAsync("audit", "rules", "--preset", "apex-eod");
        Assert.True(code == 0, output + error);
        Assert.Contains("apex-eod: Apex EOD Trail 50K, evaluation (Rithmic)\nNo violation. Checked: contract limit, flat time, "
            + "drawdown, daily loss limit, profit target, time limit. The programme has no minimum days, no consistency.\n",
            output, StringComparison.Ordinal);
        Assert.Matches(@"closest  Drawdown +1  \d{4}-\d\d-\d\d \d\d:\d\d +\$[\d,.]+ +\$[\d,.]+ +\$[\d,.]+  "
            + @"Equity nearest to the threshold\.", output);
        Assert.EndsWith("No violation: every rule named as checked was enforced to the cent.\n", output,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_rule_audit_judges_a_trade_log_under_every_preset()
    {
        await SynthAsync(40);
        Assert.Equal(0, (await RunAsync("train", "phase1", "--test", "--name", "run")).Code);
        Assert.Equal(0, (await RunAsync("evaluate", "run")).Code);
        (int code, string output, string error) =
            await RunAsync("audit", "rules", Path.Combine(_root, "runs", "run", "evaluation", "trades.csv"));
        Assert.True(code == 0, output + error);
        Assert.Contains("judged on one fresh account under each preset:", output, StringComparison.Ordinal);
        Assert.Matches(@"my-funded-futures-pro +(Undecided|Passed|Breached) ", output);
        (code, output, error) = await RunAsync("audit", "rules", "run", "--preset", "topstep");
        Assert.True(code == 0, output + error);
        Assert.Contains("topstep: Topstep Trading Combine 50K\n", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Wrong_input_is_refused_with_the_remedy()
    {
        await SynthAsync(3);
        Assert.StartsWith("error: The rule preset was 'apx'; did you mean apex-legacy? Expected one of original,",
            await ErrorAsync("audit", "rules", "--preset", "apx"), StringComparison.Ordinal);
        Assert.StartsWith("error: There is no file none.csv; expected a trades.csv that `rltrainer evaluate` wrote.",
            await ErrorAsync("audit", "rules", "none.csv"), StringComparison.Ordinal);
        Assert.StartsWith("error: There is no model of a run 'none'", await ErrorAsync("audit", "rules", "none"),
            StringComparison.Ordinal);
        Assert.Equal(
            "error: Contracts was 7, above the 6 NQ that the rules 'apex-eod' allow at most; expected 1 to 6, or other rules.\n",
            await ErrorAsync("audit", "rules", "--preset", "apex-eod", "--contracts", "7"));
    }

    private async Task SynthAsync(int days) =>
        Assert.Equal(0, (await RunAsync(
            "data", "synth", "--days", days.ToString(System.Globalization.CultureInfo.InvariantCulture), "--output",
            Path.Combine(_root, "data"))).Code);

    private Task<string> ErrorAsync(params string[] arguments) => CommandProcess.RefusalAsync(_root, arguments);

    private Task<(int Code, string Output, string Error)> RunAsync(params string[] arguments) =>
        CommandProcess.RunAsync(_root, arguments);
}
