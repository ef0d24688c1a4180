using System.Globalization;
using System.Text.RegularExpressions;
using RlTrainer.Checkpoints;
using RlTrainer.Compliance;
using RlTrainer.Data;
using RlTrainer.Environments;
using RlTrainer.Evaluation;
using RlTrainer.Features;
using RlTrainer.Market;
using RlTrainer.Runs;
using RlTrainer.Tests.Architecture.Costs;
using RlTrainer.Values;

namespace RlTrainer.Tests.Architecture;

/// <summary>What one change costs, by really making it: the table
/// of src/README.md counts the files of the folder Costs.</summary>
public sealed class CostsTests : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("costs").FullName;

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Theory]
    [InlineData("a feature", "Architecture/Costs/RangeFeature.cs")]
    [InlineData("a reward term", "Architecture/Costs/HasteTerm.cs")]
    [InlineData("an entry rule", "Architecture/Costs/NoLunchRule.cs")]
    [InlineData("an account rule", "Architecture/Costs/MostTradesRule.cs")]
    [InlineData("an algorithm", "RlTrainer.RunHost/Reinforce.cs", "RlTrainer.RunHost/ReinforceConfig.cs")]
    public void The_table_says_how_many_files_and_lines_were_written(string change, params string[] files)
    {
        SourceFile[] written =
            [.. SourceFile.Of("tests").Where(file => files.Any(end => file.Name.EndsWith(end, StringComparison.Ordinal)))];
        Assert.Equal(files.Length, written.Length);
        Assert.Equal((files.Length, written.Sum(file => file.CodeLineCount)), Told(change));
    }

    [Fact]
    public void A_preset_of_ones_own_is_one_file_without_code()
    {
        string file = Path.Combine(Repository.Root, "tests/RlTrainer.Tests/Architecture/Costs/my-firm.json");
        Assert.Equal((1, File.ReadAllLines(file).Length), Told("a preset of one's own"));
        Assert.Equal(RulePresets.Parse("topstep") with { Name = "my-firm", MinimumDays = 3 }, RuleFile.Find(file));
    }

    /// <summary>No file of the library was touched for them, and they go the whole way.</summary>
    [Fact]
    public void What_was_written_trains_is_judged_and_comes_back_from_its_files()
    {
        IDefinition[] parts = [RangeFeature.Feature, new HasteTerm(), new NoLunchRule(), new MostTradesRule(4)];
        BarSeries bars = SyntheticBars.Generate(new SyntheticConfig { Days = 12 }).Minutes;
        RunConfig small = RunConfig.Phase1Test;
        RunConfig config = small with
        {
            FeatureSet = FeatureSet.PricesOnly.With(RangeFeature.Feature),
            Environment = small.Environment with { WindowBars = 5, Reward = RewardConfig.Ordered.With(new HasteTerm()) },
            Rules = small.Rules with { Name = "mine", EntryRules = [new NoLunchRule()], AccountRules = [new MostTradesRule(4)] },
            Ppo = small.Ppo with { Hidden = [8], Steps = 2048 },
            Schedule = new TrainingSchedule { EvaluateEverySteps = 2048, CheckpointEverySteps = 2048, EvaluationEpisodes = 4 },
        };
        var folder = new RunFolder(Path.Combine(_root, "run"));
        using (TrainingRun run = TrainingRun.Start(config, PreparedMarket.Of(bars, config), folder, threads: 1)) run.RunToEnd();
        Assert.Equal(config, RunManifest.Read(folder.Path, parts).Configuration);
        Comparison judged = EvaluationRun.OnTestDays(CheckpointFile.Read(folder.Best), bars, parts: parts);
        Assert.All(judged.Policies, policy => Assert.True(policy.Audit!.IsClean, policy.Audit.ToText()));
        foreach (string rule in new[] { "no lunch", "most trades" })
            Assert.All(judged.Policies, policy => Assert.Contains(rule, policy.Audit!.RulesChecked));
    }

    /// <summary>Files and lines in a row of the table: "| a feature | 1 file, 7 lines: … |".</summary>
    private static (int Files, int Lines) Told(string change)
    {
        string row = Repository.Read("src/README.md").Split('\n')
            .Single(line => line.StartsWith($"| {change} |", StringComparison.Ordinal));
        Match told = Regex.Match(row, @"\| (\d+) files?, (\d+) lines");
        Assert.True(told.Success, row);
        return (int.Parse(told.Groups[1].Value, CultureInfo.InvariantCulture),
            int.Parse(told.Groups[2].Value, CultureInfo.InvariantCulture));
    }
}
